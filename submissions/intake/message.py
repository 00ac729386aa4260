"""A message (.eml) taken apart: sender, date, text, attachments. Nothing it points to is fetched. Knows no Django.

Run as a program (`python -m submissions.intake.message PATH`) by `submissions.intake.reading`, in a child process with
limits. It answers on standard output, framed by `documents.pipe`: a head in JSON,
{"senders": [[name, address]], "subject", "sent_at": ISO or "", "text", "attachments": [[name, type]], "faults": [word]}
or {"error": word}, then the bytes of each attachment.
"""

import email
import json
import resource
import sys
from datetime import UTC
from email import policy

from documents import pipe
from submissions.intake.hypertext import text_of

MEMORY, CPU = 1024 * 1024 * 1024, 10  # bytes of address space, seconds
LONGEST_HEADER = 4_000  # characters; what is longer is cut before it is understood
DEEPEST, MOST_ATTACHMENTS, MOST_TEXT = 30, 30, 4_000_000
PACKED = ("application/ms-tnef", "application/vnd.ms-tnef")  # winmail.dat: Outlook's own wrapping

# What the library itself stumbles over in damaged heads.
FAULTS = (ValueError, IndexError, AttributeError, TypeError, LookupError, RecursionError)


class TooDeep(Exception):
    """Parts inside parts, deeper than any letter."""


class ShortHeads(policy.EmailPolicy):
    """Reads headers as the library does, each cut to a length it can be trusted with: some grow by the square of it."""

    def header_source_parse(self, sourcelines):
        name, said = super().header_source_parse(sourcelines)
        return name, said[:LONGEST_HEADER]


class Message:
    """One message: `senders`, `subject`, `sent_at`, `text`, `attachments` [(name, type, bytes)], `faults`."""

    def __init__(self, data):
        self.root = email.message_from_bytes(data, policy=ShortHeads())
        self.attachments, self.faults = [], []
        found = [each for header in self._headers("from") for each in getattr(header, "addresses", ())]
        pairs = [(_sound(each.display_name), _sound(each.addr_spec)) for each in found if each.username and each.domain]
        self.senders = list(dict.fromkeys(pairs))
        self.subject = " ".join(_sound(str(header)) for header in self._headers("subject")[:1])
        self.sent_at = self._date()
        self.text = "\n\n".join(text.strip("\n") for text in self._texts(self.root, 0) if text.strip())[:MOST_TEXT]

    def _headers(self, name):
        """All headers of a name as the library understands them."""
        found = []
        for key, raw in self.root.raw_items():
            if key.lower() == name:
                try:
                    found.append(policy.default.header_fetch_parse(key, str(raw)))
                except FAULTS:
                    self.faults.append("bad_header")
        return found

    def _date(self):
        """The hour the sender's clock said, in UTC; "" when it says none that can be meant."""
        for header in self._headers("date")[:1]:
            moment = getattr(header, "datetime", None)
            if moment is None:
                return ""
            moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
            return moment.astimezone(UTC).isoformat() if 1990 < moment.year < 9000 else ""
        return ""

    def _texts(self, part, depth):
        """The texts of a part and of those in it; attachments are put aside."""
        if depth > DEEPEST:
            raise TooDeep
        kind = _type(part)
        name = _name(part)
        if part.is_multipart():
            inner = part.get_payload()
            yield from self._alternatives(inner, depth) if kind == "multipart/alternative" else self._each(inner, depth)
        elif kind in PACKED or name.lower() == "winmail.dat":
            self.faults.append("winmail")
        elif kind in ("text/plain", "text/html") and not name and part.get_content_disposition() != "attachment":
            yield _text(part, kind)
        elif kind.startswith("image/") and part.get("content-id") and part.get_content_disposition() != "attachment":
            self.faults.append("pictures")  # of the message's own look
        else:
            self._attach(name, kind, part)

    def _each(self, parts, depth):
        for part in parts:
            yield from self._texts(part, depth + 1)

    def _alternatives(self, parts, depth):
        """Several forms of one text: the plain one, else the first that says anything; attachments of all."""
        said = {}
        for part in parts:
            texts = [text for text in self._texts(part, depth + 1) if text.strip()]
            said.setdefault(_type(part) == "text/plain", []).extend(texts)
        yield from said.get(True) or said.get(False, [])[:1]

    def _attach(self, name, kind, part):
        content = part.get_payload(decode=True) or b""
        if len(self.attachments) >= MOST_ATTACHMENTS:
            self.faults.append("too_many")
        elif content or name:
            self.attachments.append((_sound(name), kind, content))


def _type(part):
    """The type of a part; a damaged header makes it an attachment of no known kind."""
    try:
        return part.get_content_type()
    except FAULTS:
        return "application/octet-stream"


def _name(part):
    try:
        return part.get_filename() or ""
    except FAULTS:
        return ""


def _text(part, kind):
    """The text of a part, whatever codec it claims."""
    data = part.get_payload(decode=True) or b""
    text = decoded(data, str(part.get_content_charset() or ""))
    if kind == "text/html":
        return text_of(text[:MOST_TEXT])
    return _unfolded(text, part) if str(part.get_param("format", "")).lower() == "flowed" else text


def decoded(data, charset):
    """Bytes as text: by the codec they claim when it fits, else as UTF-8, else as Windows writes them."""
    for codec in (charset, "utf-8", "cp1252"):
        try:
            return data.decode(codec).replace("\r\n", "\n")
        except (LookupError, ValueError):
            continue
    return data.decode("latin-1").replace("\r\n", "\n")


def _unfolded(text, part):
    """Paragraphs that the sender's program broke into lines are one line again (RFC 3676)."""
    gone = -1 if str(part.get_param("delsp", "")).lower() == "yes" else None
    lines = [""]
    for line in text.split("\n"):
        line = line[1:] if line.startswith(" ") else line
        lines[-1] += line[:gone] if line.endswith(" ") else line
        if not line.endswith(" ") or line == "-- ":
            lines.append("")
    return "\n".join(lines)


def _sound(text):
    """A header's text on one line, without halves of characters."""
    return " ".join(str(text).encode("utf-8", "surrogateescape").decode("utf-8", "replace").split())


def main(path):
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU, CPU))
    try:
        with open(path, "rb") as file:
            read = Message(file.read())
        head = {name: getattr(read, name) for name in ("senders", "subject", "sent_at", "text")}
        head |= {"attachments": [each[:2] for each in read.attachments], "faults": sorted(set(read.faults))}
        parts = [json.dumps(head).encode("ascii"), *(each[2] for each in read.attachments)]
    except (TooDeep, RecursionError):
        parts = [b'{"error": "too_deep"}']
    except Exception as fault:  # whatever a stranger's message does to the library, staff type it in by hand
        parts = [json.dumps({"error": type(fault).__name__}).encode()]
    pipe.write(sys.stdout.buffer, *parts)


if __name__ == "__main__":
    main(sys.argv[1])
