// SPDX-License-Identifier: EUPL-1.2
// The bookkeeper's grid and the keys of the check, where a browser alone can tell: a paste, a
// refused save, a dropped file, letters that are text or keys.
import { press, sitDown } from './look.mjs';

function must(cond, what) {
    if (!cond) throw new Error(what);
}

/** As from a spreadsheet: into the cell of ${name} in the first empty row. */
function paste(page, name, text) {
    return page.evaluate(([name, text]) => {
        const row = document.querySelector('.grid tbody tr:not([data-attach])');
        const at = row.querySelector(`[name$=".${name}"]`), data = new DataTransfer();
        data.setData('text/plain', text);
        at.focus();
        const began = performance.now();
        at.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
        return performance.now() - began;
    }, [name, text]);
}
const cell = (page, name, nth = 0) =>
    page.locator('.grid tbody tr:not([data-attach])').nth(nth).locator(`[name$=".${name}"]`);
const row = (no, date, cur, amount) =>
    [date, no, 'Libraria', 'Paper', '4.3.1', '', date, cur, amount].join('\t');

async function pastes(page, grid) {
    await page.goto(grid);
    await paste(page, 'document_date', [row('a', '10.11.2007', '€', '100'), row('b', '10.11.07', 'Lek', '2.400,00'),
        row('c', '12 Nov 2007', 'ден', '7'), row('d', 'soon', 'Foo', '2.400'), row('e', '12. новембар 2007.', 'rsd', '1')].join('\n'));
    const at = n => Promise.all(['document_date', 'currency'].map(f => cell(page, f, n).inputValue()));
    for (const [n, want] of [['2007-11-10', 'EUR'], ['2007-11-10', 'ALL'], ['2007-11-12', 'MKD'], ['soon', 'Foo'],
        ['2007-11-12', 'RSD']].entries())
        must(String(await at(n)) === String(want), `row ${n + 1}: ${await at(n)}`);
    for (const f of ['document_date', 'currency', 'amount'])
        must((await cell(page, f, 3).getAttribute('aria-invalid')) === 'true', `${f} of row 4 has no sentence`);
    await page.waitForTimeout(50);
    const sums = (await page.locator('.totals').innerText()).replace(/\s+/g, ' ');
    must(!/Foo/.test(sums) && /ALL [^A-Z]*\d/.test(sums), `sums: ${sums}`);
}

async function many(page, grid) {
    await page.goto(grid);
    const lines = n => Array.from({ length: n }, (_, i) => row(`n${i}`, '2007-11-10', 'ALL', '1.00')).join('\n');
    const few = await paste(page, 'document_date', lines(40));
    await page.goto(grid);
    const took = await paste(page, 'document_date', lines(400));
    must(took < 1000 || took < 30 * few, `40 rows took ${Math.round(few)} ms, 400 took ${Math.round(took)}`);
    const last = await page.evaluate(() =>
        [...document.querySelectorAll('.grid tbody tr:not([data-attach]) [name$=".document_no"]')][399]?.value);
    must(last === 'n399', `the last row has ${last}`);
    await page.goto(grid);
    const rows = await page.locator('.grid tbody tr').count();
    await paste(page, 'document_date', lines(600));
    must((await page.locator('.grid tbody tr').count()) === rows, 'some of what does not fit was taken');
    must(/500/.test(await page.locator('.saved').innerText()), 'nobody said so');
}

async function refused(page, grid) {
    await page.goto(grid);
    await paste(page, 'document_date', row('refused-1', '2007-11-10', 'Foo', '5.00'));
    await press(page, page.getByRole('button', { name: 'Save the lines' }));
    const link = page.locator('#problems a').first();
    must(/New row 1, /.test(await link.innerText()), `the list says ${await link.innerText()}`);
    must(await page.locator(await link.getAttribute('href').then(h => `[id="${h.slice(1)}"]`)).count(), 'the link leads nowhere');
    await page.goto('/p/1');
    await page.goto(grid);
    await page.getByRole('button', { name: 'Put it back' }).click();
    must((await cell(page, 'document_no').inputValue()) === 'refused-1', 'the draft is gone');
    must((await cell(page, 'currency').inputValue()) === 'Foo', 'the list has forgotten what it does not know');
    await page.evaluate(() => localStorage.clear());
}

