//! Pages that no file describes: one for what is not found, redirects of aliases, the root of a site of several
//! languages.

use std::sync::Arc;

use tera::Value;

use super::Shared;
use super::asked::recording;
use super::body::Found;
use super::context;
use super::made::Made;
use super::origin::Traced;
use super::pages::render;
use super::value::map;
use crate::finding::{OutputPath, Place};
use crate::model::url;

/// Makes them all.
pub(super) fn all(shared: &Shared) -> Vec<Arc<Made>> {
    let mut made = not_found(shared);
    made.extend(redirects(shared));
    made.extend(root(shared));
    made.into_iter().map(Arc::new).collect()
}

/// `404.html` for each language, and at the root for the default one: servers look for either.
fn not_found(shared: &Shared) -> Vec<Made> {
    let config = &shared.site.config;
    let mut made = Vec::new();
    for language in 0..config.languages.all.len() {
        let root = url::language_root(config, language);
        let mut page = context::plain_page(shared, language);
        let own = format!("{root}404.html");
        page.insert("url".into(), Value::from(own.as_str()));
        page.insert("switch".into(), context::plain_switch(shared, language, &own, |_| None));
        let mut context = context::globals(shared, language);
        context.insert_value("page", Value::from(page));
        context.insert_value("paginator", Value::none());
        context.insert_value("section", Value::none());
        let output = url::output_of(config, &own);
        let page = file(shared, "404.html", language, &context, &output, Counted::Page);
        let at_root = OutputPath::new("404.html");
        if language == config.languages.default && output != at_root {
            let (html, origins) = (page.html.clone(), page.origins.clone());
            // It is delivered twice, and what was found is said once.
            let twin = Made::new(at_root, page.source.clone(), Traced::default(), Found::default());
            made.push(Made { html, origins, counted: false, ..twin });
        }
        made.push(page);
    }
    made
}

/// A stub for each alias: it says where the page is and leads there.
fn redirects(shared: &Shared) -> Vec<Made> {
    let site = &shared.site;
    let stub = |(from, to, id): &(String, String, crate::model::PageId)| {
        let page = site.page(*id);
        let mut context = context::globals(shared, page.language);
        context.insert_value("target", Value::from(url::absolute(&site.config, to)));
        let output = url::output_of(&site.config, from);
        let stub = file(shared, "redirect.html", page.language, &context, &output, Counted::Not);
        Made { source: page.path().clone(), ..stub }
    };
    site.aliases.iter().map(stub).collect()
}

/// The first page of a site whose languages all have a prefix.
fn root(shared: &Shared) -> Option<Made> {
    let config = &shared.site.config;
    if config.languages.all.iter().any(|language| language.prefix.is_empty()) {
        return None;
    }
    let default = config.languages.default;
    let mut context = context::globals(shared, default);
    let languages = config.languages.all.iter().enumerate().map(|(rank, language)| {
        Value::from(map([
            ("code", Value::from(language.code.as_str())),
            ("name", Value::from(language.name.as_str())),
            ("dir", Value::from(language.direction.as_str())),
            ("url", Value::from(url::language_root(config, rank))),
        ]))
    });
    context.insert_value("languages", Value::from(languages.collect::<Vec<_>>()));
    context.insert_value("target", Value::from(url::language_root(config, default)));
    Some(file(shared, "languages.html", default, &context, &OutputPath::new("index.html"), Counted::Page))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Counted {
    Page,
    Not,
}

fn file(
    shared: &Shared,
    template: &str,
    language: usize,
    context: &tera::Context,
    output: &OutputPath,
    counted: Counted,
) -> Made {
    let mut found = Found::default();
    let source = shared.site.config.path.clone();
    let (traced, asked) =
        recording(|| render(shared, (template, Place::file(&source)), language, context, output, (&[], &mut found)));
    Made { counted: counted == Counted::Page, asked: asked.into(), ..Made::new(output.clone(), source, traced, found) }
}
