//! Osier turns a folder of Markdown into an accessible, light and checked website.
//!
//! These pages are its architecture: five ideas, the way of a site through the program, and the layers.
//!
//! # Five ideas
//!
//! 1. **A build is a value.** [`build::build`] makes the whole site in memory, with everything that is wrong with it:
//!    it draws the site ([`build::draw`]), then judges it ([`build::judge`]). The commands differ only in what they do
//!    with that [`build::Build`].
//! 2. **A finding or an error.** A [`finding::Finding`] is the site's fault: it has a rule, a place and a help, and
//!    the stage goes on, so that one run reports everything. An [`anyhow::Error`] is the machine's fault. There is
//!    nothing else: a broken configuration and a fault of a template are findings too.
//! 3. **A rule is data.** A [`finding::Rule`] has an id, a severity, the criteria it serves and the page that
//!    explains it, which is what `osier explain` prints.
//! 4. **What is checked is what is delivered.** The rules ([`check`]) look at the HTML that will be delivered
//!    ([`html`]) with the styles it will have ([`style`]) and what assistive technologies are given of it ([`aria`]);
//!    a link that a template writes is checked like an author's, and a picture that no page shows is never made.
//! 5. **The disk is at the edges.** It is read in [`load::files`] (and, for what a page asks for, through what that
//!    module gives), in [`pack`] for what former builds have left, and where a command begins; it is written in
//!    [`mod@write`], in the store of encoded pictures ([`asset::store`]), in [`pack`] and by `osier new`;
//!    [`preview::watch`] watches it. The network is met in [`preview::server`] and in the targets of
//!    [`publish::target`] alone. The stages between are pure functions and run in parallel per page.
//!
//! # The way of a site
//!
//! ```text
//! disk -> load -> Sources -> model -> Site -> render -> Output, pictures wanted
//!                                                          |
//!                              asset (styles, pictures) <--+--> html (links, fragments, references)
//!                                                          |
//!                 gate: html -> style -> aria -> check, each page, then the site
//!                                   |
//!                 Build { site, output, findings } -> write | report
//! ```
//!
//! [`load`] reads each file by itself: front matter as a tree in which every value knows its bytes ([`data`]),
//! Markdown as HTML with holes ([`load::body`]) for what only the whole site knows: links, pictures, blocks. Blocks
//! and content types are declared by the theme ([`load::block`], [`load::types`]), so that an author's attribute or
//! field is checked with its place.
//!
//! [`model`] puts the pages in their tree, gives them URLs, resolves what refers to what. It knows no HTML, no
//! template and no disk.
//!
//! [`render`] shows each page to its template. A page is seen in three sizes: a *stub* inside cards, a *card* in lists,
//! itself whole; each is made of the smaller ones, once somebody shows it, so that the work is linear in the pages.
//! What depends on what is never guessed: a page may show its own text and its *world* ([`model::world`]), which is all
//! else but the texts of other pages, and it is rendered again when either changes. The model and the cards come from
//! the world alone. Two kinds come last, and are rendered in every build: pages of credits, which tell what the others
//! show, then those of the search, which name the index of what was rendered. The holes of a body are filled there,
//! blocks by Tera components, and whatever is found bears the author's own line and column. Fonts are cut to the
//! characters that all these pages show, so that pages are rendered with stand-ins for the names of fonts and of the
//! sheets that hold them, and given the names last.
//!
//! [`gate`] parses each delivered page as browsers do, by a builder of our own when it leaves nothing to mend and by
//! html5ever's else ([`html`]), computes its styles in every scheme, width and state, and runs the rules; what the
//! rules of the site need is kept ([`check::site::Facts`]), the document is not. Every tag of a page knows the
//! template's tag ([`load::marks`]) and the author's bytes ([`render::Origin`]) it comes from, so that a finding is
//! told once, where its cause is. Then the site's own decisions are applied: severities, allowances, the baseline. The
//! same rules run over anybody's HTML (`osier check --html`).
//!
//! On the same reading of a page, it is noted which selectors of the sheets it meets ([`style::Usage`]) and what it
//! makes a browser fetch ([`weight`]). Once all pages are known, [`asset::style`] takes what none meets out of the
//! sheets.
//!
//! [`budget`] weighs each page once every file is made, and holds it against what it may weigh and what it weighed: a
//! finding stands where the heaviest part is asked for. As pictures are long to make, it is known before whether an
//! error stands already, the site's own decisions applied: pictures are then not made at all. A page may tell its own
//! weight, and what visits of the site emit ([`weight::told`]): something stands for it until then, and the figure is
//! sought that is true of the page that tells it.
//!
//! [`preview`] is the same build, kept in memory and served while the site is written: made again from the same
//! [`cache::Cache`] whenever a source changes, with what was found shown in the page. The server sees a
//! [`preview::Snapshot`] and no source. An edit is shown before the site is judged, in one of two ways: a text or a
//! style sheet, which change no other page, alone and at once ([`build::early()`]), a text with the feeds that hold it
//! and with what is wrong with its page; anything else once all pages are drawn ([`build::Drawn::early`]). The build
//! that follows gives the same page and finds the same wrong with it, which a test holds; it says what other pages have
//! a part in and what pages weigh, and takes out of sheets what no page meets. As the preview knows what was changed,
//! it reads nothing else when that is texts of pages.
//!
//! [`headers`] reads once more what is delivered and says what servers are to send with it and what browsers may be
//! told to refuse; `security.txt` is made there as well.
//!
//! Incremental means the [`cache::Cache`] kept between two builds: pure work on one input is remembered by the hash of
//! that input: a file read, the theme, the model of a world, a page rendered with what it asks for, a page checked.
//! Texts read, pages rendered, pages checked, the lines of what was found and the lengths of compressed texts are also
//! kept on the disk ([`pack`]), for the next process, and by which stamp each text of a page was had: one whose file
//! has it still is not read ([`load::text`]) before somebody wants it, which for most texts of a warm build nobody
//! does. The HTML of a page that is kept there is no more in memory ([`pack::Attached`]): it is read when somebody
//! wants it, which for most pages of a warm build nobody does, as what was written of them is known to stand
//! ([`write::Stood`]) and what is kept of them to be whole. There is no second code path for what is delivered, and a
//! warm build equals a cold one byte for byte.
//!
//! [`publish`] sends a sound build elsewhere: a pure plan from what the target's manifest says to what the build has,
//! and a run that does it in an order that leaves no page without its assets, whatever the target is.
//!
//! # Layers
//!
//! A module uses only those above it; a test holds this.
//!
//! ```text
//! finding, output, pack
//! data, html
//! carbon
//! config
//! style
//! aria
//! weight
//! check
//! audit
//! eco
//! palette
//! load, cache
//! model
//! art
//! asset
//! render
//! gate
//! budget
//! headers
//! build
//! write, report
//! preview, publish
//! cli, commands
//! ```
//!
//! # Words
//!
//! page, section, block, audit (made by people, recorded in `audit.toml`), statement (what is told of it), taxonomy,
//! term, menu, media (what editors upload), asset (what the theme ships), variant (one encoded size of a picture),
//! sidecar (what is said of a picture in a file beside it), cell (a scheme, a width and a state that a page is seen
//! in), place, mark, rule, criterion, finding, theme, template, source, output, build, cache.

pub mod aria;
pub mod art;
pub mod asset;
pub mod audit;
pub mod budget;
pub mod build;
pub mod cache;
pub mod carbon;
pub mod check;
pub mod cli;
pub mod commands;
pub mod config;
pub mod data;
pub mod eco;
pub mod finding;
pub mod gate;
pub mod headers;
pub mod html;
pub mod load;
pub mod model;
pub mod output;
pub mod pack;
pub mod palette;
pub mod preview;
pub mod publish;
pub mod render;
pub mod report;
pub mod style;
pub mod weight;
pub mod write;
