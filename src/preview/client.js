(() => {
  const script = document.currentScript;
  let { page, mark, token } = JSON.parse(script.dataset.preview);
  const key = "osier:" + location.pathname;
  const root = document.documentElement;
  const path = (one) => (one.parentElement ? [...path(one.parentElement), [...one.parentElement.children].indexOf(one)] : []);
  const find = (steps) => steps.reduce((one, step) => one?.children[step], root);
  const folds = () => [...document.querySelectorAll("details")];
  let panel;
  const reload = () => {
    const state = [scrollX, scrollY, folds().map((one) => one.open), path(document.activeElement ?? root), panel?.()];
    sessionStorage.setItem(key, JSON.stringify(state));
    location.reload();
  };
  const [left, top, open, focus, shown] = JSON.parse(sessionStorage.getItem(key) ?? "[]");
  if (open) {
    sessionStorage.removeItem(key);
    folds().forEach((one, rank) => (one.open = open[rank] ?? one.open));
    if (focus[1] >= 0) find(focus)?.focus({ preventScroll: true });
    scrollTo({ left, top, behavior: "instant" });
  }
  // One change after the other, each of what the one before made.
  let change = import("/_osier/patch.js").then((module) => module.start(script));
  const after = (act) => (change = change.then(async (page) => (await act(page), page)).catch(reload));
  let stream;
  const listen = () => {
    stream?.close();
    if (document.hidden) return;
    stream = new EventSource("/_osier/events?" + new URLSearchParams({ page, token, mark }));
    const on = (name, act) => stream.addEventListener(name, (event) => act(event.data));
    on("reload", () => after(async (one) => (mark = await one.update()) ?? reload()));
    on("go", (url) => location.assign(url));
    on("style", (pairs) => after((one) => one.swap(JSON.parse(pairs))));
    on("look", () => dispatchEvent(new Event("osier-look")));
  };
  document.addEventListener("visibilitychange", listen);
  listen();
  import("/_osier/panel.js").then((module) => (panel = module.show(page, find, shown)));
})();
