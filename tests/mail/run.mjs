#!/usr/bin/env node
// SPDX-License-Identifier: EUPL-1.2
// A consultation carried by mail alone, against real servers: the chair opens and closes it in
// Kolo, the partners' people answer from their mailboxes, with the programs and in the languages
// they have. Mails come twice, late, forged, too large; Kolo is killed between. Nothing of it is
// lost or doubled, and all five partners hear what was decided, once. On both engines, one after
// the other; the name of one runs that alone.
import { join } from 'node:path';
import { Cluster, SQLite } from '../faults/engine.mjs';
import { Person, Tally, scratch, sleep } from '../js/kolo.mjs';
import { absent, gmail, outlook, thunderbird } from './letter.mjs';
import { World, must, until } from './world.mjs';

const tally = new Tally(),
    dir = scratch();
const TITLE = 'Deadlines for reports',
    FAILED = "SELECT COUNT(*) FROM mail WHERE state IN ('failed', 'bounced')",
    VOICES = ['biljana', 'arben', 'jelena', 'claire', 'maja'];
let w, chair, at, opened;
/** What a demonstration tells of mails that came in, and of some that did not arrive. */
let told, lost;

const now = () => w.engine.rows('SELECT at FROM audit ORDER BY seq DESC LIMIT 1')[0][0];
/** As the form of somebody in Skopje takes it. */
const local = iso => new Date(new Date(iso).getTime() + 3600e3).toISOString().slice(0, 16);
const position = partner =>
    w.engine.rows(`SELECT p.choice, p.reason, p.via FROM consultation_position p
    JOIN consultation_seat s ON s.id = p.seat_id JOIN consultation_round r ON r.id = s.round_id
    JOIN organisation o ON o.id = s.organisation_id
    WHERE r.consultation_id = ${at} AND o.short_name = '${partner}' ORDER BY p.said_at DESC, p.id DESC`);
const positions = () =>
    w.number(`SELECT COUNT(*) FROM consultation_position p JOIN consultation_seat s ON s.id = p.seat_id
    JOIN consultation_round r ON r.id = s.round_id WHERE r.consultation_id = ${at}`);
const comments = () =>
    w.engine.rows(
        `SELECT author, replace(body, '\n', ' ') FROM comment WHERE object_type = 'consultation' AND object_id = ${at}`,
    );
const inTray = reason =>
    w.number(`SELECT COUNT(*) FROM inbound WHERE state = 'tray' AND reason = '${reason}'`);

async function restart(more) {
    await w.kill();
    await w.serve(more);
    chair = await Person.demo(w.server, 'Ana');
}

async function post(path, fields, from = path) {
    const r = await chair.post(path, fields, from);
    must(
        r.status === 303,
        `${path}: ${r.status} ${(await r.text()).match(/class="problem[\s\S]{0,400}/)?.[0]}`,
    );
    return r.headers.get('location');
}

async function opens() {
    const { html } = await chair.page('/p/1/consultations/new');
    const fields = new URLSearchParams({
        title: TITLE,
        kind: 'question',
        rule: 'consent',
        closes_at: local(Date.parse(now()) + 48 * 3600e3),
        question: 'Shall partners report within **ten days** after a period?',
        chair: w.person.ana.id,
        csrf: html.match(/name="csrf" value="([^"]+)"/)[1],
    });
    for (const [, id] of html.matchAll(/name="asked" value="(\d+)"/g)) fields.append('asked', id);
    const r = await chair.request('/p/1/consultations', { method: 'POST', body: fields });
    must(r.status === 303, `the draft: ${r.status}`);
    at = Number(r.headers.get('location').match(/\d+$/)[0]);
    const page = await chair.page(`/consultation/${at}/open`);
    await post(`/consultation/${at}/open`, {
        closes_at: fields.get('closes_at'),
        version: page.html.match(/name="version" value="(\d+)"/)[1],
    });
    /* It has been open for nine hours, and nothing comes due before reminded() lets it. */
    w.engine.rows(
        `UPDATE consultation_round SET opened_at = '2008-02-25T00:00:00Z' WHERE consultation_id = ${at}`,
    );
    w.engine.rows("UPDATE due SET looked_at = '2009-01-01T00:00:00Z'");
    await restart(); /* while the mails go out */
    await w.settleUnclear(chair);
    opened = {};
    for (const name of VOICES) opened[name] = await w.mail(name, new RegExp(TITLE));
    must(
        VOICES.every(v => w.mails(v).filter(m => m.subject.includes(TITLE)).length === 1),
        'not each was asked once',
    );
    must(
        opened.jelena.lang === 'sr' && /Odgovorite/.test(opened.jelena.text),
        `not in Serbian: ${opened.jelena.text}`,
    );
    must(opened.arben.replyTo !== opened.jelena.replyTo, 'two have one address to answer to');
    for (const h of ['list-id', 'list-unsubscribe', 'references', 'auto-submitted'])
        must(opened.arben.head.has(h), `no ${h}`);
}

/** What was written first comes last, one comes twice, one is an answering machine's. The clock of
 *  a demonstration goes on from what was last done, so answers are dated before it. */
