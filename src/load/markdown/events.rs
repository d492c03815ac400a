//! What each event of the parse writes.

use std::ops::Range;

use pulldown_cmark::{Alignment, BrokenLinkCallback, CodeBlockKind, Event, LinkType};
use pulldown_cmark::{OffsetIter, Tag, TagEnd};

use super::heading::{self, Written};
use super::image::{self, Picture};
use super::run::What;
use super::write::{Frame, Writer};
use super::{escape, html};

/// What of the parse is open, beside the blocks.
#[derive(Debug, Default)]
pub(super) struct State {
    /// In a block of code.
    code: bool,
    /// The HTML block being read, and where it begins.
    pub(super) html: Option<(String, usize)>,
    pub(super) picture: Option<Picture>,
    /// The links being read.
    links: Vec<Link>,
    /// Where the last inline thing ended.
    pub(super) end: usize,
    heading: Option<Written>,
    notes: Vec<(String, usize)>,
    table: Table,
}

/// A link being read.
#[derive(Debug)]
struct Link {
    /// The number of its mark; nothing inside a picture.
    mark: Option<usize>,
    /// Where its target is defined, when it is not where the link is.
    defined: Option<Range<usize>>,
}

/// A table being read.
#[derive(Debug, Default)]
struct Table {
    columns: Vec<Alignment>,
    column: usize,
    head: bool,
    rows: bool,
}

/// Writes all the events of `parser`.
pub(super) fn write<'s, F: BrokenLinkCallback<'s>>(writer: &mut Writer<'_, 's>, mut parser: OffsetIter<'s, F>) {
    let mut state = State::default();
    while let Some((event, range)) = parser.next() {
        match event {
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                let defined = parser.reference_definitions().get(&id).map(|definition| definition.span.clone());
                let link = What::Link { target: target(link_type, &dest_url), span: range, title: title.into_string() };
                let mark = state.picture.is_none().then_some(writer.run.marks.len());
                if mark.is_some() {
                    writer.run.mark(link, 1);
                }
                state.links.push(Link { mark, defined });
            }
            Event::Start(Tag::Image { dest_url, title, id, .. }) => {
                let defined = parser.reference_definitions().get(&id).map(|definition| definition.span.clone());
                image::start(&mut state, &dest_url, &title, defined);
            }
            Event::Start(tag) => start(writer, &mut state, tag, &range),
            Event::End(TagEnd::Link) => end_link(writer, &mut state, &range),
            Event::End(TagEnd::Image) => image::end(writer, &mut state, &range),
            Event::End(tag) => end(writer, &mut state, tag, &range),
            Event::Text(text) if state.code => {
                let text = html::verbatim(writer, &text, &range);
                escape::text(&mut writer.body().html, &text);
            }
            event => inside(writer, &mut state, event, &range),
        }
    }
}

/// What has nothing inside.
fn inside(writer: &mut Writer<'_, '_>, state: &mut State, event: Event<'_>, range: &Range<usize>) {
    if let Some(picture) = &mut state.picture {
        match event {
            Event::Text(text) | Event::Code(text) => picture.alt.push_str(&text),
            Event::SoftBreak | Event::HardBreak => picture.alt.push(' '),
            _ => {}
        }
        state.end = range.end;
        return;
    }
    match event {
        Event::Text(text) => writer.text(&text, range),
        Event::Code(text) => writer.run.atom(What::Code(text.into_string())),
        Event::Html(text) => {
            let text = html::verbatim(writer, &text, range);
            state.html.get_or_insert((String::new(), range.start)).0.push_str(&text);
        }
        Event::InlineHtml(text) => html::inline(writer, &text, range),
        Event::FootnoteReference(label) => {
            let call = writer.notes.call(&label, writer.sheet, &mut writer.ids);
            writer.run.mark(What::Html(call), 0);
        }
        Event::SoftBreak => writer.run.push("\n", range.start),
        Event::HardBreak => {
            writer.run.mark(What::Tag("<br>"), 0);
            writer.run.push("\n", range.start);
        }
        Event::Rule => {
            writer.flush_bare();
            if let Some(number) = writer.fence(range) {
                writer.meet(number);
            } else {
                writer.check_text(range);
                writer.html("<hr>");
            }
        }
        Event::TaskListMarker(done) => {
            let labels = writer.sheet.options.labels;
            let (label, sign) = if done { (&labels.task_done, "☑") } else { (&labels.task_todo, "☐") };
            let mut tag = "<span role=\"img\" aria-label=\"".to_owned();
            escape::attribute(&mut tag, label);
            tag.push_str("\">");
            tag.push_str(sign);
            tag.push_str("</span>");
            writer.run.mark(What::Html(tag), 0);
            writer.run.push(" ", range.end);
        }
        _ => {}
    }
    state.end = range.end;
}

