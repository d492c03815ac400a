//! Pages that leave nothing to mend get the same tree from our builder as from html5ever's; others are not taken for
//! such.

use super::Random;
use crate::html::parse::{plain, whole};

/// A page around what its body holds.
fn page(body: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=fr>\n<head>\n<title>a &amp; b</title>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )
}

/// Whether a page is plain; if so the whole algorithm makes the same of it, to the place of each attribute.
fn is_plain(html: &str) -> bool {
    let Some(plain) = plain(html) else { return false };
    assert_eq!(format!("{plain:?}"), format!("{:?}", whole(html)), "{html:?}");
    assert!(plain.errors().is_empty());
    true
}

/// What bodies of well-made pages hold.
const BODIES: [&str; 15] = [
    "",
    "text &amp; <!-- comment --> <em>more</em> &NotEqualTilde; text",
    "<p>a<br>b<br/>c <a href='/'>d <b>e</b></a><a href=x>f</a></p><hr><p>g</p>",
    "<ul><li><p>a</p><ul><li>b</li></ul></li><li><div>c</div></li></ul>",
    "<dl><div><dt>a</dt><dd><dl><dt>b</dt></dl></dd></div><dd>c</dd></dl>",
    "<pre>\n\na\n</pre><textarea>\n&lt;b></textarea><pre><code>\nx</code></pre><pre>\r\ny</pre>",
    "<table>\n<caption>a <p>b</p></caption>\n<colgroup>\n<col span=2>\n</colgroup><thead>\n<tr>\n<th><a>c</a></th>\n</tr></thead>\n<tbody> </tbody></table>",
    "<a><table><tbody><tr><td><a>x</a><p>y</p></td></tr></tbody></table></a>",
    "<button><p>a</p></button><form action=x><label>b <input name=c></label><select><optgroup label=d><option>e</option></optgroup><option>f</option></select></form>",
    "<datalist id=a><option value=b></option><option>c</option></datalist>",
    "<svg viewbox='0 0 1 1' aria-hidden=true><title>a &lt; b</title><g><path d=x /><use xlink:href=#y></use></g><![CDATA[c]]></svg>",
    "<math><mrow><mi>x</mi><mo>&lt;</mo><svg></svg></mrow></math>",
    "<script>if (a < b) { '</p>' }</script><style>p > a {}</style><noscript><p>a</noscript><iframe src=x></iframe>",
    "<details><summary>a</summary><x-y z>b</x-y></details><video><source src=a><track src=b></video>",
    "<h1>a</h1><section><h2>b <small>c</small></h2></section><b><b><b><b><p>d</p></b></b></b></b>",
];

#[test]
fn well_made_pages_are_plain() {
    for body in BODIES {
        assert!(is_plain(&page(body)), "{body}");
    }
    assert!(is_plain("<!doctype html><!-- a --><html><!-- b --><head><meta charset=utf-8></head> <!-- c --> <body>d"));
    assert!(is_plain("\u{feff} \n<!doctype html>\n<html>\n<head></head><body><p>x</p></body>"));
}

