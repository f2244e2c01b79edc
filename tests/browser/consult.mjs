// SPDX-License-Identifier: EUPL-1.2
// A consultation in a real browser, from the chair's draft to the decision in the register: the
// chair and a member sit at two browsers at once, the other members speak in between.
import { spawnSync } from 'node:child_process';
import { Person } from '../js/kolo.mjs';
import { press, sitDown } from './look.mjs';

const TITLE = 'Rules for guests of the forum';
const TEXT = 'Every partner may invite **two guests**.\n\nGuests pay their own travel.\n\nThe list is closed on 1 May.';

function must(cond, what) {
    if (!cond) throw new Error(what);
}
const text = async page => (await page.locator('main').innerText()).replace(/\s+/g, ' ');
const button = (page, name) => page.getByRole('button', { name, exact: true });
const unread = page => page.locator('.bell .count').innerText();

/** Opens a group of fields that is folded away, or closes it. */
const fold = (page, title) => page.locator('details.fold > summary', { hasText: title }).click();

/** Of what is folded away only the group with the faulty field is open; nothing typed is lost. */
async function refused(chair, look) {
    const open = await chair.locator('form.form > details.fold[open] > summary').allInnerTexts();
    must(open.length === 1 && /^How it is decided/.test(open[0]), `open is ${open}`);
    must(await chair.locator('#f-options').isVisible(), 'the faulty field is not seen');
    must((await chair.locator('#f-text').inputValue()) === TEXT, 'the text is lost');
    must(await chair.locator('[name=about][value="activity:2"]').isChecked(), 'what it is about is lost');
    await look(chair, 'the form of a consultation that is refused');
}

async function drafts(chair, look) {
    await chair.goto('/p/1/consultations');
    await look(chair, 'consultations');
    await chair.getByRole('link', { name: 'Ask for positions' }).click();
    await look(chair, 'the form of a consultation');
    await chair.fill('#f-title', TITLE);
    await chair.fill('#f-question', 'Do you agree to these rules?');
    await fold(chair, 'A question or a document');
    await chair.locator('[name=kind][value=document]').check();
    await chair.fill('#f-text', TEXT);
    await fold(chair, 'What it is about');
    await chair.locator('.about-pick summary', { hasText: 'Activities' }).click();
    await chair.locator('[name=about][value="activity:2"]').check();
    await fold(chair, 'How it is decided');
    await chair.locator('[name=rule][value=ranked_choice]').check();
    await fold(chair, 'How it is decided');
    await press(chair, button(chair, 'Save the draft'));
    await refused(chair, look);
    await chair.locator('[name=rule][value=simple_majority]').check();
    await press(chair, button(chair, 'Save the draft'));
    must(/This is a draft/.test(await text(chair)), 'nobody says that it is a draft');
    await look(chair, 'a draft');
    await chair.getByRole('link', { name: 'Open it' }).click();
    await look(chair, 'opening');
    await press(chair, chair.locator('main button.primary'));
    await look(chair, 'an open consultation, as its chair sees it', { dark: true });
    return new URL(chair.url()).pathname;
}

async function unfold(page) {
    const fold = page.locator('.voice-box details.fold:not([open]) > summary');
    if (await fold.count()) await fold.first().click();
}

async function says(page, choice, reason) {
    await unfold(page);
    await page.locator(`[name=choice][value=${choice}]`).first().check();
    await page.locator('.voice-box [name=reason]').first().fill(reason);
    await press(page, page.locator('.voice-box form button').first());
}

/** Found under what waits for her; refused without a reason, and nothing that she chose is lost. */
async function objects(member, look) {
    await member.goto('/p/1/consultations');
    const waits = member.locator('h2:text("Waiting for your position") + table');
    await look(member, 'consultations that wait for a position');
    await waits.getByRole('link', { name: TITLE }).click();
    await look(member, 'an open consultation, as a member sees it', { dark: true });
    await says(member, 'object', '  ');
    must(/Say why you object/.test(await text(member)), 'an objection without a reason was taken');
    must(await member.locator('[name=choice][value=object]').first().isChecked(), 'what was chosen is lost');
    await look(member, 'an objection without a reason');
    await says(member, 'object', 'Two guests are *too few* for the hosts.');
    must(/Two guests are too few/.test(await text(member)), 'the objection is not shown');
}

