//! A grid as one page of HTML: accessible, without anything to load, made to be read and printed.

use std::fmt::Write as _;

use super::grid::{Column, Row, decided, statement_url};
use crate::audit::{Verdict, rgaa};
use crate::model::{Site, url};

const STYLE: &str = "\
:root{color-scheme:light dark}
body{font:1rem/1.5 system-ui,sans-serif;margin:1rem auto;max-width:100rem;padding:0 1rem}
table{border-collapse:collapse;font-size:.875rem}
caption{text-align:left;font-weight:bold;padding:.5rem 0}
th,td{border:1px solid;padding:.25rem .5rem;text-align:left;vertical-align:top}
thead th{background:Canvas;position:sticky;top:0}
tbody th[scope=row]{font-weight:normal;min-width:24rem}
tbody th[scope=rowgroup]{font-size:1rem;padding-top:1rem}
td.p{text-align:center}
.scroll{overflow-x:auto}
.vh{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media print{@page{size:A3 landscape;margin:1cm}body{margin:0;max-width:none}.scroll{overflow:visible}
table{font-size:7pt}thead th{position:static}tr{break-inside:avoid}tbody th[scope=row]{min-width:0}}
";

/// The page.
pub(super) fn html(site: &Site, rows: &[Row], columns: &[Column]) -> String {
    let mut out = head(site, "Grille d’audit RGAA");
    let _ = writeln!(
        out,
        "<p>Grille préparée le {}. Les états automatiques aident l’audit et ne le remplacent pas\u{a0}: «\u{a0}NC\u{a0}», un défaut \
         est prouvé\u{a0}; «\u{a0}NA\u{a0}», aucun élément de l’échantillon n’est concerné\u{a0}; «\u{a0}à vérifier\u{a0}», une personne doit \
         regarder\u{a0}; «\u{a0}à évaluer\u{a0}», rien n’a été relevé, ce qui ne prouve rien.</p>",
        site.moment.now.strftime("%d/%m/%Y")
    );
    if let Some(url) = statement_url(site) {
        let _ = writeln!(out, "<p><a href=\"{0}\">Déclaration d’accessibilité\u{a0}: {0}</a></p>", escape(&url));
    }
    out.push_str("<h2 id=\"pages\">Échantillon</h2>\n<ul>\n");
    for (index, column) in columns.iter().enumerate() {
        let address = if column.url.starts_with('/') {
            url::absolute(&site.config, &format!("{}{}", site.base_path(), column.url))
        } else {
            column.url.clone()
        };
        let (number, title, address) = (index + 1, escape(&column.title), escape(&address));
        let _ = writeln!(out, "<li>P{number}\u{a0}: <a href=\"{address}\">{title}</a> ({address})</li>");
    }
    out.push_str("</ul>\n<h2 id=\"criteria\">Critères</h2>\n");
    open(&mut out, "Les 106 critères du RGAA 4.1.2, page par page");
    for heading in ["Critère", "Tests", "Décidé par l’outil", "État automatique", "Constats automatiques"] {
        let _ = write!(out, "<th scope=\"col\">{heading}</th>");
    }
    for (index, column) in columns.iter().enumerate() {
        let title = escape(&column.title);
        let _ = write!(out, "<th scope=\"col\">P{}<span class=\"vh\"> {title}</span></th>", index + 1);
    }
    out.push_str("</tr>\n</thead>\n");
    let width = columns.len() + 5;
    let mut topic = "";
    for row in rows {
        if row.criterion.topic != topic {
            group(&mut out, topic, row.criterion.topic, width);
            topic = row.criterion.topic;
        }
        line(&mut out, row);
    }
    close(&mut out, rgaa::ATTRIBUTION);
    out
}

/// How the page of a grid begins: its title, of this site.
pub(super) fn head(site: &Site, title: &str) -> String {
    let name = escape(site.config.title.get(&site.config.languages.default_language().code));
    format!(
        "<!doctype html>\n<html lang=\"fr\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title} – {name}</title>\n\
         <style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title} – {name}</h1>\n"
    )
}

/// How its table begins, up to the headings of the columns.
pub(super) fn open(out: &mut String, caption: &str) {
    let _ = write!(
        out,
        "<div class=\"scroll\" role=\"region\" aria-labelledby=\"caption\" tabindex=\"0\">\n<table>\n\
         <caption id=\"caption\">{caption}</caption>\n<thead>\n<tr>"
    );
}

/// How a group of rows begins, of so many columns, after the group before.
pub(super) fn group(out: &mut String, before: &str, title: &str, width: usize) {
    if !before.is_empty() {
        out.push_str("</tbody>\n");
    }
    let _ = writeln!(out, "<tbody>\n<tr><th scope=\"rowgroup\" colspan=\"{width}\">{}</th></tr>", escape(title));
}

/// How the table and the page end.
pub(super) fn close(out: &mut String, attribution: &str) {
    let _ = write!(
        out,
        "</tbody>\n</table>\n</div>\n<p>Critères\u{a0}: {}.</p>\n</main>\n</body>\n</html>\n",
        escape(attribution)
    );
}

fn line(out: &mut String, row: &Row) {
    let criterion = row.criterion;
    let _ = write!(
        out,
        "<tr><th scope=\"row\"><strong>{}</strong> {}</th><td>{}</td><td>{}</td><td>{}</td><td>{}</td>",
        criterion.number,
        escape(criterion.title),
        criterion.tests,
        decided(criterion),
        row.status.words(),
        escape(&row.detail)
    );
    for cell in &row.cells {
        let _ = write!(out, "<td class=\"p\">{}</td>", cell.map_or("", Verdict::code));
    }
    out.push_str("</tr>\n");
}

/// Text as HTML shows it.
pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