#[test]
fn what_is_to_mend_is_left_to_the_whole_algorithm() {
    let bodies = [
        "<p>a<p>b",
        "<p><div></div></p>",
        "<p><span><div></div></span></p>",
        "<ul><li>a<li>b</ul>",
        "<ul><li><span><li>b</li></span></li></ul>",
        "<dl><dt>a<dd>b</dl>",
        "<a>b<span><a>c</a></span></a>",
        "<button><span><button></button></span></button>",
        "<form><div><form></form></div></form>",
        "<h1><h2></h2></h1>",
        "<b><i></b></i>",
        "<div>",
        "</div>",
        "</br>",
        "<div/>",
        "<table><tr><td></td></tr></table>",
        "<table>a</table>",
        "<table><tbody><tr>&amp;</tr></tbody></table>",
        "<table><p></p></table>",
        "<select><div></div></select>",
        "<option><option></option></option>",
        "<svg><p></p></svg>",
        "<svg><title><b></b></title></svg>",
        "<svg><lineargradient></lineargradient></svg>",
        "<svg><font color=red></font></svg>",
        "<template></template>",
        "<object></object>",
        "<ruby>a<rt>b</rt></ruby>",
        "<p a a>x</p>",
        "<p>x</p a>",
        "a\0b",
        "<body a>",
        "<html a>",
        "<td>",
        "<script>",
        "<title>x",
        "<textarea>",
    ];
    for body in bodies {
        assert!(!is_plain(&page(body)), "{body}");
    }
    let deep = page(&format!("{}{}", "<div>".repeat(200), "</div>".repeat(200)));
    let pages = [
        deep.as_str(),
        "",
        "<p>",
        "<!doctype html>",
        "<!doctype html><p>",
        "<!doctype html><html><body>",
        "<!doctype html><html><head></head>",
        "<!doctype html><html><head></head>a<body>",
        "<!doctype html><html><head><p></p></head><body>",
        "<!doctype html SYSTEM 'about:legacy-compat'><html><head></head><body>",
        "a<!doctype html><html><head></head><body>",
        "<!doctype html><html><head></head><body></body><!-- a -->",
        "<!doctype html><html><head></head><body></body>a",
        "<!doctype html><html><head></head><body></html>",
        "<!doctype html><html><head></head><body></body></html></html>",
    ];
    for page in pages {
        assert!(!is_plain(page), "{page}");
    }
}

/// Elements that are closed, texts and void elements, some where they may not be.
fn nested(random: &mut Random, depth: usize, out: &mut String) {
    const NAMES: [&str; 40] = [
        "p",
        "div",
        "span",
        "a",
        "a href=x",
        "b",
        "b class=y",
        "ul",
        "li",
        "ol",
        "dl",
        "dt",
        "dd",
        "h1",
        "h2",
        "table",
        "thead",
        "tbody",
        "tr",
        "td",
        "th",
        "caption",
        "form",
        "button",
        "select",
        "option",
        "optgroup",
        "svg",
        "g",
        "title",
        "math",
        "mi",
        "pre",
        "textarea",
        "x-y",
        "nav aria-label=z",
        "font color=r",
        "menu",
        "code",
        "label",
    ];
    const PIECES: [&str; 12] = [
        "a",
        " ",
        "\n",
        "&amp;",
        "<br>",
        "<img src=x alt=''>",
        "<hr>",
        "<!-- x -->",
        "<input>",
        "é",
        "<path/>",
        "&#10;",
    ];
    for _ in 0..random.below(4) {
        if depth == 0 || random.below(3) == 0 {
            out.push_str(random.pick(&PIECES));
            continue;
        }
        let tag = random.pick(&NAMES);
        out.extend(["<", tag, ">"]);
        nested(random, depth - 1, out);
        out.extend(["</", tag.split(' ').next().unwrap_or(tag), ">"]);
    }
}

#[test]
fn pages_of_closed_elements_are_read_alike() {
    let mut random = Random(3);
    let mut count = 0;
    for _ in 0..20_000 {
        let mut body = String::new();
        nested(&mut random, 5, &mut body);
        count += usize::from(is_plain(&page(&body)));
    }
    assert!((5_000..15_000).contains(&count), "{count}");
}

#[test]
fn well_made_pages_are_read_alike_when_something_is_put_anywhere_in_them() {
    let mut count = 0;
    for body in BODIES {
        let whole = page(body);
        let tags: Vec<usize> = whole.match_indices('<').map(|(at, _)| at).chain([whole.len()]).collect();
        for at in &tags {
            for fragment in super::differential::FRAGMENTS {
                count += usize::from(is_plain(&format!("{}{fragment}{}", &whole[..*at], &whole[*at..])));
            }
            // A tag that is missing, with what it holds or not.
            let end = whole[*at..].find('>').map_or(whole.len(), |end| at + end + 1);
            count += usize::from(is_plain(&format!("{}{}", &whole[..*at], &whole[end..])));
            for to in tags.iter().filter(|to| *to > at) {
                count += usize::from(is_plain(&format!("{}{}", &whole[..*at], &whole[*to..])));
            }
        }
    }
    assert!(count > 5_000, "{count}");
}
