// SPDX-License-Identifier: EUPL-1.2
// kolo.mjs — what the whole-program tests share: a database with the demo, a server on it, and a
// person who is signed in.
import { execFile, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const KOLO = process.env.KOLO_RELEASE || process.env.KOLO || 'build/debug/kolo';

/** Counts as it goes; end() prints the closing line that script/test adds up. */
export class Tally {
    passed = 0;
    failed = 0;
    ok(cond, what) {
        if (cond) this.passed++;
        else this.failed++;
        console.log(`${cond ? 'ok' : 'NOT OK'} ${what}`);
        return !!cond;
    }
    async test(what, fn) {
        try {
            await fn();
            this.ok(true, what);
        } catch (e) {
            console.log(e.stack || e);
            this.ok(false, what);
        }
    }
    end() {
        console.log(`${this.passed} passed, ${this.failed} failed`);
        process.exit(this.failed || !this.passed ? 1 : 0);
    }
}

/** What has to be undone when the program ends, also when it is told to; the last first. */
const undo = [];
export function atEnd(fn) {
    if (!undo.length) {
        process.on('exit', () => undo.reverse().forEach(f => f()));
        for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => process.exit(1));
    }
    undo.push(fn);
}

export function scratch() {
    const dir = mkdtempSync(join(tmpdir(), 'kolo-'));
    atEnd(() => rmSync(dir, { recursive: true, force: true }));
    return dir;
}

export function kolo(args, db, opts = {}) {
    const r = spawnSync(KOLO, args, {
        env: { ...process.env, KOLO_DB: db },
        encoding: 'utf8',
        maxBuffer: 1 << 30,
        ...opts,
    });
    if (r.status !== 0 && !opts.mayFail)
        throw new Error(`kolo ${args.join(' ')}: ${r.status}\n${r.stderr}`);
    return r;
}

/** The same while this program goes on. */
export function koloMeanwhile(args, db) {
    const opts = { env: { ...process.env, KOLO_DB: db }, maxBuffer: 1 << 30 };
    return new Promise(done =>
        execFile(KOLO, args, opts, (e, stdout, stderr) =>
            done({ status: e ? (e.code ?? 1) : 0, stdout, stderr }),
        ),
    );
}

export async function freePort() {
    return new Promise((done, bad) => {
        const s = net.createServer();
        s.once('error', bad);
        s.listen(0, '127.0.0.1', () => {
            const { port } = s.address();
            s.close(() => done(port));
        });
    });
}

export const sleep = ms => new Promise(done => setTimeout(done, ms));

export class Server {
    /** env.UNDER: a program and its arguments that run the server, for limits it shall meet. */
    static async start(db, args = [], env = {}) {
        const s = new Server();
        s.db = db;
        s.port = await freePort();
        s.base = `http://127.0.0.1:${s.port}`;
        s.log = '';
        s.began = performance.now();
        const [program, ...before] = [...(env.UNDER || []), KOLO];
        const all = [...before, 'serve', '--listen', `127.0.0.1:${s.port}`, ...args];
        s.child = spawn(program, all, { env: { ...process.env, KOLO_DB: db, ...env, UNDER: '' } });
        s.child.stdout.on('data', d => (s.log += d));
        s.child.stderr.on('data', d => (s.log += d));
        s.ended = new Promise(done => s.child.on('exit', (code, signal) => done({ code, signal })));
        atEnd(() => s.child.kill('SIGKILL'));
        for (let i = 0; i < 600; i++) {
            try {
                const r = await fetch(`${s.base}/healthz`);
                if (r.ok) {
                    s.readyMs = performance.now() - s.began;
                    return s;
                }
            } catch {
                if (s.child.exitCode !== null) break;
            }
            await sleep(5);
        }
        throw new Error(`the server did not start:\n${s.log.slice(-4000)}`);
    }
    async stop(signal = 'SIGTERM') {
        this.child.kill(signal);
        return this.ended;
    }
}

/** A browser without a screen: cookies, forms with their CSRF fields, redirects by hand. */
export class Person {
    constructor(server) {
        this.server = server;
        this.cookies = new Map();
    }
    headers(extra = {}) {
        const cookie = [...this.cookies].map(([k, v]) => `${k}=${v}`).join('; ');
        return { ...(cookie ? { cookie } : {}), ...extra };
    }
    async request(path, init = {}) {
        const r = await fetch(this.server.base + path, {
            redirect: 'manual',
            ...init,
            headers: this.headers(init.headers),
        });
        // Debian's node 18 joins them with commas; none of ours has a comma inside.
        const set = r.headers.getSetCookie?.() ?? r.headers.get('set-cookie')?.split(', ') ?? [];
        for (const line of set) {
            const [pair] = line.split(';'),
                at = pair.indexOf('=');
            if (/max-age=0/i.test(line)) this.cookies.delete(pair.slice(0, at));
            else this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
        }
        return r;
    }
    async page(path) {
        const r = await this.request(path);
        return { status: r.status, html: await r.text(), location: r.headers.get('location') };
    }
    async csrf(path) {
        const { html } = await this.page(path);
        const m = html.match(/name="csrf" value="([^"]+)"/);
        if (!m) throw new Error(`no form on ${path}`);
        return m[1];
    }
    async post(path, fields, from) {
        const body = new URLSearchParams({ csrf: await this.csrf(from || path), ...fields });
        return this.request(path, { method: 'POST', body });
    }
    /** Signs in on the demo's sign-in page: the first person whose button says ${word}. */
    static async demo(server, word) {
        const p = new Person(server),
            { html } = await p.page('/login');
        const forms = [
            ...html.matchAll(/<form[^>]*action="(\/login\/demo\/\d+)"[\s\S]*?<\/form>/g),
        ];
        const form = forms.find(f => f[0].includes(word));
        if (!form) throw new Error(`nobody called ${word} on the sign-in page`);
        const r = await p.post(form[1], {}, '/login');
        if (r.status !== 303) throw new Error(`sign-in of ${word}: ${r.status}`);
        return p;
    }
}
