// The panel: what was found on this page, and what it weighs. Every text is put in as text.
const SHEET = `
:host { all: initial; position: fixed; inset: auto 0.75rem 0.75rem auto; z-index: 2147483647; font: 14px/1.45 system-ui, sans-serif; color: #1b1b1b; }
:host([hidden]) { display: none; }
button, a { font: inherit; color: inherit; }
button { cursor: pointer; border: 1px solid #595959; border-radius: 0.3rem; background: #fff; padding: 0.3rem 0.7rem; min-height: 2rem; }
.badge[data-kind="error"] { background: #a40e0e; color: #fff; }
.badge[data-kind="warning"] { background: #fff3c9; }
section { box-sizing: border-box; width: min(30rem, calc(100vw - 1.5rem)); max-height: min(70vh, 40rem); overflow: auto; margin-bottom: 0.5rem; padding: 0.75rem 1rem; background: #fff; border: 1px solid #595959; border-radius: 0.4rem; }
section[hidden] { display: none; }
h2 { font-size: 1.1em; margin: 0 0 0.5rem; }
ul { list-style: none; margin: 0.5rem 0; padding: 0; }
li { border-top: 1px solid #767676; padding: 0.5rem 0; }
li button { display: block; width: 100%; text-align: start; border: 0; padding: 0.2rem 0; background: none; }
p { margin: 0.3rem 0; }
code { display: block; font: 12px/1.4 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; background: #f2f2f2; padding: 0.2rem 0.4rem; }
.fault, .state { border-left: 4px solid #a40e0e; padding-left: 0.6rem; }
:focus-visible { outline: 3px solid #0b4f9e; outline-offset: 2px; }
.end { display: flex; justify-content: flex-end; }
`;

const make = (name, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
};

let mark = null;
const unmark = () => {
  mark?.remove();
  mark = null;
};

/** Draws a frame over an element, without touching it. */
const highlight = (element) => {
  unmark();
  if (!element) return;
  element.scrollIntoView({ block: "center", behavior: "instant" });
  const box = element.getBoundingClientRect();
  mark = document.createElement("osier-mark");
  Object.assign(mark.style, {
    position: "absolute", left: `${box.left + scrollX - 4}px`, top: `${box.top + scrollY - 4}px`, width: `${box.width + 8}px`, height: `${box.height + 8}px`,
    boxSizing: "border-box", border: "3px solid #d4006a", outline: "2px solid #fff", pointerEvents: "none", zIndex: 2147483646,
  });
  mark.setAttribute("aria-hidden", "true");
  document.documentElement.append(mark);
};

const opener = (address) => (address ? make("p", {}, make("a", { href: address, textContent: "Open in the editor" })) : null);

const item = (finding, find) => {
  const place = finding.line ? `${finding.path}:${finding.line}` : finding.path;
  const more = make("div", { hidden: true }, make("p", { textContent: place }));
  if (finding.text) more.append(make("code", { textContent: finding.text }));
  if (finding.help) more.append(make("p", { textContent: finding.help }));
  const link = opener(finding.open);
  if (link) more.append(link);
  const button = make("button", { type: "button", textContent: `${finding.kind}: ${finding.message} [${finding.rule}]` });
  button.setAttribute("aria-expanded", "false");
  button.onclick = () => {
    more.hidden = !more.hidden;
    button.setAttribute("aria-expanded", String(!more.hidden));
    if (more.hidden) unmark();
    else highlight(finding.element && find(finding.element));
  };
  return make("li", {}, button, more);
};

const WEIGHTS = { initial: "first visit", full: "to the end of the page", next: "from another page" };
const weight = (one) => `${WEIGHTS[one.name] ?? one.name}: ${one.value}${one.most ? ` of ${one.most}` : ""}${one.over ? " (too much)" : ""}`;

export const show = (page, find, open) => {
  const host = document.createElement("osier-preview");
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(SHEET);
  root.adoptedStyleSheets = [sheet];
  const section = make("section", { hidden: !open, id: "panel" });
  section.setAttribute("aria-label", "Findings on this page");
  const badge = make("button", { type: "button", className: "badge", textContent: "Preview" });
  badge.setAttribute("aria-controls", "panel");
  const toggle = (to) => {
    section.hidden = !to;
    badge.setAttribute("aria-expanded", String(to));
    if (!to) unmark();
  };
  badge.onclick = () => toggle(section.hidden);
  root.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || section.hidden) return;
    toggle(false);
    badge.focus();
  });
  toggle(Boolean(open));
  root.append(section, make("div", { className: "end" }, badge));
  document.documentElement.append(host);

  const fill = async () => {
    const answer = await fetch("/_osier/page?" + new URLSearchParams({ page }));
    if (!answer.ok) return;
    const told = await answer.json();
    const count = (kind) => told.findings.filter((one) => one.kind === kind).length;
    const [errors, warnings, reviews] = ["error", "warning", "review"].map(count);
    const some = (number, name) => `${number} ${name}${number === 1 ? "" : "s"}`;
    const parts = [some(errors, "error"), some(warnings, "warning"), `${reviews} to review`];
    if (told.state) parts.unshift(`not public: ${told.state}`);
    if (told.fault) parts.unshift("not up to date");
    badge.textContent = parts.join(", ");
    badge.dataset.kind = errors || told.fault ? "error" : warnings || told.state ? "warning" : "none";
    section.replaceChildren(make("h2", { textContent: "This page" }));
    if (told.fault) section.append(make("p", { className: "fault", role: "alert", textContent: told.fault }));
    if (told.state) section.append(make("p", { className: "state", textContent: `The public does not see this page: ${told.state}.` }));
    if (told.source) section.append(make("p", { textContent: told.source }));
    const link = opener(told.open);
    if (link) section.append(link);
    if (told.weights) section.append(make("p", { textContent: `Weight: ${told.weights.map(weight).join("; ")}` }));
    section.append(told.findings.length ? make("ul", {}, ...told.findings.map((one) => item(one, find))) : make("p", { textContent: "Nothing was found on this page." }));
    const others = told.elsewhere ? ` (${some(told.elsewhere, "error")} elsewhere)` : "";
    section.append(make("p", {}, make("a", { href: "/_osier/", textContent: `All pages and findings${others}` })));
    if (told.fault && section.hidden) toggle(true);
  };
  addEventListener("osier-look", fill);
  fill();
  return () => !section.hidden;
};