async function answers() {
    const { arben, jelena, claire, maja } = w.person;
    const dak = gmail(opened.arben, arben, 'Pajtohem.\nDhjetë ditë mjaftojnë.');
    w.deliver(
        thunderbird(
            opened.jelena,
            jelena,
            'Protiv\n\nDeset dana je kratko: knjigovođa radi petnaest dana.',
            { at: '2008-02-25T08:30:00Z' },
        ),
    );
    w.deliver(dak);
    w.deliver(outlook(opened.maja, maja, 'Strinjam se.\n\nDeset dni je dovolj, če župan plača.'));
    w.deliver(
        outlook(
            opened.claire,
            claire,
            'What about banks?\n\nOurs sends its list after eight days.',
            { file: { name: 'list.txt', bytes: 'bank list' } },
        ),
    );
    w.deliver(absent(opened.biljana, w.person.biljana));
    for (let i = 0; i < 4; i++) {
        await sleep(Math.random() * 150);
        await restart();
    }
    w.deliver(dak);
    w.deliver(thunderbird(opened.jelena, jelena, 'Za', { at: '2008-02-25T08:20:00Z' }));
    await w.taken();
    must(position('DA').join() === 'support,Dhjetë ditë mjaftojnë.,mail', `DA: ${position('DA')}`);
    must(
        position('CNVOS').join() === 'support,Deset dni je dovolj, če župan plača.,mail',
        `CNVOS: ${position('CNVOS')}`,
    );
    must(
        position('EHO')[0].join() ===
            'object,Deset dana je kratko: knjigovođa radi petnaest dana.,mail',
        `EHO: ${position('EHO')}`,
    );
    must(
        position('EHO').length === 2 && position('EHO')[1][0] === 'support',
        'what came late is not in the history',
    );
    must(
        comments().length === 1 && /^Claire.*,What about banks/.test(comments().join()),
        `comments: ${comments().join(' | ')}`,
    );
    must(!position('MCIC').length && !position('ECAS').length, 'a comment or a machine has spoken');
    must(
        w.number("SELECT COUNT(*) FROM inbound WHERE state = 'auto'") === 1,
        'the answering machine was not known for one',
    );
    must(
        w.number("SELECT COUNT(*) FROM attachment WHERE name = 'list.txt'") === 1,
        'the file is not there once',
    );
    await w.settleUnclear(chair);
    await w.mail('claire', /^Taken as a comment/);
    const told = await w.mail('ana', /EHO objects/);
    must(/knjigovođa radi petnaest dana/.test(told.text), 'the chair does not read why');
}

async function reminded() {
    w.engine.rows(
        `UPDATE consultation_round SET opened_at = '2008-02-24T00:00:00Z' WHERE consultation_id = ${at}`,
    );
    w.engine.rows("UPDATE due SET looked_at = '2008-01-01T00:00:00Z'");
    await restart();
    const mails = {
        claire: await w.mail('claire', /^Your position is missing/),
        biljana: await w.mail('biljana', /^Your position is missing/),
    };
    await sleep(500);
    for (const name of ['arben', 'jelena', 'maja'])
        must(
            !w
                .mails(name)
                .some(m => /missing|nedostaje/.test(m.subject) && m.subject.includes(TITLE)),
            `${name} was reminded too`,
        );
    w.deliver(outlook(mails.claire, w.person.claire, 'Support with changes: twelve days.'));
    w.deliver(gmail(mails.biljana, w.person.biljana, 'За, се согласуваме'));
    w.deliver(gmail(mails.biljana, w.person.biljana, 'ЗА'));
    await w.taken();
    must(
        position('ECAS').join() === 'support_with_changes,twelve days.,mail',
        `ECAS: ${position('ECAS')}`,
    );
    must(position('MCIC')[0]?.[0] === 'support', `MCIC: ${position('MCIC')}`);
}

async function refused() {
    const { jelena, arben, claire } = w.person,
        before = positions(),
        said = comments().length;
    const [[mail]] = w.engine.rows(
        `SELECT id FROM mail WHERE address = '${arben.address}' AND subject LIKE '%${TITLE}%'`,
    );
    const ours = opened.arben.replyTo;
    const forged = ours.replace(
        /-(.)([^-]*)@/,
        (_, c, rest) => `-${c === '0' ? '1' : '0'}${rest}@`,
    );
    w.deliver(gmail(opened.arben, arben, 'Kundër: i falsifikuar', { to: forged }));
    w.deliver(
        gmail(opened.arben, arben, 'Kundër: i vjetër', {
            to: w.replyAddress(mail, new Date('2008-01-01')),
        }),
    );
    w.deliver(outlook(opened.arben, claire, 'Object: not my mail'));
    const big = Buffer.alloc(30 << 20, 'A');
    for (let i = 76; i < big.length; i += 77) big[i] = 10;
    w.deliver(Buffer.concat([thunderbird(opened.jelena, jelena, 'Blokiram'), big]));
    await w.taken();
    for (const reason of ['forged', 'expired', 'foreign', 'large'])
        must(inTray(reason) === 1, `${reason}: ${inTray(reason)} in the tray`);
    must(positions() === before && comments().length === said, 'something of it was taken');
    must(
        w.replyAddress(mail, new Date(parseInt(ours.split('-')[1], 36) * 1000)) === ours,
        'the test signs otherwise than Kolo',
    );
    await w.mail('jelena', /./);
    const page = await chair.page('/p/1/tray');
    must(/larger than Kolo takes by mail/.test(page.html), 'the tray does not say why');
}

