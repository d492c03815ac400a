//! A body's holes filled: links, pictures and blocks, each fault at the author's own line and column.

use std::cell::LazyCell;
use std::collections::BTreeSet;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use tera::{Context, Value};

use super::chart::{Ask, View};
use super::document::is_document;
use super::media::Media;
use super::origin::{Origin, Traced};
use super::picture::{Look, escape, markup};
use super::value::{get, map};
use super::{Shared, dataset};
use crate::finding::{Finding, OutputPath, Place, SourcePath, did_you_mean, rules};
use crate::html;
use crate::load::block::{ArgKind, BlockSchema, BodyRule};
use crate::load::body::{Arg, ArgValue, BlockCall, Body, HoleKind};
use crate::model::link::{self, Broken, Target};
use crate::model::value::Picture;
use crate::model::{Page, resolve};

/// The component of a theme that says of a document what one needs to know before opening it.
const ABOUT: &str = "ui.about";

/// What rendering one page finds and leaves to check once every page is rendered.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Faults.
    pub(super) findings: Vec<Finding>,
    /// Links of authors that lead to a place of a page, or to what may be a generated page.
    pub(super) links: Vec<Link>,
}

/// An author's link, to be checked against what is delivered.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Link {
    /// Where it is written.
    pub(super) place: Place,
    /// As it is written.
    pub(super) written: String,
    /// Where it leads.
    pub(super) output: OutputPath,
    /// The id it wants there; any when empty.
    pub(super) fragment: String,
}

/// `lang`, `t`, `site`, `page`: what blocks see, made for the first of them.
pub(super) type Implicits<'a> = LazyCell<Context, Box<dyn FnOnce() -> Context + 'a>>;

/// A page being rendered: what its body's blocks see.
pub(super) struct Filling<'a, 'i> {
    pub(super) shared: &'a Shared,
    pub(super) page: &'a Page,
    /// The rank of the language it is shown in.
    pub(super) language: usize,
    pub(super) implicits: &'a Implicits<'i>,
    pub(super) found: &'a mut Found,
}

impl Filling<'_, '_> {
    /// The HTML of `body` with its holes filled.
    pub(super) fn fill(&mut self, body: &Body) -> Traced {
        let mut filled = Traced::default();
        filled.html.reserve(body.html.len() + 64 * body.holes.len());
        let mut places = body.places.iter().peekable();
        let mut from = 0;
        let mut static_part = |filled: &mut Traced, from: usize, to: usize| {
            let start = filled.html.len() as u32;
            while let Some(written) = places.next_if(|written| (written.at as usize) < to || to == body.html.len()) {
                let at = start + written.at - from as u32;
                filled.origins.push(Origin { at, mark: None, span: written.span.clone() });
            }
            filled.html.push_str(&body.html[from..to]);
        };
        // What a link that is open leads to, when it is a document.
        let mut document: Option<(SourcePath, Range<usize>, usize)> = None;
        for hole in body.holes.iter().map(Some).chain([None]) {
            let to = hole.map_or(body.html.len(), |hole| hole.at);
            if let Some((source, span, start)) = &document
                && let Some(end) = body.html[from..to].find("</a>").map(|end| from + end)
            {
                static_part(&mut filled, from, end);
                from = end;
                if !says(&filled.html[*start..], source.extension()) {
                    filled.push(&self.about(source, span));
                }
                document = None;
            }
            static_part(&mut filled, from, to);
            from = to;
            let Some(hole) = hole else { break };
            match &hole.kind {
                HoleKind::Href(written) => {
                    let (href, target) = self.follow(written, &hole.span);
                    filled.html.push_str(&escape(&href));
                    document = None;
                    match target {
                        Some(Target::Page(id)) if self.shared.site.page(id).language != self.page.language => {
                            let languages = &self.shared.site.config.languages.all;
                            let code = &languages[self.shared.site.page(id).language].code;
                            filled.html.extend(["\" hreflang=\"", code]);
                        }
                        Some(Target::File(source)) if is_document(&source) => {
                            document = Some((source, hole.span.clone(), filled.html.len()));
                        }
                        _ => {}
                    }
                }
                HoleKind::Image { src, alt, title } => {
                    let span = hole.span.start as u32..hole.span.end as u32;
                    filled.origins.push(Origin { at: filled.html.len() as u32, mark: None, span });
                    filled.html.push_str(&self.image(src, alt, title, &hole.span));
                }
                HoleKind::Block(call) => filled.push(&self.block(call, &hole.span)),
            }
        }
        filled
    }