async function drops(page, grid) {
    await page.goto(grid);
    let sent = 0;
    page.on('request', r => (sent += r.method() === 'POST' && r.url().includes('/api/v1/')));
    const box = page.locator('tr[data-attach]').first(), count = box.locator('a[href$="#documents"]');
    const before = parseInt(await count.innerText(), 10) || 0;
    await box.evaluate(tr => {
        const data = new DataTransfer();
        data.items.add(new File([`a receipt ${Math.random()}`], 'receipt.txt', { type: 'text/plain' }));
        tr.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
    });
    await page.locator('.files .is-good, .files .is-bad').waitFor();
    must(sent === 1, `sent ${sent} times`);
    const said = await box.locator('.files li').innerText();
    must(/✓/.test(said), said);
    must(parseInt(await count.innerText(), 10) === before + 1, `the count is ${await count.innerText()}`);
}

export async function gridJourney(browser, server, tally, report) {
    const page = await sitDown(browser, server, 'Mirela');
    const grid = `${report}/expenditure`;
    for (const [what, fn] of [['a paste is read or refused in its cell', pastes], ['a long paste', many],
        ['a refused save keeps the draft and names the cell', refused], ['a dropped file is sent once', drops]])
        await tally.test(what, () => fn(page, grid));
    await page.context().close();
}

/** The session ends while somebody types: nothing of it is lost, with JavaScript or without. */
export async function sessionEnds(browser, server, report, opts = {}) {
    const page = await sitDown(browser, server, 'Mirela', opts);
    await page.goto(`${report}/expenditure`);
    const fresh = page.locator('.grid tbody tr:not([data-attach])').first();
    const fill = (name, text) => fresh.locator(`[name$=".${name}"]`).fill(text);
    for (const [name, text] of [['document_date', '2007-11-10'], ['document_no', 'late & typed'], ['supplier', 'Libraria'],
        ['description', 'Paper'], ['line', '4.3.1'], ['payment_date', '2007-11-10'], ['amount', '12.50']])
        await fill(name, text);
    const cookies = await page.context().cookies();
    await page.context().clearCookies();
    await page.context().addCookies(cookies.filter(c => c.name !== 'kolo'));
    await press(page, page.getByRole('button', { name: 'Save the lines' }));
    must(/session/.test(await page.locator('main').innerText()), 'nobody says why one has to sign in');
    await press(page, page.locator('button[formaction^="/login/demo/"]', { hasText: 'Mirela' }).first());
    await press(page, page.getByRole('button', { name: 'Send it now' }));
    must(await page.locator('.notice').count(), 'it was not saved');
    must(await page.locator('.grid input[value="late & typed"]').count(), 'what was typed is lost');
    must(!(await page.locator('.drafted').count()), 'the draft is offered though it was saved');
    await page.context().close();
}

/** The lead types a question whose letters are keys of the page. */
export async function reviewKeys(browser, server) {
    const page = await sitDown(browser, server, 'Ana');
    for (let report = 1; report < 20; report++) {
        await page.goto(`/report/${report}/review`);
        if (await page.locator('[data-key="q"]').count()) break;
    }
    await page.locator('[data-line] a').first().click();
    const decided = await page.locator('.progress').innerText();
    for (const key of ['q', 'd', 'p']) {
        await page.locator('#receipt h2').first().click();
        await page.keyboard.press(key);
        await page.keyboard.type('can you add it?');
        const typed = await page.evaluate(() => document.activeElement.value);
        must(typed === 'can you add it?', `after ${key}: ${typed}`);
        await page.keyboard.press('Escape');
    }
    must((await page.locator('.progress').innerText()) === decided, 'letters decided on lines');
    await page.context().close();
}
