//! Our tree equals html5ever's own, page by page.

use super::{Random, dump, parse, reference};

fn same(html: &str) {
    let (ours, theirs) = (dump(&parse(html)), reference::dump(html));
    assert_eq!(ours, theirs, "{html:?}");
}

#[test]
fn nasty_pages_are_read_alike() {
    let pages = [
        "",
        "<",
        "</",
        "</>",
        "<a",
        "<a b",
        "<a b=",
        "<a b='",
        "a<b",
        "x</3>y",
        "<?php echo '>' ?>z",
        "<!doctype html><title>a&amp;b</title><p>c",
        "<!DOCTYPE html PUBLIC \"-//W3C//DTD HTML 4.01//EN\" \"http://www.w3.org/TR/html4/strict.dtd\"><p>x",
        "<!doctype html SYSTEM 'about:legacy-compat'><p>x",
        "<!doctype><p>",
        "<!doctype html bad><table><p>x</table>",
        "<!doctypehtml><p><table>",
        "<!doctype html public'a'\"b\">x",
        "<!doctype html public\"-//IETF//DTD HTML//\"system>x",
        "<!doctype html system \"x\" more><p><table>",
        "<!-->a<!--->b<!---->c<!--a--!>d<!--<!-->e<!--",
        "<!--a-b--c--->d<!--x--!->y--!-->z",
        "<![CDATA[x]]>y<svg><![CDATA[a<b>&amp;]]]>c</svg>",
        "<svg><![CDATA[never closed",
        "<svg viewbox='0 0 1 1' xlink:href=#a xml:lang=fr><lineargradient gradientunits=x><a xlink:title=t>",
        "<svg><foreignobject><p>a<svg><title><b>x</title></svg></foreignobject><p>out",
        "<svg><font>a<font color=red>b",
        "<svg><g><script>a<b</script></g></svg><script>a<b</script>",
        "<math definitionurl=u><mi>x<p>y</mi><annotation-xml encoding=text/html><p>z</annotation-xml></math>",
        "<math><annotation-xml encoding=other><p>z<svg><p>",
        "<script><!--<script></script>--></script>x",
        "<script><!--<script></script></script>x",
        "<script><!-- </script>x",
        "<script><!--></script>x<script><!---></script>y<script><!--<scripta></script>z",
        "<script><!--<script >a</script >--><b></script/>x",
        "<script>a</scripta></script\n>b",
        "<title>a&lt;b</titlex></TITLE>c<textarea>\n\nx</textarea><pre>\n\ny</pre><listing>\r\nz",
        "<title>never &amp closed",
        "<style><a></style x=y>b<xmp><b></xmp><iframe><p></iframe><noscript><p></noscript><noembed><p>",
        "<plaintext><b></plaintext>&amp;\0",
        "a\0b<p\0q r\0s='t\0'>\0</p><svg>\0<p>\0",
        "a\rb\r\nc<p a='x\r\ny\rz'>\r<pre>\r\n",
        "\u{feff}<p>a\u{feff}",
        "<p a=1 a=2 A=3 b c=/x/ d=\"e\"f='g'/>h",
        "<p =a =b==c \"d 'e' <f g=`h i=j\"k>",
        "<div/ id=x / class=y//>z<br/></br></p>",
        "<b>1<p>2</b>3<i>4<b>5</p>6</i>7",
        "<a href=1>x<div><a href=2>y</a>z</div>",
        "<b><b><b><b>x</b><p>y",
        "<b class=a><b class=a><b class=a><b class=a><p>x</p></b></b></b></b>y<p>z",
        "<font color=a size=1><font size=1 color=a><font color=a size=1><font size=1 color=a></p><p>x",
        "<b a=1 b=2><b b=2 a=1><b a=1 b=2><b a='1 b'><p>x</p></b></b></b></b>y<p>z",
        "<table><tr><td>a<b>c<table>d<tr>e</table></table>f",
        "<table>a<b>c<tr>d<td>e</b>f</td>g</tr>h</table>i",
        "<table><input type=hidden><input type=HIDDEN a=1><input><form><select><option>a<input>b</table>",
        "<table> <tr> <td> x </td> </tr> y </table>",
        "<table>\0 <tr>\0x<td>\0",
        "<p><table><caption>a<p>b</table><colgroup> <col> x<col></colgroup>",
        "<select><option>a<option>b<optgroup><option>c<select>d<p>e<input>f<hr>g</select>h",
        "<button>a<button>b<nobr>c<nobr>d</nobr>",
        "<form><div><form></div></form><p></form>x",
        "<h1>a<h2>b</h3>c<ul><li>d<li>e<dl><dt>f<dd>g</ul>h",
        "<ruby>a<rb>b<rt>c<rtc>d<rt>e<rp>f</ruby>",
        "<template>a<tr><td>b</template>c<template><template>d</template>e",
        "<template shadowrootmode=open>a</template><div><template shadowrootmode=open>b</template></div>",
        "<html a=1><head><html a=2 b=3><body c=4><body c=5 d=6><html e=7><frameset>",
        "<frameset> a <frame><noframes><p></noframes></frameset> b <p></html> c",
        "<frameset><frame></frameset><!-- --></html><!-- --> ",
        "<head><title>a</title></head> <link> b<base><meta charset=x>",
        "</body>a</html>b<!-- c --> d<p>e",
        "a</body> b </html> c <p>",
        "<image src=x><isindex><keygen><object><b>a</object>b<marquee>c<i>d</marquee>e",
        "<applet><p><b>a</applet>b<body><p>c",
        "<a><table><a>x</table></a><a>y",
        "<noscript><p></noscript><head><noscript><style></noscript>",
        "<p>a&nbsp;b&copy;c&copyd&notit;e&notin;f&am;g&#65;h&#x42i&#0;j&#x110000;k&#xD800;l&;m&#;n&#x;o&",
        "<a b='&copy=1&copyx&copy;&amp&lt;&#65' c=&amp d=&ampx e=&notit;>",
        "&#x80;&#x9f;&#13;&#10;&#1;&#xfffe;&#xfdd0;&#99999999999;&NotEqualTilde;&AMP&GT;",
        "<di\u{e9}v CLASS=A\u{c9}><\u{e9}><A\u{130}>",
        "<option>a<option>b</option><optgroup>",
        "<details><summary>a</details><dialog open><search><menu><li></menu>",
        "<p><svg><desc><p>a</svg>b</p><math><mtext><b>c</math>d",
    ];
    for page in pages {
        same(page);
        // Whatever it ends in.
        page.char_indices().for_each(|(at, _)| same(&page[..at]));
    }
}

