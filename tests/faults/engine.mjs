// SPDX-License-Identifier: EUPL-1.2
// engine.mjs — the two databases that faults happen to, and a way to look into them that is not
// Kolo's own.
import { execFile, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { atEnd, kolo } from '../js/kolo.mjs';

function run(program, args) {
    const r = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 30 });
    if (r.status !== 0) throw new Error(`${program} ${args.join(' ')}: ${r.stderr || r.error}`);
    return r.stdout;
}

function cells(text) {
    return text
        .split('\n')
        .filter(line => line)
        .map(line => line.split('\t'));
}

class Engine {
    /** rows(sql): texts. number(sql): the one number it gives. */
    number(sql) {
        return Number(this.rows(sql)[0][0]);
    }
    demo() {
        kolo(['demo'], this.db);
        return this;
    }
}

export class SQLite extends Engine {
    name = 'SQLite';
    constructor(path) {
        super();
        this.path = path;
        this.db = `sqlite:${path}`;
    }
    rows(sql) {
        const settings = ['-cmd', '.timeout 5000', '-separator', '\t'];
        return cells(run('sqlite3', [...settings, this.path, sql]));
    }
}

/** A cluster of our own, which may be stopped and killed; what it has acknowledged it keeps when
 *  its processes die. */
export class Cluster {
    constructor(dir) {
        this.state = join(dir, 'pg');
        atEnd(() => this.do('stop'));
        this.url = this.do('start', 'synchronous_commit=on').trim();
    }
    do(verb, ...more) {
        return run('script/pg-private', [verb, this.state, ...more]);
    }
    /** The same while this program goes on. */
    doMeanwhile(verb) {
        return new Promise((done, bad) =>
            execFile('script/pg-private', [verb, this.state], e => (e ? bad(e) : done())),
        );
    }
    database(name) {
        run('psql', ['-Xqc', `CREATE DATABASE ${name}`, this.url]);
        return new PostgreSQL(this.url.replace('///postgres', `///${name}`));
    }
}

class PostgreSQL extends Engine {
    name = 'PostgreSQL';
    constructor(url) {
        super();
        this.db = url;
    }
    rows(sql) {
        return cells(run('psql', ['-XAtq', '-F', '\t', '-c', sql, this.db]));
    }
}
