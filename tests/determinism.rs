//! The same input gives the same bytes, with any number of threads.

use std::path::Path;

use osier::build::Build;
use osier::cache::Cache;

use crate::fixture::{self, repository};

#[test]
fn the_example_site_is_the_same_with_any_number_of_threads() {
    is_the_same(&repository("example-site"));
}

#[test]
fn findings_are_the_same_with_any_number_of_threads() {
    let page = |number: usize| {
        let text = format!("---\ntitle: \"{}\"\ndate: soon\n---\n[a](rien-{number}.md) ::\n\n::rien\n", number % 7);
        (format!("content/fr/{}/{number}.md", number % 5), text)
    };
    let pages: Vec<(String, String)> = (0..60).map(page).collect();
    let mut files = vec![("osier.toml", fixture::CONFIG)];
    files.extend(pages.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    let site = fixture::site(&files);
    is_the_same(site.path());
}

fn is_the_same(site: &Path) {
    let first = with_threads(1, site);
    assert!(!first.output.is_empty());
    for threads in [1, 4, 4] {
        let other = with_threads(threads, site);
        assert_eq!(fixture::lines(&first), fixture::lines(&other));
        assert!(first.findings == other.findings, "the findings differ with {threads} threads");
        assert_eq!(fixture::differs(&first.output, &other.output), None, "with {threads} threads");
    }
}

fn with_threads(threads: usize, site: &Path) -> Build {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
    pool.install(|| fixture::build(site, &mut Cache::default()))
}
