// SPDX-License-Identifier: EUPL-1.2
// slow.mjs PORT N: N clients that send a request header, then a byte of the body each 200 ms, over and over, for 20 seconds.
import net from 'node:net';
const [port, n] = process.argv.slice(2).map(Number);
const until = Date.now() + 20000;
function one() {
    const s = net.connect(port, '127.0.0.1', () => {
        s.write('POST /login HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 2000\r\n\r\n');
        const t = setInterval(() => (Date.now() > until ? s.destroy() : s.write('a')), 200);
        s.on('close', () => { clearInterval(t); if (Date.now() < until) one(); });
    });
    s.on('error', () => {});
}
for (let i = 0; i < n; i++) one();
setTimeout(() => process.exit(0), 20500);