async function overTLS() {
    await w.kill();
    w.tls = true;
    w.deliver(thunderbird(opened.jelena, w.person.jelena, 'Za uz izmene: dvanaest dana'));
    await w.serve({ KOLO_IMAP_CA: '' });
    await until(
        () => /certificate/i.test(w.server.log),
        () => `a word on the certificate: ${w.server.log}`,
    );
    must(w.box.count() === 1, 'it talked to a server that nobody vouches for');
    await restart();
    await w.taken();
    must(
        position('EHO')[0].join() === 'support_with_changes,dvanaest dana,mail',
        `EHO: ${position('EHO')}`,
    );
}

async function decides() {
    const { maja } = w.person;
    await post(`/consultation/${at}/close`, {}, `/consultation/${at}`);
    const before = positions();
    w.deliver(outlook(opened.maja, maja, 'Proti: premislili smo si.'));
    const told = await w.mail('maja', /could not be placed/);
    must(/closed on/.test(told.text), `the answer does not say why: ${told.text}`);
    must(positions() === before && inTray('refused') === 1, 'it was taken, or is not in the tray');
    const { html } = await chair.page(`/consultation/${at}/responses`);
    for (const [, path] of html.matchAll(/action="(\/comment\/\d+\/respond)"/g))
        await post(
            path,
            { state: 'partly', reply: 'Twelve days leave time for the bank.' },
            `/consultation/${at}/responses`,
        );
    await post(`/consultation/${at}/decide`, {
        decided: 'Partners report within twelve days after a period.',
        task: 'Change the manual',
        task_organisation: w.engine.rows(
            "SELECT id FROM organisation WHERE short_name = 'MCIC'",
        )[0][0],
        due_on: '2008-03-31',
    });
    await restart();
    await w.settleUnclear(chair);
    for (const name of VOICES) {
        const mail = await w.mail(name, new RegExp(`\\d+: ${TITLE}`));
        must(/within twelve days/.test(mail.text), `${name} does not read what: ${mail.text}`);
    }
}

async function once() {
    await w.settleUnclear(chair);
    const seen = new Map();
    for (const m of w.mails()) seen.set(m.id, (seen.get(m.id) || 0) + 1);
    must(
        [...seen.values()].every(n => n === 1),
        'a mail went twice',
    );
    for (const name of VOICES) {
        const about = w
            .mails(name)
            .filter(m => /Decision \d+|Odluka \d+/.test(m.subject) && m.subject.includes(TITLE));
        must(
            about.length === 1,
            `${name} heard ${about.length} times: ${about.map(m => m.subject)}`,
        );
    }
    must(
        w.box.count('.Kolo.done') === w.box.put,
        `${w.box.put} delivered, ${w.box.count('.Kolo.done')} done`,
    );
    must(
        w.number('SELECT COUNT(*) FROM inbound') - told === w.box.put - 1,
        'not each mail is there once',
    );
    must(w.number(FAILED) === lost, `a mail failed: ${w.number(FAILED) - lost}`);
}

const JOURNEY = [
    [
        'each voice is asked once, in its language, though Kolo is killed while the mails go out',
        opens,
    ],
    [
        'answers of four programs in four languages, twice and out of order, Kolo killed between',
        answers,
    ],
    ['who has not spoken is reminded, and answers that', reminded],
    ['forged, expired, foreign and too large: in the tray, and nothing of it counts', refused],
    ['the same mailbox over TLS; without the certificate nothing is read', overTLS],
    ['after closing: a clear answer; the decision reaches all five partners', decides],
    ['no mail is lost or doubled', once],
];

async function journey(engine) {
    const began = performance.now();
    w = await World.start(join(dir, engine.name), engine);
    told = w.number('SELECT COUNT(*) FROM inbound');
    lost = w.number(FAILED);
    await w.serve();
    chair = await Person.demo(w.server, 'Ana');
    for (const [what, fn] of JOURNEY) await tally.test(`${engine.name}: ${what}`, fn);
    await w.server.stop();
    const seconds = Math.round((performance.now() - began) / 1000);
    console.log(`${engine.name}: ${w.mails().length} mails out, ${w.box.put} in, ${seconds} s`);
}

/* PostgreSQL has no file that it could lie beside. */
process.env.KOLO_BALLOT_KEY ||= join(dir, 'ballot-key');
const ENGINES = {
    SQLite: () => new SQLite(join(dir, 'kolo.db')),
    PostgreSQL: () => new Cluster(dir).database('mail'),
};
for (const [name, fresh] of Object.entries(ENGINES))
    if (!process.argv[2] || process.argv[2] === name) await journey(fresh().demo());
tally.end();
