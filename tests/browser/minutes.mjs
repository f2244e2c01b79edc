// SPDX-License-Identifier: EUPL-1.2
// Minutes are written by one and seen by all: what is typed at one browser stands in the open page
// of another, which nobody loads again.
import { press, sitDown } from './look.mjs';

const SAID = 'The museum is ours from eight o’clock.';

function must(cond, what) {
    if (!cond) throw new Error(what);
}

export async function minutesJourney(browser, server, tally, look) {
    const writer = await sitDown(browser, server, 'Ana'), reader = await sitDown(browser, server, 'Maja');
    const at = '/meeting/2/minutes';
    await tally.test('minutes written by one are seen by another at once', async () => {
        await reader.goto(at);
        await look(reader, 'minutes that are being written, as a reader sees them');
        await reader.evaluate(() => (window.opened = true));
        await writer.goto(at);
        await press(writer, writer.getByRole('button', { name: 'Open them again to correct' }));
        await press(writer, writer.getByRole('button', { name: 'Write the minutes' }));
        await look(writer, 'minutes, as their writer sees them', { dark: true });
        const box = writer.locator('form[data-autosave] textarea').first();
        await box.fill(`${await box.inputValue()}\n\n${SAID}`);
        await reader.locator('#minutes', { hasText: SAID }).waitFor({ timeout: 20000 });
        must(await reader.evaluate(() => window.opened === true), 'the page was loaded again');
        must((await reader.locator('#minutes textarea').count()) === 0, 'two could write');
    });
    for (const page of [writer, reader]) {
        tally.ok(!page.complaints.length, `nothing to complain of ${page.complaints.join('; ')}`);
        await page.context().close();
    }
}