    /// What the theme says of a document at the end of a link to it: its format, size, pages and language.
    fn about(&mut self, source: &SourcePath, span: &Range<usize>) -> Traced {
        if self.shared.site.theme.templates.tera.get_component_definition(ABOUT).is_none() {
            return Traced::default();
        }
        let mut args = Context::new();
        args.insert_value("file", self.media().file(&self.shared.site, source));
        let rendered = self.shared.templated(self.language, |tera| {
            tera.render_component_with_implicits(ABOUT, &args, self.implicits, None, true)
        });
        match rendered {
            Ok(html) => Traced::rendered(&html, span, &[]),
            Err(error) => {
                self.found.findings.push(self.shared.template_fault(&error, self.place(span), &self.page.output));
                Traced::default()
            }
        }
    }

    fn media(&self) -> &Media {
        &self.shared.media
    }

    fn place(&self, span: &Range<usize>) -> Place {
        Place::at(self.page.path(), span.clone())
    }

    /// The address for a link as written, and what it leads to; a broken one is a finding and stays as it is.
    fn follow(&mut self, written: &str, span: &Range<usize>) -> (String, Option<Target>) {
        let (path, rest) = written.find(['#', '?']).map_or((written, ""), |at| written.split_at(at));
        let fragment = rest.find('#').map_or("", |at| &rest[at + 1..]);
        let site = &self.shared.site;
        let target = match link::resolve(site, self.media().files(), self.page, path) {
            Ok(target) => target,
            Err(broken) => {
                self.broken(span, broken);
                return (written.to_owned(), None);
            }
        };
        let address = match &target {
            Target::Elsewhere if written.is_empty() => {
                let message = "the link has no address".to_owned();
                let help = "write where it leads, or take the link off its words".to_owned();
                self.broken(span, Broken { message, help });
                String::new()
            }
            Target::Elsewhere => {
                if path.is_empty() && !fragment.is_empty() {
                    self.later(span, written, self.page.output.clone(), fragment);
                }
                written.to_owned()
            }
            Target::File(path) => self.media().deliver(site, path) + rest,
            Target::Page(id) => {
                let page = site.page(*id);
                if !fragment.is_empty() {
                    self.later(span, written, page.output.clone(), fragment);
                }
                format!("{}{rest}", page.url)
            }
            Target::Path(url) => {
                self.later(span, written, link::output_of(site, url), fragment);
                format!("{url}{rest}")
            }
        };
        (address, Some(target))
    }

    fn broken(&mut self, span: &Range<usize>, broken: Broken) {
        let finding = Finding::new(&rules::LINK_BROKEN, self.place(span), broken.message);
        self.found.findings.push(finding.help(broken.help));
    }

    fn later(&mut self, span: &Range<usize>, written: &str, output: OutputPath, fragment: &str) {
        let fragment = percent_encoding::percent_decode_str(fragment).decode_utf8_lossy().into_owned();
        let link = Link { place: self.place(span), written: written.to_owned(), output, fragment };
        self.found.links.push(link);
    }

    fn image(&mut self, src: &str, alt: &str, title: &str, span: &Range<usize>) -> String {
        if link::has_scheme(src) || src.starts_with("//") {
            // A picture of another host: said by the weight and privacy rules, shown as it is.
            return format!("<img src=\"{}\" alt=\"{}\" loading=\"lazy\">", escape(src), escape(alt));
        }
        let Some(source) = self.source(src, span) else { return String::new() };
        let own = Picture { alt: alt.to_owned(), ..Picture::plain(source) };
        let picture = self.shared.site.with_sidecar(own, self.page.language);
        let look = Look { title, sizes: "(width >= 52rem) 44rem, 92vw", ..Look::of(&picture) };
        markup(&self.shared.site, self.media(), &picture.source, &look)
    }

