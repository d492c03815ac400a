//! The architecture, held: a module uses only those above it, files are documented and short.

use std::collections::BTreeSet;
use std::fs;

use crate::fixture::{self, repository};

/// The modules from the first layer to the last; those of a layer may use each other.
const LAYERS: &[&[&str]] = &[
    &["finding", "output", "pack"],
    &["data"],
    &["html"],
    &["carbon"],
    &["config"],
    &["style"],
    &["aria"],
    &["weight"],
    &["check"],
    &["audit"],
    &["eco"],
    &["palette"],
    // It remembers what it does not make: the stages do, with it.
    &["cache"],
    &["load"],
    &["model"],
    &["art"],
    &["asset"],
    &["render"],
    &["gate"],
    &["budget"],
    &["headers"],
    &["build"],
    &["write"],
    &["report"],
    &["preview", "publish"],
    &["cli"],
    &["commands"],
    &["main"],
];

/// What a module may use of a layer below it.
const ALLOWED: &[(&str, &str)] = &[
    ("cache", "asset::style::Sheets"),
    ("cache", "load::Sources"),
    ("cache", "load::known"),
    ("cache", "load::source"),
    ("cache", "load::theme"),
    ("cache", "model::Modelled"),
    ("cache", "render::Made"),
    ("cache", "render::Prepared"),
    ("cache", "write::Stood"),
];

/// Lines of the longest file.
const LONGEST: usize = 450;

#[test]
fn a_module_uses_only_those_above_it() {
    let mut faults = Vec::new();
    for (path, text) in sources() {
        let module = module_of(&path);
        if module == "lib" {
            continue;
        }
        let rank = rank(module).unwrap_or_else(|| panic!("{path}: `{module}` has no layer"));
        for used in uses(&text) {
            let allowed = ALLOWED.iter().any(|(from, to)| *from == module && used.starts_with(to));
            let name = used.split("::").next().unwrap_or_default();
            if self::rank(name).is_some_and(|other| other > rank) && !allowed {
                faults.push(format!("{path} uses `{used}`, which is below it"));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn every_module_has_a_layer() {
    let modules: BTreeSet<String> = sources().iter().map(|(path, _)| module_of(path).to_owned()).collect();
    let without: Vec<&String> = modules.iter().filter(|name| rank(name).is_none() && *name != "lib").collect();
    assert!(without.is_empty(), "{without:?}");
}

#[test]
fn every_file_says_what_it_is_and_is_short() {
    let mut faults = Vec::new();
    for (path, text) in sources() {
        if !text.starts_with("//! ") {
            faults.push(format!("{path} does not begin with its documentation"));
        }
        let lines = text.lines().count();
        if lines > LONGEST {
            faults.push(format!("{path} has {lines} lines"));
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn the_uses_of_a_text_are_found() {
    let text = "use crate::a::{b, c};\nuse crate::{\n    d::{self, e},\n    f,\n};\nuse std::g;\n\nfn h() { crate::i::j(); }\n";
    assert_eq!(uses(text), ["a::b", "a::c", "d::self", "d::e", "f", "i::j"]);
}

/// Every file of `src`, tests of modules aside.
fn sources() -> Vec<(String, String)> {
    let folder = repository("src");
    let is_rust = |path: &String| std::path::Path::new(path).extension().is_some_and(|extension| extension == "rs");
    let files: Vec<String> = fixture::files(&folder).into_iter().filter(is_rust).collect();
    assert!(files.len() > 50, "the sources are found");
    let read = |path: String| {
        let text = fs::read_to_string(folder.join(&path)).expect("a file");
        (path, text)
    };
    files.into_iter().map(read).collect()
}

/// `model` for `model/url.rs`, `build` for `build.rs`.
fn module_of(path: &str) -> &str {
    path.split('/').next().unwrap_or_default().trim_end_matches(".rs")
}

fn rank(module: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&module))
}

/// The paths below `crate::` that a text names, outside of comments and of its own tests.
fn uses(text: &str) -> Vec<String> {
    let code: Vec<&str> = text
        .lines()
        .take_while(|line| !line.starts_with("#[cfg(test)]"))
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect();
    let code = code.join("\n");
    let mut found = Vec::new();
    let mut rest = code.as_str();
    while let Some(at) = rest.find("crate::") {
        rest = &rest[at + "crate::".len()..];
        rest = &rest[path(rest, "", &mut found)..];
    }
    found
}

/// Reads one path, with its braces, and gives its length.
fn path(text: &str, before: &str, found: &mut Vec<String>) -> usize {
    let end = text.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':')).unwrap_or(text.len());
    let name = format!("{before}{}", &text[..end]);
    if !text[end..].starts_with('{') || !name.is_empty() && !name.ends_with("::") {
        found.push(name);
        return end;
    }
    let mut at = end + 1;
    loop {
        at += text[at..].find(|c: char| !c.is_whitespace() && c != ',').unwrap_or(text.len() - at);
        if at >= text.len() || text[at..].starts_with('}') {
            return (at + 1).min(text.len());
        }
        let length = path(&text[at..], &name, found);
        at += length.max(1);
    }
}
