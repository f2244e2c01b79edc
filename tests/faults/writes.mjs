// SPDX-License-Identifier: EUPL-1.2
// writes.mjs — the writes that faults interrupt, each of several rows in one transaction, and what
// must be true of the database afterwards whatever was interrupted.
import { createHash } from 'node:crypto';
import { Person, kolo, sleep } from '../js/kolo.mjs';

const SOURCE = 'fault test';
const SETS = [
    ['CHF', 'GBP', 'TRY'],
    ['USD', 'RON', 'BAM'],
];
const FIRST_YEAR = 2010;

/** Three rates of a month that nobody else has: which, from a counter. */
function ratesOf(n) {
    const k = Math.floor(n / 2), year = FIRST_YEAR + Math.floor(k / 12), month = (k % 12) + 1;
    if (year > 2199) throw new Error('no months are left for rates');
    const rate = i => (1 + i + (n % 997) / 1000).toFixed(4);
    const rates = SETS[n % 2].map((currency, i) => [currency, rate(i)]);
    return { year, month, rates };
}

/** A receipt that nobody else has; every third is kept in a file while it arrives. */
export function receipt(n, size = n % 3 ? 5000 : 300000) {
    const line = `receipt ${n} of the fault test\n`;
    return Buffer.from(`%PDF-1.4\n${line.repeat(Math.ceil(size / line.length))}`);
}

const sha256 = bytes => createHash('sha256').update(bytes).digest('hex');

/** People who write, and what they were told is saved. */
export class Writers {
    constructor(engine) {
        this.engine = engine;
        this.next = 0;
        this.saved = { rates: [], receipts: [] };
        this.before = engine.number('SELECT seq FROM audit_head');
        this.documents = engine.number('SELECT count(*) FROM document');
        this.line = engine.number(
            `SELECT max(e.id) FROM expenditure e JOIN partner_report r ON r.id = e.report_id
              JOIN partner p ON p.id = r.partner_id JOIN organisation o ON o.id = p.organisation_id
              WHERE r.state = 'draft' AND e.until_version IS NULL AND o.short_name = 'DA'`,
        );
        if (!this.line) throw new Error('the demo has no line in a draft');
    }
    /** Signs in, or goes on with the sessions there are: they outlive the server. */
    async meet(server) {
        if (!this.people) {
            const people = ['Biljana', 'Ana', 'Mirela'].map(name => Person.demo(server, name));
            this.people = await Promise.all(people);
            for (const p of this.people.slice(0, 2)) p.token = await p.csrf('/p/1/rates');
            this.people[2].token = await this.people[2].csrf(`/expenditure/${this.line}`);
        }
        for (const p of this.people) p.server = server;
    }
    async rates(person) {
        const n = this.next++, { year, month, rates } = ratesOf(n);
        const csv = rates.map(([currency, rate]) => `${currency},${year},${month},${rate}\n`);
        const file = new Blob([`currency,year,month,rate\n${csv.join('')}`]);
        const status = await this.send(person, '/p/1/rates', file, 'rates.csv', {
            source: SOURCE,
            save: '1',
        });
        if (status === 303) this.saved.rates.push(n);
        return status;
    }
    async receipt(person, size) {
        const n = this.next++, bytes = receipt(n, size);
        const to = `/expenditure/${this.line}/documents`;
        const status = await this.send(person, to, new Blob([bytes]), `fault-${n}.pdf`, {});
        if (status === 303) this.saved.receipts.push([n, sha256(bytes)]);
        return status;
    }
    async send(person, path, file, name, fields) {
        const body = new FormData();
        body.set('csrf', person.token);
        for (const [key, value] of Object.entries(fields)) body.set(key, value);
        body.set('file', file, name);
        const answer = await person.request(path, { method: 'POST', body });
        await answer.arrayBuffer();
        return answer.status;
    }
    /** write(told): everybody writes until stop() is called; told(status) of each answer, 0 when
     *  there was none. */
    write(told = () => {}) {
        let going = true;
        const one = async (person, act) => {
            while (going) {
                const status = await act(person).catch(() => 0);
                told(status);
                await sleep(Math.random() * (status ? 15 : 40));
            }
        };
        const [first, second, third] = this.people;
        const all = Promise.all([
            one(first, p => this.rates(p)),
            one(second, p => this.rates(p)),
            one(third, p => this.receipt(p)),
        ]);
        return {
            stop: async () => {
                going = false;
                await all;
            },
        };
    }
    get count() {
        return this.saved.rates.length + this.saved.receipts.length;
    }
}

