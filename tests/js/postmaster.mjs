// SPDX-License-Identifier: EUPL-1.2
// postmaster.mjs — the real SMTP server that Kolo sends to: tests/smtpd.py, and the mails it took.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { atEnd, freePort, sleep } from './kolo.mjs';

export class Postmaster {
    /** words: as tests/smtpd.py has them, "tls", "auth", "quick". */
    static async start(dir, ...words) {
        const p = new Postmaster();
        p.dir = dir;
        p.port = await freePort();
        mkdirSync(dir, { recursive: true });
        p.process = spawn('tests/smtpd.py', [p.port, dir, ...words], { stdio: 'ignore' });
        atEnd(() => p.process.kill());
        for (let i = 0; i < 1000 && !existsSync(join(dir, 'ready')); i++) await sleep(20);
        return p;
    }
    get cert() {
        return join(this.dir, 'cert.pem');
    }
    get key() {
        return join(this.dir, 'key.pem');
    }
    /** quick: every recipient of a mail it has taken, as often as it has. */
    taken() {
        const file = join(this.dir, 'taken');
        return existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
    }
    /** Otherwise: the bytes of all mails, in the order in which they came. */
    mails() {
        const box = join(this.dir, 'new');
        return readdirSync(box).sort().map(name => readFileSync(join(box, name)));
    }
    stop() {
        this.process.kill();
    }
}
