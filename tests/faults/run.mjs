// SPDX-License-Identifier: EUPL-1.2
// What must survive on both engines: kill -9 under writes, uploads that are cut, a disk that is
// full, PostgreSQL going away under load, a backup meanwhile, mails going out. FAULTS=3 kills three
// times instead of fifty; names of parts (kill mail upload full postgres backup) run only those.
import { join } from 'node:path';
import { Tally, scratch } from '../js/kolo.mjs';
import { backupWhileWriting } from './backup.mjs';
import { Cluster, SQLite } from './engine.mjs';
import { fullDisk } from './full.mjs';
import { killedUnderWrites } from './kill.mjs';
import { killedWhileSending } from './mail.mjs';
import { postgresGoesAway } from './postgres.mjs';
import { cutUploads } from './upload.mjs';

const rounds = Number(process.env.FAULTS || 50);
const wanted = process.argv.slice(2);
const tally = new Tally();
const dir = scratch();
/* PostgreSQL has no file that it could lie beside. */
process.env.KOLO_BALLOT_KEY ||= join(dir, 'ballot-key');
const cluster = new Cluster(dir);
let made = 0;
/** A folder for bodies that wait, with nothing of an earlier part in it. */
const spool = () => join(dir, `spool${made}`);

const newSQLite = () => new SQLite(join(dir, `${++made}.db`));
const newPostgreSQL = () => cluster.database(`faults_${++made}`);

async function part(name, fn) {
    if (wanted.length && !wanted.includes(name)) return;
    try {
        await fn();
    } catch (e) {
        tally.ok(false, `${name}: ${e.stack}`);
    }
}

for (const fresh of [newSQLite, newPostgreSQL]) {
    await part('kill', () => killedUnderWrites(tally, fresh().demo(), spool(), rounds));
    await part('mail', () =>
        killedWhileSending(tally, fresh().demo(), join(dir, `post${made}`), rounds),
    );
    await part('upload', () => cutUploads(tally, fresh().demo(), spool()));
    await part('backup', () =>
        backupWhileWriting(tally, fresh().demo(), join(dir, `${made}.backup`), [
            newSQLite,
            newPostgreSQL,
        ]),
    );
}
await part('full', () => fullDisk(tally, newSQLite().demo()));
await part('postgres', () => postgresGoesAway(tally, newPostgreSQL().demo(), cluster));
tally.end();
