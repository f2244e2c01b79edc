// SPDX-License-Identifier: EUPL-1.2
// backup.mjs — a backup taken while people write, put back into either engine: what had been
// acknowledged before it began is in it, nothing is in it by half, and it can be served.
import { Person, Server, kolo, koloMeanwhile, sleep } from '../js/kolo.mjs';
import { Writers, wrongs } from './writes.mjs';

async function serves(db) {
    const server = await Server.start(db, ['--quiet']);
    const person = await Person.demo(server, 'Mirela');
    const page = await person.page('/p/1/expenditure');
    await server.stop();
    return page.status === 200;
}

/** targets: functions that make a new, empty database. */
export async function backupWhileWriting(tally, engine, file, targets) {
    const server = await Server.start(engine.db, ['--quiet']);
    const writers = new Writers(engine);
    await writers.meet(server);
    const writing = writers.write();
    await sleep(500);
    const saved = structuredClone(writers.saved);
    const backup = await koloMeanwhile(['backup', file], engine.db);
    const during = writers.count;
    await sleep(200);
    await writing.stop();
    await server.stop();
    tally.ok(
        backup.status === 0 && during > saved.rates.length + saved.receipts.length,
        `${engine.name}: a backup while people write is whole ${backup.stderr}`,
    );
    for (const make of targets) {
        const to = make();
        const restored = kolo(['restore', file, '--db', to.db], '', { mayFail: true });
        const list = restored.status ? [restored.stderr] : wrongs(writers, to, saved);
        tally.ok(
            !list.length && (await serves(to.db)),
            `${engine.name}: it is put back into ${to.name} and served ${list.join('\n')}`,
        );
    }
}
