//! Links that open a source in the editor of who writes.

use std::path::Path;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// How the addresses of an editor are made: `vscode://file{path}:{line}:{column}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Editor(String);

/// Editors that open addresses, by the names of their programs.
const KNOWN: &[(&str, &str)] = &[
    ("code", "vscode://file{path}:{line}:{column}"),
    ("vscode", "vscode://file{path}:{line}:{column}"),
    ("codium", "vscodium://file{path}:{line}:{column}"),
    ("vscodium", "vscodium://file{path}:{line}:{column}"),
    ("zed", "zed://file{path}:{line}:{column}"),
    ("idea", "idea://open?file={path}&line={line}&column={column}"),
    ("subl", "subl://open?url=file://{path}&line={line}&column={column}"),
    ("mate", "txmt://open?url=file://{path}&line={line}&column={column}"),
];

/// What may stand in an address as it is.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'~');

impl Editor {
    /// The editor of this name, or whose addresses are made so.
    ///
    /// # Errors
    /// When it is neither known nor an address with `{path}` in it.
    pub fn parse(text: &str) -> Result<Self, String> {
        if let Some(known) = Self::of_program(text) {
            return Ok(known);
        }
        let scheme = text.split_once("://").map(|(scheme, _)| scheme).unwrap_or_default();
        let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
        if is_scheme && !["javascript", "data", "http", "https"].contains(&scheme) && text.contains("{path}") {
            return Ok(Self(text.to_owned()));
        }
        let names: Vec<&str> = KNOWN.iter().map(|(name, _)| *name).collect();
        Err(format!(
            "write one of {}, or an address such as vscode://file{{path}}:{{line}}:{{column}}",
            names.join(", ")
        ))
    }

    /// The editor that a command such as `/usr/bin/code --wait` starts, when it opens addresses.
    pub fn of_program(command: &str) -> Option<Self> {
        let program = command.split_whitespace().next()?;
        let name = Path::new(program).file_stem()?.to_str()?;
        KNOWN.iter().find(|(known, _)| *known == name).map(|(_, address)| Self((*address).to_owned()))
    }

    /// The address that opens a file, whose path is absolute, at a line and column.
    pub fn address(&self, path: &Path, line: usize, column: usize) -> Option<String> {
        let path = path.to_str()?.replace('\\', "/");
        let path = if path.starts_with('/') { path } else { format!("/{path}") };
        let path = utf8_percent_encode(&path, PATH).to_string();
        let address = self.0.replace("{line}", &line.to_string()).replace("{column}", &column.to_string());
        Some(address.replace("{path}", &path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_editor_is_a_name_or_an_address() {
        let address = |text: &str| Editor::parse(text).ok()?.address(Path::new("/a b/<x>.md"), 3, 7);
        assert_eq!(address("code").as_deref(), Some("vscode://file/a%20b/%3Cx%3E.md:3:7"));
        assert_eq!(address("my+ed://o?f={path}&l={line}").as_deref(), Some("my+ed://o?f=/a%20b/%3Cx%3E.md&l=3"));
        for bad in ["", "vim", "javascript://{path}", "https://a.fr/{path}", "x://y"] {
            assert!(Editor::parse(bad).is_err(), "{bad}");
        }
        assert!(Editor::of_program("/usr/bin/code --wait").is_some());
        assert!(Editor::of_program("vim").is_none());
    }
}
