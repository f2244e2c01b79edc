// SPDX-License-Identifier: EUPL-1.2
// The bookkeeper's grid: keys, rows, a paste from a spreadsheet, running sums. What a paste brings
// and cannot be read stays in its cell with a sentence; nothing is left out, nothing is guessed.
// The server reads all of it again, by the same rules (form_value.c).
window.koloGrid = (() => {
  'use strict';
  const MOST_ROWS = 500;
  const say = document.body.dataset;
  const cells = r => [...r.querySelectorAll('input:not([type=hidden]), select, textarea')];
  const rows = f => [...f.querySelectorAll('tbody tr')].filter(r => r.querySelector('[name]'));
  const field = i => i.name.split('.').pop();
  const number = i => +i.name.split('.')[1] || 0;

  // ---- rows ----
  function blank(last, n, no) {
    const row = last.cloneNode(true);
    row.removeAttribute('id');
    row.querySelectorAll('.wrong').forEach(w => w.remove());
    row.querySelectorAll('[name]').forEach(i => {
      i.name = i.name.replace(/^([^.]+)\.\d+\./, `$1.${n}.`);
      if (i.id) i.id = 'f-' + i.name;
      i.removeAttribute('aria-invalid');
      i.removeAttribute('aria-describedby');
      if (i.type === 'checkbox') i.checked = false;
      else if (i.tagName === 'SELECT') {
        i.querySelectorAll('[data-pasted]').forEach(o => o.remove());
        i.value = last.querySelector(`[name$=".${field(i)}"]`).value;
      } else {
        if (i.dataset.date) i.type = 'date';
        i.value = '';
      }
    });
    const count = row.querySelector('.row-no');
    if (count && /^\d+$/.test(count.textContent.trim())) count.textContent = no;
    return row;
  }
  /** So many empty rows after the last; none at all when they do not all fit. */
  function addRows(f, many) {
    const all = rows(f),
      last = all[all.length - 1],
      made = [];
    if (!last || many < 1 || all.length + many > MOST_ROWS) return made;
    let n = Math.max(...[...f.querySelectorAll('tbody [name]')].map(number));
    const box = document.createDocumentFragment();
    for (let i = 1; i <= many; i++) made.push(blank(last, ++n, all.length + i));
    box.append(...made);
    last.parentNode.append(box);
    return made;
  }
  /** Rows for every name of a draft. */
  function grow(f, pairs) {
    const prefix = f.dataset.grid + '.',
      most = list => Math.max(-1, ...list.map(n => +n.split('.')[1]));
    const wanted = most(pairs.map(p => p[0]).filter(n => n.startsWith(prefix)));
    addRows(f, wanted - most([...f.querySelectorAll('tbody [name]')].map(i => i.name)));
  }
  function fresh(f) {
    const all = rows(f).filter(r => !r.hasAttribute('data-attach'));
    const given = i => i.tagName !== 'SELECT' && i.type !== 'checkbox' && i.value;
    const empty = r => !cells(r).some(given);
    const row = all.find(empty) || addRows(f, 1)[0];
    if (row) cells(row)[0].focus();
  }

  // ---- keys ----
  function move(f, from, dr, dc) {
    const all = rows(f),
      r = all.findIndex(x => x.contains(from)),
      c = cells(all[r]).indexOf(from);
    const row = all[r + dr] || (dr > 0 ? addRows(f, 1)[0] : null),
      to = row && cells(row)[c + dc];
    if (!to) return false;
    to.focus();
    if (to.select && to.type !== 'date') to.select();
    return true;
  }
  function key(f, e) {
    const i = e.target,
      text = /^(text|search|email|)$/.test(i.type);
    if (e.ctrlKey && e.key === 'Enter') {
      e.preventDefault();
      fresh(f);
      return;
    }
    if (!i.name || e.ctrlKey || e.metaKey || e.altKey || e.isComposing || i.tagName === 'TEXTAREA')
      return;
    const row = i.closest('tr');
    if (!row) return;
    let done = false;
    // Enter after a run of Tab goes back to the column where the run began, as in a spreadsheet.
    const at = cells(row).indexOf(i),
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

  // ---- what people write in a spreadsheet ----
  const SIGNS = {
    '€': 'EUR', euro: 'EUR', lek: 'ALL', 'lekë': 'ALL', leke: 'ALL', din: 'RSD', dinar: 'RSD',
    dinara: 'RSD', дин: 'RSD', ден: 'MKD', денари: 'MKD', den: 'MKD', denar: 'MKD',
    denari: 'MKD', km: 'BAM', км: 'BAM', kn: 'HRK', kuna: 'HRK', лв: 'BGN', lv: 'BGN',
    ft: 'HUF', lei: 'RON', 'kč': 'CZK', 'zł': 'PLN', '£': 'GBP',
  };
  const bare = t => t.trim().toLowerCase().replace(/\.$/, '');
  function option(select, text) {
    const t = text.trim(),
      low = bare(t),
      all = [...select.options].filter(o => !o.hasAttribute('data-pasted'));
    return (
      all.find(o => o.value === t || bare(o.text) === low || o.value.toLowerCase() === low) ||
      all.find(o => o.value === SIGNS[low]) ||
      all.find(o => low && o.text.trim().toLowerCase().startsWith(low + ' '))
    );
  }
  // Names of months in the languages of the partners, as browsers know them.
  const NAMED = [{ month: 'long' }, { month: 'short' }, { day: 'numeric', month: 'long' }];
  let months;
  function monthOf(word) {
    if (!months) {
      months = new Map();
      for (const lang of ['en', 'sr-Latn', 'sr-Cyrl', 'hr', 'bs', 'sl', 'mk', 'sq', 'de', 'fr'])
        for (let m = 0; m < 12; m++)
          for (const o of NAMED)
            new Intl.DateTimeFormat(lang, { ...o, timeZone: 'UTC' })
              .formatToParts(Date.UTC(2007, m, 15))
              .filter(p => p.type === 'month')
              .forEach(p => months.set(bare(p.value), m + 1));
    }
    return months.get(bare(word));
  }
  /** 2007-11-10 for 10.11.2007, 10.11.07, 10/11/2007, 2007.11.10 and 10 Nov 2007; else null. */
  function isoDate(text) {
    const t = text.trim().replace(/\.$/, '');
    let d, m, y, g;
    if ((g = t.match(/^(\d{4})[./-]\s*(\d{1,2})[./-]\s*(\d{1,2})$/))) [, y, m, d] = g;
    else if ((g = t.match(/^(\d{1,2})[./-]\s*(\d{1,2})[./-]\s*(\d{4}|\d\d)$/))) [, d, m, y] = g;
    else if ((g = t.match(/^(\d{1,2})[.\s-]+(\p{L}+)[.,\s-]+(\d{4}|\d\d)$/u)))
      [d, m, y] = [g[1], monthOf(g[2]), g[3]];
    if (!g || !m) return null;
    const year = y.length === 2 ? +y + (+y < 70 ? 2000 : 1900) : +y,
      at = new Date(Date.UTC(year, m - 1, d));
    const real = at.getUTCMonth() === m - 1 && at.getUTCDate() === +d;
    return real ? at.toISOString().slice(0, 10) : null;
  }
  function written(t, decimal) {
    const other = decimal === '.' ? ',' : '.';
    const g = t.match(
      new RegExp(
        `^(-?)(\\d+|[1-9]\\d{0,2}([${other} '\\u00a0\\u2009\\u202f\\u2019])\\d{3}(?:\\3\\d{3})*)` +
          `(?:[${decimal}](\\d{1,2}))?$`,
      ),
    );
    return g && BigInt(g[1] + g[2].replace(/\D/g, '') + (g[4] || '').padEnd(2, '0'));
  }
  /** Minor units as BigInt, or null for what cannot be read or could be read in two ways. */
  function minor(text) {
    const t = text.trim().replace('\u2212', '-'),
      own = say.decimal === ',' ? ',' : '.';
    let n = /^-?\d+(\.\d{1,2})?$/.test(t) ? written(t, '.') : written(t, own);
    if (n === null && !/^-?\d+[.,]\d{3}$/.test(t)) n = written(t, own === ',' ? '.' : ',');
    return n === null || n > 10n ** 12n || n < -(10n ** 12n) ? null : n;
  }

  // ---- a paste ----
  function wrong(i, text) {
    right(i);
    const p = document.createElement('p');
    p.className = 'wrong';
    p.id = 'w-' + i.name;
    p.dataset.here = '';
    p.textContent = text;
    i.setAttribute('aria-invalid', 'true');
    i.setAttribute('aria-describedby', p.id);
    i.after(p);
  }
  function right(i) {
    if (!i.getAttribute('aria-invalid')) return;
    i.removeAttribute('aria-invalid');
    const p = document.getElementById('w-' + i.name);
    if (p && 'here' in p.dataset) p.remove();
  }
  /** A value as it was; what a list or a date field does not know stays visible. */
  function set(i, x) {
    if (i.tagName === 'SELECT' && ![...i.options].some(o => o.value === x)) {
      const o = new Option(x, x);
      o.dataset.pasted = '';
      i.add(o);
    } else if (i.type === 'date' && x && isoDate(x) !== x) {
      i.dataset.date = '1';
      i.type = 'text';
    }
    i.value = x;
  }
  function put(f, i, text) {
    const t = text.trim();
    right(i);
    if (i.tagName === 'SELECT') {
      const o = option(i, t);
      if (o) i.value = o.value;
      else if (t) {
        set(i, t);
        wrong(i, f.dataset.unknown);
      }
    } else if (i.type === 'checkbox') i.checked = /^(1|x|yes|da|true|да)$/i.test(t);
    else if (i.type === 'date' || i.dataset.date) {
      const iso = isoDate(t);
      if (iso) i.type = 'date';
      set(i, iso || t);
      if (t && !iso) wrong(i, f.dataset.undated);
    } else {
      i.value = t;
      if (t && i.inputMode === 'decimal' && minor(t.replace(/\s*%$/, '')) === null)
        wrong(i, f.dataset.unread);
    }
  }
  function paste(f, e) {
    const text = e.clipboardData.getData('text/plain').replace(/\r\n?/g, '\n').replace(/\n$/, '');
    const i = e.target,
      row = i.name && i.closest('tr');
    if (!row || i.tagName === 'TEXTAREA') return;
    const one = !/[\t\n]/.test(text);
    if (one && i.tagName !== 'SELECT' && i.type !== 'date') return;
    e.preventDefault();
    const all = rows(f),
      start = all.indexOf(row),
      col = cells(row).indexOf(i),
      lines = text.split('\n'),
      more = start + lines.length - all.length;
    // Half a paste would look like all of it.
    if (start + lines.length > MOST_ROWS) {
      f.dispatchEvent(new CustomEvent('kolo:say', { detail: say.many }));
      return;
    }
    all.push(...addRows(f, more));
    lines.forEach((line, k) => {
      const here = cells(all[start + k]);
      line.split('\t').forEach((cell, c) => here[col + c] && put(f, here[col + c], cell));
    });
    f.dispatchEvent(new Event('input', { bubbles: true }));
  }

  // ---- sums ----
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
    f.querySelectorAll(`tbody [name$=".${dl.dataset.sum}"]`).forEach(a => {
      const n = a.value && minor(a.value);
      if (typeof n !== 'bigint') return;
      const g = f.elements[a.name.replace(/[^.]+$/, dl.dataset.by)],
        label = !g ? '' : g.tagName === 'SELECT' ? g.selectedOptions[0]?.text : g.value;
      if (label) by.set(label, (by.get(label) || 0n) + n);
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

  function start(f) {
    let waits = 0;
    const all = () => {
      waits = 0;
      f.querySelectorAll('[data-sum]').forEach(dl => sums(f, dl));
    };
    f.addEventListener('keydown', e => key(f, e));
    f.addEventListener('paste', e => paste(f, e));
    f.addEventListener('input', e => {
      const i = e.target;
      if (i !== f) {
        right(i);
        const last = rows(f).pop();
        if (last && i.value && last.contains(i)) addRows(f, 1);
      }
      waits = waits || requestAnimationFrame(all);
    });
    f.addEventListener('click', e => {
      if (!e.target.closest('[data-new]')) return;
      e.preventDefault();
      fresh(f);
    });
    all();
  }
  document.querySelectorAll('form[data-grid]').forEach(start);
  return { grow, set };
})();
