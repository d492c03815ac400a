// Changes the page that is shown into the one that is served now. Only what differs is touched, so that scripts, pictures and
// what the reader did to the rest stay. Where scripts or controls are in what changes, or a form in the content, which scripts
// may have read, the page is to be loaded.
const LIVELY = "script, noscript, form, button, input, select, textarea, dialog, iframe, canvas, audio, video, object";
const isLively = (node) => node.nodeType === 1 && (node.matches(LIVELY) || node.querySelector(LIVELY) !== null);
const isOpaque = (page) => page.querySelector("template, main form") !== null;

/** Makes `live`, which was served as `old`, what `now` is; false when it must be loaded. */
const patch = (live, old, now) => {
  if (old.isEqualNode(now)) return true;
  // Data is no program: what search engines read changes with the page.
  if (old.nodeName === "SCRIPT" && old.type !== "application/ld+json") return false;
  const [shown, before, after] = [live, old, now].map((node) => [...node.childNodes]);
  const isAlike = old.cloneNode().isEqualNode(now.cloneNode()) && shown.length === before.length;
  if (!isAlike) {
    // A script may have made something else of it, which would be lost.
    if (!live.isEqualNode(old) || isLively(old) || isLively(now)) return false;
    live.replaceWith(document.importNode(now, true));
    return true;
  }
  while (before.length && after.length && before[0].isEqualNode(after[0])) for (const list of [shown, before, after]) list.shift();
  let next = null;
  while (before.length && after.length && before.at(-1).isEqualNode(after.at(-1))) [next] = [shown, before, after].map((list) => list.pop());
  if (before.length === after.length) return before.every((node, rank) => patch(shown[rank], node, after[rank]));
  if (!before.every((node, rank) => shown[rank].isEqualNode(node)) || before.some(isLively) || after.some(isLively)) return false;
  for (const node of shown) node.remove();
  for (const node of after) live.insertBefore(document.importNode(node, true), next);
  return true;
};

/** Changes the names of style sheets in a document; those that are shown go once the new ones are there. */
const rename = (within, pairs) => {
  for (const link of within.querySelectorAll("link[rel~=stylesheet]"))
    for (const [from, to] of pairs)
      if (link.getAttribute("href")?.endsWith("/" + from)) {
        const href = link.getAttribute("href").slice(0, -from.length) + to;
        const isThere = [...within.querySelectorAll("link[rel~=stylesheet]")].some((one) => one.getAttribute("href") === href);
        const next = link.cloneNode();
        next.setAttribute("href", href);
        if (!isThere) link.after(next);
        if (within === document && !isThere) next.onload = () => link.remove();
        else link.remove();
      }
};

/** What changes the page that `script` is in: `update`, which gives the mark of what is shown then or nothing, and `swap`. */
export const start = async (script) => {
  const first = JSON.parse(script.dataset.preview);
  let mark;
  /** The page as it is served; nothing when another is served in its place. */
  const get = async () => {
    const answer = await fetch(location.href, { cache: "no-store" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const own = page.querySelector("script[data-preview]");
    if (answer.redirected || !own) return null;
    const told = JSON.parse(own.dataset.preview);
    if (told.page !== first.page) return null;
    mark = told.mark;
    own.dataset.preview = script.dataset.preview;
    return page;
  };
  let old = await get();
  if (mark !== first.mark) old = null;
  return {
    update: async () => {
      const now = old && (await get());
      if (!now || isOpaque(old) || isOpaque(now)) return null;
      const root = (page) => page.documentElement;
      if (!root(old).cloneNode().isEqualNode(root(now).cloneNode())) return null;
      const done = patch(document.head, old.head, now.head) && patch(document.body, old.body, now.body);
      old = now;
      return done ? mark : null;
    },
    swap: (pairs) => [document, old].forEach((within) => within && rename(within, pairs)),
  };
};
