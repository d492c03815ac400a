//! CSV files as data: what a table or a chart shows, each fault at its line and column.

use std::ops::Range;

use crate::finding::{Finding, Place, SourcePath, rules};

/// The most rows that one page shows: more is a file to download.
pub const MOST_ROWS: usize = 200;

/// The most digits that a number holds exactly: a longer one is the name of something, such as a SIRET.
const MOST_DIGITS: usize = 15;

/// A table of data.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dataset {
    /// The columns, in the order of the file.
    pub columns: Vec<Column>,
    /// The rows, each of as many cells as there are columns.
    pub rows: Vec<Vec<Cell>>,
}

/// One column.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its heading.
    pub name: String,
    /// What its cells are.
    pub kind: ColumnKind,
    /// The digits after the point of the cell that has the most.
    pub decimals: usize,
}

/// What the cells of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// Words.
    Text,
    /// Numbers, all of them.
    Number,
    /// Years: numbers that nobody adds up, written without separators.
    Year,
}

/// One cell: as it is written, and its number when its column is of numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    /// As it is written.
    pub text: String,
    /// Its number; nothing where the column is of words or the cell is empty.
    pub number: Option<f64>,
}

/// Reads a file; nothing when a fault leaves no table to show.
pub fn read(path: &SourcePath, bytes: &[u8]) -> (Option<Dataset>, Vec<Finding>) {
    let fault = |span: Range<usize>, message: String, help: &str| {
        Finding::new(&rules::DATA_INVALID, Place::at(path, span), message).help(help)
    };
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let at = error.valid_up_to();
            let help = "save it again as « CSV UTF-8 »";
            return (None, vec![fault(at..at + 1, "the data are not in UTF-8".to_owned(), help)]);
        }
    };
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let delimiter = delimiter(&text[start..]);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(&text.as_bytes()[start..]);
    let mut findings = Vec::new();
    let mut header: Vec<String> = Vec::new();
    let mut rows: Vec<Vec<String>> = Vec::new();
    for record in reader.records() {
        let Ok(record) = record else { break };
        let at = start + record.position().map_or(0, |position| position.byte() as usize);
        let at = at + text[at..].len() - text[at..].trim_start_matches(['\n', '\r']).len();
        let line = at..at + text[at..].find(['\n', '\r']).unwrap_or(text.len() - at);
        if header.is_empty() {
            header = record.iter().map(str::to_owned).collect();
            if let Some(finding) = bad_header(&header, text, &line, delimiter, &fault) {
                return (None, vec![finding]);
            }
            continue;
        }
        if record.iter().all(str::is_empty) {
            continue;
        }
        if record.len() != header.len() {
            let span = if record.len() > header.len() {
                cell(text, &line, header.len(), delimiter)
            } else {
                line.end..line.end
            };
            let message = format!("this row has {} cells, and the first line {}", record.len(), header.len());
            let help = "give each row a cell for each column; write one that holds a separator between double quotes";
            findings.push(fault(span, message, help));
            continue;
        }
        if rows.len() == MOST_ROWS {
            let message = format!("the file has more than {MOST_ROWS} rows, too many for a page");
            let help = "show a part of it or a summary, and offer the whole file to download";
            findings.push(fault(line, message, help));
            return (None, findings);
        }
        rows.push(record.iter().map(str::to_owned).collect());
    }
    if rows.is_empty() && findings.is_empty() {
        let message = if header.is_empty() { "the file is empty" } else { "the file has a first line and no row" };
        let help = "write the names of the columns on the first line, then a line for each row";
        findings.push(fault(text.len()..text.len(), message.to_owned(), help));
    }
    if !findings.is_empty() {
        return (None, findings);
    }
    (Some(typed(header, rows)), findings)
}

/// The separator that the first line has most of.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    let count = |separator: u8| first.bytes().filter(|byte| *byte == separator).count();
    // The first of these wins where there are as many: a comma may be in a heading.
    [b';', b'\t', b','].into_iter().rev().max_by_key(|separator| count(*separator)).unwrap_or(b';')
}

/// A first line that names no columns: an empty name, a name twice, or numbers alone.
fn bad_header(
    header: &[String],
    text: &str,
    line: &Range<usize>,
    delimiter: u8,
    fault: &dyn Fn(Range<usize>, String, &str) -> Finding,
) -> Option<Finding> {
    let help = "write the names of the columns on the first line";
    if header.iter().all(|name| parse(name).is_some()) {
        return Some(fault(
            line.clone(),
            "the first line holds numbers, not the names of the columns".to_owned(),
            help,
        ));
    }
    header.iter().enumerate().find_map(|(index, name)| {
        let message = if name.is_empty() {
            format!("column {} has no name", index + 1)
        } else if header[..index].contains(name) {
            format!("two columns are called `{name}`")
        } else {
            return None;
        };
        Some(fault(cell(text, line, index, delimiter), message, help))
    })
}

/// Where a cell is in its line.
fn cell(text: &str, line: &Range<usize>, column: usize, delimiter: u8) -> Range<usize> {
    let (mut at, mut start, mut quoted) = (0, line.start, false);
    for (offset, byte) in text[line.clone()].bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            byte if byte == delimiter && !quoted => {
                if at == column {
                    return start..line.start + offset;
                }
                at += 1;
                start = line.start + offset + 1;
            }
            _ => {}
        }
    }
    start..line.end
}

