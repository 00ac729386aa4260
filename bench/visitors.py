"""People in a rush: each fills in the real form over HTTP, keeps trying when the line or the server breaks, and
believes nothing but a receipt."""

import hashlib
import http.client
import random
import re
import time
import uuid
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

from lxml import html

HOST = "portal.example.org"
MARK = b"0" * 12  # in the file's page, where each visitor's number goes
WORDS = "cooperation enhanced internet governance development public policy States stakeholders dialogue".split()


class Broken(Exception):
    """No answer, or an answer of a server in trouble: try again. `page`: what it said."""

    def __init__(self, trouble, page=""):
        super().__init__(trouble)
        self.page = page


@dataclass
class Filed:
    """What a contributor was told: the proof to be checked against the database."""

    uid: str
    number: int
    hashes: list[str]  # all that the receipt tells
    answer: str
    file_sha256: str


@dataclass
class Visitor:
    """One contributor with a browser of their own."""

    port: int
    name: int
    rng: random.Random
    cookies: dict = field(default_factory=dict)
    location: str = ""
    requests: int = 0

    def request(self, method, path, body=None, kind="application/x-www-form-urlencoded"):
        """One request: (status, text). Cookies are kept; a redirect's address is in `location`. Raises Broken."""
        headers = {
            "Host": HOST,
            "X-Forwarded-Proto": "https",
            "X-Forwarded-For": f"10.{self.name >> 16 & 255}.{self.name >> 8 & 255}.{self.name & 255}",
            "Cookie": "; ".join(f"{key}={value}" for key, value in self.cookies.items()),
        }
        if method == "POST":
            headers |= {"Content-Type": kind, "Origin": f"https://{HOST}", "Referer": f"https://{HOST}{path}"}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        self.requests += 1
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            text = answer.read()
        except (OSError, http.client.HTTPException) as trouble:
            raise Broken(str(trouble)) from None
        finally:
            connection.close()
        if answer.status >= 500:
            raise Broken(f"{answer.status} at {path}", text.decode())
        for line in answer.headers.get_all("Set-Cookie") or ():
            self.cookies |= {key: morsel.value for key, morsel in SimpleCookie(line).items()}
        self.location = urlsplit(answer.headers.get("Location") or "").path
        return answer.status, text.decode()

    def patiently(self, step, *args):
        """Do a step until the server answers; like people, not at once again."""
        for _ in range(200):
            try:
                return step(*args)
            except Broken:
                time.sleep(self.rng.uniform(0.1, 0.6))
        raise TimeoutError("the portal did not come back")

    def form(self, path):
        """The fields of the main form of a page as a browser would send them: a dict of texts."""
        _status, text = self.request("GET", path)
        return self._read(text)

    def _read(self, text):
        forms = html.fromstring(text).xpath("//main//form[@method='post']")
        return dict(forms[0].form_values()) if forms else {}

    def post(self, path, values, files=()):
        """Send a form, with files as (field, name, bytes)."""
        if not files:
            return self.request("POST", path, urlencode(values))
        mark = uuid.UUID(int=self.rng.getrandbits(128)).hex
        parts = [
            f'--{mark}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
            for key, value in values.items()
        ]
        for key, name, data in files:
            head = f'--{mark}\r\nContent-Disposition: form-data; name="{key}"; filename="{name}"\r\n'
            parts.append(head.encode() + b"Content-Type: application/octet-stream\r\n\r\n" + data + b"\r\n")
        body = b"".join(parts) + f"--{mark}--\r\n".encode()
        return self.request("POST", path, body, f"multipart/form-data; boundary={mark}")

    # The steps of the form

    def begin(self, call):
        """Start a draft: its uid."""
        values = self.form(f"/calls/{call}/contribute/")
        self.post(f"/calls/{call}/contribute/", values)
        found = re.search(r"/contributions/([0-9a-f-]{36})/", self.location)
        if not found:
            raise Broken(f"no draft was begun: {self.location}")
        return found[1]

    def fill(self, uid, file, answer):
        """About, answers and a file; each step is read before it is sent, so that doing it again is harmless."""
        self.patiently(self._about, uid)
        self.patiently(self._answers, uid, answer)
        self.patiently(self._attach, uid, file)

    def _about(self, uid):
        path = f"/contributions/{uid}/about-you/"
        _status, text = self.request("GET", path)
        values = self._read(text)
        kinds = html.fromstring(text).xpath("//input[@name='stakeholder_group']/@value")
        values |= {
            "name": f"Visitor {self.name}",
            "organisation": f"Organisation {self.name}",
            "stakeholder_group": kinds[self.name % (len(kinds) - 1) + 1],
            "email": f"visitor{self.name}@example.org",
            "publish": "name",
            "translation": "original",
            "continue": "1",
        }
        if "behalf" in html.fromstring(text).xpath("//input/@name"):
            values["behalf"] = "organisation"
        self.post(path, values)

    def _answers(self, uid, answer):
        path = f"/contributions/{uid}/answers/"
        values = self.form(path)
        values |= {key: answer for key in values if key.startswith("answer_")}
        values |= {"language": "en", "continue": "1"}
        self.post(path, values)

    def _attach(self, uid, file):
        path = f"/contributions/{uid}/files/"
        _status, text = self.request("GET", path)
        if "attachment.pdf" not in text:
            values = self._read(text)
            values.pop("file", None)
            self.post(path, {**values, "add": "1"}, [("file", "attachment.pdf", file)])

    def look(self, uid):
        """The check page's form, or nothing when the contribution is filed already."""
        status, text = self.request("GET", f"/contributions/{uid}/check/")
        if status == 302 and self.location.endswith("/receipt/"):
            return None
        if "/send/" not in text:
            raise AssertionError("the check page does not let it go: " + _said(text))
        forms = html.fromstring(text).xpath("//form[contains(@action, '/send/')]")
        return dict(forms[0].form_values())

    def press(self, uid, values):
        """Press “Send”."""
        status, _text = self.post(f"/contributions/{uid}/send/", values)
        return status == 302 and self.location.endswith("/receipt/")

    def receipt(self, uid):
        """The number and the hashes that the receipt tells."""
        status, text = self.request("GET", f"/contributions/{uid}/receipt/")
        if status != 200:
            raise Broken(f"no receipt: {status} {self.location}")
        number = html.fromstring(text).xpath("string(//*[contains(@class, 'big-number')])").strip()
        return int(number), re.findall(r"\b[0-9a-f]{64}\b", text)

    def send(self, uid):
        """Check and send until a receipt stands there, pressing again whenever the answer did not come."""

        def once():
            values = self.look(uid)
            if values is not None:
                self.press(uid, values)
                if self.look(uid) is not None:
                    raise Broken("not filed yet")
            return self.receipt(uid)

        return self.patiently(once)

    def contribute(self, call, pdf):
        """The whole form, from the start to the receipt: Filed."""
        file = pdf.replace(MARK, f"{self.name:0{len(MARK)}d}".encode())
        answer = " ".join(self.rng.choices(WORDS, k=self.rng.randint(30, 600)))
        uid = self.patiently(self.begin, call)
        self.fill(uid, file, answer)
        number, hashes = self.send(uid)
        return Filed(uid, number, hashes, answer, hashlib.sha256(file).hexdigest())


def _said(text):
    return " ".join(html.fromstring(text).xpath("string(//main)").split())[:400]
