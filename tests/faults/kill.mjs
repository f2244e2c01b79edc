// SPDX-License-Identifier: EUPL-1.2
// kill.mjs — kill -9 of the server at random moments under writes, again and again on one database.
import { mkdirSync, readdirSync } from 'node:fs';
import { Server, sleep } from '../js/kolo.mjs';
import { Writers, wrongs } from './writes.mjs';

/** A moment that nobody chose, after some more writes were acknowledged; later on a slow machine */
async function sometime(writers) {
    const enough = writers.count + 1 + Math.floor(Math.random() * 12);
    for (let i = 0; i < 1000 && writers.count < enough; i++) await sleep(5);
    await sleep(Math.random() * 40);
}

export async function killedUnderWrites(tally, engine, spool, rounds) {
    const writers = new Writers(engine);
    let cut = 0;
    mkdirSync(spool, { recursive: true });
    for (let round = 1; round <= rounds; round++) {
        const server = await Server.start(engine.db, ['--quiet'], { TMPDIR: spool });
        await writers.meet(server);
        let unanswered = 0;
        const writing = writers.write(status => (unanswered += status === 0));
        await sometime(writers);
        await server.stop('SIGKILL');
        await writing.stop();
        cut += unanswered > 0;
        const list = wrongs(writers);
        for (const name of readdirSync(spool)) list.push(`a file stays: ${name}`);
        tally.ok(
            !list.length,
            `${engine.name}: killed in round ${round}, ${writers.count} writes acknowledged` +
                list.map(w => `\n    ${w}`).join(''),
        );
        if (list.length) break; /* the rounds that follow would only say it again */
    }
    tally.ok(
        writers.saved.rates.length > rounds && writers.saved.receipts.length > rounds / 4,
        `${engine.name}: there was something to lose (${writers.saved.rates.length} imports, ` +
            `${writers.saved.receipts.length} receipts)`,
    );
    tally.ok(cut > rounds / 2, `${engine.name}: writes were under way in ${cut} of the rounds`);
    return writers;
}
