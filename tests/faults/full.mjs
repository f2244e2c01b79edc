// SPDX-License-Identifier: EUPL-1.2
// full.mjs — no room for what is written: a limit on the size of files stands in for a full disk.
// Writes are refused cleanly, reading goes on, and nothing that was acknowledged is lost.
import { statSync } from 'node:fs';
import { Server, sleep } from '../js/kolo.mjs';
import { Writers, wrongs } from './writes.mjs';

export async function fullDisk(tally, engine) {
    const writers = new Writers(engine);
    const kib = Math.ceil(statSync(engine.path).size / 1024) + 300;
    const limit = `trap '' XFSZ; ulimit -f ${kib}; exec "$@"`;
    const server = await Server.start(engine.db, ['--quiet'], {
        UNDER: ['bash', '-c', limit, 'limited'],
    });
    await writers.meet(server);
    const seen = new Map();
    const writing = writers.write(s => seen.set(s, (seen.get(s) || 0) + 1));
    for (let i = 0; i < 600 && !seen.has(500) && !seen.has(503); i++) await sleep(50);
    await sleep(300);
    const page = await writers.people[1].page('/p/1/expenditure');
    await writing.stop();
    const answers = JSON.stringify([...seen]);
    tally.ok(
        ![...seen.keys()].some(s => ![303, 500, 503].includes(s)),
        `no room: every request has a clean answer ${answers}`,
    );
    tally.ok(seen.has(500) || seen.has(503), 'no room: it was noticed');
    tally.ok(page.status === 200, `no room: pages are still read (${page.status})`);
    const end = await server.stop();
    tally.ok(end.code === 0, `no room: the server stops cleanly (exit ${end.code})`);
    const after = await Server.start(engine.db, ['--quiet']);
    await writers.meet(after);
    const status = await writers.rates(writers.people[0]);
    tally.ok(status === 303, `with room again writes are taken (${status})`);
    await after.stop();
    const list = wrongs(writers);
    tally.ok(!list.length, `no room: nothing acknowledged is lost ${list.join('\n')}`);
}
