// Changes the page that is shown into the one that is served now. Only what differs is touched, so that scripts, pictures and
// what the reader did to the rest stay. Where that may not come to the same as loading the page, nothing is promised.
const LIVELY = "script, form, button, dialog, iframe";
const isLively = (node) => node.nodeType === 1 && (node.matches(LIVELY) || node.querySelector(LIVELY) !== null);

/** Makes `live`, which was served as `old`, what `now` is; false when it must be loaded. */
const patch = (live, old, now) => {
  if (old.isEqualNode(now)) return true;
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
      if (link.getAttribute("href").endsWith("/" + from)) {
        const next = link.cloneNode();
        next.setAttribute("href", link.getAttribute("href").slice(0, -from.length) + to);
        link.after(next);
        if (within === document) next.onload = () => link.remove();
        else link.remove();
      }
};

/** What changes the page that `script` is in: `update`, which gives the mark of what is shown then or nothing, and `swap`. */
export const start = async (script) => {
  let mark;
  const get = async () => {
    const answer = await fetch(location.href, { cache: "no-store" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const own = page.querySelector("script[data-preview]");
    ({ mark } = JSON.parse(own?.dataset.preview ?? "{}"));
    if (own) own.dataset.preview = script.dataset.preview;
    return page;
  };
  let old = await get();
  const isShown = mark === JSON.parse(script.dataset.preview).mark;
  return {
    update: async () => {
      if (!isShown) return null;
      const now = await get();
      const root = (page) => page.documentElement;
      if (!root(old).cloneNode().isEqualNode(root(now).cloneNode())) return null;
      const done = patch(document.head, old.head, now.head) && patch(document.body, old.body, now.body);
      old = now;
      return done ? mark : null;
    },
    swap: (pairs) => [document, old].forEach((within) => rename(within, pairs)),
  };
};
