// SPDX-License-Identifier: EUPL-1.2
// The main job in a real browser: what the bookkeeper, the coordinator, the lead and the donor do,
// with JavaScript and without; how the partners agree on something; every page they meet is looked
// at (axe, 360 px, dark, print).
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Server, Tally, kolo, scratch } from '../js/kolo.mjs';
import { Postmaster } from '../js/postmaster.mjs';
import { consultJourney } from './consult.mjs';
import { gridJourney, reviewKeys, sessionEnds } from './grid.mjs';
import { openBrowser, press, sitDown, wrongs } from './look.mjs';
import { minutesJourney } from './minutes.mjs';
import { publicJourney } from './public.mjs';
import { sweep } from './sweep.mjs';
import { keepsBoxes, savesAll } from './words.mjs';

const tally = new Tally(), dir = scratch();
const browser = await openBrowser();
const began = performance.now();
let swept = 0;

/** One demo of its own, so that a journey may change everything. */
async function demo(name, settings) {
    const db = `sqlite:${join(dir, name)}.db`;
    kolo(['demo'], db);
    return Server.start(db, ['--quiet'], settings);
}

/** A page of the journey: looked at once for each role and shape of address. */
const looked = new Set();
async function look(page, what, opts) {
    const r = await wrongs(page, opts);
    looked.add(new URL(page.url()).pathname);
    tally.ok(!r.length, `looks right: ${what}${r.length ? '\n    ' + r.join('\n    ') : ''}`);
}

function must(cond, what) {
    if (!cond) throw new Error(what);
}
const text = page => page.locator('main').innerText();

/** From Today to the report that is asked for there: the biggest thing on the page leads to it. */
async function openWork(page) {
    await page.goto('/p/1');
    await page.locator('.next .primary').first().click();
    await page.waitForURL(/\/report\/\d+/);
    return new URL(page.url()).pathname.match(/\/report\/\d+/)[0];
}

async function keyboardOnly(server) {
    const page = await sitDown(browser, server);
    await page.goto('/login');
    await page.keyboard.press('Tab');
    const skip = page.locator('.skip');
    must(await skip.evaluate(e => e === document.activeElement), 'the first stop is not the skip link');
    must((await skip.boundingBox()).y >= 0, 'the skip link stays hidden when it has the focus');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    must(await page.evaluate(() => document.querySelector('main').contains(document.activeElement)),
        'after the skip link the next stop is not in the content');
    for (let i = 0; i < 12; i++) {
        const seen = await page.evaluate(() => {
            const e = document.activeElement, s = getComputedStyle(e);
            return e === document.body || (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2);
        });
        must(seen, `no visible focus on ${await page.evaluate(() => document.activeElement.outerHTML.slice(0, 120))}`);
        await page.keyboard.press('Tab');
    }
    await page.context().close();
}

async function printed(page) {
    await page.emulateMedia({ media: 'print' });
    const r = await page.evaluate(() => {
        const shown = s => [...document.querySelectorAll(s)].some(e => getComputedStyle(e).display !== 'none');
        return { bars: shown('.top, .side, .bottom, .skip'), letterhead: shown('.letterhead'), h1: shown('h1') };
    });
    const pdf = await page.pdf({ format: 'A4' });
    await page.emulateMedia({ media: 'screen' });
    must(!r.bars && r.letterhead && r.h1, `on paper: ${JSON.stringify(r)}`);
    must(pdf.length > 10000, 'the print is empty');
}

// ---- the bookkeeper of DA ----
const LINES = [
    ['2007-08-08', '771/07', 'Albtelecom', 'Telephone, Tirana office, July 2007', '4.4.1', '', '2007-08-08', 'ALL', '4120.50'],
    ['2007-09-09', '802/07', 'Posta Shqiptare', 'Mailing to the members', '4.3.1', '', '2007-09-09', 'ALL', '1890.00'],
];

async function bookkeeper(server) {
    const page = await sitDown(browser, server, 'Mirela');
    await look(page, 'Today of a bookkeeper', { dark: true });
    const report = await openWork(page);
    await look(page, 'a report that is due');
    await page.getByRole('link', { name: 'Expenditure', exact: true }).click();
    await look(page, 'the grid');
    await tally.test('the bookkeeper enters lines by keyboard alone', async () => {
        const before = await page.locator('tr[id^="line-"]').count();
        const fresh = page.locator('.grid tbody tr:not([data-attach])').first();
        await fresh.locator('input[type=date]').first().focus();
        for (const line of LINES) {
            for (const cell of line) {
                // the same in either order of day and month
                const date = cell.match(/^(\d{4})-(\d\d)-\2$/);
                await page.keyboard.type(date ? `${date[2]}${date[2]}${date[1]}` : cell);
                if (cell !== line.at(-1)) await nextField(page);
            }
            await page.keyboard.press('Enter');
        }
        must(/ALL/.test(await page.locator('.totals').innerText()), 'no running total');
        await page.getByRole('button', { name: 'Save the lines' }).focus();
        await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
        must(await page.locator('.notice').count(), `not saved: ${(await text(page)).slice(0, 600)}`);
        must(await page.locator('tr[id^="line-"]').count() >= before, 'the lines are not in the grid');
    });
    await imports(page, report);
    tally.ok(!page.complaints.length, `the bookkeeper's browser has nothing to complain of ${page.complaints.join('; ')}`);
    await page.context().close();
    return report;
}