fn typed(header: Vec<String>, rows: Vec<Vec<String>>) -> Dataset {
    let columns = header.into_iter().enumerate().map(|(index, name)| {
        let cells = || rows.iter().map(|row| row[index].as_str()).filter(|text| !text.is_empty());
        let numbers: Option<Vec<(f64, usize)>> = cells().map(parse).collect();
        let (kind, decimals) = match numbers {
            Some(numbers) if !numbers.is_empty() => {
                let kind = if cells().all(is_year) { ColumnKind::Year } else { ColumnKind::Number };
                (kind, numbers.iter().map(|(_, decimals)| *decimals).max().unwrap_or_default())
            }
            _ => (ColumnKind::Text, 0),
        };
        Column { name, kind, decimals }
    });
    let columns: Vec<Column> = columns.collect();
    let cell = |text: String, column: &Column| {
        let number = (column.kind != ColumnKind::Text).then(|| parse(&text)).flatten().map(|(number, _)| number);
        Cell { text, number }
    };
    let rows =
        rows.into_iter().map(|row| row.into_iter().zip(&columns).map(|(text, column)| cell(text, column)).collect());
    let rows = rows.collect();
    Dataset { columns, rows }
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && text.starts_with(['1', '2']) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A number and its digits after the point: `1 240,5`, `−3`, `0.25`. Spaces part thousands, a comma or a point the
/// decimals.
fn parse(text: &str) -> Option<(f64, usize)> {
    let mut plain = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        match c {
            '-' | '−' if at == 0 => plain.push('-'),
            '0'..='9' => plain.push(c),
            ',' | '.' if !plain.contains('.') && plain.ends_with(|c: char| c.is_ascii_digit()) => plain.push('.'),
            ' ' | '\u{a0}' | '\u{202f}' if plain.ends_with(|c: char| c.is_ascii_digit()) && !plain.contains('.') => {}
            _ => return None,
        }
    }
    let digits = plain.bytes().filter(u8::is_ascii_digit).count();
    // `007` is a name too.
    let padded = plain
        .trim_start_matches('-')
        .strip_prefix('0')
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    if digits > MOST_DIGITS || padded || plain.ends_with('.') {
        return None;
    }
    let decimals = plain.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    Some((plain.parse().ok()?, decimals))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dataset(text: &str) -> Dataset {
        let (dataset, findings) = read(&SourcePath::new("a.csv"), text.as_bytes());
        assert!(findings.is_empty(), "{findings:?}");
        dataset.expect("data")
    }

    fn fault(bytes: &[u8]) -> (String, Range<usize>) {
        let (dataset, mut findings) = read(&SourcePath::new("a.csv"), bytes);
        assert!(dataset.is_none() && findings.len() == 1, "{findings:?}");
        let finding = findings.remove(0);
        (finding.message, finding.place.span.expect("a place"))
    }

    #[test]
    fn each_separator_is_found_and_the_byte_order_mark_left_out() {
        for text in ["a;b\n1,5;x\n", "\u{feff}a,b\r\n1.5,x\r\n", "a\tb\n1,5\tx"] {
            let dataset = dataset(text);
            assert_eq!(dataset.columns[0].name, "a");
            assert_eq!(dataset.columns[0].kind, ColumnKind::Number);
            assert_eq!(dataset.rows[0][0].number, Some(1.5));
            assert_eq!(dataset.columns[1].kind, ColumnKind::Text);
        }
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, number) in [
            ("1\u{202f}240,50", Some((1240.5, 2))),
            ("−3", Some((-3.0, 0))),
            ("-0.25", Some((-0.25, 2))),
            ("12345678901234567", None),
            ("007", None),
            ("1,2,3", None),
            ("inf", None),
            ("", None),
            ("-", None),
            ("1.", None),
        ] {
            assert_eq!(parse(text), number, "{text}");
        }
    }

    #[test]
    fn years_are_no_quantities() {
        let dataset = dataset("an;n\n2023;1\n2024;\n");
        assert_eq!(dataset.columns[0].kind, ColumnKind::Year);
        assert_eq!(dataset.rows[1][1].number, None);
    }

    #[test]
    fn a_fault_is_at_its_cell() {
        let text = "a;b\n1;2\n1;2;3\n";
        assert_eq!(fault(text.as_bytes()).1, 12..13);
        let text = "a;b\n\"x;y\"\n";
        assert_eq!(fault(text.as_bytes()), ("this row has 1 cells, and the first line 2".to_owned(), 9..9));
        assert_eq!(fault(b"a;\n1;2\n"), ("column 2 has no name".to_owned(), 2..2));
        assert_eq!(fault(b"a;a\n1;2\n"), ("two columns are called `a`".to_owned(), 2..3));
        assert_eq!(fault(b"1;2\n3;4\n").1, 0..3);
        assert_eq!(fault(b"a;\xe9\n").1, 2..3);
        assert_eq!(fault(b"").0, "the file is empty");
        assert_eq!(fault(b"a;b\n").0, "the file has a first line and no row");
    }

    #[test]
    fn a_page_shows_so_many_rows() {
        let text = format!("a\n{}", "x\n".repeat(MOST_ROWS + 1));
        assert_eq!(fault(text.as_bytes()).1, 2 + 2 * MOST_ROWS..3 + 2 * MOST_ROWS);
    }
}
