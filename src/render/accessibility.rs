//! `site.accessibility`: what templates make the accessibility statement and its mention from.

use tera::{Map, Value};

use super::Data;
use super::value::{map, text};
use crate::audit::{Audit, Link, NonConformity, Number, Plan, Rate, Sampled, Verdict, rgaa};
use crate::config::Localized;
use crate::finding::SourcePath;
use crate::load::markdown::typography;
use crate::model::PageId;
use crate::model::link::{self, Target};
use crate::model::statement::{self, STATEMENT};

/// What can be said of the site's accessibility, in a language.
pub(super) fn accessibility(data: &Data, language: usize) -> Value {
    let conformity = &data.site.conformity;
    let audit = data.site.audit.as_deref();
    Value::from(map([
        ("level", Value::from(conformity.level.as_str())),
        ("standing", Value::from(conformity.standing.as_str())),
        ("until", conformity.until.map_or_else(Value::none, |day| Value::from(day.to_string()))),
        ("rate", conformity.rate.map_or_else(Value::none, |rate| self::rate(rate, conformity.average))),
        ("statement", page(data, language, STATEMENT)),
        ("scheme", page(data, language, "scheme")),
        ("plan", page(data, language, "plan")),
        ("audit", audit.map_or_else(Value::none, |audit| Teller { data, language, audit }.audit())),
    ]))
}

fn rate(rate: Rate, average: Option<usize>) -> Value {
    Value::from(map([
        ("percent", Value::from(rate.percent())),
        ("met", Value::from(rate.met)),
        ("applicable", Value::from(rate.applicable)),
        ("total", Value::from(rate.total)),
        ("average", average.map_or_else(Value::none, Value::from)),
    ]))
}

/// `{title, url, lang}` of a page of the statement, in this language or shown in it.
fn page(data: &Data, language: usize, part: &str) -> Value {
    statement::page(&data.site, language, part).map_or_else(Value::none, |id| shown(data, language, id))
}

/// `{title, url, lang}` of a page, in this language or shown in it.
pub(super) fn shown(data: &Data, language: usize, id: PageId) -> Value {
    let page = data.site.page(id);
    let url = data.fallbacks.get(&(language, id)).unwrap_or(&page.url);
    Value::from(map([
        ("title", Value::from(page.title())),
        ("url", Value::from(url.as_str())),
        ("lang", Value::from(data.code(page.language))),
    ]))
}

/// Where a link of a record leads, in a language.
pub(super) fn link(data: &Data, language: usize, link: Option<&Link>) -> Value {
    let Some(link) = link else { return Value::none() };
    let (site, files) = (&data.site, data.media.files());
    match statement::target(site, files, language, &link.written) {
        Target::Elsewhere => Value::from(link.written.as_str()),
        Target::File(path) => Value::from(data.media.deliver(site, &path)),
        Target::Page(id) => {
            let translated = site.page(id).translations.get(language).copied().flatten();
            let own = data.fallbacks.get(&(language, id));
            Value::from(own.unwrap_or_else(|| &site.page(translated.unwrap_or(id)).url).as_str())
        }
        target @ Target::Path(_) => link::url_of(site, &target).map_or_else(Value::none, Value::from),
    }
}

/// Tells an audit in a language.
struct Teller<'a> {
    data: &'a Data,
    language: usize,
    audit: &'a Audit,
}

