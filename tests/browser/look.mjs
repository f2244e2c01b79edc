// SPDX-License-Identifier: EUPL-1.2
// look.mjs — Chromium as a demanding reader: opens pages as somebody, and says what is wrong with
// each at 1280 and 360 px, light and dark, printed. Knows nothing about what the pages are for.
import { readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

const axeSource = readFileSync(new URL('../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
export const WIDE = { width: 1280, height: 900 }, PHONE = { width: 360, height: 740 };
/** What a window of 1280 px shows at 200 %. */
export const DESK_ZOOMED = { width: 640, height: 450 };

export function openBrowser() {
    return chromium.launch({
        executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
        args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
            '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    });
}

/** Somebody of the demo at a browser of their own; what the browser complains of is kept. */
export async function sitDown(browser, server, word, opts = {}) {
    const context = await browser.newContext({ baseURL: server.base, viewport: WIDE, acceptDownloads: true,
        locale: 'en-GB', reducedMotion: 'reduce', ...opts });
    context.setDefaultTimeout(10000);
    const page = await context.newPage();
    page.complaints = [];
    page.on('console', m => m.type() === 'error' && page.complaints.push(`${page.url()}: ${m.text()}`));
    page.on('pageerror', e => page.complaints.push(`${page.url()}: ${e.message}`));
    page.on('response', r => r.status() >= 500 && page.complaints.push(`${r.url()}: ${r.status()}`));
    page.on('request', r => !r.url().startsWith(server.base) && !/^(data|blob|chrome|chrome-extension):/.test(r.url()) &&
        page.complaints.push(`asked somebody else: ${r.url()}`));
    page.on('dialog', d => d.accept());
    if (word) {
        await page.goto('/login');
        await page.locator('form[action^="/login/demo/"]', { hasText: word }).first().locator('button').click();
        await page.waitForURL(u => !u.pathname.startsWith('/login'));
    }
    return page;
}

/** What axe finds, a line a node. Works with scripts of the page switched off as well. */
async function axe(page, rules) {
    if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axeSource);
    const found = await page.evaluate(r => window.axe.run(document,
        { resultTypes: ['violations'], preload: false, ...(r && { runOnly: r }) }), rules);
    return found.violations.flatMap(v => v.nodes.slice(0, 3).map(n => `${v.id}: ${n.target.join(' ')} — ${n.failureSummary.split('\n')[1]?.trim()}`));
}

/** Elements that make the page itself wider than the window; what scrolls inside a box is fine. */
export function tooWide() {
    const wide = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= wide) return [];
    const out = [...document.querySelectorAll('main *, header *, footer *')]
        .filter(e => e.getBoundingClientRect().right > wide + 1 && e.checkVisibility())
        .slice(0, 3).map(e => `${e.tagName.toLowerCase()}.${e.className}`);
    return [`page is ${document.documentElement.scrollWidth} px wide: ${out.join(', ')}`];
}

/** Words of the content that a narrow column cuts in two; what is marked as code may be cut. */
export function brokenWords() {
    const out = new Set(), range = document.createRange();
    const walk = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
    for (let t = walk.nextNode(); t; t = walk.nextNode()) {
        const e = t.parentElement;
        if (!t.data.trim() || e.closest('thead')?.offsetWidth < 9 || e.closest('code, pre, .vh, option, textarea, svg, details:not([open]) > :not(summary)')) continue;
        range.selectNodeContents(t);
        if (range.getClientRects().length < 2) continue;
        for (const m of t.data.matchAll(/(?<!\S)[^\s/–-]{2,18}(?!\S)/gu)) {
            range.setStart(t, m.index);
            range.setEnd(t, m.index + m[0].length);
            const tops = new Set([...range.getClientRects()].filter(r => r.width > 1).map(r => Math.round(r.top)));
            if (tops.size > 1) out.add(`cut in two: ${m[0]} in ${e.tagName.toLowerCase()}.${e.className}`);
        }
    }
    return [...out].slice(0, 4);
}

/** Only the colours, in one theme. */
export async function contrast(page, colorScheme) {
    await page.emulateMedia({ colorScheme });
    const out = await axe(page, ['color-contrast']);
    await page.emulateMedia({ colorScheme: 'light' });
    return out;
}

/** Two controls with one id, an empty heading, an untranslated or unfilled piece of text. */
function blemishes() {
    const out = [], ids = new Map();
    for (const e of document.querySelectorAll('[id]')) ids.set(e.id, (ids.get(e.id) || 0) + 1);
    for (const [id, n] of ids) if (n > 1) out.push(`id ${id} stands ${n} times`);
    if (document.querySelectorAll('h1:not(.specimen h1)').length !== 1) out.push('not exactly one h1');
    const text = document.querySelector('main').innerText;
    const odd = text.match(/%[sdzlu]|\bundefined\b|\(null\)|\bNaN\b|\{\{|&[a-z]+;/);
    if (odd) out.push(`odd text: ${odd[0]}`);
    return out;
}

/** Presses and waits for the page that follows. */
export async function press(page, button) {
    await Promise.all([page.waitForNavigation({ waitUntil: 'load' }), button.click()]);
}

/** Everything that is wrong with the page as it stands, at ${widths}. dark: in both themes. */
export async function wrongs(page, { dark = false, widths = [WIDE, PHONE] } = {}) {
    const out = [], size = page.viewportSize();
    const say = (where, list) => out.push(...list.map(l => `${where}: ${l}`));
    for (const view of widths) {
        const name = view.width;
        await page.setViewportSize(view);
        say(name, await page.evaluate(tooWide));
        say(name, await axe(page));
        if (dark && view === WIDE) say(`${name} dark`, await contrast(page, 'dark'));
    }
    say('page', await page.evaluate(blemishes));
    await page.setViewportSize(size);
    return [...new Set(out)];
}
