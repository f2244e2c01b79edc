// SPDX-License-Identifier: EUPL-1.2
// What must survive: kill -9 under writes, an upload that is cut, PostgreSQL going away under
// load. FAULTS=50 for the long run (make torture).
import { spawnSync } from 'node:child_process';
import net from 'node:net';
import { Person, Server, Tally, kolo, scratch, sleep } from '../js/kolo.mjs';

const rounds = Number(process.env.FAULTS || 4);
const tally = new Tally();
const dir = scratch();

/** A rate that nobody else has: currency, year and month from a counter, value from it as well. */
function rateOf(n) {
    const currency = ['CHF', 'GBP', 'TRY', 'USD', 'RON', 'BAM'][n % 6],
        k = Math.floor(n / 6);
    return {
        currency,
        year: 2030 + Math.floor(k / 12),
        month: (k % 12) + 1,
        rate: (1 + (n % 900) / 100).toFixed(2),
    };
}

async function writeRate(person, n) {
    const r = rateOf(n),
        body = new FormData();
    body.set('csrf', person.token);
    body.set(
        'file',
        new Blob([`currency,year,month,rate\n${r.currency},${r.year},${r.month},${r.rate}\n`]),
        'r.csv',
    );
    body.set('source', 'fault test');
    body.set('save', '1');
    const answer = await person.request('/p/1/rates', { method: 'POST', body });
    await answer.arrayBuffer();
    return answer.status;
}

function stored(db) {
    const csv = kolo(['export', 'rates', '--format', 'csv', '--from', '2030-01'], db)
        .stdout.trim()
        .split('\n')
        .slice(1);
    return new Map(
        csv.map(l => l.split(',')).map(([c, y, m, rate]) => [`${c} ${y} ${m}`, Number(rate)]),
    );
}

async function killedUnderWrites(name, db) {
    let next = 0,
        acknowledged = [];
    for (let round = 0; round < rounds; round++) {
        const server = await Server.start(db, []);
        const people = await Promise.all(
            [0, 1, 2].map(async () => {
                const p = await Person.demo(server, 'Lead finance');
                p.token = await p.csrf('/p/1/rates');
                return p;
            }),
        );
        let going = true;
        const writers = people.map(async p => {
            while (going) {
                const n = next++;
                try {
                    if ((await writeRate(p, n)) === 303) acknowledged.push(n);
                } catch {
                    return; // the server is gone: what was not answered may or may not be there
                }
            }
        });
        await sleep(150 + Math.random() * 700);
        await server.stop('SIGKILL');
        going = false;
        await Promise.all(writers);
        const have = stored(db);
        const lost = acknowledged.filter(n => {
            const r = rateOf(n);
            return have.get(`${r.currency} ${r.year} ${r.month}`) !== Number(r.rate);
        });
        const audit = kolo(['audit', 'verify'], db, { mayFail: true });
        tally.ok(
            !lost.length && audit.status === 0,
            `${name}: killed in round ${round + 1}, ${acknowledged.length} writes acknowledged, ${lost.length} lost, audit ${audit.status === 0 ? 'whole' : audit.stdout + audit.stderr}`,
        );
    }
    tally.ok(
        acknowledged.length > rounds,
        `${name}: there was something to lose (${acknowledged.length} writes)`,
    );
}

/** Half a multipart body with a document, then the line goes dead. */
async function cutUpload(db) {
    const server = await Server.start(db, []);
    const person = await Person.demo(server, 'Lead finance');
    const token = await person.csrf('/p/1/rates');
    const before = stored(db).size;
    await new Promise(done => {
        const s = net.connect(server.port, '127.0.0.1', () => {
            const cookie = [...person.cookies].map(([k, v]) => `${k}=${v}`).join('; ');
            s.write(
                `POST /p/1/rates HTTP/1.1\r\nHost: x\r\nCookie: ${cookie}\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 900000\r\n\r\n` +
                    `--b\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n${token}\r\n--b\r\nContent-Disposition: form-data; name="file"; filename="x.csv"\r\n\r\ncurrency,year,month,rate\n` +
                    'CHF,2199,1,1.5\n'.repeat(20000),
            );
            setTimeout(() => {
                s.destroy();
                done();
            }, 200);
        });
        s.on('error', () => {});
    });
    const still = await person.page('/p/1/rates');
    tally.ok(still.status === 200, 'after a cut upload the server answers others');
    tally.ok(stored(db).size === before, 'a cut upload leaves nothing');
    const end = await server.stop();
    tally.ok(end.code === 0, `the server stops cleanly after it (exit ${end.code})`);
}

/** PostgreSQL is stopped and started while people read and write: clean errors, then everything
 *  works again. */
async function postgresRestarts(db, state) {
    const server = await Server.start(db, []);
    const person = await Person.demo(server, 'Lead finance');
    person.token = await person.csrf('/p/1/rates');
    const seen = new Map();
    let going = true,
        n = 5000;
    const load = (async () => {
        while (going) {
            for (const ask of [
                () => person.page('/p/1/expenditure').then(p => p.status),
                () => writeRate(person, n++),
            ]) {
                try {
                    const status = await ask();
                    seen.set(status, (seen.get(status) || 0) + 1);
                } catch (e) {
                    seen.set('broken', (seen.get('broken') || 0) + 1);
                }
            }
            await sleep(5);
        }
    })();
    await sleep(400);
    spawnSync('script/pg-private', ['restart', state]);
    await sleep(1500);
    going = false;
    await load;
    const strange = [...seen.keys()].filter(s => ![200, 303, 401, 422, 500, 503].includes(s));
    tally.ok(
        !strange.length,
        `PostgreSQL restarted under load: answers ${JSON.stringify([...seen])}`,
    );
    const after = await Person.demo(server, 'Lead finance');
    after.token = await after.csrf('/p/1/rates');
    tally.ok(
        (await after.page('/p/1/expenditure')).status === 200,
        'pages work again after the restart',
    );
    tally.ok((await writeRate(after, 9999)) === 303, 'writes work again after the restart');
    await server.stop();
    tally.ok(
        kolo(['audit', 'verify'], db, { mayFail: true }).status === 0,
        'the audit chain is whole after the restart',
    );
}

async function engines() {
    const sqlite = `sqlite:${dir}/kolo.db`;
    kolo(['demo'], sqlite);
    await killedUnderWrites('SQLite', sqlite);
    await cutUpload(sqlite);
    const pg = process.env.KOLO_TEST_PG;
    if (!pg) return console.log('no KOLO_TEST_PG: PostgreSQL is left out');
    const name = `faults_${process.pid}`;
    const url = pg.replace('///postgres', `///${name}`);
    spawnSync('psql', ['-q', pg, '-c', `CREATE DATABASE ${name}`]);
    try {
        kolo(['demo'], url);
        await killedUnderWrites('PostgreSQL', url);
        if (process.env.KOLO_PG_STATE) await postgresRestarts(url, process.env.KOLO_PG_STATE);
    } finally {
        spawnSync('psql', ['-q', pg, '-c', `DROP DATABASE ${name} WITH (FORCE)`]);
    }
}

await engines().catch(e => tally.ok(false, e.stack));
tally.end();
