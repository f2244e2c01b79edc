#!/usr/bin/env node
// SPDX-License-Identifier: EUPL-1.2
// Two servers on one PostgreSQL, each behind nginx with TLS as doc/running.md has it: what is said
// at one is told to the page that listens at the other, at once, and the connection stays.
import { join } from 'node:path';
import { Person, Server, Tally, kolo, scratch, sleep } from '../js/kolo.mjs';
import { Cluster } from '../faults/engine.mjs';
import { behindNginx } from './nginx.mjs';

process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'; /* the certificate is the test's own */
process.env.NODE_NO_WARNINGS = '1';
const tally = new Tally(),
    dir = scratch();
process.env.KOLO_BALLOT_KEY = join(dir, 'ballot-key');
const engine = new Cluster(dir).database('proxy').demo();
const env = { KOLO_TRUSTED_PROXY: '127.0.0.1' };
const servers = [await Server.start(engine.db, [], env), await Server.start(engine.db, [], env)];
const [here, there] = await behindNginx(join(dir, 'nginx'), servers);
const jelena = await signIn(here, 'Jelena'),
    ana = await signIn(there, 'Ana');

/* With a password: through a proxy nobody is offered the demonstration's people. */
async function signIn(front, name) {
    const [[email]] = engine.rows(`SELECT email FROM account WHERE name LIKE '${name} %'`);
    const password = `otter plum ${name.length} kettle ridge`;
    kolo(['user', 'password', email], engine.db, { input: `${password}\n` });
    const p = new Person(front),
        r = await p.post('/login', { email, password });
    if (r.status !== 303) throw new Error(`sign-in of ${email}: ${r.status}`);
    return p;
}

/** What comes over ${person}'s stream, and when; text(): so far. */
async function listen(person, on) {
    const stop = new AbortController(),
        late = setTimeout(() => stop.abort(new Error('no answer within 10 s')), 10000),
        r = await person.request(`/live?on=${on}`, { signal: stop.signal });
    clearTimeout(late);
    const s = { status: r.status, type: r.headers.get('content-type'), text: '', ended: false };
    const end = () => (s.ended = true);
    (async () => {
        for await (const part of r.body) s.text += Buffer.from(part).toString();
    })().then(end, end);
    return s;
}

/** The seconds until ${cond}; throws after ${most}. */
async function seconds(most, cond) {
    const began = performance.now();
    for (; performance.now() - began < most * 1000; await sleep(20))
        if (cond()) return (performance.now() - began) / 1000;
    throw new Error(`not within ${most} s: ${cond}`);
}

const versions = s => [...s.text.matchAll(/"version":(\d+)/g)].map(m => Number(m[1]));
const topic = (await jelena.page('/consultation/1')).html.match(/data-live="([^"]+)"/)[1];
let stream;

await tally.test('cookies are for this address alone, and only over TLS', async () => {
    const names = [...jelena.cookies.keys()];
    if (!names.length || !names.every(n => n.startsWith('__Host-'))) throw new Error(`${names}`);
});
await tally.test('figures of the server are not for strangers', async () => {
    const r = await jelena.request('/metrics');
    if (r.status !== 404) throw new Error(`${r.status}`);
});
await tally.test('a session made at one server holds at the other', async () => {
    const p = new Person(there);
    for (const [k, v] of jelena.cookies) p.cookies.set(k, v);
    const { status, html } = await p.page('/consultation/1');
    if (status !== 200 || !html.includes('Jelena')) throw new Error(`${status}`);
});
await tally.test('a stream says at once how things stand', async () => {
    stream = await listen(jelena, topic);
    if (stream.status !== 200 || !stream.type.startsWith('text/event-stream'))
        throw new Error(`${stream.status} ${stream.type}`);
    await seconds(3, () => versions(stream).length === 1);
});
await tally.test('a comment at the other server is told here within five seconds', async () => {
    const r = await ana.post(
        '/p/1/comment',
        { type: 'consultation', object: '1', body: 'Seen from the other server.' },
        '/consultation/1',
    );
    if (r.status !== 303) throw new Error(`${r.status}`);
    const after = await seconds(5, () => versions(stream).length === 2);
    console.log(`  told after ${after.toFixed(1)} s`);
    const { html } = await jelena.page('/consultation/1');
    if (!html.includes('Seen from the other server.')) throw new Error('the page is of before');
});
await tally.test('a sign of life keeps the connection through the proxy', async () => {
    const before = stream.text.length;
    await seconds(20, () => stream.text.slice(before).includes(':'));
    if (stream.ended) throw new Error('it ended');
});
await tally.test('a form posted across the proxy needs its token', async () => {
    const r = await ana.request('/p/1/comment', {
        method: 'POST',
        body: new URLSearchParams({ type: 'consultation', object: '1', body: 'No token' }),
    });
    if (r.status !== 403) throw new Error(`${r.status}`);
});
await tally.test('when its server stops, the stream ends, and the other serves on', async () => {
    const { code } = await servers[0].stop();
    if (code !== 0) throw new Error(`exit ${code}`);
    await seconds(5, () => stream.ended);
    const { status } = await ana.page('/consultation/1');
    if (status !== 200) throw new Error(`${status}`);
});
tally.end();