    fn source(&mut self, written: &str, span: &Range<usize>) -> Option<SourcePath> {
        if let Ok(Target::File(source)) = link::resolve(&self.shared.site, self.media().files(), self.page, written) {
            Some(source)
        } else {
            self.found.findings.push(resolve::missing_file(self.media().files(), self.page, written, span));
            None
        }
    }

    fn block(&mut self, call: &BlockCall, span: &Range<usize>) -> Traced {
        let body = call.body.as_ref().map(|body| self.fill(body));
        let mut args = Context::new();
        let mut parts = Vec::new();
        for arg in &call.args {
            if let Some(value) = self.argument(arg, &mut parts) {
                args.insert_value(arg.name.clone(), value);
            }
        }
        self.describe(call, span, &mut args);
        if self.asks_too_much(call, &args) {
            return body.unwrap_or_default();
        }
        let inner = body.as_ref().map(|body| body.html.as_str());
        let rendered = self.shared.templated(self.language, |tera| {
            tera.render_component_with_implicits(&call.name, &args, self.implicits, inner, true)
        });
        match rendered {
            Ok(html) => {
                parts.extend(body);
                Traced::rendered(&html, span, &parts)
            }
            Err(error) => {
                // A compulsory argument that is missing, or was dropped for its fault, was reported where it is
                // written.
                let schema = self.shared.site.theme.blocks.get(&call.name);
                let given = |name: &str| args.contains_key(name);
                let whole = |schema: &BlockSchema| {
                    let bodied = schema.body != BodyRule::Required || body.is_some();
                    bodied && schema.args.iter().all(|arg| !arg.required || given(&arg.name))
                };
                if schema.is_some_and(whole) {
                    self.found.findings.push(self.shared.template_fault(&error, self.place(span), &self.page.output));
                }
                body.unwrap_or_default()
            }
        }
    }

    /// Says what the picture of a block shows where the block does not: what is said beside the picture; nothing, which
    /// is told, where there is nothing and something is needed.
    fn describe(&mut self, call: &BlockCall, span: &Range<usize>, args: &mut Context) {
        let Some(schema) = self.shared.site.theme.blocks.get(&call.name) else { return };
        let of = |kind: &ArgKind| schema.args.iter().find(|arg| arg.kind == *kind);
        let Some(alt) = of(&ArgKind::Alt).filter(|alt| call.args.iter().all(|arg| arg.name != alt.name)) else {
            return;
        };
        let picture = of(&ArgKind::Image).and_then(|image| args.get(&image.name));
        let text = |picture: &Value, key: &str| get(picture, key).cloned().filter(Value::is_truthy);
        let decorative = picture.is_some_and(|picture| text(picture, "decorative").is_some());
        let said = picture.and_then(|picture| text(picture, "alt"));
        match said {
            Some(said) => args.insert_value(alt.name.clone(), said),
            None if decorative => args.insert_value(alt.name.clone(), Value::from("")),
            None if alt.required => {
                let (message, help) = alt.missing(&schema.written());
                let place = self.place(&(span.start..span.end.min(span.start + schema.name.len() + 2)));
                self.found.findings.push(Finding::new(&rules::BLOCK_ATTRIBUTE_INVALID, place, message).help(help));
            }
            None => {}
        }
    }

