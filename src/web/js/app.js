// SPDX-License-Identifier: EUPL-1.2
// What the browser may add: keys, drafts, the grid, dropped files. Every page works without it.
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
    const button = $$(`[data-key="${CSS.escape(e.key)}"]`, box).find(
      b => b.offsetParent && !b.disabled,
    );
    if (button) {
      e.preventDefault();
      button.click();
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
      link.click();
    }
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
  const kept = f =>
    [...f.elements].filter(
      i => i.name && i.name !== 'csrf' && !/^(hidden|password|file|submit|button)$/.test(i.type),
    );
  const values = f =>
    kept(f)
      .map(i => [
        i.name,
        /^(checkbox|radio)$/.test(i.type) ? (i.checked ? i.value : null) : i.value,
      ])
      .filter(v => v[1] !== null);
  const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

  function draft(f) {
    const key = ['kolo:draft', say.viewer, f.getAttribute('action'), f.dataset.draft].join(':');
    const begin = values(f);
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
    if (found && (same(found.v, begin) || Date.now() - found.at > MONTH)) store.removeItem(key);
    else if (found) offer(f, found.v, key);
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
    f.addEventListener('input', () => {
      dirty = true;
      clearTimeout(timer);
      timer = setTimeout(save, 600);
    });
    f.addEventListener('submit', () => {
      leaving = true;
      clearTimeout(timer);
      save();
      store && store.setItem('kolo:sent', key);
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
  }
  function putBack(f, v) {
    const grid = f.dataset.grid,
      last = Math.max(
        -1,
        ...v.map(([n]) => (grid && n.startsWith(grid + '.') ? +n.split('.')[1] : -1)),
      );
    if (grid)
      while (!f.querySelector(`[name^="${grid}.${last}."]`) && addRow(f)) {
        /* rows that were added */
      }
    kept(f).forEach(i => {
      if (/^(checkbox|radio)$/.test(i.type)) i.checked = false;
    });
    v.forEach(([n, x]) =>
      [...f.elements]
        .filter(i => i.name === n)
        .forEach(i => {
          if (/^(checkbox|radio)$/.test(i.type)) {
            if (i.value === x) i.checked = true;
          } else i.value = x;
        }),
    );
    f.dispatchEvent(new Event('input', { bubbles: true }));
  }
  // The server has said that it was saved: the draft of the form that was sent has done its work.
  function forget() {
    const sent = store && store.getItem('kolo:sent');
    if (!sent) return;
    if (document.querySelector('.notice') && !document.querySelector('#problems'))
      store.removeItem(sent);
    store.removeItem('kolo:sent');
  }

  // ---- the bookkeeper's grid ----
  const MOST_ROWS = 500;
  const rows = f => $$('tbody tr', f).filter(r => cells(r).length);
  const cells = r => $$('input:not([type=hidden]), select, textarea', r);
  const field = i => i.name.split('.').pop();

  function addRow(f) {
    const all = rows(f),
      last = all[all.length - 1],
      body = last && last.parentNode;
    if (!last || all.length >= MOST_ROWS) return null;
    const row = last.cloneNode(true),
      n = Math.max(...$$('[name]', body).map(i => +i.name.split('.')[1] || 0)) + 1;
    $$('.wrong', row).forEach(w => w.remove());
    $$('[name]', row).forEach(i => {
      i.name = i.name.replace(/^([^.]+)\.\d+\./, `$1.${n}.`);
      if (i.id) i.id = 'f-' + i.name;
      i.removeAttribute('aria-invalid');
      i.removeAttribute('aria-describedby');
      if (i.type === 'checkbox') i.checked = false;
      else if (i.tagName === 'SELECT') i.value = last.querySelector(`[name$=".${field(i)}"]`).value;
      else i.value = '';
    });
    const no = row.querySelector('.row-no');
    if (no) no.textContent = all.length + 1;
    body.append(row);
    return row;
  }
  function move(f, from, dr, dc) {
    const all = rows(f),
      r = all.findIndex(x => x.contains(from)),
      c = cells(all[r]).indexOf(from);
    const row = all[r + dr] || (dr > 0 ? addRow(f) : null),
      to = row && cells(row)[c + dc];
    if (!to) return false;
    to.focus();
    if (to.select && to.type !== 'date') to.select();
    return true;
  }
  function gridKey(f, e) {
    const i = e.target,
      text = /^(text|search|email|)$/.test(i.type);
    if (!i.name || e.ctrlKey || e.metaKey || e.altKey || e.isComposing || i.tagName === 'TEXTAREA')
      return;
    let done = false;
    // Enter after a run of Tab goes back to the column where the run began, as in a spreadsheet.
    const row = i.closest('tr'),
      at = cells(row).indexOf(i),
      run = f.run?.[0] === row ? f.run : [row, at];
    if (e.key === 'Tab') f.run = run;
    else if (e.key === 'Enter' && i.tagName !== 'BUTTON') {
      move(f, i, e.shiftKey ? -1 : 1, Math.min(0, run[1] - at));
      done = f.run = [];
    } else if (e.key === 'ArrowDown' && text) done = move(f, i, 1, 0);
    else if (e.key === 'ArrowUp' && text) done = move(f, i, -1, 0);
    else if (e.key === 'ArrowLeft' && text && i.selectionEnd === 0) done = move(f, i, 0, -1);
    else if (e.key === 'ArrowRight' && text && i.selectionStart === i.value.length)
      done = move(f, i, 0, 1);
    if (done) e.preventDefault();
  }
  // A date as people write it (28.9.2007, 28/09/2007) becomes what a date field takes.
  const isoDate = s => {
    const m = s.match(/^(\d{1,2})[./-]\s*(\d{1,2})[./-]\s*(\d{4})\.?$/);
    return m ? `${m[3]}-${m[2].padStart(2, 0)}-${m[1].padStart(2, 0)}` : s;
  };
  function put(i, text) {
    const t = text.trim();
    if (i.tagName === 'SELECT') {
      const low = t.toLowerCase(),
        o =
          [...i.options].find(o => o.value === t || o.text.trim().toLowerCase() === low) ||
          (t &&
            [...i.options].find(o =>
              o.text
                .trim()
                .toLowerCase()
                .startsWith(low + ' '),
            ));
      if (o) i.value = o.value;
    } else if (i.type === 'checkbox') i.checked = /^(1|x|yes|da|true)$/i.test(t);
    else i.value = i.type === 'date' ? isoDate(t) : t;
  }
  function gridPaste(f, e) {
    const text = e.clipboardData.getData('text/plain').replace(/\r\n?/g, '\n').replace(/\n$/, '');
    if (!/[\t\n]/.test(text) || !e.target.name || e.target.tagName === 'TEXTAREA') return;
    e.preventDefault();
    const start = rows(f).findIndex(r => r.contains(e.target)),
      col = cells(rows(f)[start]).indexOf(e.target),
      lines = text.split('\n');
    // Half a paste would look like all of it.
    if (start + lines.length > MOST_ROWS) {
      note(f, say.many);
      return;
    }
    lines.forEach((line, k) => {
      const row = rows(f)[start + k] || addRow(f);
      if (row)
        line.split('\t').forEach((cell, c) => {
          const i = cells(row)[col + c];
          if (i) put(i, cell);
        });
    });
    f.dispatchEvent(new Event('input', { bubbles: true }));
  }
  // Minor units as BigInt, or null when it cannot be read: as on the server, only for showing.
  function minor(text) {
    const t = text.replace(/[\s\u00a0\u202f'’]/g, '').replace('−', '-'),
      m = t.match(/^(-?)([\d.,]*?)(?:[.,](\d{1,2}))?$/);
    if (!m || !/\d/.test(t) || /[.,]/.test(m[2].replace(/^\d{1,3}([.,]\d{3})+$/, ''))) return null;
    return BigInt(m[1] + (m[2].replace(/[.,]/g, '') || '0') + (m[3] || '').padEnd(2, '0'));
  }
  function show(n) {
    const a = (n < 0n ? -n : n).toString().padStart(3, '0');
    return (
      (n < 0n ? '−' : '') +
      a.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, '\u202f') +
      say.decimal +
      a.slice(-2)
    );
  }
  function sums(f, dl) {
    const by = new Map();
    rows(f).forEach(r => {
      const get = name => cells(r).find(i => field(i) === name),
        g = get(dl.dataset.by),
        a = get(dl.dataset.sum),
        n = a && minor(a.value);
      const label = g ? (g.tagName === 'SELECT' ? g.selectedOptions[0]?.text : g.value) : '';
      if (n !== null && n !== undefined && label) by.set(label, (by.get(label) || 0n) + n);
    });
    dl.replaceChildren(
      ...[...by].map(([label, n]) => {
        const box = document.createElement('div'),
          dt = document.createElement('dt'),
          dd = document.createElement('dd');
        dt.textContent = label;
        dd.textContent = show(n);
        box.append(dt, dd);
        return box;
      }),
    );
  }
  function grid(f) {
    const all = () => $$('[data-sum]', f).forEach(dl => sums(f, dl));
    f.addEventListener('keydown', e => gridKey(f, e));
    f.addEventListener('paste', e => gridPaste(f, e));
    f.addEventListener('input', e => {
      const i = e.target,
        last = rows(f).pop();
      if (i.getAttribute && i.getAttribute('aria-invalid')) i.removeAttribute('aria-invalid');
      if (last && i.value && last.contains(i)) addRow(f);
      all();
    });
    all();
  }

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
      try {
        const r = await fetch('/api/v1' + path, {
          method: 'POST',
          body: data,
          headers: { Accept: 'application/json' },
        });
        const j = await r.json().catch(() => ({}));
        li.textContent = file.name + ': ' + (r.ok ? say.sent : j.detail || j.title || say.failed);
        li.className = r.ok ? 'is-good' : 'is-bad';
      } catch {
        li.textContent = file.name + ': ' + say.failed;
        li.className = 'is-bad';
      }
    }
  }

  // ---- start, and again for what htmx has put on the page ----
  const once = (sel, root, fn) =>
    $$(sel, root)
      .concat(root.matches && root.matches(sel) ? [root] : [])
      .forEach(el => {
        const k = 'on' + fn.name;
        if (!el[k]) {
          el[k] = true;
          fn(el);
        }
      });
  function start(root) {
    once('form[data-grid]', root, grid);
    once('form[data-draft]', root, draft);
    once('[data-drop]', root, dropped);
    once('[data-attach]', root, attach);
    once('details[data-remember]', root, remember);
    once('input[data-all]', root, function all(box) {
      box.addEventListener('change', () =>
        $$(`input[name="${box.dataset.all}"]`, box.form || document).forEach(i => {
          i.checked = box.checked;
        }),
      );
    });
  }
  forget();
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
