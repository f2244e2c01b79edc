// SPDX-License-Identifier: EUPL-1.2
// world.mjs — Kolo between two real mail servers, and the partners' people, who have nothing but
// their mailboxes. Kolo may be killed at any moment, and goes on.
import { createHmac } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { Server, kolo, sleep } from '../js/kolo.mjs';
import { Postmaster } from '../js/postmaster.mjs';
import { read } from './letter.mjs';
import { Mailbox } from './mailbox.mjs';
import { join } from 'node:path';

const PEOPLE = {
    biljana: 'mcic',
    ana: 'mcic',
    arben: 'da',
    jelena: 'eho',
    claire: 'ecas',
    maja: 'cnvos',
};

export function must(cond, what) {
    if (!cond) throw new Error(what);
}

/** Waits until ${fn} gives something. */
export async function until(fn, what, seconds = 30) {
    for (let i = 0; i < seconds * 20; i++) {
        const got = fn();
        if (got) return got;
        await sleep(50);
    }
    throw new Error(`waited in vain for: ${what()}`);
}

export class World {
    /** ${engine}: with a demonstration in it. */
    static async start(dir, engine) {
        const w = new World();
        mkdirSync(dir, { recursive: true });
        w.engine = engine;
        kolo(
            [
                'user',
                'role',
                '--role',
                'partner_coordinator',
                '--project',
                w.engine.rows('SELECT code FROM project')[0][0],
                '--organisation',
                'MCIC',
                'biljana@mcic.example',
            ],
            w.engine.db,
        );
        /* To the addresses of a demonstration nothing is sent (RFC 2606). */
        for (const column of ['email', 'email_key'])
            w.engine.rows(
                `UPDATE account SET ${column} = replace(${column}, '.example', '.local')`,
            );
        w.post = await Postmaster.start(join(dir, 'post'), 'tls', 'auth');
        w.box = await Mailbox.start(w.post);
        w.person = {};
        for (const [name, partner] of Object.entries(PEOPLE)) {
            const address = `${name}@${partner}.local`;
            const [[id, full]] = w.engine.rows(
                `SELECT id, name FROM account WHERE email = '${address}'`,
            );
            w.person[name] = { id, address, name: full };
        }
        return w;
    }
    settings(more = {}) {
        return {
            KOLO_SMTP: `smtp://127.0.0.1:${this.post.port}`,
            KOLO_SMTP_USER: 'kolo',
            KOLO_SMTP_PASSWORD: 'šifra',
            KOLO_SMTP_CA: this.post.cert,
            KOLO_MAIL_FROM: 'kolo@kolo.local',
            KOLO_MAIL_REPLY: 'reply@kolo.local',
            KOLO_URL: 'https://kolo.local',
            KOLO_IMAP: this.box.url(this.tls),
            KOLO_IMAP_USER: 'reply',
            KOLO_IMAP_PASSWORD: 'secret',
            ...(this.tls && { KOLO_IMAP_CA: this.post.cert }),
            ...more,
        };
    }
    async serve(more) {
        this.server = await Server.start(this.engine.db, ['--quiet'], this.settings(more));
        return this.server;
    }
    kill() {
        return this.server.stop('SIGKILL');
    }
    /** All mails that the partners' servers took, or those to one person. */
    mails(name) {
        const all = this.post.mails().map(read);
        return name ? all.filter(m => m.to === this.person[name].address) : all;
    }
    /** The mail to ${name} whose subject fits, once it is there. */
    mail(name, subject) {
        return until(
            () =>
                this.mails(name)
                    .filter(m => subject.test(m.subject))
                    .pop(),
            () =>
                `a mail to ${name} about ${subject}: ${this.mails(name).map(m => m.subject)}\n${this.server.log.slice(-2000)}`,
        );
    }
    deliver(mail) {
        this.box.deliver(mail);
    }
    /** Nothing lies in the mailbox, all of it is kept. */
    taken() {
        return until(
            () => !this.box.count(),
            () => `${this.box.count()} mails to be taken\n${this.server.log.slice(-2000)}`,
        );
    }
    number(sql) {
        return this.engine.number(sql);
    }
    /** An address that Kolo itself would have written, with an end of our choice. */
    replyAddress(mail, end) {
        const what = `${Number(mail).toString(36)}-${Math.floor(end.getTime() / 1000).toString(36)}`;
        const key = Buffer.from(this.engine.rows('SELECT secret FROM sign_key')[0][0], 'hex');
        const mac = createHmac('sha256', key).update(`reply ${what}`).digest('hex').slice(0, 24);
        return `reply+${what}-${mac}@kolo.local`;
    }
    /** Mails that were under way when Kolo was killed wait for a person once their lease is over:
     *  who sees that one did not arrive sends it once more. */
    async settleUnclear(chair) {
        this.engine.rows(
            "UPDATE mail SET next_at = '2007-01-01T00:00:00Z' WHERE state = 'sending'",
        );
        await until(
            () => !this.number("SELECT COUNT(*) FROM mail WHERE state IN ('sending', 'waiting')"),
            () =>
                this.engine
                    .rows(
                        "SELECT id, state, trouble FROM mail WHERE state IN ('sending', 'waiting')",
                    )
                    .join('\n'),
        );
        const unclear = this.engine.rows(
            "SELECT id, address, subject FROM mail WHERE state = 'unclear'",
        );
        const there = this.mails();
        for (const [id, address, subject] of unclear) {
            if (there.some(m => m.to === address && m.subject === subject)) continue;
            const r = await chair.post(`/p/1/mail/${id}/again`, {}, `/p/1/mail/${id}`);
            must(
                r.status === 303,
                `mail ${id} once more: ${r.status} ${this.engine.rows(`SELECT cause, cause_key, project_id, recipient, address, state FROM mail WHERE id = ${id}`)}`,
            );
        }
        return unclear.length;
    }
}
