#!/usr/bin/python3
# SPDX-License-Identifier: EUPL-1.2
"""A real mail server (aiosmtpd of Debian) for tests, which behaves as its recipients are called.

  tests/smtpd.py PORT FOLDER [tls] [smtps] [auth] [quick]

Every mail taken is a file in FOLDER/new: its envelope in X-From and X-To, then the mail. "ready" in
FOLDER says that it listens; a certificate for 127.0.0.1 is in FOLDER/cert.pem. tls: STARTTLS is
demanded; smtps: TLS from the first byte; auth: kolo with the password "šifra" may send; quick:
takes
each mail and keeps none, but for a line in FOLDER/taken.
  grey…     451 the first time, taken afterwards
  nobody…   550 5.1.1: no such address
  full…     552 5.2.2: the mailbox is full
  content…  554 5.7.1 after the mail
  hangup…   the connection breaks at RCPT
  die…      takes the mail, and the server ends before it says so
  tired…    421 after the mail before it on the same connection, taken on another
Of a sender called wrong…: 553 at MAIL.
"""
import asyncio
import os
import ssl
import subprocess
import sys
import tempfile

from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword

port, folder, words = int(sys.argv[1]), sys.argv[2], sys.argv[3:]
box = os.path.join(folder, "new")
os.makedirs(box, exist_ok=True)
grey = set()
count = len(os.listdir(box))


def certificate():
    cert, key = os.path.join(folder, "cert.pem"), os.path.join(folder, "key.pem")
    if not os.path.exists(cert):
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
             "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1", "-keyout", key, "-out", cert,
             "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost"],
            check=True, stderr=subprocess.DEVNULL)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    return context


class Handler:
    async def handle_MAIL(self, server, session, envelope, address, options):
        if address.startswith("wrong"):
            return "553 5.7.1 Not your address"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("grey") and address not in grey:
            grey.add(address)
            return "451 4.7.1 Greylisted, come back later"
        if address.startswith("nobody"):
            return "550 5.1.1 User unknown"
        if address.startswith("full"):
            return "552 5.2.2 Mailbox full"
        if address.startswith("tired") and getattr(session, "taken", 0):
            return "421 4.7.0 Too many mails on this connection"
        if address.startswith("hangup"):
            server.transport.abort()
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        global count
        session.taken = getattr(session, "taken", 0) + 1
        to = envelope.rcpt_tos[0]
        if to.startswith("content"):
            return "554 5.7.1 We do not like what it says"
        if "quick" in words:
            with open(os.path.join(folder, "taken"), "a") as f:
                f.write(to + "\n")
            return "250 OK"
        count += 1
        file, path = tempfile.mkstemp(dir=folder)
        with os.fdopen(file, "wb") as f:
            f.write(b"X-From: %s\r\nX-To: %s\r\n" % (envelope.mail_from.encode(), to.encode()))
            f.write(envelope.original_content)
        os.rename(path, os.path.join(box, "%06d" % count))
        if to.startswith("die"):
            os._exit(0)
        return "250 OK"


def authenticate(server, session, envelope, mechanism, data):
    good = isinstance(data, LoginPassword) and \
        (data.login, data.password) == (b"kolo", "šifra".encode())
    return AuthResult(success=good, handled=False)


async def main():
    context = certificate() if "tls" in words or "smtps" in words else None

    def make():
        return SMTP(Handler(), hostname="127.0.0.1",
                    data_size_limit=10_000_000 if "small" not in words else 3000,
                    tls_context=context if "tls" in words else None,
                    require_starttls="tls" in words, auth_required="auth" in words,
                    auth_require_tls="tls" in words,
                    authenticator=authenticate if "auth" in words else None,
                    enable_SMTPUTF8=True)

    loop = asyncio.get_running_loop()
    server = await loop.create_server(make, "0.0.0.0", port,
                                      ssl=context if "smtps" in words else None)
    open(os.path.join(folder, "ready"), "w").close()
    parent = os.getppid()
    while os.getppid() == parent:  # a test that broke off leaves nobody behind
        await asyncio.sleep(1)


asyncio.run(main())
