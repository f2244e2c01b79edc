// SPDX-License-Identifier: EUPL-1.2
// mail.mjs — kill -9 of the server at random moments while it empties the outbox into a real mail
// server: nothing arrives twice, and nothing is lost without a word.
import { Server, sleep } from '../js/kolo.mjs';
import { Postmaster } from '../js/postmaster.mjs';

const WAITING = 500; /* mails that wait at least when a round begins */

/** More mails, so that enough wait; how many there are now. */
function fill(engine, before) {
    const waiting = engine.number(
        "SELECT COUNT(*) FROM mail WHERE cause = 'test' AND state = 'waiting'");
    const n = before + Math.max(0, WAITING - waiting);
    if (n === before) return n;
    engine.rows(`WITH RECURSIVE k (i) AS
        (SELECT ${before + 1} UNION ALL SELECT i + 1 FROM k WHERE i < ${n})
        INSERT INTO mail (cause, cause_key, recipient, address, address_key, name, lang, subject,
            body, path, thread, state, next_at, created_at, search_key)
        SELECT 'test', CAST(i AS text), 'address ' || i, 'p' || i || '@kolo.local',
            'p' || i || '@kolo.local', 'P', 'en', 'Mail ' || i, 'Text', '', 'test', 'waiting',
            '2007-01-01T00:00:00Z', '2007-01-01T00:00:00Z', '' FROM k`);
    return n;
}

const addresses = (engine, state) =>
    new Set(
        engine.rows(`SELECT address FROM mail WHERE cause = 'test' AND state = '${state}'`).flat(),
    );

/** A moment that nobody chose, after some more mails were taken. */
async function sometime(postmaster, before) {
    const enough = before + 1 + Math.floor(Math.random() * 80);
    for (let i = 0; i < 2000 && postmaster.taken().length < enough; i++) await sleep(5);
    await sleep(Math.random() * 60);
}

async function goesOut(engine) {
    const left =
        "SELECT COUNT(*) FROM mail WHERE cause = 'test' AND state IN ('waiting', 'sending')";
    for (let i = 0; i < 1200 && engine.number(left); i++) await sleep(100);
}

function wrongs(engine, postmaster, n) {
    const taken = postmaster.taken();
    const once = new Set(taken), sent = addresses(engine, 'sent');
    const unclear = addresses(engine, 'unclear');
    const list = [];
    if (once.size !== taken.length) list.push(`${taken.length - once.size} arrived twice`);
    const lost = [...sent].filter(a => !once.has(a));
    if (lost.length) list.push(`marked as sent and not taken: ${lost}`);
    const secret = taken.filter(a => !sent.has(a) && !unclear.has(a));
    if (secret.length) list.push(`taken and neither sent nor unclear: ${secret}`);
    if (sent.size + unclear.size !== n)
        list.push(`${sent.size} sent and ${unclear.size} unclear of ${n}`);
    return list;
}

export async function killedWhileSending(tally, engine, dir, rounds) {
    const postmaster = await Postmaster.start(dir, 'quick');
    const settings = {
        KOLO_SMTP: `smtp://127.0.0.1:${postmaster.port}`,
        KOLO_MAIL_FROM: 'kolo@kolo.local',
    };
    let n = 0,
        under_way = 0;
    for (let round = 1; round <= rounds; round++) {
        n = fill(engine, n);
        const before = postmaster.taken().length;
        const server = await Server.start(engine.db, ['--quiet'], settings);
        await sometime(postmaster, before);
        await server.stop('SIGKILL');
        under_way += engine.number("SELECT COUNT(*) FROM mail WHERE state = 'sending'") > 0;
        /* The lease of who died is over. */
        engine.rows("UPDATE mail SET next_at = '2007-01-01T00:00:00Z' WHERE state = 'sending'");
    }
    const server = await Server.start(engine.db, ['--quiet'], settings);
    await goesOut(engine);
    await server.stop('SIGTERM');
    postmaster.stop();
    const list = wrongs(engine, postmaster, n);
    const unclear = addresses(engine, 'unclear').size;
    tally.ok(
        !list.length,
        `${engine.name}: killed ${rounds} times while ${n} mails went out, ${unclear} are unclear` +
            list.map(w => `\n    ${w}`).join(''),
    );
    tally.ok(
        under_way > rounds / 2 && unclear > 0,
        `${engine.name}: mails were under way in ${under_way} of the rounds`,
    );
}