const FRAGMENTS: [&str; 128] = [
    "<b>", "</b>", "<b class=x>", "<b class='x'>", "<i>", "</i>", "<a href=x>", "<a>", "</a>", "<font color=r>", "<font>",
    "</font>", "<nobr>", "</nobr>", "<p>", "</p>", "<div>", "</div>", "<div id=a class=\"b c\">", "<span>", "</span>",
    "<table>", "</table>", "<tr>", "</tr>", "<td>", "</td>", "<th>", "<tbody>", "</tbody>", "<thead>", "<caption>",
    "</caption>", "<colgroup>", "<col>", "<select>", "</select>", "<option>", "</option>", "<optgroup>", "<hr>", "<br>",
    "</br>", "<input>", "<input type=hidden>", "<form>", "</form>", "<button>", "</button>", "<h1>", "</h1>", "<h2>",
    "<ul>", "</ul>", "<li>", "</li>", "<dl>", "<dd>", "<dt>", "<svg>", "</svg>", "<g viewbox=1>", "</g>", "<title>",
    "</title>", "<foreignObject>", "</foreignobject>", "<desc>", "<math>", "</math>", "<mi>", "</mi>",
    "<annotation-xml encoding=text/html>", "<annotation-xml>", "</annotation-xml>", "<mglyph>", "<template>",
    "</template>", "<script>", "</script>", "<style>", "</style>", "<textarea>", "</textarea>", "<plaintext>", "<xmp>",
    "</xmp>", "<noscript>", "</noscript>", "<iframe>", "</iframe>", "<object>", "</object>", "<marquee>", "<html a=1>",
    "<html>", "</html>", "<head>", "</head>", "<body b=1>", "<body>", "</body>", "<frameset>", "</frameset>", "<frame>",
    "<ruby>", "<rt>", "<rp>", "<!doctype html>", "<!-- x -->", "<!--", "-->", "<![CDATA[", "]]>", "\0", "\r\n", " ", "\n",
    "x", "é y ", "&amp;", "&copy", "&#x41;", "&", "<", "/>", "a='b'", "<pre>",
];

#[test]
fn random_tags_are_read_alike() {
    let mut random = Random(1);
    for _ in 0..6_000 {
        let page: String = (0..1 + random.below(40)).map(|_| random.pick(&FRAGMENTS)).collect();
        same(&page);
    }
}

const CHARACTERS: [&str; 48] = [
    "<", ">", "/", "!", "-", "--", "?", "=", "\"", "'", "`", "&", "#", ";", "x", "X", "a", "B", "p", "script", "SCRIPT",
    "title", "style", "svg", "br", "b", "\0", "\r", "\n", "\t", " ", "\u{c}", "é", "1", "9", "[CDATA[", "]]>", "]",
    "doctype", "public", "system", "html", "</", "<!", "amp", "lt", "not", "🙂",
];

#[test]
fn random_characters_are_read_alike() {
    let mut random = Random(2);
    for _ in 0..8_000 {
        let page: String = (0..1 + random.below(30)).map(|_| random.pick(&CHARACTERS)).collect();
        same(&page);
    }
}
