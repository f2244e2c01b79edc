// SPDX-License-Identifier: EUPL-1.2
// sweep.mjs — every page each role can reach by links, one of each shape of address, in both
// languages, at the widths of a desk, of 200 % zoom and of a phone; axe in both themes.
import { brokenWords, contrast, DESK_ZOOMED, PHONE, sitDown, tooWide, WIDE, wrongs } from './look.mjs';

export const ROLES = [['lead', 'Ana'], ['partner', 'Mirela'], ['auditor', 'Ivana'], ['donor', 'Marc'],
    ['administrator', 'Goran']];
const STARTS = ['/', '/p/1', '/help', '/me'];
const NO_PAGE = /\.(csv|xlsx|json|pdf|svg)$|^\/(api|static|lang|logout|login)\b|\/(document|workbook|file|attachment|openapi)\b/;

const shape = path => path.replace(/\d+/g, 'N').replace(/\/help\/.+/, '/help/X');

/** Loads ${path}, gives its links on. Nothing that is a download or belongs to somebody else. */
async function open(page, path, found) {
    const answer = await page.goto(path, { waitUntil: 'domcontentloaded' }).catch(() => null);
    if (!answer || answer.status() !== 200 || !/html/.test(answer.headers()['content-type'] || '')) return false;
    for (const to of await page.evaluate(() => [...document.querySelectorAll('a[href^="/"]')].map(a => a.getAttribute('href').replace(/[?#].*/, ''))))
        if (!NO_PAGE.test(to) && !found.has(shape(to))) found.set(shape(to), to);
    return true;
}

async function layout(page, say) {
    for (const view of [WIDE, DESK_ZOOMED, PHONE]) {
        await page.setViewportSize(view);
        say(view.width, await page.evaluate(tooWide));
        say(view.width, await page.evaluate(brokenWords));
    }
    await page.setViewportSize(WIDE);
}

/** All pages of one role in one language; returns how many, and what is wrong with each. */
async function role(browser, server, word, language, once) {
    const page = await sitDown(browser, server, word), found = new Map(STARTS.map(p => [p, p]));
    if (language !== 'en') await speak(page, language);
    const bad = [];
    let n = 0;
    for (const [, path] of found) {
        // Help is the same for everybody, and so are the colours of a page.
        if (path.startsWith('/help') && !once(`${language} ${path}`)) continue;
        if (!(await open(page, path, found))) continue;
        const say = (where, list) => bad.push(...list.map(l => `${path} ${language} ${where}: ${l}`));
        n++;
        await layout(page, say);
        if (language !== 'en') continue;
        // The rows of a long table are alike; axe need not read them all.
        await page.evaluate(() => document.querySelectorAll('tbody > tr:nth-child(n+13)').forEach(r => r.remove()));
        say('axe', await wrongs(page, { widths: [WIDE] }));
        if (once(`dark ${shape(path)}`)) say('dark', await contrast(page, 'dark'));
    }
    bad.push(...page.complaints);
    await page.context().close();
    return { n, bad };
}

/** The language is kept with the account: chosen where a person chooses it. */
async function speak(page, language) {
    await page.goto('/me');
    const form = page.locator(`form[action^="/lang/${language}?"], form[action="/lang/${language}"]`).first();
    await Promise.all([page.waitForNavigation(), form.evaluate(f => f.submit())]);
}

/** Two browsers' worth of work at a time; says one line a role and language. */
export async function sweep(browser, server, tally) {
    let all = 0;
    const seen = new Set(), once = what => !seen.has(what) && !!seen.add(what);
    const one = async (name, word, language) => {
        const { n, bad } = await role(browser, server, word, language, once);
        all += n;
        const shown = bad.slice(0, 40).map(l => `\n    ${l}`).join('');
        tally.ok(n > 4 && !bad.length, `every page of the ${name} looks right in ${language} (${n})${shown}`);
    };
    const left = ['en', 'sr'].flatMap(language => ROLES.map(r => [...r, language]));
    const worker = async () => {
        for (let next; (next = left.shift());) await one(...next);
    };
    await Promise.all([worker(), worker()]);
    return all;
}
