// SPDX-License-Identifier: EUPL-1.2
// postgres.mjs — PostgreSQL is restarted, then killed, while people read and write: clean errors,
// then everything works again without the server being touched.
import { Server, sleep } from '../js/kolo.mjs';
import { Writers, wrongs } from './writes.mjs';

/** 503 is "try again in a moment"; 500 is a commit of which nobody knows whether it happened. */
const CLEAN = [200, 303, 500, 503];

async function recovered(writers) {
    for (let i = 0; i < 100; i++) {
        const page = await writers.people[0].page('/p/1/expenditure');
        if (page.status === 200 && (await writers.rates(writers.people[0])) === 303) return true;
        await sleep(100);
    }
    return false;
}

export async function postgresGoesAway(tally, engine, cluster) {
    const server = await Server.start(engine.db, ['--quiet']);
    const writers = new Writers(engine);
    await writers.meet(server);
    const ways = {
        restarted: () => cluster.doMeanwhile('restart'),
        killed: async () => {
            await cluster.doMeanwhile('kill');
            await sleep(500);
            await cluster.doMeanwhile('resume');
        },
    };
    for (const [word, fault] of Object.entries(ways)) {
        const seen = new Map(), told = s => seen.set(s, (seen.get(s) || 0) + 1);
        const writing = writers.write(told);
        let reading = true;
        const reader = (async () => {
            for (; reading; await sleep(10))
                told(await writers.people[1].page('/p/1/expenditure').then(p => p.status, () => 0));
        })();
        await sleep(300);
        await fault();
        await sleep(700);
        await writing.stop();
        reading = false;
        await reader;
        const answers = JSON.stringify([...seen]);
        tally.ok(
            ![...seen.keys()].some(s => !CLEAN.includes(s)),
            `PostgreSQL ${word} under load: every request has a clean answer ${answers}`,
        );
        tally.ok(seen.has(503) || seen.has(500), `PostgreSQL ${word}: it was noticed`);
        tally.ok(await recovered(writers), `PostgreSQL ${word}: pages and writes work again`);
        const list = wrongs(writers);
        tally.ok(
            !list.length,
            `PostgreSQL ${word}: ${writers.count} acknowledged writes are there ${list.join('\n')}`,
        );
    }
    const end = await server.stop();
    tally.ok(end.code === 0, `the server stops cleanly afterwards (exit ${end.code})`);
}
