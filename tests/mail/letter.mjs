// SPDX-License-Identifier: EUPL-1.2
// letter.mjs — mails as their readers meet them: what Kolo sent taken apart, and answers to it as
// the programs of the partners' people write them.

/** The header lines unfolded, names in small letters; of several the first. */
function headersOf(text) {
    const head = new Map();
    for (const line of text.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
        const at = line.indexOf(':'),
            name = line.slice(0, at).toLowerCase();
        if (at > 0 && !head.has(name)) head.set(name, line.slice(at + 1).trim());
    }
    return head;
}

/** RFC 2047, base64 and UTF-8 alone: what Kolo writes. */
const words = z =>
    z.replace(/=\?UTF-8\?B\?([^?]*)\?=\s*/gi, (_, b) =>
        Buffer.from(b, 'base64').toString('latin1'),
    );
const header = z => Buffer.from(words(z), 'latin1').toString('utf8');

function quotedPrintable(z) {
    const bytes = z
        .replace(/=\r?\n/g, '')
        .replace(/=([0-9A-F]{2})/gi, (_, h) => String.fromCharCode(parseInt(h, 16)));
    return Buffer.from(bytes, 'latin1').toString('utf8');
}

/** A mail that Kolo sent: {id, to, subject, date, replyTo, references, text}. */
export function read(bytes) {
    const raw = bytes.toString('latin1'),
        end = raw.search(/\r?\n\r?\n/),
        h = headersOf(raw.slice(0, end));
    const boundary = /boundary="?([^";]+)/.exec(h.get('content-type'))[1];
    const part = raw.split(`--${boundary}`).find(p => /^\s*content-type: text\/plain/im.test(p));
    const at = part.search(/\r?\n\r?\n/);
    return {
        head: h,
        id: h.get('message-id'),
        to: h.get('x-to'),
        subject: header(h.get('subject')),
        lang: h.get('content-language'),
        date: new Date(h.get('date')),
        replyTo: (h.get('reply-to') || '').replace(/[<>]/g, ''),
        text: quotedPrintable(part.slice(at)).replace(/\r\n/g, '\n').trim(),
    };
}

const encoded = z => `=?UTF-8?B?${Buffer.from(z).toString('base64')}?=`;
const base64 = bytes => Buffer.from(bytes).toString('base64').replace(/.{76}/g, '$&\r\n');
const lines = z => z.replace(/\r?\n/g, '\r\n');
let made = 0;

/** The headers of an answer, written at the moment ${at}. */
function answering(mail, from, { to, at = mail.date } = {}) {
    const date = new Date(at).toUTCString().replace('GMT', '+0000');
    return [
        `From: ${encoded(from.name)} <${from.address}>`,
        `To: Kolo <${to || mail.replyTo}>`,
        `Subject: ${encoded(`Re: ${mail.subject}`)}`,
        `Date: ${date}`,
        `Message-ID: <${++made}.${from.address}>`,
        `In-Reply-To: ${mail.id}`,
        `References: ${mail.head.get('references')} ${mail.id}`,
        'MIME-Version: 1.0',
    ].join('\r\n');
}
const quote = z =>
    z
        .split('\n')
        .map(l => `> ${l}`)
        .join('\n');

/** Thunderbird: text alone, what is answered below with > before each line, a signature. */
export function thunderbird(mail, from, said, opts) {
    const body = `${said}\n\n-- \n${from.name}\n+381 21 000 000\n\nDana 25.2.2008. 10:20, Kolo piše:\n${quote(mail.text)}\n`;
    return Buffer.from(
        `${answering(mail, from, opts)}\r\nUser-Agent: Mozilla Thunderbird\r\n` +
            'Content-Type: text/plain; charset=UTF-8; format=flowed\r\n' +
            'Content-Transfer-Encoding: 8bit\r\n\r\n' +
            lines(body),
    );
}

/** Gmail: text and HTML, both in base64, a line in the writer's language before what is quoted. */
export function gmail(mail, from, said, opts) {
    const intro = `Më hën, 25 shk 2008 në 10:20 Kolo <${mail.replyTo}> shkroi:`;
    const html =
        `<div dir="ltr">${said.replace(/\n/g, '<br>')}</div><br><div class="gmail_quote">` +
        `<div dir="ltr" class="gmail_attr">${intro.replace(/</g, '&lt;')}<br></div>` +
        `<blockquote class="gmail_quote">${mail.text.replace(/</g, '&lt;').replace(/\n/g, '<br>')}</blockquote></div>`;
    const part = (type, z) =>
        `--b0\r\nContent-Type: ${type}; charset="UTF-8"\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64(z)}\r\n`;
    return Buffer.from(
        `${answering(mail, from, opts)}\r\nContent-Type: multipart/alternative; boundary="b0"\r\n\r\n` +
            part('text/plain', lines(`${said}\n\n${intro}\n\n${quote(mail.text)}\n`)) +
            part('text/html', html) +
            '--b0--\r\n',
    );
}

/** Outlook with the letters of Central Europe, and a file when there is one. Of ${said} no letter
 *  but č, š and ž may be outside of ASCII. */
export function outlook(mail, from, said, opts = {}) {
    const block =
        `\n\n________________________________\nOd: Kolo <${mail.replyTo}>\nPoslano: ponedeljek, 25. februar 2008 10:20\n` +
        `Za: ${from.name}\nZadeva: x\n\nKolo\n`;
    const letters = { č: '\xe8', š: '\x9a', ž: '\x9e', Č: '\xc8', Š: '\x8a', Ž: '\x8e' };
    const body = (said + block).replace(/[^\0-\x7f]/g, c => letters[c]);
    const text =
        'Content-Type: text/plain; charset="windows-1250"\r\n' +
        'Content-Transfer-Encoding: 8bit\r\n\r\n' +
        lines(body);
    const file =
        opts.file &&
        `\r\n--o1\r\nContent-Type: application/octet-stream; name="${opts.file.name}"\r\n` +
            `Content-Disposition: attachment; filename="${opts.file.name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64(opts.file.bytes)}\r\n--o1--\r\n`;
    const head = `${answering(mail, from, opts)}\r\nX-Mailer: Microsoft Outlook 16.0\r\n`;
    return Buffer.from(
        file
            ? `${head}Content-Type: multipart/mixed; boundary="o1"\r\n\r\n--o1\r\n${text}${file}`
            : head + text,
        'latin1',
    );
}

/** What a program answers by itself. */
export function absent(mail, from) {
    return Buffer.from(
        `${answering(mail, from)}\r\nAuto-Submitted: auto-replied\r\nContent-Type: text/plain\r\n\r\nYes. I am away.\r\n`,
    );
}
