//! The syntax of a block's attributes: `{key="v" key='v' key=v bare #id .class}`.

use std::ops::Range;

/// The attributes of a block, as written.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Attributes {
    pub(super) list: Vec<Attribute>,
    pub(super) faults: Vec<Fault>,
    /// The byte after the closing brace, or the end of what was read when there is none.
    pub(super) end: usize,
    /// The brace or quotation mark that nothing closes.
    pub(super) unclosed: Option<usize>,
}

/// One attribute, as written.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Attribute {
    /// The name, with `_`.
    pub(super) name: String,
    pub(super) name_at: Range<usize>,
    /// The value; nothing for a name alone.
    pub(super) value: Option<String>,
    /// Where the value is, quotation marks excluded; the name when it stands alone.
    pub(super) value_at: Range<usize>,
}

/// A fault of syntax.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Fault {
    pub(super) at: Range<usize>,
    pub(super) message: String,
    pub(super) help: &'static str,
}

/// Reads the attributes whose brace is at `start`, no further than `limit`.
pub(super) fn read(src: &str, start: usize, limit: usize) -> Attributes {
    let mut reader = Reader { src: &src[..limit], at: start + 1, attributes: Attributes::default() };
    let unclosed = reader.read().err().map(|quote| quote.unwrap_or(start));
    Attributes { end: reader.at, unclosed, ..reader.attributes }
}

struct Reader<'a> {
    src: &'a str,
    at: usize,
    attributes: Attributes,
}