fn start(writer: &mut Writer<'_, '_>, state: &mut State, tag: Tag<'_>, range: &Range<usize>) {
    if let Some((open, _)) = inline_tag(tag.to_end()) {
        if state.picture.is_none() {
            writer.run.mark(What::Tag(open), 1);
        }
        return;
    }
    writer.flush_bare();
    writer.block = range.clone();
    match tag {
        Tag::Item | Tag::TableHead | Tag::TableRow | Tag::TableCell | Tag::HtmlBlock | Tag::FootnoteDefinition(_) => {}
        _ => writer.check_text(range),
    }
    match tag {
        Tag::Heading { id, classes, attrs, .. } => {
            let attribute = |name: &str| {
                let found = attrs.iter().find(|(key, _)| &**key == name);
                found.and_then(|(_, value)| value.as_ref()).map(|value| (**value).to_owned())
            };
            state.end = range.start;
            state.heading =
                Some(Written { id: id.map(|id| (*id).to_owned()), class: classes.join(" "), lang: attribute("lang") });
        }
        Tag::BlockQuote(_) => deeper(writer, "<blockquote>"),
        Tag::CodeBlock(kind) => {
            state.code = true;
            writer.html("<pre tabindex=\"0\"><code");
            if let CodeBlockKind::Fenced(info) = kind
                && let Some(language) = info.split([' ', ',', '{']).next().filter(|word| !word.is_empty())
            {
                writer.html(" class=\"language-");
                escape::attribute(&mut writer.body().html, language);
                writer.html("\"");
            }
            writer.html(">");
        }
        Tag::HtmlBlock => state.html = Some((String::new(), range.start)),
        Tag::List(None) => writer.html("<ul>"),
        Tag::List(Some(1)) => writer.html("<ol>"),
        Tag::List(Some(start)) => writer.html(&format!("<ol start=\"{start}\">")),
        Tag::Item => deeper(writer, "<li>"),
        Tag::DefinitionList => writer.html("<dl>"),
        Tag::DefinitionListDefinition => deeper(writer, "<dd>"),
        Tag::FootnoteDefinition(label) => {
            writer.frames.push(Frame::default());
            writer.depth += 1;
            state.notes.push((label.into_string(), range.start));
        }
        Tag::Table(columns) => {
            state.table = Table { columns, ..Table::default() };
            writer.table();
        }
        Tag::TableHead => {
            state.table.head = true;
            state.table.column = 0;
            writer.html("<thead><tr>");
        }
        Tag::TableRow => {
            let first = !std::mem::replace(&mut state.table.rows, true);
            state.table.column = 0;
            writer.html(if first { "<tbody><tr>" } else { "<tr>" });
        }
        _ => {}
    }
}

