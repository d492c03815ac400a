//! From the text of a sheet to its compiled form.

use std::sync::{Arc, RwLock};

use lightningcss::declaration::DeclarationBlock;
use lightningcss::media_query::MediaList;
use lightningcss::printer::PrinterOptions;
use lightningcss::properties::Property as Parsed;
use lightningcss::properties::custom::CustomPropertyName;
use lightningcss::rules::layer::LayerName;
use lightningcss::rules::{CssRule, CssRuleList, Location};
use lightningcss::selector::SelectorList;
use lightningcss::stylesheet::{ParserOptions, StyleAttribute, StyleSheet};
use lightningcss::traits::ToCss;

use super::black;
use super::declare::{expand, wide_of};
use super::guard;
use super::known;
use super::media;
use super::mend;
use super::selector::{self, Selector};
use super::sheet::{Block, CustomValue, Import, LayerPath, Registered, RuleSource, Scope, Sheet, StyleRule};
use super::styles::Declaration;
use super::supports;

/// More rules than this are left out of a sheet.
const MAX_RULES: usize = 100_000;

/// Compiles a sheet; what is wrong in it is left out, as browsers do.
pub(super) fn sheet(text: &str) -> Sheet {
    let (tamed, complete) = guard::tame(text);
    let text = black::hide(&tamed);
    let mended;
    let (text, parsed) = if let (parsed, true) = parse(&text) {
        (&*text, parsed)
    } else {
        mended = mend::mend(&text);
        (mended.as_str(), parse(&mended).0)
    };
    let Some(parsed) = parsed else { return Sheet::default() };
    let mut compiler =
        Compiler { sheet: Sheet { complete, ..Sheet::default() }, text, cursor: Cursor::default(), anonymous: 0 };
    compiler.rules(&parsed.rules, &Context { environments: media::ALL, ..Context::default() });
    compiler.sheet
}

/// What the parser makes of a sheet, and whether it found no fault.
fn parse(text: &str) -> (Option<StyleSheet<'_>>, bool) {
    let faults = Arc::new(RwLock::new(Vec::new()));
    let options = ParserOptions { error_recovery: true, warnings: Some(faults.clone()), ..ParserOptions::default() };
    let parsed = StyleSheet::parse(text, options).ok();
    (parsed, faults.read().is_ok_and(|faults| faults.is_empty()))
}

/// Compiles a `style` attribute: what it declares, and that with `!important`.
pub(super) fn attribute(text: &str) -> (Block, Block) {
    let (tamed, _) = guard::tame(text);
    let tamed = black::hide(&tamed);
    let options = ParserOptions { error_recovery: true, ..ParserOptions::default() };
    match StyleAttribute::parse(&tamed, options) {
        Ok(parsed) => blocks(&parsed.declarations),
        Err(_) => Default::default(),
    }
}

/// What is around a rule.
#[derive(Clone, Default)]
struct Context {
    environments: u8,
    uncertain: bool,
    layer: Option<usize>,
    parents: Option<Arc<[Selector]>>,
    scope: Option<Arc<Scope>>,
    media: Arc<str>,
    selector: String,
}

struct Compiler<'t> {
    sheet: Sheet,
    text: &'t str,
    cursor: Cursor,
    anonymous: usize,
}