const HEAD = 'line,activity,description,supplier,document_type,document_no,document_date,payment_date,currency,amount';
const csv = rows => ({ name: 'lines.csv', mimeType: 'text/csv', buffer: Buffer.from([HEAD, ...rows].join('\n') + '\n') });
const GOOD = ['4.3.1,,Paper for the office,Libraria Adrion,receipt,1201,2007-11-05,2007-11-05,ALL,2400.00',
    '5.6.1,,Bank charges of the transfer,Raiffeisen Bank Albania,bank,RB-1099,2007-11-06,2007-11-06,ALL,350.00'];
const BAD = [GOOD[0].replace('2400.00', '24oo'), GOOD[1].replace('5.6.1', '5.6.77')];

/** A file with two bad cells is refused with both named; the same file, corrected, is taken. */
async function imports(page, report) {
    const upload = async rows => {
        await page.goto(`${report}/import`);
        await page.locator('input[type=file]').setInputFiles(csv(rows));
        await page.getByRole('button', { name: 'Look at the file' }).click();
        await page.waitForURL(/\/import\/\d+/);
    };
    await tally.test('a file with bad cells is refused, each named with the way out', async () => {
        await upload(BAD);
        const said = await text(page);
        for (const word of ['24oo', '5.6.77']) must(said.includes(word), `${word} is not named`);
        must(!(await page.getByRole('button', { name: 'Save these lines' }).count()), 'it could be saved');
    });
    await look(page, 'a refused file');
    await tally.test('the corrected file shows what it would do and is saved', async () => {
        await upload(GOOD);
        await look(page, 'what a file would do');
        await press(page, page.getByRole('button', { name: 'Save these lines' }));
        must(await page.locator('.notice').count(), `not saved: ${(await text(page)).slice(0, 400)}`);
        const values = await page.locator('.grid input[value="1201"], .grid input[value="RB-1099"]').count();
        must(values === 2, `${values} of the 2 lines are in the grid`);
        await page.goBack();
        await page.getByRole('link', { name: 'Look at the lines' }).click();
        await page.waitForURL(/\/expenditure/);
        // Chromium itself notes that the file is not there any more.
        page.complaints = page.complaints.filter(c => !/\/import\/\d+.* 404 /.test(c));
    });
}

/** Tab until another field has the focus. */
async function nextField(page) {
    const name = () => page.evaluate(() => document.activeElement.name);
    const was = await name();
    for (let i = 0; i < 6 && (await name()) === was; i++) await page.keyboard.press('Tab');
}

// ---- the lead: freezes and sends ----
async function donorReport(server, opts = {}) {
    const page = await sitDown(browser, server, 'Ana', opts);
    if (!opts.bare) await look(page, 'Today of the lead', { dark: true });
    await page.goto('/p/1/reports');
    if (!opts.bare) await look(page, 'all partners at a glance', { dark: true });
    await page.goto('/p/1/donor-report/2');
    await confirm(page, 'Freeze');
    must(/frozen/.test(await text(page)), 'it is not frozen');
    const sha = await page.locator('code').last().innerText();
    await press(page, page.getByRole('button', { name: 'Mark as sent' }));
    must(/sent to the donor/.test(await text(page)), 'it is not sent');
    must((await page.locator('code').last().innerText()) === sha, 'the snapshot changed when it was sent');
    await page.context().close();
}

/** What cannot be undone asks once more. */
async function confirm(page, word) {
    await page.locator('details.confirm > summary', { hasText: word }).click();
    await press(page, page.locator('details.confirm[open] button').first());
}