fn end(writer: &mut Writer<'_, '_>, state: &mut State, tag: TagEnd, range: &Range<usize>) {
    if let Some((_, close)) = inline_tag(tag) {
        if state.picture.is_none() {
            writer.run.mark(What::Tag(close), -1);
        }
        state.end = range.end;
        return;
    }
    match tag {
        TagEnd::Paragraph => writer.paragraph(),
        TagEnd::Heading(level) => {
            if let Some(written) = state.heading.take() {
                heading::end(writer, level as u8, written, state.end, range);
            }
        }
        TagEnd::BlockQuote(_) => shallower(writer, "</blockquote>"),
        TagEnd::CodeBlock => {
            state.code = false;
            let html = &mut writer.body().html;
            html.truncate(html.strip_suffix('\n').map_or(html.len(), str::len));
            html.push_str("</code></pre>");
        }
        TagEnd::HtmlBlock => html::end(writer, state),
        TagEnd::List(ordered) => writer.html(if ordered { "</ol>" } else { "</ul>" }),
        TagEnd::Item => shallower(writer, "</li>"),
        TagEnd::DefinitionList => writer.html("</dl>"),
        TagEnd::DefinitionListTitle => {
            writer.html("<dt>");
            writer.flush();
            writer.html("</dt>");
        }
        TagEnd::DefinitionListDefinition => shallower(writer, "</dd>"),
        TagEnd::FootnoteDefinition => {
            shallower(writer, "");
            if let Some((label, start)) = state.notes.pop() {
                let text = writer.sheet.slice(start..range.end.max(start));
                let at = start..start + text.find(']').map_or(0, |end| end + 1);
                let body = writer.end_frame();
                writer.notes.define(&label, at, body);
            }
        }
        TagEnd::TableHead => {
            state.table.head = false;
            writer.html("</tr></thead>");
        }
        TagEnd::TableRow => writer.html("</tr>"),
        TagEnd::TableCell => {
            let column = state.table.columns.get(state.table.column);
            state.table.column += 1;
            let class = match column {
                Some(Alignment::Right) => " class=\"num\"",
                Some(Alignment::Center) => " class=\"center\"",
                _ => "",
            };
            // A header cell without a text would be a header of nothing.
            let head = state.table.head && !writer.run.is_empty();
            writer.html(if head { "<th scope=\"col\"" } else { "<td" });
            writer.html(class);
            writer.html(">");
            writer.flush();
            writer.html(if head { "</th>" } else { "</td>" });
        }
        TagEnd::Table => {
            let rows = state.table.rows;
            writer.html(if rows { "</tbody></table></div>" } else { "</table></div>" });
        }
        _ => {}
    }
}

/// Ends a link: its place is the target's, now that its text is known.
fn end_link(writer: &mut Writer<'_, '_>, state: &mut State, range: &Range<usize>) {
    let Some(Link { mark, defined }) = state.links.pop() else { return };
    let text_end = std::mem::replace(&mut state.end, range.end);
    let Some(number) = mark else { return };
    if let Some(What::Link { target, span, .. }) = writer.run.marks.get_mut(number).map(|mark| &mut mark.what) {
        *span = writer.sheet.place(image::place(writer.sheet.src, target, text_end, range, defined));
    }
    writer.run.mark(What::Tag("</a>"), -1);
}

/// A link's target as it is to be followed.
fn target(kind: LinkType, target: &str) -> String {
    if kind == LinkType::Email { format!("mailto:{target}") } else { target.to_owned() }
}

fn deeper(writer: &mut Writer<'_, '_>, tag: &str) {
    writer.html(tag);
    writer.depth += 1;
}

fn shallower(writer: &mut Writer<'_, '_>, tag: &str) {
    writer.flush_bare();
    writer.close_deeper();
    writer.html(tag);
    writer.depth -= 1;
}

/// The tags of an element inside a paragraph.
fn inline_tag(tag: TagEnd) -> Option<(&'static str, &'static str)> {
    match tag {
        TagEnd::Emphasis => Some(("<em>", "</em>")),
        TagEnd::Strong => Some(("<strong>", "</strong>")),
        TagEnd::Strikethrough => Some(("<del>", "</del>")),
        _ => None,
    }
}