    /// Whether a block asks of its data what they do not have, which is told at the argument that asks.
    fn asks_too_much(&mut self, call: &BlockCall, args: &Context) -> bool {
        let Some(schema) = self.shared.site.theme.blocks.get(&call.name) else { return false };
        let name = |kind: &ArgKind| Some(schema.args.iter().find(|arg| arg.kind == *kind)?.name.as_str());
        let source = name(&ArgKind::Data).and_then(|name| dataset::source(args.get(name)?));
        let Some(dataset) = source.and_then(|source| self.media().dataset(&source)) else { return false };
        let given = |kind: &ArgKind| call.args.iter().find(|arg| Some(arg.name.as_str()) == name(kind));
        let list = |kind: &ArgKind| match given(kind).map(|arg| &arg.value) {
            Some(ArgValue::List(names)) => names.clone(),
            _ => Vec::new(),
        };
        let by = match given(&ArgKind::By).map(|arg| &arg.value) {
            Some(ArgValue::Text(name)) => name.clone(),
            _ => String::new(),
        };
        let ask = Ask { columns: list(&ArgKind::Columns), by, draw: list(&ArgKind::Series) };
        let Err(fault) = View::of(&dataset, &ask) else { return false };
        let asking = given(&fault.of).or_else(|| given(&ArgKind::By)).or_else(|| given(&ArgKind::Data));
        let Some(arg) = asking else { return false };
        let place = self.place(&arg.span);
        self.found.findings.push(Finding::new(&rules::BLOCK_ATTRIBUTE_INVALID, place, fault.message).help(fault.help));
        true
    }

    /// The value of an argument; the Markdown in it goes to `parts` as well.
    fn argument(&mut self, arg: &Arg, parts: &mut Vec<Traced>) -> Option<Value> {
        Some(match &arg.value {
            ArgValue::Text(text) => Value::from(text.as_str()),
            ArgValue::Markdown(body) => {
                let filled = self.fill(body);
                let value = Value::safe_string(&filled.html);
                parts.push(filled);
                value
            }
            ArgValue::Bool(value) => Value::from(*value),
            ArgValue::Integer(number) => Value::from(*number),
            ArgValue::Float(number) => Value::from(*number),
            ArgValue::List(texts) => {
                Value::from(texts.iter().map(|text| Value::from(text.as_str())).collect::<Vec<_>>())
            }
            ArgValue::Url(written) => Value::from(self.follow(written, &arg.span).0),
            ArgValue::Image(written) => {
                let source = self.source(written, &arg.span)?;
                let picture = self.shared.site.with_sidecar(Picture::plain(source), self.page.language);
                super::card::picture_value(self.media(), &picture)
            }
            ArgValue::File(written) => {
                let source = self.source(written, &arg.span)?;
                self.media().file(&self.shared.site, &source)
            }
            ArgValue::Data(written) => {
                let source = self.source(written, &arg.span)?;
                self.media().dataset(&source)?;
                let mut file = self.media().file(&self.shared.site, &source).into_map().unwrap_or_default();
                file.insert("src".into(), Value::from(source.as_str()));
                Value::from(file)
            }
            ArgValue::Page(written, to) => self.card(arg, written, to)?,
            ArgValue::Pages(paths, to) => {
                Value::from(paths.iter().filter_map(|written| self.card(arg, written, to)).collect::<Vec<_>>())
            }
        })
    }

    fn card(&mut self, arg: &Arg, written: &str, to: &[String]) -> Option<Value> {
        match resolve::reference(&self.shared.site, self.media().files(), self.page, written, to) {
            Ok(id) => Some(self.shared.card(id).clone()),
            Err((message, help)) => {
                self.found
                    .findings
                    .push(Finding::new(&rules::REFERENCE_BROKEN, self.place(&arg.span), message).help(help));
                None
            }
        }
    }
}

/// Whether the words of a link name the format of what it leads to, as authors do who know that they should.
fn says(html: &str, format: &str) -> bool {
    let text = html::text(html);
    text.split(|c: char| !c.is_alphanumeric()).any(|word| word.eq_ignore_ascii_case(format))
}

/// The finding for a fragment that its page does not have.
pub(super) fn broken_fragment(link: &Link, ids: &BTreeSet<String>) -> Finding {
    let help = did_you_mean(&link.fragment, ids.iter().map(String::as_str)).unwrap_or_else(|| {
        "write the id of a heading of that page: its words in lower case, without accents, joined by `-`".to_owned()
    });
    let message = format!("`{}` leads to a page that has no `#{}`", link.written, link.fragment);
    Finding::new(&rules::FRAGMENT_BROKEN, link.place.clone(), message).help(help)
}

/// An empty map, where a template wants one.
pub(super) fn nothing() -> Value {
    Value::from(map([]))
}
