//! Data as templates ask for it: the view that a table or a chart shows, and the table as a value.

use tera::{Kwargs, TeraResult, Value};

use super::Data;
use super::chart::{Ask, View};
use super::dates::Formats;
use super::value::{get, map};
use crate::finding::SourcePath;
use crate::load::dataset::{Cell, Column, ColumnKind, Dataset};

/// The source of the data that a block's argument gives.
pub(super) fn source(value: &Value) -> Option<SourcePath> {
    get(value, "src").and_then(Value::as_str).map(SourcePath::new)
}

/// What is asked of data, with the headings that it is shown under.
pub(super) fn view(data: &Data, kwargs: &Kwargs) -> TeraResult<View> {
    let source = source(&kwargs.must_get::<Value>("data")?);
    let dataset = source.and_then(|source| data.media.dataset(&source));
    let dataset = dataset.ok_or_else(|| tera::Error::message("`data` is not a block's argument of the kind `data`"))?;
    let list = |name: &str| kwargs.get::<Vec<String>>(name).map(Option::unwrap_or_default);
    let by = kwargs.get::<String>("by")?.unwrap_or_default();
    let ask = Ask { columns: list("columns")?, by, draw: list("draw")? };
    let mut view = View::of(&dataset, &ask).map_err(|fault| tera::Error::message(fault.message))?;
    for (column, heading) in view.table.columns.iter_mut().zip(list("headings")?) {
        column.name = heading;
    }
    Ok(view)
}

/// The digits after the point that are asked for; as many as the file has when there are none or the number is
/// negative.
pub(super) fn decimals(kwargs: &Kwargs) -> TeraResult<Option<usize>> {
    Ok(kwargs.get::<i64>("decimals")?.and_then(|digits| usize::try_from(digits).ok()).map(|digits| digits.min(12)))
}

/// `{columns [{name, number}], rows [[text]]}`, numbers as the language writes them.
pub(super) fn table(table: &Dataset, decimals: Option<usize>, formats: &Formats) -> Value {
    let columns = table.columns.iter().enumerate().map(|(index, column)| {
        let number = index > 0 && column.kind != ColumnKind::Text;
        Value::from(map([("name", Value::from(column.name.as_str())), ("number", Value::from(number))]))
    });
    let cell = |(index, (cell, column)): (usize, (&Cell, &Column))| match cell.number {
        Some(number) if index > 0 && column.kind == ColumnKind::Number => {
            Value::from(formats.number(number, decimals.unwrap_or(column.decimals)))
        }
        _ => Value::from(cell.text.as_str()),
    };
    let rows = table
        .rows
        .iter()
        .map(|row| Value::from(row.iter().zip(&table.columns).enumerate().map(cell).collect::<Vec<_>>()));
    Value::from(map([
        ("columns", Value::from(columns.collect::<Vec<_>>())),
        ("rows", Value::from(rows.collect::<Vec<_>>())),
    ]))
}