impl Reader<'_> {
    /// Reads up to the closing brace. An error is the quotation mark that is not closed, if one is.
    fn read(&mut self) -> Result<(), Option<usize>> {
        loop {
            self.skip_spaces();
            let start = self.at;
            match self.peek().ok_or(None)? {
                '}' => {
                    self.at += 1;
                    return Ok(());
                }
                mark @ ('#' | '.') => {
                    self.at += 1;
                    let word = self.take(|c| !c.is_whitespace() && c != '}');
                    if word.is_empty() {
                        let message = format!("nothing follows `{mark}`");
                        self.fault(start..start + 1, message, "write `#id` or `.class`");
                    } else if mark == '#' {
                        self.push("id", start, Some(self.slice(&word)), word);
                    } else {
                        self.class(start, word);
                    }
                }
                ',' => {
                    self.at += 1;
                    self.fault(start..self.at, "a comma between attributes", "separate attributes with spaces");
                }
                c if c.is_alphabetic() || c == '_' => self.pair()?,
                c => {
                    self.at += c.len_utf8();
                    self.take(|c| !c.is_whitespace() && c != '}');
                    let message = format!("`{}` does not begin an attribute", &self.src[start..self.at]);
                    self.fault(start..self.at, message, "write attributes as `name=\"value\"`");
                }
            }
        }
    }

    /// `name`, `name=value` or `name="value"`.
    fn pair(&mut self) -> Result<(), Option<usize>> {
        let name_at = self.take(|c| c.is_alphanumeric() || c == '_' || c == '-');
        let name = self.src[name_at.clone()].replace('-', "_");
        let after = self.at;
        self.skip_spaces();
        if self.peek() != Some('=') {
            self.at = after;
            self.push(&name, name_at.start, None, name_at.clone());
            return Ok(());
        }
        self.at += 1;
        self.skip_spaces();
        let start = self.at;
        let (value, value_at) = match self.peek().ok_or(None)? {
            quote @ ('"' | '\'') => self.quoted(quote)?,
            quote @ ('“' | '”' | '«' | '‘' | '’') => {
                self.at += quote.len_utf8();
                let close = self.src[self.at..].find(['”', '»', '’', '}', '\n']);
                self.at += close.unwrap_or(self.src.len() - self.at);
                let inside = start + quote.len_utf8()..self.at;
                if self.peek().is_some_and(|c| c != '}' && c != '\n') {
                    self.at += self.peek().map_or(0, char::len_utf8);
                }
                let message = format!("`{quote}` is not a quotation mark that a value can have");
                self.fault(start..start + quote.len_utf8(), message, "use straight quotation marks: `\"`");
                (self.src[inside.clone()].trim().to_owned(), inside)
            }
            _ => {
                let mut word = self.take(|c| !c.is_whitespace() && c != '}');
                if word.len() > 1 && self.src[word.clone()].ends_with(',') && self.peek() != Some('}') {
                    word.end -= 1;
                    self.at = word.end;
                }
                (self.slice(&word), word)
            }
        };
        if value_at.is_empty() && start == self.at {
            let message = format!("`{}` has no value", &self.src[name_at.clone()]);
            self.fault(name_at, message, "write `name=\"value\"`");
            return Ok(());
        }
        self.attributes.list.push(Attribute { name, name_at, value: Some(value), value_at });
        Ok(())
    }

    /// A value between quotation marks, with its backslashes and line breaks resolved.
    fn quoted(&mut self, quote: char) -> Result<(String, Range<usize>), Option<usize>> {
        let open = self.at;
        self.at += 1;
        let mut value = String::new();
        loop {
            let c = self.peek().ok_or(Some(open))?;
            self.at += c.len_utf8();
            match c {
                '\\' if matches!(self.peek(), Some('"' | '\'' | '\\')) => {
                    value.extend(self.peek());
                    self.at += 1;
                }
                '\n' => {
                    self.skip_spaces();
                    value.truncate(value.trim_end().len());
                    value.push(' ');
                }
                c if c == quote => return Ok((value, open + 1..self.at - 1)),
                c => value.push(c),
            }
        }
    }

    /// `.class`: several make one value.
    fn class(&mut self, start: usize, word: Range<usize>) {
        let class = self.slice(&word);
        let marked = |other: &&mut Attribute| other.name == "class" && self.src[other.name_at.clone()].starts_with('.');
        if let Some(Attribute { value: Some(value), .. }) = self.attributes.list.iter_mut().find(marked) {
            value.push(' ');
            value.push_str(&class);
        } else {
            self.push("class", start, Some(class), word);
        }
    }

    fn push(&mut self, name: &str, start: usize, value: Option<String>, value_at: Range<usize>) {
        let name_at = start..value_at.end;
        self.attributes.list.push(Attribute { name: name.to_owned(), name_at, value, value_at });
    }

    fn fault(&mut self, at: Range<usize>, message: impl Into<String>, help: &'static str) {
        self.attributes.faults.push(Fault { at, message: message.into(), help });
    }

    fn peek(&self) -> Option<char> {
        self.src[self.at..].chars().next()
    }

    fn slice(&self, range: &Range<usize>) -> String {
        self.src[range.clone()].to_owned()
    }

    fn take(&mut self, of: impl Fn(char) -> bool) -> Range<usize> {
        let rest = &self.src[self.at..];
        let start = self.at;
        self.at += rest.find(|c| !of(c)).unwrap_or(rest.len());
        start..self.at
    }

    /// Spaces and line breaks, with the marks of a quotation at the beginning of a line.
    fn skip_spaces(&mut self) {
        while let Some(c) = self.peek() {
            let line_start = || self.src[..self.at].trim_end_matches([' ', '\t', '>']).ends_with('\n');
            if !(c.is_whitespace() || c == '>' && line_start()) {
                return;
            }
            self.at += c.len_utf8();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_attribute_is_read() {
        let src = r#"{a="x \"y\"" b-c='é' d=4 open #top .one .two}"#;
        let attributes = read(src, 0, src.len());
        let list: Vec<_> = attributes.list.iter().map(|a| (a.name.as_str(), a.value.as_deref())).collect();
        assert_eq!(
            list,
            [
                ("a", Some("x \"y\"")),
                ("b_c", Some("é")),
                ("d", Some("4")),
                ("open", None),
                ("id", Some("top")),
                ("class", Some("one two")),
            ]
        );
        assert!(attributes.faults.is_empty());
    }

    #[test]
    fn values_run_over_lines() {
        let src = "{\n> a=\"x\n> y\"\n}";
        let attributes = read(src, 0, src.len());
        assert_eq!(attributes.list[0].value.as_deref(), Some("x y"));
        assert!(attributes.faults.is_empty());
    }

    #[test]
    fn faults_are_at_their_column() {
        for (src, at) in [
            ("{a=1, b=2}", ","),
            ("{=x}", "=x"),
            ("{a=}", "a"),
            ("{#}", "#"),
            ("{a=“x y” b=1}", "“"),
            ("{é=1 4=5}", "4=5"),
        ] {
            let faults = read(src, 0, src.len()).faults;
            assert_eq!(faults.len(), 1, "{src}: {faults:?}");
            assert_eq!(&src[faults[0].at.clone()], at, "{src}");
        }
    }

    #[test]
    fn what_is_not_closed_is_told() {
        assert_eq!(read("{a=1", 0, 4).unclosed, Some(0));
        assert_eq!(read("{a=\"1", 0, 5).unclosed, Some(3));
        assert_eq!(read("{a=\"1\"}", 0, 7).unclosed, None);
    }
}
