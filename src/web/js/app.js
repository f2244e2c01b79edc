// SPDX-License-Identifier: EUPL-1.2
// What the browser may add: keys, drafts, dropped files; the grid is grid.js. Every page works
// without it.
// Nothing here decides anything: the server checks all of it again. Texts come from data-
// attributes of body.
(() => {
  'use strict';
  const $$ = (sel, root = document) => [...root.querySelectorAll(sel)];
  const say = document.body.dataset;
  const typing = el => el.closest('input, select, textarea, [contenteditable]');
  const store = (() => {
    try {
      localStorage.setItem('kolo', '');
      return localStorage;
    } catch {
      return null;
    }
  })();

  // ---- keys and menus ----
  document.addEventListener('keydown', e => {
    if (e.key === 'Escape')
      $$('details.menu[open]').forEach(d => {
        d.open = false;
        if (d.contains(document.activeElement)) d.firstElementChild.focus();
      });
    if (e.key === 'Escape' && typing(e.target)) {
      const fold = e.target.closest('[data-review] details.confirm[open]');
      if (fold) shut(fold);
    }
    if (e.ctrlKey || e.metaKey || e.altKey || e.isComposing || typing(e.target)) return;
    if (e.key === '/') {
      const q = document.getElementById('q');
      if (q && q.offsetParent) {
        e.preventDefault();
        q.focus();
        q.select();
      }
    } else review(e);
  });
  document.addEventListener('click', e =>
    $$('details.menu[open]').forEach(d => {
      if (!d.contains(e.target)) d.open = false;
    }),
  );

  // Review: j and k walk the lines, a letter presses the button that carries it.
  function review(e) {
    const box = document.querySelector('[data-review]');
    if (!box) return;
    const fold = e.target.closest('details.confirm[open]');
    if (fold) {
      if (e.key === 'Escape') shut(fold);
      return;
    }
    const key = `[data-key="${CSS.escape(e.key)}"]`;
    const button = [...$$('.is-here ' + key, box), ...$$(key, box)].find(
      b => b.offsetParent && !b.disabled,
    );
    if (button) {
      e.preventDefault();
      if (button.tagName === 'SUMMARY') unfold(button.parentNode);
      else button.click();
      return;
    }
    if (e.key !== 'j' && e.key !== 'k') return;
    const lines = $$('[data-line]', box),
      at = lines.findIndex(l => l.classList.contains('is-here'));
    const to = lines[Math.max(0, Math.min(lines.length - 1, at + (e.key === 'j' ? 1 : -1)))];
    if (!to) return;
    e.preventDefault();
    lines.forEach(l => l.classList.toggle('is-here', l === to));
    const link = to.querySelector('a, button');
    to.scrollIntoView({ block: 'nearest' });
    if (link) {
      link.focus({ preventScroll: true });
      if (box.dataset.review !== 'walk') link.click();
    }
  }

  // What asks for words takes the focus with it: the next letters are text and no keys.
  function unfold(d) {
    d.open = true;
    const field = d.querySelector('input:not([type=hidden]), textarea, select, button');
    if (field) field.focus();
  }
  function shut(d) {
    d.open = false;
    d.firstElementChild.focus();
  }

  // ---- what was opened stays opened ----
  function remember(d) {
    const key = 'kolo:open:' + location.pathname + ':' + d.dataset.remember;
    const was = store && store.getItem(key);
    if (was) d.open = was === '1';
    d.addEventListener('toggle', () => store && store.setItem(key, d.open ? '1' : '0'));
  }

  // ---- drafts ----
  const MONTH = 30 * 86400e3;
  // A draft is that of a form, or of a part of one that keeps its own (a row's name is then without
  // the number, which may be another one when the draft is put back).
  const inside = f => (f.elements ? [...f.elements] : $$('input, select, textarea', f));
  const named = (f, i) => (f.elements ? i.name : i.name.split('.').pop());
  const kept = f =>
    inside(f).filter(
      i => i.name && i.name !== 'csrf' && !/^(hidden|password|file|submit|button)$/.test(i.type),
    );
  const values = f =>
    kept(f)
      .map(i => [
        named(f, i),
        /^(checkbox|radio)$/.test(i.type) ? (i.checked ? i.value : null) : i.value,
      ])
      .filter(v => v[1] !== null);
  const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

  function draft(f) {
    const form = f.closest('form');
    const key = ['kolo:draft', say.viewer, form.getAttribute('action'), f.dataset.draft].join(':');
    // What was refused is not what is stored, so it is no beginning to go back to.
    const refused =
      sent.includes(key) || f.dataset.typed || f.querySelector('.wrong, [aria-invalid="true"]');
    const begin = refused ? null : values(f);
    let timer,
      dirty = false,
      leaving = false;
    const read = () => {
      try {
        return JSON.parse(store.getItem(key));
      } catch {
        return null;
      }
    };
    const found = read();
    const save = () => {
      if (!store) return;
      if (same(values(f), begin)) {
        store.removeItem(key);
        return;
      }
      try {
        store.setItem(key, JSON.stringify({ at: Date.now(), v: values(f) }));
        note(f);
      } catch {
        /* full: leaving asks */
      }
    };
    if (refused) save();
    else if (found && (same(found.v, begin) || Date.now() - found.at > MONTH))
      store.removeItem(key);
    else if (found) offer(f, found.v, key);
    f.addEventListener('kolo:say', e => note(f, e.detail));
    f.addEventListener('input', () => {
      dirty = true;
      clearTimeout(timer);
      timer = setTimeout(save, 600);
    });
    form.addEventListener('submit', () => {
      leaving = true;
      clearTimeout(timer);
      if (dirty || f === form) save();
      // An offer that nobody took up stays for the next time.
      if (store && (f === form || ((dirty || refused) && read()))) going(form, key);
    });
    addEventListener('pagehide', () => {
      if (dirty && !leaving) save();
    });
    addEventListener('pageshow', () => {
      leaving = false;
    });
    // Only what cannot be kept is worth a question: chosen files, and everything where nothing can
    // be stored.
    addEventListener('beforeunload', e => {
      const files = $$('input[type=file]', f).some(i => i.files.length);
      if (!leaving && (files || (dirty && !(store && read()) && !same(values(f), begin))))
        e.preventDefault();
    });
  }
  // The drafts that the form on its way takes along.
  let under = { form: null, keys: [] };
  function going(form, key) {
    if (under.form !== form) under = { form, keys: [] };
    if (!under.keys.includes(key)) under.keys.push(key);
    store.setItem('kolo:sent', under.keys.join('\n'));
  }
  function note(f, text = say.saved) {
    let n = f.querySelector('.saved');
    if (!n) {
      n = document.createElement('span');
      n.className = 'saved';
      n.setAttribute('role', 'status');
      (f.querySelector('.actions') || f).append(n);
    }
    n.textContent = text;
  }
  function offer(f, v, key) {
    const bar = document.createElement('div'),
      text = document.createElement('span');
    bar.className = 'drafted';
    bar.setAttribute('role', 'status');
    text.textContent = say.found;
    const button = (label, act) => {
      const b = document.createElement('button');
      b.type = 'button';
      b.className = 'tiny';
      b.textContent = label;
      b.onclick = () => {
        act();
        bar.remove();
      };
      return b;
    };
    bar.append(
      text,
      button(say.restore, () => putBack(f, v)),
      button(say.discard, () => store.removeItem(key)),
    );
    f.prepend(bar);
    for (let d = f.closest('details'); d; d = d.parentNode.closest('details')) d.open = true;
  }
  function putBack(f, v) {
    const grid = f.dataset.grid && window.koloGrid;
    if (grid) grid.grow(f, v);
    kept(f).forEach(i => {
      if (/^(checkbox|radio)$/.test(i.type)) i.checked = false;
    });
    v.forEach(([n, x]) =>
      kept(f)
        .filter(i => named(f, i) === n)
        .forEach(i => {
          if (/^(checkbox|radio)$/.test(i.type)) {
            if (i.value === x) i.checked = true;
          } else if (grid) grid.set(i, x);
          else i.value = x;
        }),
    );
    f.dispatchEvent(new Event('input', { bubbles: true }));
  }
  // The server has said that it was saved: the draft of the form that was sent has done its work.
  // While somebody signs in again the form is still on its way.
  function answer() {
    const keys = ((store && store.getItem('kolo:sent')) || '').split('\n').filter(k => k);
    if (!keys.length || document.querySelector('[data-carried]')) return [];
    const refused = document.getElementById('problems');
    if (document.querySelector('.notice') && !refused) keys.forEach(k => store.removeItem(k));
    store.removeItem('kolo:sent');
    return refused ? keys : [];
  }
  const sent = answer();

  // ---- a file dropped on a line ----
  function drop(box, on = box, take) {
    const over = yes => e => {
      if (!e.dataTransfer.types.includes('Files')) return;
      e.preventDefault();
      on.classList.toggle('is-over', yes);
    };
    on.addEventListener('dragover', over(true));
    on.addEventListener('dragleave', over(false));
    on.addEventListener('drop', e => {
      over(false)(e);
      take([...e.dataTransfer.files]);
    });
  }
  // Sent by the form that stands there.
  function dropped(box) {
    const form = box.matches('form')
        ? box
        : box.querySelector('form') || document.getElementById(box.dataset.drop),
      input = form && form.querySelector('input[type=file]');
    if (!input) return;
    drop(box, box, files =>
      send(box, new URL(form.action).pathname, new FormData(form), input.name, files),
    );
  }
  // A row of the grid takes files for the line that it shows.
  function attach(row) {
    const form = row.closest('form'),
      cell = row.querySelector('.documents');
    drop(cell, row, files => {
      const data = new FormData();
      data.append('csrf', form.elements.csrf.value);
      return send(cell, row.dataset.attach, data, 'file', files);
    });
  }
  async function send(box, path, data, name, files) {
    const list =
      box.querySelector('.files') ||
      box.appendChild(Object.assign(document.createElement('ul'), { className: 'files tick' }));
    for (const file of files) {
      const li = list.appendChild(document.createElement('li'));
      li.textContent = file.name + ' …';
      data.set(name, file);
      let said = say.failed,
        good = false;
      try {
        const r = await fetch('/api/v1' + path, {
          method: 'POST',
          body: data,
          headers: { Accept: 'application/json' },
        });
        const j = await r.json().catch(() => ({}));
        good = r.ok;
        said = good ? say.sent : j.detail || j.title || say.failed;
      } catch {
        /* it stays "not sent" */
      }
      li.className = good ? 'is-good' : 'is-bad';
      li.textContent = `${good ? '✓' : '✕'} ${file.name}: ${said}`;
      if (good) counted(box);
    }
  }
  // How many documents the line has now stands where it stood.
  function counted(box) {
    const count = box.querySelector('a[href$="#documents"]');
    if (!count) return;
    count.textContent = (parseInt(count.textContent, 10) || 0) + 1;
    count.classList.remove('late');
  }

  // ---- names after an @ ----
  // The list of the page tells who can be named; without it one types the name.
  const fold = z =>
    z
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .toLowerCase();
  function mention(area) {
    const known = document.getElementById(area.dataset.mention);
    const names = $$('option', known || area).map(o => ({
      name: o.value,
      who: o.textContent,
      key: fold(o.value),
    }));
    if (!names.length) return;
    const list = Object.assign(document.createElement('ul'), {
      className: 'mentions',
      id: area.id + '-names',
      hidden: true,
    });
    list.setAttribute('role', 'listbox');
    area.setAttribute('aria-controls', list.id);
    area.setAttribute('autocomplete', 'off');
    area.after(list);
    let at = 0,
      from = 0,
      fits = [];
    const hide = () => {
      list.hidden = true;
      area.removeAttribute('aria-activedescendant');
    };
    const mark = () => {
      [...list.children].forEach((li, i) => li.setAttribute('aria-selected', i === at));
      area.setAttribute('aria-activedescendant', list.id + at);
    };
    const choose = i => {
      const end = area.selectionStart;
      area.setRangeText('@' + fits[i].name + ' ', from, end, 'end');
      hide();
      area.focus();
      area.dispatchEvent(new Event('input', { bubbles: true }));
    };
    area.addEventListener('input', () => {
      const before = area.value.slice(0, area.selectionStart);
      const m = /(?:^|[^\p{L}\p{N}_])@((?:[\p{L}\p{N}][^@\n]{0,60})?)$/u.exec(before);
      const asked = m ? fold(m[1]) : null;
      fits = m
        ? names.filter(n => n.key.startsWith(asked) || n.key.includes(' ' + asked)).slice(0, 6)
        : [];
      if (!fits.length) return hide();
      from = before.length - m[1].length - 1;
      at = 0;
      list.replaceChildren(
        ...fits.map((n, i) => {
          const li = document.createElement('li'),
            who = document.createElement('span');
          li.id = list.id + i;
          li.setAttribute('role', 'option');
          li.textContent = n.name;
          who.textContent = n.who;
          li.append(who);
          li.addEventListener('mousedown', e => {
            e.preventDefault();
            choose(i);
          });
          return li;
        }),
      );
      list.hidden = false;
      mark();
    });
    area.addEventListener('keydown', e => {
      if (list.hidden) return;
      if (e.key === 'ArrowDown' || e.key === 'ArrowUp') {
        at = (at + (e.key === 'ArrowDown' ? 1 : fits.length - 1)) % fits.length;
        mark();
      } else if (e.key === 'Enter' || e.key === 'Tab') choose(at);
      else if (e.key === 'Escape') hide();
      else return;
      e.preventDefault();
      e.stopPropagation();
    });
    area.addEventListener('blur', hide);
  }

  // ---- start, and again for what htmx has put on the page ----
  const begun = new WeakMap();
  const once = (sel, root, fn) =>
    $$(sel, root)
      .concat(root.matches && root.matches(sel) ? [root] : [])
      .forEach(el => {
        const done = begun.get(el) || new Set();
        if (done.has(sel)) return;
        begun.set(el, done.add(sel));
        fn(el);
      });
  function start(root) {
    once('[data-draft]', root, draft);
    once('[data-drop]', root, dropped);
    once('[data-attach]', root, attach);
    once('textarea[data-mention]', root, mention);
    once('details[data-remember]', root, remember);
    once('input[data-all]', root, function all(box) {
      box.addEventListener('change', () =>
        $$(`input[name="${box.dataset.all}"]`, box.form || document).forEach(i => {
          i.checked = box.checked;
        }),
      );
    });
  }
  start(document);
  document.addEventListener('htmx:load', e => start(e.detail.elt));
  // A second click does not send a form twice.
  document.addEventListener('submit', e => {
    const f = e.target;
    if (e.timeStamp - f.sentAt < 3000) e.preventDefault();
    else f.sentAt = e.timeStamp;
  });
  const problems = document.getElementById('problems');
  if (problems && !problems.closest('.specimen')) problems.focus();
})();
