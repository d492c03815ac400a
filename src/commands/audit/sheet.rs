//! The two files of a grid: one for spreadsheets, one to read and print.

#![expect(clippy::disallowed_methods, reason = "the grid is written by its command")]

use std::fs;
use std::path::Path;

use anyhow::{Context as _, bail};

/// Writes `NAME.csv` and `NAME.html` to `folder`, and says so.
///
/// # Errors
/// When they are there already, or cannot be written.
pub(super) fn write(folder: &Path, name: &str, csv: &[u8], html: &str) -> anyhow::Result<String> {
    let [csv_file, html_file] = ["csv", "html"].map(|extension| folder.join(format!("{name}.{extension}")));
    for file in [&csv_file, &html_file] {
        if file.exists() {
            bail!("{} is there already: remove it, or give another folder with --output", file.display());
        }
    }
    fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
    fs::write(&csv_file, csv).with_context(|| format!("cannot write {}", csv_file.display()))?;
    fs::write(&html_file, html).with_context(|| format!("cannot write {}", html_file.display()))?;
    Ok(format!("wrote {} and {}", csv_file.display(), html_file.display()))
}

/// The file for spreadsheets, its source under it: semicolons and a byte order mark, as French ones read it at once.
pub(super) fn csv(rows: impl Iterator<Item = Vec<String>>, attribution: &str) -> anyhow::Result<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(csv::Terminator::CRLF)
        .flexible(true)
        .from_writer("\u{feff}".as_bytes().to_vec());
    for row in rows {
        writer.write_record(row)?;
    }
    writer.write_record([format!("Source\u{a0}: {attribution}")])?;
    writer.into_inner().map_err(|error| anyhow::anyhow!("cannot write the grid: {error}"))
}
