// SPDX-License-Identifier: EUPL-1.2
// Listens while the page can be seen: counts become new at once, and parts of the page that say
// what they depend on (data-watch, data-version) are fetched again when that has another version.
// Only that something changed comes this way (src/web/sse.h); what it is the page asks for as ever.
(() => {
  'use strict';
  const LATER = 60e3;
  const on = document.body.dataset.live;
  const $$ = (sel, root = document) => [...root.querySelectorAll(sel)];
  let source = null,
    again = null,
    fetching = null,
    missed = false;

  function count(topic, version) {
    $$(`[data-count="${CSS.escape(topic)}"]`).forEach(el => {
      el.textContent = version;
      el.hidden = !version;
    });
  }

  // The same page once more; only the parts that watch ${topic} are taken from it.
  async function renew(topic) {
    if (fetching) {
      missed = true;
      return;
    }
    fetching = topic;
    try {
      const r = await fetch(location.href, { headers: { Accept: 'text/html' } });
      if (!r.ok || r.redirected) return;
      const page = new DOMParser().parseFromString(await r.text(), 'text/html');
      $$('[data-watch]').forEach(el => {
        const now = el.id && page.getElementById(el.id);
        if (!now || now.dataset.version === el.dataset.version) return;
        el.replaceChildren(...[...now.childNodes].map(n => document.importNode(n, true)));
        el.dataset.version = now.dataset.version;
        el.dispatchEvent(new CustomEvent('kolo:watch', { bubbles: true }));
      });
    } catch {
      /* without a network the next event comes with the next connection */
    } finally {
      fetching = null;
      if (missed) {
        missed = false;
        renew(topic);
      }
    }
  }

  function told(e) {
    const { topic, version } = JSON.parse(e.data);
    count(topic, version);
    const old = $$(`[data-watch="${CSS.escape(topic)}"]`).some(
      el => el.dataset.version !== String(version),
    );
    if (old) renew(topic);
  }

  function listen() {
    clearTimeout(again);
    if (source || document.hidden) return;
    source = new EventSource('/live?on=' + on);
    source.onmessage = told;
    source.onerror = () => {
      // A broken connection the browser takes up again by itself; a refusal it does not.
      if (source && source.readyState === EventSource.CLOSED) {
        source = null;
        again = setTimeout(listen, LATER);
      }
    };
  }
  function rest() {
    clearTimeout(again);
    if (source) source.close();
    source = null;
  }

  // A browser has six connections to a server for all its tabs: those that nobody sees need none.
  document.addEventListener('visibilitychange', () => (document.hidden ? rest() : listen()));
  addEventListener('pagehide', rest);
  addEventListener('pageshow', listen);
  listen();
})();