impl Compiler<'_> {
    /// Rules in order; they are not deep, since deeper ones are taken out.
    fn rules(&mut self, list: &CssRuleList<'_>, context: &Context) {
        for rule in &list.0 {
            match rule {
                CssRule::Style(style) => {
                    let inner = self.style(&style.selectors, &style.declarations, style.loc, context);
                    self.rules(&style.rules, &inner);
                }
                CssRule::Nesting(nesting) => {
                    let style = &nesting.style;
                    let inner = self.style(&style.selectors, &style.declarations, style.loc, context);
                    self.rules(&style.rules, &inner);
                }
                CssRule::NestedDeclarations(nested) => {
                    if let Some(parents) = &context.parents {
                        self.push(parents.clone(), &nested.declarations, nested.loc, context.selector.clone(), context);
                    }
                }
                CssRule::Media(rule) => {
                    let inner = Context {
                        environments: context.environments & media::environments(&rule.query),
                        media: joined(&context.media, &rule.query),
                        ..context.clone()
                    };
                    self.rules(&rule.rules, &inner);
                }
                CssRule::Supports(rule) => match supports::holds(&rule.condition) {
                    Some(true) => self.rules(&rule.rules, context),
                    Some(false) => {}
                    None => self.rules(&rule.rules, &Context { uncertain: true, ..context.clone() }),
                },
                CssRule::Container(rule) => {
                    self.rules(&rule.rules, &Context { uncertain: true, ..context.clone() });
                }
                CssRule::LayerBlock(rule) => {
                    let layer = Some(self.layer(rule.name.as_ref(), context.layer));
                    self.rules(&rule.rules, &Context { layer, ..context.clone() });
                }
                CssRule::LayerStatement(rule) => {
                    for name in &rule.names {
                        self.layer(Some(name), context.layer);
                    }
                }
                CssRule::Scope(rule) => {
                    let list = |list: &SelectorList<'_>| selector::compile(&list.0, context.parents.as_ref());
                    let scope = Scope {
                        start: rule.scope_start.as_ref().map(list),
                        end: rule.scope_end.as_ref().map(list).unwrap_or_default(),
                    };
                    let inner = Context { scope: Some(Arc::new(scope)), parents: None, ..context.clone() };
                    self.rules(&rule.rules, &inner);
                }
                CssRule::Import(rule) => {
                    let held = rule.supports.as_ref().map_or(Some(true), supports::holds);
                    if held != Some(false) {
                        let layer = rule.layer.as_ref().map(|name| self.layer(name.as_ref(), None));
                        let environments = media::environments(&rule.media);
                        let url = rule.url.as_ref().to_owned();
                        self.sheet.imports.push(Import { url, layer, environments, uncertain: held.is_none() });
                    }
                }
                CssRule::Property(rule) => {
                    let initial = rule.initial_value.as_ref();
                    let initial = initial.and_then(|value| value.to_css_string(PrinterOptions::default()).ok());
                    let name = rule.name.0.as_ref().into();
                    let initial = initial.map(Arc::from);
                    let syntax = rule.syntax.clone();
                    self.sheet.registered.push(Registered { name, syntax, inherits: rule.inherits, initial });
                }
                _ => {}
            }
        }
    }

    /// A style rule; gives what is around those nested in it.
    fn style(
        &mut self,
        selectors: &SelectorList<'_>,
        declarations: &DeclarationBlock<'_>,
        location: Location,
        context: &Context,
    ) -> Context {
        let mut compiled = if selectors.0.iter().all(known::is_valid) {
            selector::compile(&selectors.0, context.parents.as_ref())
        } else {
            Arc::default()
        };
        if context.scope.is_some() && context.parents.is_none() {
            compiled = selector::scoped(&compiled);
        }
        let offset = self.cursor.seek(self.text, location);
        let selector = selector_text(&self.text[offset..]);
        if !compiled.is_empty() {
            self.push(compiled.clone(), declarations, location, selector.clone(), context);
        }
        Context { parents: Some(compiled), selector, ..context.clone() }
    }

    fn push(
        &mut self,
        selectors: Arc<[Selector]>,
        declarations: &DeclarationBlock<'_>,
        location: Location,
        selector: String,
        context: &Context,
    ) {
        if self.sheet.rules.len() == MAX_RULES {
            self.sheet.complete = false;
            return;
        }
        let (normal, important) = blocks(declarations);
        // What names a font computes to nothing here, but tells words from icons.
        let names_font = || {
            let mut all = declarations.declarations.iter().chain(&declarations.important_declarations);
            all.any(|declaration| matches!(declaration, Parsed::FontFamily(_)))
        };
        if normal.is_empty() && important.is_empty() && !names_font() {
            return;
        }
        let source = RuleSource {
            selector,
            media: context.media.clone(),
            declarations: printed(declarations),
            line: location.line as usize + 1,
            offset: self.cursor.seek(self.text, location),
        };
        self.sheet.rules.push(StyleRule {
            selectors,
            normal,
            important,
            environments: context.environments,
            uncertain: context.uncertain,
            layer: context.layer,
            scope: context.scope.clone(),
            source,
        });
    }

    /// The rank of a layer, in the layer it is in.
    fn layer(&mut self, name: Option<&LayerName<'_>>, outer: Option<usize>) -> usize {
        let mut path: Vec<Arc<str>> = outer.map_or_else(Vec::new, |outer| self.sheet.layers[outer].to_vec());
        if let Some(name) = name {
            path.extend(name.0.iter().map(|part| Arc::from(part.as_ref())));
        } else {
            // No name that is written holds this character.
            path.push(format!("\0{}", self.anonymous).into());
            self.anonymous += 1;
        }
        let path: LayerPath = path.into_boxed_slice();
        self.sheet.layers.iter().position(|known| *known == path).unwrap_or_else(|| {
            self.sheet.layers.push(path);
            self.sheet.layers.len() - 1
        })
    }
}

