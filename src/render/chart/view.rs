//! What a page shows of a dataset: some columns, or the values of one made columns.

use crate::finding::did_you_mean;
use crate::load::block::ArgKind;
use crate::load::dataset::{Cell, Column, ColumnKind, Dataset};

/// What is asked of a dataset, in the author's words.
#[derive(Clone, Debug, Default)]
pub(in crate::render) struct Ask {
    /// The columns to show, the labels' first; all when empty.
    pub(in crate::render) columns: Vec<String>,
    /// The column whose values become columns; none when empty.
    pub(in crate::render) by: String,
    /// The columns that the chart draws; all those of numbers when empty.
    pub(in crate::render) draw: Vec<String>,
}

/// A request that the dataset cannot answer, and the kind of argument that makes it.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::render) struct Fault {
    pub(in crate::render) of: ArgKind,
    pub(in crate::render) message: String,
    pub(in crate::render) help: String,
}

/// The table to show, its labels in the first column, and the columns that a chart draws.
#[derive(Debug, PartialEq)]
pub(in crate::render) struct View {
    pub(in crate::render) table: Dataset,
    pub(in crate::render) drawn: Vec<usize>,
}

impl View {
    /// What `ask` wants of `dataset`.
    pub(in crate::render) fn of(dataset: &Dataset, ask: &Ask) -> Result<Self, Fault> {
        let mut shown = Vec::new();
        for name in &ask.columns {
            shown.push(index(dataset, name, &ArgKind::Columns)?);
        }
        let by = if ask.by.is_empty() { None } else { Some(index(dataset, &ask.by, &ArgKind::By)?) };
        if shown.is_empty() {
            shown = (0..dataset.columns.len()).filter(|column| Some(*column) != by).collect();
        }
        let table = match by {
            None => select(dataset, &shown),
            Some(by) => widen(dataset, &shown, by)?,
        };
        let drawn = drawn(&table, &ask.draw)?;
        Ok(Self { table, drawn })
    }
}

fn index(dataset: &Dataset, name: &str, of: &ArgKind) -> Result<usize, Fault> {
    dataset.columns.iter().position(|column| column.name == name).ok_or_else(|| unknown(dataset, name, of.clone()))
}

fn unknown(dataset: &Dataset, name: &str, of: ArgKind) -> Fault {
    let names = || dataset.columns.iter().map(|column| column.name.as_str());
    let list = || format!("the columns are `{}`", names().collect::<Vec<_>>().join("`, `"));
    let help = did_you_mean(name, names()).unwrap_or_else(list);
    Fault { of, message: format!("the data have no column `{name}`"), help }
}

fn select(dataset: &Dataset, shown: &[usize]) -> Dataset {
    Dataset {
        columns: shown.iter().map(|column| dataset.columns[*column].clone()).collect(),
        rows: dataset.rows.iter().map(|row| shown.iter().map(|column| row[*column].clone()).collect()).collect(),
    }
}

/// The values of the column `by` as columns: one row a label, in the order of the file.
fn widen(dataset: &Dataset, shown: &[usize], by: usize) -> Result<Dataset, Fault> {
    let &[label, value] = shown else {
        let help =
            format!("name the column of the labels and that of the values, besides `{}`", dataset.columns[by].name);
        let message = format!("two columns make a table by another, not {}", shown.len());
        return Err(Fault { of: ArgKind::Columns, message, help });
    };
    let (mut labels, mut names): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
    for row in &dataset.rows {
        for (known, column) in [(&mut labels, label), (&mut names, by)] {
            if !known.contains(&row[column].text.as_str()) {
                known.push(&row[column].text);
            }
        }
    }
    let of = &dataset.columns[value];
    let named = names.iter().map(|name| Column { name: (*name).to_owned(), ..of.clone() });
    let columns = std::iter::once(dataset.columns[label].clone()).chain(named).collect();
    let mut rows: Vec<Vec<Cell>> = vec![vec![Cell::default(); names.len() + 1]; labels.len()];
    for row in &dataset.rows {
        let at =
            |list: &[&str], column: usize| list.iter().position(|text| *text == row[column].text).unwrap_or_default();
        let (line, column) = (at(&labels, label), at(&names, by) + 1);
        if !rows[line][column].text.is_empty() {
            let message = format!("two rows are of `{}` and `{}`", row[label].text, row[by].text);
            let help = "keep one row of each in the file, or make a table by another column".to_owned();
            return Err(Fault { of: ArgKind::By, message, help });
        }
        rows[line][0] = row[label].clone();
        rows[line][column] = row[value].clone();
    }
    Ok(Dataset { columns, rows })
}

/// The columns of a table that hold numbers, or those asked for.
fn drawn(table: &Dataset, asked: &[String]) -> Result<Vec<usize>, Fault> {
    let quantity = |column: &usize| table.columns[*column].kind == ColumnKind::Number;
    if asked.is_empty() {
        return Ok((1..table.columns.len()).filter(quantity).collect());
    }
    let of_numbers = |name: &String| {
        let column = index(table, name, &ArgKind::Series)?;
        let fault = || Fault {
            of: ArgKind::Series,
            message: format!("`{name}` is not a column of numbers"),
            help: "draw columns whose cells are all numbers or empty".to_owned(),
        };
        (column > 0 && quantity(&column)).then_some(column).ok_or_else(fault)
    };
    asked.iter().map(of_numbers).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::SourcePath;
    use crate::load::dataset;

    fn data() -> Dataset {
        let text = "station;an;n;équipage\nA;2025;1;x\nB;2025;2;y\nA;2026;3;x\n";
        dataset::read(&SourcePath::new("a.csv"), text.as_bytes()).0.expect("data")
    }

    fn ask(columns: &[&str], by: &str, draw: &[&str]) -> Result<View, Fault> {
        let list = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        View::of(&data(), &Ask { columns: list(columns), by: by.to_owned(), draw: list(draw) })
    }

    fn texts(view: &View) -> Vec<Vec<&str>> {
        view.table.rows.iter().map(|row| row.iter().map(|cell| cell.text.as_str()).collect()).collect()
    }

    #[test]
    fn without_a_wish_all_is_shown_and_numbers_are_drawn() {
        let view = ask(&[], "", &[]).expect("a view");
        assert_eq!(view.table, data());
        assert_eq!(view.drawn, [2], "a year is not drawn, nor a name");
    }

    #[test]
    fn values_of_a_column_become_columns() {
        let view = ask(&["station", "n"], "an", &["2026"]).expect("a view");
        let names: Vec<&str> = view.table.columns.iter().map(|column| column.name.as_str()).collect();
        assert_eq!(names, ["station", "2025", "2026"]);
        assert_eq!(texts(&view), [["A", "1", "3"], ["B", "2", ""]]);
        assert_eq!(view.drawn, [2]);
    }

    #[test]
    fn what_the_data_do_not_have_is_told_at_its_argument() {
        assert_eq!(ask(&["statoin"], "", &[]).expect_err("a fault").help, "did you mean `station`?");
        assert_eq!(ask(&["station", "n"], "ans", &[]).expect_err("a fault").of, ArgKind::By);
        assert_eq!(
            ask(&["station", "n"], "équipage", &[]).expect_err("a fault").message,
            "two rows are of `A` and `x`"
        );
        assert_eq!(ask(&["station"], "an", &[]).expect_err("a fault").of, ArgKind::Columns);
        assert_eq!(ask(&["station", "n"], "an", &["2027"]).expect_err("a fault").of, ArgKind::Series);
        assert_eq!(ask(&[], "", &["équipage"]).expect_err("a fault").of, ArgKind::Series);
    }
}
