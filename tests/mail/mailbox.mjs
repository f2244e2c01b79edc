// SPDX-License-Identifier: EUPL-1.2
// mailbox.mjs — a real IMAP server (dovecot) with the mailbox that Kolo reads, plain and over TLS,
// configured as tests/imapd.c does. A mail is delivered as a mail server would: into its Maildir.
import { spawn, spawnSync } from 'node:child_process';
import {
    chmodSync,
    chownSync,
    mkdirSync,
    mkdtempSync,
    readdirSync,
    renameSync,
    rmSync,
    writeFileSync,
} from 'node:fs';
import net from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { atEnd, freePort, sleep } from '../js/kolo.mjs';

const root = process.getuid() === 0;
const id = (flag, who) => spawnSync('id', [flag, ...who], { encoding: 'utf8' }).stdout.trim();
const user = root ? 'dovecot' : userInfo().username,
    who = root ? ['dovecot'] : [];

/** What talks to strangers must not run as root, so there dovecot's own users are taken. */
function configuration({ dir, port, safe }, { cert, key }) {
    const run = join(dir, 'run'),
        home = join(dir, 'home'),
        group = id('-gn', who);
    return `base_dir = ${run}
state_dir = ${run}
log_path = ${join(dir, 'log')}
protocols = imap
default_internal_user = ${user}
default_internal_group = ${group}
default_login_user = ${root ? 'dovenull' : user}
service anvil {
  chroot =
}
service imap-login {
  chroot =
  inet_listener imap {
    address = 127.0.0.1
    port = ${port}
  }
  inet_listener imaps {
    address = 127.0.0.1
    port = ${safe}
    ssl = yes
  }
}
ssl = yes
ssl_cert = <${cert}
ssl_key = <${key}
disable_plaintext_auth = no
first_valid_uid = 0
passdb {
  driver = static
  args = password=secret
}
userdb {
  driver = static
  args = uid=${user} gid=${group} home=${home}
}
mail_location = maildir:${home}/Maildir
mailbox_list_index = no
`;
}

function answers(port) {
    return new Promise(done => {
        const s = net.connect(port, '127.0.0.1', () => (s.destroy(), done(true)));
        s.once('error', () => done(false));
    });
}

export class Mailbox {
    put = 0;
    static async start(tls) {
        const b = new Mailbox();
        b.dir = mkdtempSync('/tmp/kolo-imap-');
        atEnd(() => rmSync(b.dir, { recursive: true, force: true }));
        [b.port, b.safe] = [await freePort(), await freePort()];
        b.folders();
        const file = join(b.dir, 'dovecot.conf');
        writeFileSync(file, configuration(b, tls));
        const sh = spawn(
            '/bin/sh',
            ['-c', '/usr/sbin/dovecot -F -c "$0" & p=$!; read x; kill $p; wait $p', file],
            { stdio: ['pipe', 'ignore', 'ignore'] },
        );
        atEnd(() => sh.stdin.destroy());
        for (let i = 0; i < 500 && !(await answers(b.port)); i++) await sleep(20);
        return b;
    }
    folders() {
        chmodSync(this.dir, 0o755);
        for (const name of [
            'run',
            'home',
            'home/Maildir',
            'home/Maildir/new',
            'home/Maildir/cur',
            'home/Maildir/tmp',
        ]) {
            mkdirSync(join(this.dir, name));
            if (root && name !== 'run')
                chownSync(join(this.dir, name), Number(id('-u', who)), Number(id('-g', who)));
        }
    }
    deliver(mail) {
        const box = join(this.dir, 'home/Maildir'),
            name = `${1700000000 + ++this.put}.${process.pid}.test`;
        writeFileSync(join(box, 'tmp', name), mail);
        chmodSync(join(box, 'tmp', name), 0o666);
        renameSync(join(box, 'tmp', name), join(box, 'new', name));
    }
    /** How many lie in the inbox, or in ".Kolo.done". */
    count(folder = '') {
        const list = part => {
            try {
                return readdirSync(join(this.dir, 'home/Maildir', folder, part)).length;
            } catch {
                return 0;
            }
        };
        return list('new') + list('cur');
    }
    url(tls) {
        return tls ? `imaps://127.0.0.1:${this.safe}` : `imap://127.0.0.1:${this.port}`;
    }
}
