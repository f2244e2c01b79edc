// SPDX-License-Identifier: EUPL-1.2
// Somebody without an account answers a public consultation by its link: consent, a mail, the click
// that confirms, and the way back. Mails go through a real SMTP server.
import { read } from '../mail/letter.mjs';
import { press, sitDown } from './look.mjs';

function must(cond, what) {
    if (!cond) throw new Error(what);
}
const text = page => page.locator('main').innerText();
const SAID = 'One register for all of them, please.';

/** The link as the lead copies it from the page. */
async function linkOf(browser, server) {
    const page = await sitDown(browser, server, 'Ana');
    await page.goto('/p/1/consultations');
    await page.getByRole('link', { name: 'What the network asks' }).first().click();
    const link = await page.locator('a[href^="/c/"]').getAttribute('href');
    await page.context().close();
    return link;
}

async function counted(page, link) {
    await page.goto(link);
    return Number((await text(page)).match(/(\d+) contributions? (was|were) confirmed/)[1]);
}

async function answers(page, link, look) {
    await page.goto(link);
    await look(page, 'a public consultation', { dark: true });
    await page.locator('#f-choice').selectOption('support');
    await page.fill('[name=body]', SAID);
    await page.fill('[name=name]', 'Vera Ilić');
    await page.fill('[name=organisation]', 'Mreža');
    await page.fill('[name=email]', 'vera@mreza.local');
    await press(page, page.getByRole('button', { name: 'Send it' }));
    must(/Tick this box to go on/.test(await text(page)), 'it was taken without consent');
    must((await page.inputValue('[name=body]')) === SAID, 'what was typed is lost');
    await look(page, 'a contribution without consent');
    await page.locator('[name=consent]').check();
    await press(page, page.getByRole('button', { name: 'Send it' }));
    must(/A mail is on its way/.test(await page.locator('body').innerText()), 'nobody says that a mail comes');
}

async function mailOf(page, postmaster) {
    for (let i = 0; i < 300; i++) {
        const mail = postmaster.mails().map(read).find(m => m.to === 'vera@mreza.local');
        if (mail) return mail.text.match(/https:\/\/kolo\.local(\/contribution\/[^\s>)]+)/)[1];
        await page.waitForTimeout(100);
    }
    throw new Error('no mail came');
}

/** Seen by the lead as well, once it is confirmed and not a moment before. */
async function shown(browser, server, want) {
    const page = await sitDown(browser, server, 'Ana');
    await page.goto('/p/1/consultations');
    await page.getByRole('link', { name: 'What the network asks' }).first().click();
    const is = (await text(page)).includes(SAID);
    await page.context().close();
    must(is === want, want ? 'the lead does not see it' : 'it is shown');
}

export async function publicJourney(browser, server, postmaster, tally, look) {
    const link = await linkOf(browser, server), page = await sitDown(browser, server);
    const before = await counted(page, link);
    await tally.test('somebody without an account answers, with consent only', () => answers(page, link, look));
    await tally.test('opening the link of the mail does nothing, its button confirms', async () => {
        const at = await mailOf(page, postmaster);
        await page.goto(at);
        await look(page, 'a contribution to be confirmed', { dark: true });
        await shown(browser, server, false);
        await press(page, page.getByRole('button', { name: 'Confirm it' }));
        must(/confirmed and published/.test(await text(page)), 'it is not confirmed');
        await look(page, 'a contribution that is confirmed');
        await shown(browser, server, true);
        must((await counted(page, link)) === before + 1, 'it is not counted');
        await page.goto(at);
    });
    await tally.test('it can be taken back', async () => {
        await press(page, page.getByRole('button', { name: 'Take it back' }));
        must(/Nothing of it is shown any more/.test(await text(page)), 'it was not taken back');
        await look(page, 'a contribution that was taken back');
        await shown(browser, server, false);
    });
    const rest = page.complaints.filter(c => !/status of 422/.test(c));
    tally.ok(!rest.length, `the participant's browser has nothing to complain of ${rest.join('; ')}`);
    await page.context().close();
}
