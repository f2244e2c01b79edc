// SPDX-License-Identifier: EUPL-1.2
// Minutes save themselves while they are written: two seconds after the last key, and when the page
// is left. Where that fails the text stays and the button is there. The version that comes back is
// the one that the next save is made on.
(() => {
  'use strict';
  const AFTER = 2000;

  function keep(form) {
    const text = form.elements.text,
      version = form.elements.text_version,
      say = form.querySelector('[data-saved]');
    let last = text.value,
      timer = null,
      busy = false;

    async function save() {
      clearTimeout(timer);
      if (busy) {
        timer = setTimeout(save, AFTER);
        return;
      }
      const now = text.value;
      if (now === last) return;
      busy = true;
      try {
        const r = await fetch('/api/v1' + form.getAttribute('action'), {
          method: 'POST',
          body: new URLSearchParams(new FormData(form)),
          headers: { Accept: 'application/json' },
        });
        const answer = await r.json();
        if (!r.ok) throw new Error(answer.title || r.status);
        version.value = answer.item.text_version;
        last = now;
        say.textContent = say.dataset.saved;
        form.classList.remove('has-wrong');
      } catch {
        say.textContent = say.dataset.failed;
        form.classList.add('has-wrong');
      } finally {
        busy = false;
      }
    }
    text.addEventListener('input', () => {
      clearTimeout(timer);
      timer = setTimeout(save, AFTER);
    });
    document.addEventListener('visibilitychange', () => document.hidden && save());
    addEventListener('beforeunload', e => {
      if (text.value !== last && !form.dataset.sent) e.preventDefault();
    });
    form.addEventListener('submit', () => {
      form.dataset.sent = '1';
    });
  }
  document.querySelectorAll('form[data-autosave]').forEach(keep);
})();
