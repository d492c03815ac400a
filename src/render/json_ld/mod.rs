//! Structured data: each page as JSON-LD 1.1 in the words of <https://schema.org>.
//!
//! A page's graph holds the web page, what it is about when that is something else (an event, a person), and the
//! way to it. Homes say whose site this is.

mod course;
mod field;
mod mentions;
#[cfg(test)]
mod tests;

use serde::Serialize;
use serde_json::{Map, Value as Json, json};

use super::feed::site_title;
use crate::config::Language;
use crate::load::files::Files;
use crate::model::value::{Picture, Value, iso};
use crate::model::{Kind, Listing, Page, Site, url};
use field::Scope;
pub(super) use field::plain;

type Node = Map<String, Json>;

/// The `<script>` of a page; `picture` gives the URL of a picture, root-relative or absolute.
pub(super) fn script(site: &Site, files: &Files, page: &Page, picture: impl Fn(&Picture) -> Option<String>) -> String {
    let scope = Scope { site, files, picture: &picture };
    let mut graph = Vec::new();
    let crumbs = breadcrumbs(site, page);
    let mut web_page = web_page(site, page.language, &page.url, page.title(), &page.envelope.description);
    put_dates(&mut web_page, page);
    if let Some(image) = page.image.as_ref().and_then(|image| scope.image(image)) {
        web_page.insert("image".into(), image.into());
    }
    if crumbs.len() > 1 {
        web_page.insert("breadcrumb".into(), json!({ "@id": format!("{}#breadcrumb", address(site, &page.url)) }));
    }
    let schema = field::schema(page);
    if schema.ends_with("Page") {
        let kind = if schema == "WebPage" && page.kind == Kind::Section { "CollectionPage" } else { schema };
        web_page.insert("@type".into(), kind.into());
        scope.fields(page, &mut web_page);
        graph.push(web_page);
    } else {
        web_page.insert("mainEntity".into(), json!({ "@id": id(site, page) }));
        if schema == "Person" {
            web_page.insert("@type".into(), "ProfilePage".into());
        }
        graph.push(web_page);
        graph.push(entity(&scope, page, schema));
    }
    if page.kind == Kind::Home {
        graph.push(web_site(site, page));
        graph.push(organization(site));
    }
    graph.extend(breadcrumb_list(site, &page.url, &crumbs));
    wrap(&graph)
}

/// The `<script>` of a list that no page tells about: a taxonomy's, a term's. `crumbs` is the way to it.
pub(super) fn list_script(site: &Site, listing: &Listing, crumbs: &[(String, String)]) -> String {
    let mut web_page = web_page(site, listing.language, listing.url(), listing.title(site), "");
    web_page.insert("@type".into(), "CollectionPage".into());
    let mut graph = vec![web_page];
    graph.extend(breadcrumb_list(site, listing.url(), crumbs));
    wrap(&graph)
}

/// The way to a page: titles and URL paths, the home first, the page itself last.
pub(super) fn breadcrumbs(site: &Site, page: &Page) -> Vec<(String, String)> {
    let mut crumbs = Vec::new();
    let mut next = Some(page);
    while let Some(page) = next {
        crumbs.push((page.title().to_owned(), page.url.clone()));
        next = page.section.map(|id| site.page(id));
    }
    crumbs.reverse();
    crumbs
}

/// Works have dates, a language and a publisher; other things do not.
const WORKS: &[&str] = &[
    "Article",
    "Blog",
    "BlogPosting",
    "Book",
    "Chapter",
    "Course",
    "CreativeWork",
    "Dataset",
    "DigitalDocument",
    "EducationalOccupationalCredential",
    "LearningResource",
    "NewsArticle",
    "Report",
    "ScholarlyArticle",
    "SoftwareSourceCode",
    "TechArticle",
    "Thesis",
    "VideoObject",
];

/// The types of schema.org that `organization.kind` may name; any other word is a legal form.
const ORGANIZATIONS: &[&str] = &[
    "Airline",
    "CollegeOrUniversity",
    "Consortium",
    "Cooperative",
    "Corporation",
    "EducationalOrganization",
    "ElementarySchool",
    "FundingAgency",
    "GovernmentOrganization",
    "HighSchool",
    "Hospital",
    "Library",
    "LibrarySystem",
    "LocalBusiness",
    "MedicalOrganization",
    "MiddleSchool",
    "Museum",
    "NGO",
    "NewsMediaOrganization",
    "OnlineBusiness",
    "Organization",
    "PerformingGroup",
    "PoliticalParty",
    "Preschool",
    "Project",
    "ResearchOrganization",
    "ResearchProject",
    "School",
    "SportsOrganization",
    "WorkersUnion",
];