/** What was acknowledged and is not there. */
function lost(engine, saved) {
    const rates = new Map(
        engine
            .rows(`SELECT currency, month, rate_e6 FROM rate WHERE source = '${SOURCE}'`)
            .map(([currency, month, rate]) => [`${currency} ${month}`, Number(rate)]),
    );
    const names = new Map(
        engine.rows(`SELECT a.name, d.sha256 FROM attachment a
                       JOIN document d ON d.id = a.document_id WHERE a.name LIKE 'fault-%'`),
    );
    const gone = [];
    for (const n of saved.rates) {
        const r = ratesOf(n);
        for (const [currency, rate] of r.rates)
            if (rates.get(`${currency} ${r.year * 12 + r.month - 1}`) !== Math.round(rate * 1e6))
                gone.push(`${currency} of ${r.year}-${r.month}`);
    }
    for (const [n, sha] of saved.receipts)
        if (names.get(`fault-${n}.pdf`) !== sha) gone.push(`fault-${n}.pdf`);
    return gone;
}

/** What is there in part: each query counts things that a transaction makes whole or not at all. */
const halves = (before, documents) => ({
    'imports with some of their rates': `
        SELECT count(*) FROM (
            SELECT month, CASE WHEN currency IN ('CHF', 'GBP', 'TRY') THEN 1 ELSE 0 END AS part
              FROM rate WHERE source = '${SOURCE}' GROUP BY 1, 2 HAVING count(*) <> 3) x`,
    'imports without an audit entry, or entries without an import': `
        SELECT abs((SELECT count(*) FROM rate WHERE source = '${SOURCE}')
          - 3 * (SELECT count(*) FROM audit WHERE action = 'rate.import' AND seq > ${before}))`,
    'receipts without an audit entry, or entries without a receipt': `
        SELECT abs((SELECT count(*) FROM attachment WHERE name LIKE 'fault-%')
          - (SELECT count(*) FROM audit WHERE action = 'expenditure.attach' AND seq > ${before}))`,
    'documents without all their bytes': `
        SELECT count(*) FROM document d
         WHERE d.chunks <> (SELECT count(*) FROM document_chunk c WHERE c.document_id = d.id)
            OR d.size <> (SELECT COALESCE(sum(length(c.bytes)), 0) FROM document_chunk c
                           WHERE c.document_id = d.id)`,
    'documents that belong to nothing': `
        SELECT abs((SELECT count(*) FROM document) - ${documents}
          - (SELECT count(*) FROM attachment WHERE name LIKE 'fault-%'))`,
});

/** wrongs(writers, engine): every acknowledged write is there, none is there by half, and the audit
 *  chain is whole; the list of what is not so. */
export function wrongs(writers, engine = writers.engine, saved = writers.saved) {
    const list = lost(engine, saved).map(what => `lost: ${what}`);
    for (const [what, sql] of Object.entries(halves(writers.before, writers.documents))) {
        const n = engine.number(sql);
        if (n) list.push(`${n} ${what}`);
    }
    const audit = kolo(['audit', 'verify'], engine.db, { mayFail: true });
    if (audit.status !== 0) list.push(`audit verify: ${audit.stdout}${audit.stderr}`);
    return list;
}