impl Teller<'_> {
    fn audit(&self) -> Value {
        let audit = self.audit;
        let iso = |day: Option<jiff::civil::Date>| day.map_or_else(Value::none, |day| Value::from(day.to_string()));
        let list = |texts: &[String]| Value::from(texts.iter().map(|text| self.plain(text)).collect::<Vec<_>>());
        let word = |word: &Option<String>| word.as_deref().map_or_else(Value::none, Value::from);
        let auditor = map([
            ("name", text(&audit.auditor.name)),
            ("kind", audit.auditor.kind.map_or_else(Value::none, Value::from)),
            ("url", self.link(audit.auditor.url.as_ref())),
        ]);
        let environment = audit.declaration.environment.iter().map(|setup| {
            Value::from(map([("assistive", self.plain(&setup.assistive)), ("browser", self.plain(&setup.browser))]))
        });
        let declaration = map([
            ("made", iso(audit.declaration.made)),
            ("updated", iso(audit.declaration.updated)),
            ("technologies", self.proses(&audit.declaration.technologies)),
            ("tools", self.proses(&audit.declaration.tools)),
            ("environment", Value::from(environment.collect::<Vec<_>>())),
        ]);
        let exemptions = audit.exemptions.iter().map(|exemption| {
            Value::from(map([
                ("content", self.prose(&exemption.content)),
                ("reason", self.prose(&exemption.reason)),
                ("alternative", self.prose(&exemption.alternative)),
            ]))
        });
        let contact = map([
            ("email", word(&audit.contact.email)),
            ("phone", word(&audit.contact.phone)),
            ("form", self.link(audit.contact.form.as_ref())),
            ("answer", self.prose(&audit.contact.answer)),
        ]);
        let remedies = map([
            ("form", word(&audit.remedies.form)),
            ("delegates", word(&audit.remedies.delegates)),
            ("address", list(&audit.remedies.address)),
        ]);
        let scheme = audit.scheme.as_ref().map_or_else(Value::none, |scheme| {
            Value::from(map([
                ("from", Value::from(scheme.years.0)),
                ("to", Value::from(scheme.years.1)),
                ("url", self.link(scheme.url.as_ref())),
            ]))
        });
        Value::from(map([
            ("date", iso(audit.date)),
            ("standard", Value::from(audit.standard.name.as_str())),
            ("version", Value::from(audit.standard.version.as_str())),
            ("entity", self.prose(&audit.entity)),
            ("scope", self.prose(&audit.scope)),
            ("auditor", Value::from(auditor)),
            ("declaration", Value::from(declaration)),
            ("sample", Value::from(audit.sample.iter().map(|page| self.sampled(page)).collect::<Vec<_>>())),
            ("non_conformities", self.non_conformities()),
            ("exemptions", Value::from(exemptions.collect::<Vec<_>>())),
            ("not_subject", self.proses(&audit.not_subject)),
            ("contact", Value::from(contact)),
            ("remedies", Value::from(remedies)),
            ("scheme", scheme),
            ("plans", Value::from(audit.plans.iter().map(|plan| self.plan(plan)).collect::<Vec<_>>())),
        ]))
    }

    /// Text as people read it.
    fn plain(&self, written: &str) -> Value {
        Value::from(typography::text(written, self.data.code(self.language)))
    }

    /// Text in Markdown, as it is written: templates make HTML of it.
    fn prose(&self, written: &Localized) -> Value {
        text(written.get(self.data.code(self.language)))
    }

    fn proses(&self, written: &[Localized]) -> Value {
        Value::from(written.iter().map(|text| self.prose(text)).collect::<Vec<_>>())
    }

    fn link(&self, link: Option<&Link>) -> Value {
        self::link(self.data, self.language, link)
    }

    /// `{title, address, url, lang, ext, size}`: the URL only of a page that is there, the language only of one in
    /// another, the extension only of a document, the size in bytes only of one of the site.
    fn sampled(&self, page: &Sampled) -> Value {
        let site = &self.data.site;
        // A document is delivered because it is listed.
        let file = SourcePath::new(page.url.trim_start_matches('/'));
        if page.url.starts_with("/media/") && self.data.media.files().contains(&file) {
            self.data.media.deliver(site, &file);
        }
        let url = statement::sampled_url(site, page);
        let there = !page.is_own() || site.urls.contains_key(&url) || self.data.media.files().contains(&file);
        let ext = page.is_document().then(|| page.url.rsplit_once('.')).flatten();
        let id = self.data.by_url.get(&url);
        let other = id.map(|id| site.page(*id).language).filter(|other| *other != self.language);
        Value::from(map([
            ("title", self.plain(page.title.get(self.data.code(self.language)))),
            ("address", Value::from(url.as_str())),
            ("url", if there { Value::from(url.as_str()) } else { Value::none() }),
            ("ext", ext.map_or_else(Value::none, |(_, ext)| Value::from(ext.to_lowercase()))),
            ("size", self.data.media.files().size(&file).map_or_else(Value::none, Value::from)),
            ("lang", other.map_or_else(Value::none, |other| Value::from(self.data.code(other)))),
        ]))
    }

    /// What is described, and every other criterion that is not met, in the order of the standard.
    fn non_conformities(&self) -> Value {
        let mut described: Vec<&NonConformity> = self.audit.non_conformities.iter().collect();
        let others: Vec<NonConformity> = self
            .audit
            .failed()
            .into_iter()
            .filter(|number| !described.iter().any(|other| other.criterion == *number))
            .map(|criterion| NonConformity { criterion, description: Localized::default() })
            .collect();
        described.extend(&others);
        described.sort_by(|a, b| a.criterion.cmp(&b.criterion));
        let value = |item: &&NonConformity| {
            let title = self.audit.is_rgaa().then(|| rgaa::find(&item.criterion)).flatten();
            Value::from(map([
                ("criterion", Value::from(item.criterion.to_string())),
                ("title", title.map_or_else(Value::none, |criterion| Value::from(criterion.title))),
                ("text", self.prose(&item.description)),
                ("pages", self.pages_of(&item.criterion)),
            ]))
        };
        Value::from(described.iter().map(value).collect::<Vec<_>>())
    }

    /// The pages on which a criterion is not met, when it is met on others.
    fn pages_of(&self, number: &Number) -> Value {
        let failed =
            |page: &&Sampled| !page.is_document() && self.audit.results.on(number, &page.url) == Some(Verdict::NotMet);
        let pages: Vec<Value> = self.audit.sample.iter().filter(failed).map(|page| self.sampled(page)).collect();
        if pages.len() == self.audit.urls().len() { Value::from(Vec::<Value>::new()) } else { Value::from(pages) }
    }

    fn plan(&self, plan: &Plan) -> Value {
        let items = plan.items.iter().map(|item| {
            let entries: Map = map([("text", self.prose(&item.text)), ("done", Value::from(item.done))]);
            Value::from(entries)
        });
        Value::from(map([
            ("year", Value::from(plan.year)),
            ("items", Value::from(items.collect::<Vec<_>>())),
            ("review", self.prose(&plan.review)),
        ]))
    }
}