fn address(site: &Site, path: &str) -> String {
    url::absolute(&site.config, path)
}

fn language(site: &Site, language: usize) -> &Language {
    &site.config.languages.all[language]
}

/// What names a page's subject among all others: the page itself, or its part that is not a page.
fn id(site: &Site, page: &Page) -> String {
    let permalink = address(site, &page.url);
    if field::schema(page).ends_with("Page") {
        return permalink;
    }
    format!("{permalink}#{}", page.content_type.name)
}

fn web_page(site: &Site, rank: usize, path: &str, title: &str, description: &str) -> Node {
    let permalink = address(site, path);
    let mut node = Node::new();
    node.insert("@type".into(), "WebPage".into());
    node.insert("@id".into(), permalink.as_str().into());
    node.insert("url".into(), permalink.into());
    node.insert("name".into(), title.into());
    put(&mut node, "description", description);
    node.insert("inLanguage".into(), language(site, rank).code.as_str().into());
    node.insert("isPartOf".into(), json!({ "@id": format!("{}/#website", site.config.base_url) }));
    node
}

/// What a page is about, when that is not the page.
fn entity(scope: &Scope<'_>, page: &Page, schema: &str) -> Node {
    let site = scope.site;
    let mut node = Node::new();
    node.insert("@type".into(), schema.into());
    node.insert("@id".into(), id(site, page).into());
    node.insert("name".into(), page.title().into());
    put(&mut node, "description", &page.envelope.description);
    node.insert("url".into(), address(site, &page.url).into());
    node.insert("mainEntityOfPage".into(), json!({ "@id": address(site, &page.url) }));
    if let Some(image) = page.image.as_ref().and_then(|image| scope.image(image)) {
        node.insert("image".into(), image.into());
    }
    let work = WORKS.contains(&schema);
    if work {
        if schema.ends_with("Article") || schema == "BlogPosting" {
            node.insert("headline".into(), page.title().into());
        }
        node.insert("inLanguage".into(), language(site, page.language).code.as_str().into());
        put_dates(&mut node, page);
        mentions::put(scope, page, &mut node);
    }
    scope.fields(page, &mut node);
    if schema == "Course" {
        course::reshape(&mut node);
    }
    let publisher = match schema {
        "JobPosting" => {
            node.insert("title".into(), page.title().into());
            if let Some(date) = &page.envelope.date {
                node.insert("datePosted".into(), iso(date).into());
            }
            Some("hiringOrganization")
        }
        "Course" | "EducationalOccupationalProgram" => Some("provider"),
        _ if schema.ends_with("Event") => {
            put_locations(scope, &mut node, page);
            let parts = page.back.iter().find(|(label, _)| label == "event.parent");
            if let Some((_, parts)) = parts {
                node.insert("subEvent".into(), parts.iter().map(|part| Json::from(scope.reference(*part))).collect());
            }
            Some("organizer")
        }
        _ => work.then_some("publisher"),
    };
    if schema == "NewsArticle" {
        // What nobody signs is said by the institution.
        node.entry("author").or_insert_with(|| publisher_of(site));
    }
    if let Some(property) = publisher {
        node.entry(property).or_insert_with(|| publisher_of(site));
    }
    node
}

/// An event takes place in a room without a page, or online, as well as at a location of the site.
fn put_locations(scope: &Scope<'_>, node: &mut Node, page: &Page) {
    let text = |name: &str| {
        page.fields.iter().find(|(key, _)| key == name).and_then(|(_, value)| match value {
            Value::Text(text) | Value::Url(text) => Some(text.as_str()),
            _ => None,
        })
    };
    let mut locations: Vec<Json> = scope.location(page).into_iter().collect();
    if locations.is_empty() {
        locations.extend(text("place").map(|place| json!({ "@type": "Place", "name": place, "address": place })));
    }
    locations.extend(text("online_url").map(|url| json!({ "@type": "VirtualLocation", "url": url })));
    match locations.len() {
        0 => None,
        1 => node.insert("location".into(), locations.remove(0)),
        _ => node.insert("location".into(), locations.into()),
    };
}