async function comments(member, { body, passage, wording }) {
    const form = member.locator('#thread > form[action$="/comment"]');
    await form.locator('[name=body]').fill(body);
    if (passage) {
        await form.locator('details.more', { hasText: 'About a passage' }).locator('summary').click();
        await form.locator('[name=passage]').fill(passage);
        await form.locator('[name=wording]').fill(wording || '');
    }
    await press(member, form.locator('button', { hasText: 'Send' }));
    must((await text(member)).includes(body), `not shown: ${body}`);
}

async function writes(member, look, at) {
    await member.goto(at);
    await comments(member, { body: 'Who counts the guests?' });
    await comments(member, { body: 'Hosts need more.', passage: 'two guests', wording: 'three guests' });
    await comments(member, { body: 'Nobody pays for travel.', passage: 'Guests pay their own travel.' });
    await look(member, 'a thread with passages and a wording');
}

/** Another position, and a colleague who may speak too; all of it stays to be read. */
async function changes(member, look, at) {
    await member.goto(at);
    await says(member, 'support_with_changes', 'With three guests we can live.');
    await unfold(member);
    await member.getByRole('link', { name: 'Delegate, proxy, interest' }).first().click();
    await look(member, 'who speaks for a member');
    await member.locator('[name=delegate]').selectOption({ label: 'Mirela Çela' });
    await press(member, member.locator('form[action$="/delegate"] button').first());
    must(/delegated to Mirela/.test(await text(member)), 'that it is delegated is not shown');
    await member.goto(`${at}/history`);
    await look(member, 'all that happened');
    const all = await text(member);
    must(/too few/.test(all) && /three guests we can live/.test(all) && /delegates to a colleague/.test(all), 'the history has holes');
}

async function colleague(page, at) {
    await page.goto(at);
    must(/The position of DA/.test(await text(page)), 'the colleague may not speak');
    await says(page, 'object', 'Our board wants three guests.');
}

async function others(server, at) {
    for (const name of ['Ana', 'Jelena', 'Claire', 'Maja']) {
        const p = await Person.demo(server, name), { html } = await p.page(at);
        const r = await p.post(`${at}/position`, { seat: html.match(/name="seat" value="(\d+)"/)[1], choice: 'support' }, at);
        must(r.status === 303, `${name}: ${r.status}`);
    }
}

async function answers(chair, look, at) {
    await chair.goto(`${at}/responses`);
    await look(chair, 'the response matrix');
    for (const [body, state, reply] of [['Hosts need more', 'partly', 'Three for the host alone.'],
        ['Who counts', 'accepted', 'The host does.'], ['Nobody pays', 'rejected', 'The budget has no line for it.']]) {
        const row = chair.locator('table.matrix tr', { hasText: body });
        await row.locator('details.fold > summary', { hasText: 'Answer' }).last().click();
        await row.locator('[name=state]').selectOption(state);
        await row.locator('[name=reply]').fill(reply);
        await press(chair, row.getByRole('button', { name: 'Save the answer' }));
    }
    const all = await text(chair);
    must(/The host does\./.test(all) && /no line for it/.test(all), 'the answers are not shown');
    await look(chair, 'the response matrix with its answers', { dark: true });
    const [pdf] = await Promise.all([chair.waitForEvent('download'), chair.getByRole('link', { name: 'PDF', exact: true }).click()]);
    must(/\.pdf$/.test(pdf.suggestedFilename()), `the matrix comes as ${pdf.suggestedFilename()}`);
}

