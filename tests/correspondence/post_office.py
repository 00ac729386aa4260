"""A real mail server that answers as it is told, and letters to send."""

import smtplib
import ssl
import subprocess
import threading

from aiosmtpd.controller import Controller
from django.core.mail.backends.base import BaseEmailBackend

from audit.clock import now
from audit.log import SYSTEM
from correspondence import outbox
from correspondence.models import Message


class Letters:
    """Keeps what it is sent. `refuse` maps an address to the answer at RCPT; `answer` is the answer to DATA.

    An answer that is None breaks the connection off. `peers` are the connections that came.
    """

    def __init__(self):
        self.got, self.refuse, self.answer, self.peers = [], {}, "250 OK", set()
        self.hang_after, self.hangs, self.let_go = None, threading.Event(), threading.Event()

    async def handle_RCPT(self, server, session, envelope, address, options):
        self.peers.add(session.peer)
        if self.refuse.get(address, "") is None:
            server.transport.close()
        if address in self.refuse:
            return self.refuse[address] or "421 good-bye"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.answer.startswith("250"):
            self.got.append(envelope)
        if self.hang_after is not None and len(self.got) >= self.hang_after:
            self.hangs.set()
            await server.loop.run_in_executor(None, self.let_go.wait, 20)
        return self.answer


class MailServer(Controller):
    """Listens on a port of the system's choosing; `port` is that port."""

    def __init__(self, handler, **more):
        super().__init__(handler, hostname="127.0.0.1", port=0, **more)

    def _trigger_server(self):
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


def self_signed(host, folder):
    """A certificate for a host, vouched for by itself: (path of the certificate, what a server needs to show it)."""
    chain, key = folder / f"{host}.pem", folder / f"{host}.key"
    make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={host}"]
    names = ["-addext", f"subjectAltName={'IP' if host[0].isdigit() else 'DNS'}:{host}"]
    subprocess.run([*make, *names, "-keyout", key, "-out", chain], check=True, capture_output=True)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(chain, key)
    return chain, context


class WithdrawnMeanwhile(BaseEmailBackend):
    """Takes the first letter back while it is on its way, and refuses every one for good."""

    def send_messages(self, email_messages):
        outbox.withdraw("test:1", by=SYSTEM)
        raise smtplib.SMTPResponseException(550, "no")


def text_of(mail, kind="plain"):
    """The text of a letter that arrived, or the same as HTML (`kind` “html”)."""
    part = next(part for part in mail.walk() if part.get_content_subtype() == kind)
    return part.get_payload(decode=True).decode()


def letter(number=1, **fields):
    """A letter that waits, as it lies in the outbox."""
    moment = now()
    values = {
        "key": f"test:{number}",
        "to_address": f"reader{number}@example.org",
        "subject": f"Letter {number}",
        "body": f"Body of letter {number}\n",
        "language": "en",
        "message_id": f"<{number}@portal.example>",
        "posted_at": moment,
        "next_attempt_at": moment,
        **fields,
    }
    return Message.objects.create(**values)