// ---- without JavaScript: the same main steps ----
async function withoutScripts(server) {
    const bare = { javaScriptEnabled: false };
    await tally.test('without JavaScript: ten rows, saved', async () => {
        const page = await sitDown(browser, server, 'Mirela', bare);
        const report = await openWork(page);
        await page.goto(`${report}/expenditure`);
        const fresh = page.locator('.grid tbody tr:not([data-attach])');
        must((await fresh.count()) === 10, `${await fresh.count()} empty rows`);
        for (const [k, line] of LINES.entries()) {
            const fields = fresh.nth(k).locator('input:not([type=hidden]), select');
            for (const [i, cell] of line.entries()) {
                if (cell === 'ALL') await fields.nth(i).selectOption(cell);
                else await fields.nth(i).fill(cell);
            }
        }
        await press(page, page.getByRole('button', { name: 'Save the lines' }));
        must(await page.locator('.notice').count(), 'no word that it was saved');
        await page.goto(`${report}/import`);
        await page.locator('input[type=file]').setInputFiles(csv(GOOD));
        await press(page, page.getByRole('button', { name: 'Look at the file' }));
        await press(page, page.getByRole('button', { name: 'Save these lines' }));
        must(await page.locator('.grid input[value="RB-1099"]').count(), 'the file was not taken');
        must(!page.complaints.length, page.complaints.join('; '));
        await page.context().close();
    });
    await tally.test('without JavaScript: the lead freezes and sends', () => donorReport(server, { ...bare, bare: true }));
    await tally.test('without JavaScript: the donor reads', async () => {
        const page = await sitDown(browser, server, 'Marc', bare);
        await page.goto('/p/1/donor-report/2');
        await press(page, page.locator('td a.why').first());
        must(/EUR/.test(await text(page)), 'nothing is behind the figure');
        await page.context().close();
    });
}

// ---- the donor ----
async function donor(server, frozen) {
    const page = await sitDown(browser, server, 'Marc');
    await look(page, 'Today of the donor');
    await page.goto('/p/1/donor-reports');
    await look(page, 'donor reports');
    await page.getByRole('link', { name: new RegExp(`period ${frozen}`, 'i') }).first().click();
    await look(page, 'a donor report', { dark: true });
    await tally.test('the donor report prints', () => printed(page));
    await tally.test('the donor downloads what the page shows', async () => {
        await page.locator('.exports summary').click();
        for (const [name, magic] of [['CSV', 'heading,'], ['XLSX', 'PK']]) {
            const [got] = await Promise.all([page.waitForEvent('download'),
                page.getByRole('link', { name, exact: true }).first().click()]);
            must(readFileSync(await got.path(), 'latin1').replace(/^ï»¿/, '').startsWith(magic), `${name} does not begin with ${magic}`);
        }
    });
    await tally.test('every figure opens what it is made of', async () => {
        const cell = page.locator('td a.why').first(), figure = (await cell.innerText()).trim();
        await cell.click();
        must((await text(page)).includes(figure), `${figure} is not on ${page.url()}`);
    });
    await look(page, 'why this number');
    tally.ok(!page.complaints.length, `the donor's browser has nothing to complain of ${page.complaints.join('; ')}`);
    await page.context().close();
}

try {
    const server = await demo('with');
    const first = await sitDown(browser, server);
    await first.goto('/login');
    await look(first, 'the sign-in page', { dark: true });
    await first.context().close();
    await tally.test('keyboard only: skip link, visible focus', () => keyboardOnly(server));
    const report = await bookkeeper(server);
    await gridJourney(browser, server, tally, report);
    for (const javaScriptEnabled of [true, false])
        await tally.test(`texts are saved together, JavaScript: ${javaScriptEnabled}`,
            () => savesAll(browser, server, report, { javaScriptEnabled }));
    await tally.test('a text that was not saved is kept for its box', () => keepsBoxes(browser, server, report));
    for (const javaScriptEnabled of [true, false])
        await tally.test(`the session ends while somebody types, JavaScript: ${javaScriptEnabled}`,
            () => sessionEnds(browser, server, report, { javaScriptEnabled }));
    await tally.test('what is typed into a question is no key of the check', () => reviewKeys(browser, server));
    await tally.test('the lead freezes the donor report and sends it', () => donorReport(server));
    await donor(server, 2);
    await server.stop();
    const plain = await demo('without');
    await withoutScripts(plain);
    await plain.stop();
    const postmaster = await Postmaster.start(join(dir, 'post'));
    const agreed = await demo('agreed', { KOLO_SMTP: `smtp://127.0.0.1:${postmaster.port}`,
        KOLO_MAIL_FROM: 'kolo@kolo.local', KOLO_URL: 'https://kolo.local' });
    await consultJourney(browser, agreed, tally, look);
    await minutesJourney(browser, agreed, tally, look);
    await publicJourney(browser, agreed, postmaster, tally, look);
    await agreed.stop();
    const whole = await demo('whole');
    swept = await sweep(browser, whole, tally);
    await whole.stop();
} catch (e) {
    console.log(e.stack);
    tally.ok(false, 'the journeys came to an end');
}
await browser.close();
console.log(`${looked.size + swept} pages looked at, ${Math.round((performance.now() - began) / 1000)} s`);
tally.end();