/** With an objection open it needs a word why, and what was written before that is still there. */
async function decides(chair, look, at) {
    await chair.goto(at);
    const close = chair.locator('details.confirm', { hasText: 'Close it now' });
    if (await close.count()) await close.locator('summary').click();
    await press(chair, chair.locator('form[action$="/close"] button'));
    await look(chair, 'a closed consultation');
    await chair.locator('.next .primary').click();
    await look(chair, 'deciding');
    await chair.fill('#f-decided', 'Every partner may invite two guests, the host three.');
    await chair.fill('#f-task', 'Send the rules to all speakers');
    await chair.locator('#f-task_organisation').selectOption({ label: 'EHO' });
    await chair.fill('#f-due_on', '2008-04-15');
    /* As a browser sends it that asks for nothing: the server refuses. */
    await chair.locator('form[data-draft]').evaluate((f) => { f.noValidate = true; });
    await press(chair, chair.locator('main button.primary'));
    must(/say why it is decided all the same/.test(await text(chair)), 'it was decided over an open objection');
    must(/the host three/.test(await chair.locator('#f-decided').inputValue()), 'the text is lost');
    await look(chair, 'a decision that is refused');
    await chair.fill('#f-why_open', 'DA is the host and has its three.');
    await press(chair, chair.locator('main button.primary'));
    must(/^Decision \d+: /.test(await chair.locator('h1').innerText()), await chair.locator('h1').innerText());
    const all = await text(chair);
    for (const word of ['the host three', 'Our board wants three guests', 'DA is the host', 'Send the rules to all speakers', 'EHO', '15 Apr 2008'])
        must(all.includes(word), `the decision does not say: ${word}`);
    await look(chair, 'a decision', { dark: true });
}

async function isFound(member, look) {
    await member.goto('/p/1/decisions');
    must((await text(member)).includes(TITLE), 'not in the register');
    await look(member, 'the register of decisions');
    await member.getByRole('link', { name: /What did we agree about/ }).click();
    await member.locator('#x-about').selectOption('activity:2');
    await press(member, button(member, 'Show'));
    must((await text(member)).includes(TITLE), 'not among what was agreed about the activity');
    await look(member, 'what was agreed about an activity');
    await member.goto('/p/1/tasks');
    must(/Send the rules/.test(await text(member)), 'the task is not on the list');
    await look(member, 'tasks');
}

async function dossier(chair, at) {
    await chair.goto(at);
    const [got] = await Promise.all([chair.waitForEvent('download'), chair.getByRole('link', { name: 'Dossier (ZIP)' }).click()]);
    const r = spawnSync('/usr/bin/python3', ['-m', 'zipfile', '-l', await got.path()], { encoding: 'utf8' });
    const names = r.stdout.split('\n').slice(1).map(l => l.split(' ')[0]).filter(Boolean);
    must(r.status === 0 && !spawnSync('/usr/bin/python3', ['-m', 'zipfile', '-t', await got.path()]).status, 'it is no whole ZIP');
    for (const kind of [/\.pdf$/, /\.csv$/, /sha256|SHA256/i]) must(names.some(n => kind.test(n)), `no ${kind} in it: ${names}`);
}

export async function consultJourney(browser, server, tally, look) {
    const chair = await sitDown(browser, server, 'Ana'), member = await sitDown(browser, server, 'Arben');
    const mirela = await sitDown(browser, server, 'Mirela');
    const at = await drafts(chair, look);
    await chair.goto('/p/1');
    const before = Number(await unread(chair)) || 0;
    await tally.test('a member finds it, and objects only with a reason', () => objects(member, look));
    await tally.test('the chair\'s page counts the objection without being loaded again', () =>
        chair.waitForFunction(n => Number(document.querySelector('.bell .count').textContent) > n, before, { timeout: 15000 }));
    await tally.test('a member comments on passages and suggests wording', () => writes(member, look, at));
    await tally.test('a member changes the position, delegates, and the history shows it', () => changes(member, look, at));
    await tally.test('the colleague speaks for the member', () => colleague(mirela, at));
    await others(server, at);
    await tally.test('the chair answers comments in the matrix', () => answers(chair, look, at));
    await tally.test('the chair decides over an objection only with a reason', () => decides(chair, look, at));
    await tally.test('what was decided is found', () => isFound(member, look));
    await tally.test('the dossier is a ZIP with papers, tables and digests', () => dossier(chair, at));
    for (const page of [chair, member, mirela]) {
        /* The browser says so of every refusal. */
        const rest = page.complaints.filter(c => !/status of 422/.test(c));
        tally.ok(!rest.length, `nothing to complain of ${rest.join('; ')}`);
        await page.context().close();
    }
}
