// SPDX-License-Identifier: EUPL-1.2
// upload.mjs — an upload whose line goes dead in the middle, wherever that is: nothing of it
// remains, not in the database and not where bodies wait.
import { mkdirSync, readdirSync, readlinkSync } from 'node:fs';
import net from 'node:net';
import { Server, sleep } from '../js/kolo.mjs';
import { Writers, receipt } from './writes.mjs';

const TABLES = ['document', 'document_chunk', 'attachment', 'audit'];
const SIZE = 3000000;

const counts = engine =>
    TABLES.map(t => `${t} ${engine.number(`SELECT count(*) FROM ${t}`)}`).join(', ');

/** How many bodies the server keeps in files that have no name, in the folder for them. */
function waiting(server, spool) {
    const dir = `/proc/${server.child.pid}/fd`;
    let n = 0;
    for (const fd of readdirSync(dir)) {
        try {
            n += readlinkSync(`${dir}/${fd}`).startsWith(`${spool}/`) ? 1 : 0;
        } catch {
            // closed meanwhile
        }
    }
    return n;
}

async function until(fn) {
    for (let i = 0; i < 200; i++) {
        if (fn()) return true;
        await sleep(20);
    }
    return false;
}

function head(person, line, body) {
    const cookie = [...person.cookies].map(([k, v]) => `${k}=${v}`).join('; ');
    return (
        `POST /expenditure/${line}/documents HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: ${cookie}\r\n` +
        `Content-Type: multipart/form-data; boundary=b\r\n${body}\r\n\r\n`
    );
}

/** cut(…, at, chunked, gone): sends ${at} bytes of the body and no more, then ${gone} happens. Were
 *  they seen to arrive? */
async function cut(server, spool, person, line, at, chunked, gone) {
    const start =
        `--b\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n${person.token}\r\n--b\r\n` +
        `Content-Disposition: form-data; name="file"; filename="cut.pdf"\r\n\r\n`;
    const end = Buffer.from('\r\n--b--\r\n');
    const body = Buffer.concat([Buffer.from(start), receipt(at, SIZE), end]);
    const part = body.subarray(0, at < 0 ? body.length + at : at);
    const s = net.connect(server.port, '127.0.0.1');
    s.on('error', () => {});
    await new Promise(done => s.once('connect', done));
    if (chunked) {
        s.write(head(person, line, 'Transfer-Encoding: chunked'));
        s.write(`${part.length.toString(16)}\r\n`);
        s.write(part);
        s.write('\r\n');
    } else {
        s.write(head(person, line, `Content-Length: ${body.length}`));
        s.write(part);
    }
    const arrived = part.length < 400000 || (await until(() => waiting(server, spool) > 0));
    await sleep(50);
    await gone(s);
    return arrived;
}

export async function cutUploads(tally, engine, spool) {
    mkdirSync(spool, { recursive: true });
    let server = await Server.start(engine.db, ['--quiet'], { TMPDIR: spool });
    const writers = new Writers(engine);
    await writers.meet(server);
    const person = writers.people[2], before = counts(engine);
    const hangUp = async s => s.destroy();
    for (const at of [0, 60, 100000, 500000, 2000000, -1]) {
        for (const chunked of [false, true]) {
            const arrived = await cut(server, spool, person, writers.line, at, chunked, hangUp);
            const empty = await until(() => waiting(server, spool) === 0);
            const after = counts(engine), files = readdirSync(spool);
            tally.ok(
                arrived && empty && after === before && !files.length,
                `${engine.name}: an upload cut at ${at < 0 ? 'its last byte' : `byte ${at}`}` +
                    `${chunked ? ', chunked,' : ''} leaves nothing (${after}; ${files.length} files)`,
            );
        }
    }
    tally.ok((await writers.receipt(person, SIZE)) === 303, `${engine.name}: a whole one is taken`);
    const saved = counts(engine);
    const kill = () => server.stop('SIGKILL');
    const arrived = await cut(server, spool, person, writers.line, 2000000, false, kill);
    server = await Server.start(engine.db, ['--quiet'], { TMPDIR: spool });
    tally.ok(
        arrived && counts(engine) === saved && !readdirSync(spool).length,
        `${engine.name}: the server killed while one arrives leaves nothing`,
    );
    const end = await server.stop();
    tally.ok(end.code === 0, `${engine.name}: it stops cleanly afterwards (exit ${end.code})`);
}