fn put_dates(node: &mut Node, page: &Page) {
    for (property, moment) in [("datePublished", &page.envelope.date), ("dateModified", &page.envelope.updated)] {
        if let Some(moment) = moment {
            node.insert(property.into(), iso(moment).into());
        }
    }
}

fn put(node: &mut Node, property: &str, text: &str) {
    if !text.is_empty() {
        node.insert(property.to_owned(), text.into());
    }
}

fn web_site(site: &Site, home: &Page) -> Node {
    let language = language(site, home.language);
    let description = language.description.as_deref().unwrap_or_else(|| site.config.description.get(&language.code));
    let mut node = Node::new();
    node.insert("@type".into(), "WebSite".into());
    node.insert("@id".into(), format!("{}/#website", site.config.base_url).into());
    node.insert("url".into(), address(site, &home.url).into());
    put(&mut node, "name", site_title(site, language));
    put(&mut node, "description", description);
    let codes: Vec<&str> = site.config.languages.all.iter().map(|language| language.code.as_str()).collect();
    node.insert("inLanguage".into(), if codes.len() == 1 { codes[0].into() } else { codes.into() });
    node.insert("publisher".into(), json!({ "@id": format!("{}/#organization", site.config.base_url) }));
    node
}

/// The name and type of the publisher, for pages that do not tell the rest.
fn publisher_of(site: &Site) -> Json {
    let whole = organization(site);
    whole
        .into_iter()
        .filter(|(key, _)| ["@type", "@id", "name", "url"].contains(&key.as_str()))
        .collect::<Node>()
        .into()
}

fn organization(site: &Site) -> Node {
    let organization = &site.config.organization;
    let text = |key| organization.get(key).unwrap_or_default();
    let kind = organization.get("kind").filter(|kind| ORGANIZATIONS.contains(kind)).unwrap_or("Organization");
    let mut node = Node::new();
    node.insert("@type".into(), kind.into());
    node.insert("@id".into(), format!("{}/#organization", site.config.base_url).into());
    put(
        &mut node,
        "name",
        organization.get("name").unwrap_or_else(|| site_title(site, site.config.languages.default_language())),
    );
    put(&mut node, "legalName", text("legal_name"));
    node.insert("url".into(), format!("{}/", site.config.base_url).into());
    put(&mut node, "email", text("email"));
    put(&mut node, "telephone", text("phone"));
    put(&mut node, "foundingDate", text("founded"));
    let mut postal = Node::new();
    for (property, key) in [
        ("streetAddress", "street"),
        ("postalCode", "postal_code"),
        ("addressLocality", "city"),
        ("addressCountry", "country"),
    ] {
        put(&mut postal, property, text(key));
    }
    if !postal.is_empty() {
        postal.insert("@type".into(), "PostalAddress".into());
        node.insert("address".into(), postal.into());
    }
    if !organization.identifiers.is_empty() {
        let identifiers = organization.identifiers.iter().map(|(name, value)| field::identifier(name, value));
        node.insert("identifier".into(), identifiers.collect());
    }
    if !organization.links.is_empty() {
        node.insert("sameAs".into(), organization.links.iter().map(|(_, url)| url.as_str()).collect());
    }
    node
}

fn breadcrumb_list(site: &Site, path: &str, crumbs: &[(String, String)]) -> Option<Node> {
    let items = crumbs.iter().enumerate().map(|(rank, (title, path))| {
        let item = json!({ "@id": address(site, path) });
        json!({ "@type": "ListItem", "position": rank + 1, "name": title, "item": item })
    });
    let mut node = Node::new();
    node.insert("@type".into(), "BreadcrumbList".into());
    node.insert("@id".into(), format!("{}#breadcrumb", address(site, path)).into());
    node.insert("itemListElement".into(), items.collect());
    (crumbs.len() > 1).then_some(node)
}

/// The graph in its `<script>`, which no text in it can close.
fn wrap(graph: &[Node]) -> String {
    #[derive(Serialize)]
    struct Linked<'a> {
        #[serde(rename = "@context")]
        context: &'static str,
        #[serde(rename = "@graph")]
        graph: &'a [Node],
    }
    let json = serde_json::to_string(&Linked { context: "https://schema.org", graph });
    let json = json.expect("a map whose keys are texts");
    format!("<script type=\"application/ld+json\">{}</script>", json.replace('<', "\\u003c"))
}
