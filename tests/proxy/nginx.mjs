// SPDX-License-Identifier: EUPL-1.2
// nginx.mjs — a real nginx with TLS before servers of Kolo, configured by the very lines that
// doc/running.md tells people to write; only ports, names and files are of the test.
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { atEnd, freePort, sleep } from '../js/kolo.mjs';

/** The indented lines of the manual that begin with ${first}. */
function snippet(first) {
    const lines = readFileSync('doc/running.md', 'utf8').split('\n');
    const from = lines.indexOf(`    ${first}`);
    if (from < 0) throw new Error(`doc/running.md has no ${first}`);
    const until = lines.findIndex((l, i) => i > from && l && !l.startsWith('    '));
    return lines.slice(from, until).join('\n');
}

function replaced(text, what, by) {
    if (!text.match(what)) throw new Error(`doc/running.md says nothing like ${what}`);
    return text.replace(what, by);
}

/** Each of ${servers} behind an address of its own; returns what Person takes for a server. */
export async function behindNginx(dir, servers) {
    mkdirSync(dir);
    chmodSync(dir, 0o755);
    const file = name => join(dir, name);
    const made = spawnSync('openssl', [
        ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2'],
        ...['-subj', '/CN=localhost', '-keyout', file('key.pem'), '-out', file('cert.pem')],
    ]);
    if (made.status !== 0) throw new Error(`openssl: ${made.stderr}`);
    const fronts = [];
    let blocks = '';
    for (const s of servers) {
        const port = await freePort();
        let text = snippet('server {');
        text = replaced(text, /listen 443/, `listen 127.0.0.1:${port}`);
        text = replaced(text, /server_name [^;]+/, 'server_name localhost');
        text = replaced(text, /ssl_certificate +[^;]+/, `ssl_certificate ${file('cert.pem')}`);
        const key = `ssl_certificate_key ${file('key.pem')}`;
        text = replaced(text, /ssl_certificate_key [^;]+/, key);
        text = replaced(text, /http:\/\/127.0.0.1:8080/, s.base);
        blocks += `${text}\n`;
        fronts.push({ base: `https://127.0.0.1:${port}` });
    }
    const temp = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
        kind => `    ${kind}_temp_path ${file(`${kind}_temp`)};`,
    );
    writeFileSync(
        file('nginx.conf'),
        `daemon off;\npid ${file('pid')};\nerror_log ${file('error.log')};\n` +
            `events {}\nhttp {\n    access_log off;\n${temp.join('\n')}\n${blocks}}\n`,
    );
    const child = spawn('nginx', ['-p', dir, '-e', file('error.log'), '-c', file('nginx.conf')]);
    let said = '';
    child.stderr.on('data', d => (said += d));
    atEnd(() => child.kill('SIGTERM'));
    for (let i = 0; i < 200 && child.exitCode === null; i++) {
        const up = await fetch(`${fronts.at(-1).base}/healthz`).catch(() => null);
        if (up?.ok) return fronts;
        await sleep(25);
    }
    throw new Error(`nginx did not start: ${said}`);
}
