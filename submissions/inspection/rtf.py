"""Rich text (.rtf): braces in balance, no objects, no remote template, no field that starts or fetches anything."""

import re

from .fault import refuse
from .markup import is_remote

TOKEN = re.compile(rb"[{}]|\\(?:([A-Za-z]{1,32})(-?\d{1,10})?|'[0-9A-Fa-f]{2}|[^A-Za-z])", re.S)
OBJECTS = {
    b"object",
    b"objdata",
    b"objocx",
    b"objemb",
    b"objlink",
    b"objautlink",
    b"objhtml",
    b"objclass",
    b"objupdate",
}
DEEPEST = 2_000
LETTER = re.compile(rb"\\'([0-9A-Fa-f]{2})|\\u(\d{1,5})\s?\??")
CONTROL = re.compile(rb"\\\*|\\[a-z]{2,32}-?\d* ?|[{}\r\n]")
DDE, FETCHES = (
    re.compile(r"\s*DDE(AUTO)?\b|.{0,200}DDEAUTO", re.I | re.S),
    re.compile(
        r'\s*(?:LINK|INCLUDETEXT|IMPORT|INCLUDEPICTURE)\b.*?(?:https?:|ftp:|file://[^/]|"?\\{2,4}\w)', re.I | re.S
    ),
)


def check(data, look):
    """Raises Unfit when it is not plain rich text."""
    if not data.startswith(b"{\\rtf1"):
        refuse("disguised")
    end = walk(data)
    if data[end:].strip(b"\0\r\n\t \x1a"):
        refuse("two_in_one")


def walk(data):
    """Go through all control words; returns where the outermost group ends."""
    depth = place = 0
    while found := TOKEN.search(data, place):
        place = found.end()
        token, word = found[0], found[1]
        if token == b"{":
            depth += 1
        elif token == b"}":
            depth -= 1
        elif word == b"bin":  # so many bytes that mean nothing here
            place += 1 + int(found[2] or 0)
        elif word:
            judge(word, data, place)
        if depth > DEEPEST or place > len(data):
            refuse("bad_members", "depth")
        if depth == 0:
            return place
    refuse("damaged")


def judge(word, data, place):
    """A control word that begins something harmful."""
    if word in OBJECTS:
        refuse("embedded", word.decode())
    if word == b"template" and is_remote(words_at(data, place)):
        refuse("remote", "template")
    if word == b"fldinst":
        instruction = words_at(data, place)
        if DDE.match(instruction):
            refuse("dde")
        if FETCHES.match(instruction):
            refuse("remote", instruction[:40])


def words_at(data, place):
    """The words of the group that goes on at `place`, freed of braces and control words."""
    depth, end = 1, place
    while depth and end - place < 4_096 and (found := TOKEN.search(data, end)):
        end = found.end()
        depth += {b"{": 1, b"}": -1}.get(found[0], 0)
    spelt = LETTER.sub(lambda found: bytes([int(found[1], 16) if found[1] else int(found[2]) % 256]), data[place:end])
    return CONTROL.sub(b"", spelt).replace(b"\\\\", b"\\").decode("latin-1").strip()