/// What a list of declarations sets, and with `!important`.
fn blocks(declarations: &DeclarationBlock<'_>) -> (Block, Block) {
    (block(&declarations.declarations), block(&declarations.important_declarations))
}

fn block(declarations: &[Parsed<'_>]) -> Block {
    let (mut declared, mut customs) = (Vec::new(), Vec::new());
    for declaration in declarations {
        match declaration {
            Parsed::Custom(custom) if matches!(custom.name, CustomPropertyName::Custom(_)) => {
                let value = match wide_of(&custom.value) {
                    Some(wide) => CustomValue::Wide(wide),
                    None => CustomValue::Text(value_text(declaration).into()),
                };
                customs.push((custom.name.as_ref().into(), value));
            }
            other => expand(other, &mut declared),
        }
    }
    Block { declared: declared.into_boxed_slice(), customs: customs.into_boxed_slice() }
}

fn value_text(declaration: &Parsed<'_>) -> String {
    declaration.value_to_css_string(PrinterOptions::default()).unwrap_or_default()
}

fn printed(declarations: &DeclarationBlock<'_>) -> Vec<Declaration> {
    let normal = declarations.declarations.iter().map(|declaration| (declaration, false));
    let important = declarations.important_declarations.iter().map(|declaration| (declaration, true));
    let one = |(declaration, important): (&Parsed<'_>, bool)| Declaration {
        name: declaration.property_id().name().to_owned(),
        value: black::show(value_text(declaration)),
        important,
    };
    normal.chain(important).map(one).collect()
}

fn joined(outer: &str, query: &MediaList<'_>) -> Arc<str> {
    let inner = query.to_css_string(PrinterOptions::default()).unwrap_or_default();
    if outer.is_empty() { inner.into() } else { format!("{outer} and {inner}").into() }
}

/// The selectors at the start of a text, up to the brace, without line breaks.
fn selector_text(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() && bytes[at] != b'{' {
        at = guard::skip(bytes, at);
    }
    let words: Vec<&str> = text[..at].split_whitespace().collect();
    words.join(" ")
}

/// A place in the text of a sheet, which goes forward from rule to rule.
#[derive(Default)]
struct Cursor {
    line: u32,
    /// In UTF-16 units, from 1.
    column: u32,
    offset: usize,
}

impl Cursor {
    /// The byte at a place.
    fn seek(&mut self, text: &str, location: Location) -> usize {
        if (location.line, location.column) < (self.line, self.column) || self.column == 0 {
            *self = Self { line: 0, column: 1, offset: 0 };
        }
        let mut rest = text[self.offset..].chars().peekable();
        while (self.line, self.column) < (location.line, location.column) {
            let Some(letter) = rest.next() else { break };
            self.offset += letter.len_utf8();
            // CSS ends a line at `\n`, `\r\n`, `\r` and form feed.
            let ends = matches!(letter, '\n' | '\u{c}') || letter == '\r' && rest.peek() != Some(&'\n');
            (self.line, self.column) =
                if ends { (self.line + 1, 1) } else { (self.line, self.column + letter.len_utf16() as u32) };
        }
        self.offset
    }
}
