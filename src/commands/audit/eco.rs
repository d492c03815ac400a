//! `osier audit grid --standard rgesn`: the criteria of the RGESN with what rules decide and what `eco.toml` declares.

use std::fmt::Write as _;
use std::path::Path;

use super::grid::{first, proves};
use super::{sheet, table};
use crate::audit::Verdict;
use crate::build::Build;
use crate::eco::rgesn::{self, Priority};
use crate::eco::{Answered, Because};
use crate::finding::Finding;
use crate::model::{Site, statement, url};

/// The columns of the file for spreadsheets.
const HEADINGS: [&str; 8] =
    ["Critère", "Thématique", "Intitulé", "Priorité", "Décidé par", "État", "Détail", "Remarques"];

/// A criterion of the grid.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// The theme it is of.
    pub(super) theme: &'static str,
    /// Which, and what it comes to.
    pub(super) answer: Answered,
    /// In the words of the grid.
    pub(super) state: &'static str,
    /// Why.
    pub(super) detail: String,
}

/// Writes `eco.csv` and `eco.html` to `folder`, and says what was written.
///
/// # Errors
/// When they are there already, or cannot be written.
pub(super) fn write(build: &Build, folder: &Path) -> anyhow::Result<String> {
    let rows = rows(build);
    let written = sheet::write(folder, "eco", &csv(&rows)?, &html(&build.site, &rows))?;
    let count = |is: fn(&Because) -> bool| rows.iter().filter(|row| is(&row.answer.because)).count();
    Ok(format!(
        "{written}: {} criteria; {} decided by the tool, {} declared, {} without an answer",
        rows.len(),
        count(|because| matches!(because, Because::Rules(_) | Because::Kind(_))),
        count(|because| matches!(because, Because::Declared(_))),
        count(|because| matches!(because, Because::Open)),
    ))
}

/// Every criterion, with what the record and the tool say of it.
pub(super) fn rows(build: &Build) -> Vec<Row> {
    let themes = rgesn::themes().iter().flat_map(|theme| theme.criteria.iter().map(|_| theme.title.get("fr")));
    themes.zip(&build.site.rgesn).map(|(theme, answer)| row(build, theme, answer)).collect()
}

fn row(build: &Build, theme: &'static str, answer: &Answered) -> Row {
    let number = answer.criterion.number.to_string();
    let names = |finding: &&Finding| {
        finding.rule.criteria.iter().any(|named| named.standard.starts_with("RGESN") && named.id == number)
    };
    let findings: Vec<&Finding> = build.findings.iter().filter(names).collect();
    let is_declared = matches!(answer.because, Because::Declared(_));
    // A site in which a rule finds a fault is not published: until it is mended, the criterion is not met.
    let fails = !is_declared && findings.iter().any(|finding| proves(finding));
    let state = match answer.verdict {
        _ if fails => Verdict::NotMet.code(),
        Some(verdict) => verdict.code(),
        None if !findings.is_empty() => "à vérifier",
        None => "à évaluer",
    };
    let why = match &answer.because {
        Because::Declared(comment) => comment.get("fr").to_owned(),
        Because::Rules(rules) => format!("vérifié à chaque publication\u{a0}: {}", rules.join(", ")),
        Because::Kind(why) => why.get("fr").to_owned(),
        Because::Open => String::new(),
    };
    let detail = [Some(why).filter(|why| !why.is_empty()), first(&findings)];
    let detail = detail.into_iter().flatten().collect::<Vec<_>>().join(", ");
    Row { theme, answer: answer.clone(), state, detail }
}

/// Who decides of a criterion, in the words of the grid.
fn decided(because: &Because) -> &'static str {
    match because {
        Because::Declared(_) => "déclaration (eco.toml)",
        Because::Rules(_) => "l’outil, par ses règles",
        Because::Kind(_) => "l’outil, par ce qu’est un site statique",
        Because::Open => "à déclarer dans eco.toml",
    }
}

fn priority(priority: Priority) -> &'static str {
    match priority {
        Priority::High => "prioritaire",
        Priority::Middle => "recommandé",
        Priority::Low => "modéré",
    }
}

/// The grid for spreadsheets.
pub(super) fn csv(rows: &[Row]) -> anyhow::Result<Vec<u8>> {
    let line = |row: &Row| {
        let criterion = row.answer.criterion;
        vec![
            format!("RGESN {}", criterion.number),
            row.theme.to_owned(),
            criterion.title.to_owned(),
            priority(criterion.priority).to_owned(),
            decided(&row.answer.because).to_owned(),
            row.state.to_owned(),
            row.detail.clone(),
            String::new(),
        ]
    };
    sheet::csv(std::iter::once(HEADINGS.map(str::to_owned).to_vec()).chain(rows.iter().map(line)), rgesn::ATTRIBUTION)
}

/// The grid to read and print.
pub(super) fn html(site: &Site, rows: &[Row]) -> String {
    let mut out = table::head(site, "Grille d’écoconception RGESN");
    let _ = writeln!(
        out,
        "<p>Grille préparée le {}. «\u{a0}C\u{a0}», le critère est satisfait\u{a0}; «\u{a0}NC\u{a0}», il ne l’est pas\u{a0}; \
         «\u{a0}NA\u{a0}», il ne s’applique pas\u{a0}; «\u{a0}à vérifier\u{a0}», l’outil a relevé quelque chose qu’une personne doit \
         regarder\u{a0}; «\u{a0}à évaluer\u{a0}», personne n’a encore répondu. Les réponses s’écrivent dans eco.toml.</p>",
        site.moment.now.strftime("%d/%m/%Y")
    );
    if let Some(id) = statement::eco_page(site, site.config.languages.default) {
        let address = table::escape(&url::absolute(&site.config, &site.page(id).url));
        let _ = writeln!(out, "<p><a href=\"{address}\">Déclaration d’écoconception\u{a0}: {address}</a></p>");
    }
    table::open(&mut out, "Les 78 critères du RGESN 2024");
    for heading in ["Critère", "Priorité", "Décidé par", "État", "Détail"] {
        let _ = write!(out, "<th scope=\"col\">{heading}</th>");
    }
    out.push_str("</tr>\n</thead>\n");
    let mut theme = "";
    for row in rows {
        if row.theme != theme {
            table::group(&mut out, theme, row.theme, 5);
            theme = row.theme;
        }
        let criterion = row.answer.criterion;
        let _ = writeln!(
            out,
            "<tr><th scope=\"row\"><strong>{}</strong> {}</th><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
            criterion.number,
            table::escape(criterion.title),
            priority(criterion.priority),
            decided(&row.answer.because),
            row.state,
            table::escape(&row.detail)
        );
    }
    table::close(&mut out, rgesn::ATTRIBUTION);
    out
}
