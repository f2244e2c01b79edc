// SPDX-License-Identifier: EUPL-1.2
// The report in words in a real browser: what is typed in several boxes is saved by one button, and
// what was not saved is kept on the device, box by box.
import { press, sitDown } from './look.mjs';

function must(cond, what) {
    if (!cond) throw new Error(what);
}
const boxes = page => page.locator('main textarea');
const typed = (page, i) => boxes(page).nth(i).evaluate(e => e.value);

/** All folds open, so that every box can be typed in. */
async function open(page, at) {
    await page.goto(at);
    const folds = page.locator('details.fold:not([open]) > summary');
    while (await folds.count()) await folds.first().click();
    must((await boxes(page).count()) > 2, 'the report has too few texts');
}

const save = page => press(page, page.getByRole('button', { name: 'Save the texts' }).first());

/** Two boxes typed in, one button pressed: both are stored. */
export async function savesAll(browser, server, report, opts = {}) {
    const page = await sitDown(browser, server, 'Mirela', opts), at = `${report}/narrative`;
    await open(page, at);
    for (const i of [0, 2]) await boxes(page).nth(i).fill(`Text ${i} & more`);
    await press(page, page.getByRole('button', { name: 'Preview' }).first());
    must((await typed(page, 2)) === 'Text 2 & more', 'a preview of one loses the other');
    await save(page);
    must(await page.locator('.notice').count(), 'no word that it was saved');
    await open(page, at);
    for (const i of [0, 2]) must((await typed(page, i)) === `Text ${i} & more`, `text ${i} is lost`);
    must(!(await page.locator('.drafted').count()), 'a draft is offered though it was saved');
    await page.context().close();
}

/** What was not saved is offered in its own box, until it is saved or thrown away. */
export async function keepsBoxes(browser, server, report) {
    const page = await sitDown(browser, server, 'Mirela'), at = `${report}/narrative`;
    await open(page, at);
    const first = await typed(page, 0);
    await boxes(page).nth(1).fill('Typed and left');
    await page.locator('.saved').waitFor();
    await open(page, at);
    must((await page.locator('.drafted').count()) === 1, 'not one draft is offered');
    await boxes(page).nth(2).fill('Another box');
    await save(page);
    await open(page, at);
    must((await page.locator('.drafted').count()) === 1, 'saving another box threw the draft away');
    await page.getByRole('button', { name: 'Put it back' }).click();
    must((await typed(page, 1)) === 'Typed and left', 'the draft is not in its box');
    must((await typed(page, 0)) === first && (await typed(page, 2)) === 'Another box', 'other boxes were changed');
    await save(page);
    await open(page, at);
    must((await typed(page, 1)) === 'Typed and left', 'it was not saved');
    must(!(await page.locator('.drafted').count()), 'a draft is offered though it was saved');
    must(!page.complaints.length, page.complaints.join('; '));
    await page.context().close();
}
