//! Tests of structured data.

use super::*;
use crate::render::testing::{CONFIG, page, site};

const CONTENT: &[(&str, &str)] = &[
    ("content/fr/_index.md", "---\ntitle: Accueil\n---\n"),
    ("content/fr/agenda/_index.md", "---\ntitle: Agenda\ncontains: event\n---\n"),
    (
        "content/fr/agenda/fete.md",
        "---\ntitle: \"Fête </script><b>\"\ndescription: Une fête\ndate: 2026-05-01\nstart: 2026-07-01T18:00\nend: 2026-07-01T20:00\n\
         status: cancelled\nattendance: mixed\nlocation: /quais\nonline_url: https://direct.example/\nimage: { src: fete.jpg, alt: Des lampions }\n\
         speakers:\n  - { person: /anouk, role: juriste }\n  - { name: Iris Le Goff }\n---\n",
    ),
    ("content/fr/agenda/fete.jpg", "x"),
    ("content/fr/agenda/salle.md", "---\ntitle: Salle\nstart: 2026-07-02\nplace: Salle 2\n---\n"),
    (
        "content/fr/quais.md",
        "---\ntitle: Quais\ntype: location\naddress: { street: 12 quai, city: Port-Salines }\n---\n",
    ),
    (
        "content/fr/anouk.md",
        "---\ntitle: Anouk Le Bihan\ntype: person\norcid: 0000-0002-1825-0097\nwebsite: https://anouk.example/\nsocial: [https://a.example/, https://b.example/]\n---\n",
    ),
    (
        "content/fr/article.md",
        "---\ntitle: Article\ntype: publication\nyear: 2024\njournal: Revue\ndoi: 10.1000/x\nabstract: \"Un **grand**\\n\\nrésumé & <fin\"\n\
         authors:\n  - { person: /anouk }\n  - { name: B. Rousseau }\npdf: a.pdf\nopen_access: true\n---\n",
    ),
    ("content/fr/a.pdf", "x"),
];

fn graph(site: &Site, key: &str) -> Vec<Json> {
    let picture = |picture: &Picture| Some(format!("/u/img/{}", picture.source.name()));
    let script = script(site, &Files::default(), site.page(page(site, key)), picture);
    let json = script
        .strip_prefix("<script type=\"application/ld+json\">")
        .and_then(|json| json.strip_suffix("</script>"))
        .expect("a script");
    assert!(!json.contains('<'), "{json}");
    let json: Json = serde_json::from_str(json).expect("JSON");
    assert_eq!(json["@context"], "https://schema.org");
    json["@graph"].as_array().expect("a graph").clone()
}

fn node(graph: &[Json], kind: &str) -> Json {
    graph
        .iter()
        .find(|node| node["@type"] == kind)
        .unwrap_or_else(|| panic!("there is no {kind} in {graph:#?}"))
        .clone()
}

#[test]
fn an_event_says_when_where_and_whether() {
    let site = site(CONFIG, CONTENT);
    let graph = graph(&site, "/agenda/fete");
    let event = node(&graph, "Event");
    assert_eq!(event["name"], "Fête </script><b>");
    assert_eq!(event["@id"], "https://estran.example/u/fr/agenda/fete/#event");
    assert_eq!(event["startDate"], "2026-07-01T18:00:00+02:00");
    assert_eq!(event["eventStatus"], "https://schema.org/EventCancelled");
    assert_eq!(event["eventAttendanceMode"], "https://schema.org/MixedEventAttendanceMode");
    assert_eq!(event["image"], "https://estran.example/u/img/fete.jpg");
    assert_eq!(
        event["location"],
        json!([
            {
                "@type": "Place", "@id": "https://estran.example/u/fr/quais/#location", "name": "Quais", "url": "https://estran.example/u/fr/quais/",
                "address": { "@type": "PostalAddress", "streetAddress": "12 quai", "addressLocality": "Port-Salines" }
            },
            { "@type": "VirtualLocation", "url": "https://direct.example/" }
        ])
    );
    assert_eq!(event["performer"][0]["name"], "Anouk Le Bihan");
    assert_eq!(event["performer"][0]["jobTitle"], "juriste");
    assert_eq!(event["performer"][1], json!({ "@type": "Person", "name": "Iris Le Goff" }));
    assert_eq!(event["organizer"]["name"], "Estran");
    assert_eq!(event.get("datePublished"), None);
    let web_page = node(&graph, "WebPage");
    assert_eq!(web_page["mainEntity"]["@id"], event["@id"]);
    assert_eq!(web_page["datePublished"], "2026-05-01");
    assert_eq!(web_page["inLanguage"], "fr");
}

