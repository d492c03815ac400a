// Progressive only: every page works without this file, and nothing is stored but the choice of light or dark.
const root = document.documentElement, all = (s, of = document) => [...of.querySelectorAll(s)];

// Light or dark, as the reader chose on this device; applied before the page is drawn.
const store = (f) => { try { return f(localStorage); } catch { return null; } };
const show = (scheme) => scheme ? root.dataset.scheme = scheme : delete root.dataset.scheme;
show(store((s) => s.getItem('scheme')));
root.dataset.scripts = ''; // What only scripts can do is shown from the start, so that nothing moves.

document.addEventListener('DOMContentLoaded', () => {
  const choice = document.getElementById('page-scheme');
  if (choice) {
    choice.value = root.dataset.scheme ?? '';
    choice.onchange = () => {
      show(choice.value);
      store((s) => choice.value ? s.setItem('scheme', choice.value) : s.removeItem('scheme'));
    };
  }

  // Submenus close on Escape, on a click elsewhere, and when the focus leaves them.
  const open = 'nav.main details[open]';
  const shut = (e) => all(open).forEach((one) => { if (!one.contains(e.target)) one.open = false; });
  document.addEventListener('click', shut);
  document.addEventListener('focusin', shut);
  document.addEventListener('keydown', (e) => {
    const one = e.key === 'Escape' && document.activeElement.closest(open);
    if (one) { one.open = false; one.firstElementChild.focus(); }
  });

  // A directory is filtered in place: by words of its items, or by one of the things said in their last line.
  const fold = (s) => s.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  all('form[data-filter]').forEach((form) => {
    const items = all(`#${form.dataset.filter} > li`), out = form.querySelector('output');
    const said = items.map((li) => [fold(li.textContent), all('.meta', li).flatMap((m) => m.textContent.split(' · '))]);
    const run = () => {
      const asked = [...new FormData(form)].filter(([, value]) => value);
      const fits = ([text, facts]) => asked.every(([key, value]) => key === 'q' ? text.includes(fold(value)) : facts.includes(value));
      let count = 0;
      items.forEach((li, at) => { count += !(li.hidden = !fits(said[at])); });
      out.value = out.dataset[count > 1 ? 'other' : count ? 'one' : 'none'].replace('{count}', count);
      history.replaceState(null, '', asked.length ? `?${new URLSearchParams(asked)}` : location.pathname);
    };
    new URLSearchParams(location.search).forEach((value, key) => { if (form.elements[key]) form.elements[key].value = value; });
    form.addEventListener('input', run);
    form.addEventListener('submit', (e) => { e.preventDefault(); run(); });
    if (location.search) run();
  });
});
