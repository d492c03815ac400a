//! Structured data of the example site, held against the vocabulary of schema.org.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use crate::example::example;
use crate::schema::Vocabulary;

#[test]
fn every_page_says_what_schema_org_knows() {
    let vocabulary = Vocabulary::read();
    let mut faults = BTreeMap::new();
    let mut pages = 0;
    for (path, graph) in graphs() {
        pages += 1;
        for node in &graph {
            for fault in vocabulary.faults(node) {
                faults.entry(fault).or_insert_with(|| path.clone());
            }
        }
    }
    assert!(pages > 150, "{pages} pages have structured data");
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn every_type_of_content_says_what_it_is() {
    let mut known = BTreeSet::new();
    for (_, graph) in graphs() {
        for node in &graph {
            collect(node, &mut known);
        }
    }
    for name in [
        "WebSite",
        "CollegeOrUniversity",
        "WebPage",
        "AboutPage",
        "ContactPage",
        "CollectionPage",
        "NewsArticle",
        "NewsArticle.citation",
        "NewsArticle.video",
        "VideoObject",
        "Event",
        "Event.subEvent",
        "Event.eventStatus",
        "Event.eventAttendanceMode",
        "Event.location",
        "VirtualLocation",
        "ProfilePage",
        "ProfilePage.mainEntity",
        "Person",
        "Person.identifier",
        "Organization",
        "EducationalOccupationalProgram",
        "EducationalOccupationalProgram.educationalCredentialAwarded",
        "EducationalOccupationalProgram.provider",
        "EducationalOccupationalCredential",
        "Course",
        "Course.hasCourseInstance",
        "CourseInstance.startDate",
        "ResearchOrganization",
        "ResearchProject",
        "ResearchProject.funding",
        "Grant",
        "ScholarlyArticle",
        "Book",
        "Report",
        "Report.license",
        "CreativeWork.expires",
        "JobPosting",
        "Place",
        "Place.amenityFeature",
        "DigitalDocument",
        "DigitalDocument.license",
        "DigitalDocument.inLanguage",
        "WebPage.inLanguage",
        "BreadcrumbList",
    ] {
        assert!(known.contains(name), "no page of the example has {name}: {known:#?}");
    }
}

/// The types and the properties of a node and of those in it.
fn collect(node: &Map<String, Value>, known: &mut BTreeSet<String>) {
    let Some(kind) = node.get("@type").and_then(Value::as_str) else { return };
    known.insert(kind.to_owned());
    for (name, value) in node {
        known.insert(format!("{kind}.{name}"));
        for value in value.as_array().map_or_else(|| std::slice::from_ref(value), Vec::as_slice) {
            if let Value::Object(node) = value {
                collect(node, known);
            }
        }
    }
}

/// The nodes of each page, by its path.
fn graphs() -> Vec<(String, Vec<Map<String, Value>>)> {
    let mut graphs = Vec::new();
    for (path, content) in &example().output {
        if path.extension() != "html" {
            continue;
        }
        let bytes = content.made().expect("a page");
        let html = String::from_utf8_lossy(&bytes);
        let Some((_, rest)) = html.split_once("<script type=\"application/ld+json\">") else { continue };
        let (json, _) = rest.split_once("</script>").expect("the script ends");
        let json: Value = serde_json::from_str(json).expect("JSON");
        assert_eq!(json["@context"], "https://schema.org", "{path}");
        let nodes = json["@graph"].as_array().expect("a graph").iter();
        graphs.push((path.to_string(), nodes.map(|node| node.as_object().expect("a node").clone()).collect()));
    }
    graphs
}