#[test]
fn an_event_without_a_place_of_the_site_is_in_its_room() {
    let site = site(CONFIG, CONTENT);
    let event = node(&graph(&site, "/agenda/salle"), "Event");
    assert_eq!(event["location"], json!({ "@type": "Place", "name": "Salle 2", "address": "Salle 2" }));
    assert_eq!(event["startDate"], "2026-07-02");
}

#[test]
fn a_publication_has_people_for_authors() {
    let site = site(CONFIG, CONTENT);
    let article = node(&graph(&site, "/article"), "ScholarlyArticle");
    assert_eq!(article["headline"], "Article");
    assert_eq!(article["datePublished"], "2024");
    assert_eq!(article["isPartOf"], json!({ "@type": "CreativeWork", "name": "Revue" }));
    assert_eq!(
        article["identifier"],
        json!({ "@type": "PropertyValue", "propertyID": "doi", "value": "10.1000/x", "url": "https://doi.org/10.1000/x" })
    );
    assert_eq!(article["author"][0]["@type"], "Person");
    assert_eq!(article["author"][0]["url"], "https://estran.example/u/fr/anouk/");
    assert_eq!(article["author"][1], json!({ "@type": "Person", "name": "B. Rousseau" }));
    assert_eq!(article["encoding"]["contentUrl"], "https://estran.example/u/a.pdf".replace("/u/", "/u/fr/"));
    assert_eq!(article["abstract"], "Un grand résumé & <fin");
    assert_eq!(article["isAccessibleForFree"], true);
}

#[test]
fn a_person_has_a_name_an_identifier_and_profiles() {
    let site = site(CONFIG, CONTENT);
    let person = node(&graph(&site, "/anouk"), "Person");
    assert_eq!(person["url"], "https://anouk.example/");
    assert_eq!(person["mainEntityOfPage"]["@id"], "https://estran.example/u/fr/anouk/");
    assert_eq!(person["sameAs"], json!(["https://a.example/", "https://b.example/"]));
}

#[test]
fn a_page_says_the_way_to_it() {
    let site = site(CONFIG, CONTENT);
    let list = node(&graph(&site, "/agenda/fete"), "BreadcrumbList");
    let items: Vec<(u64, &str, &str)> = list["itemListElement"]
        .as_array()
        .expect("items")
        .iter()
        .map(|item| {
            (
                item["position"].as_u64().expect("a rank"),
                item["name"].as_str().expect("a name"),
                item["item"]["@id"].as_str().expect("a URL"),
            )
        })
        .collect();
    assert_eq!(
        items,
        [
            (1, "Accueil", "https://estran.example/u/fr/"),
            (2, "Agenda", "https://estran.example/u/fr/agenda/"),
            (3, "Fête </script><b>", "https://estran.example/u/fr/agenda/fete/"),
        ]
    );
    assert_eq!(node(&graph(&site, "/agenda"), "CollectionPage")["name"], "Agenda");
}

#[test]
fn a_home_says_whose_site_it_is() {
    let config = format!(
        "{CONFIG}\n[organization]\nname = \"Estran\"\nlegal_name = \"Estran, Scic\"\nkind = \"CollegeOrUniversity\"\ncity = \"Port-Salines\"\nfounded = \"2011\"\n\
         [organization.identifiers]\nsiret = \"000\"\n[organization.links]\nmastodon = \"https://social.example/@estran\"\n"
    );
    let site = site(&config, CONTENT);
    let graph = graph(&site, "/");
    let web_site = node(&graph, "WebSite");
    assert_eq!(web_site["description"], "Une université");
    assert_eq!(web_site["inLanguage"], json!(["fr", "en"]));
    assert_eq!(
        node(&graph, "CollegeOrUniversity"),
        json!({
            "@type": "CollegeOrUniversity", "@id": "https://estran.example/u/#organization", "name": "Estran", "legalName": "Estran, Scic",
            "url": "https://estran.example/u/", "foundingDate": "2011",
            "address": { "addressLocality": "Port-Salines", "@type": "PostalAddress" },
            "identifier": [{ "@type": "PropertyValue", "propertyID": "siret", "value": "000" }],
            "sameAs": ["https://social.example/@estran"]
        })
    );
    assert!(graph.iter().all(|node| node["@type"] != "BreadcrumbList"));
}

#[test]
fn a_legal_form_is_no_type_of_schema_org() {
    let site = site(&format!("{CONFIG}\n[organization]\nname = \"Estran\"\nkind = \"Association\"\n"), CONTENT);
    assert_eq!(node(&graph(&site, "/"), "Organization")["name"], "Estran");
}
