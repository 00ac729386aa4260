"""A pasted list of co-signatories: one a line, its address in angle brackets or behind a comma, semicolon or tab."""

import re
import unicodedata
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

MOST = 500
LONGEST_ADDRESS = 254
MOST_SIGNS = 20  # words with “@” in a name: more are addresses, without looking at each
SHOWN = 80  # characters of a name where a fault is told
ACCENTS = re.compile("[\u0300-\u036f]")  # of Latin, Greek and Cyrillic; the vowel signs of other scripts are letters


@dataclass(frozen=True)
class Signatory:
    """One line of the list: its number from 1, the name on one line, the address if one was given."""

    line: int
    name: str
    email: str = ""

    @property
    def short_name(self):
        return self.name if len(self.name) <= SHOWN else f"{self.name[:SHOWN]}…"


def read(text) -> list[Signatory]:
    """Every line that is not empty, in its order."""
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), start=1)]
    return [Signatory(number, *_parted(line)) for number, line in lines if line]


def _parted(line):
    """(name, address) of a line."""
    if line.endswith(">") and "<" in line:
        name, _sign, email = line[:-1].rpartition("<")
    else:
        at = max(line.rfind(sign) for sign in ",;\t")
        name, email = (line[:at], line[at + 1 :]) if at >= 0 and "@" in line[at:] else (line, "")
    return " ".join(name.split()).rstrip(" ,;"), email.strip()


def fold(name) -> str:
    """A name without what differs by accident: case, accents, spaces, an English article in front."""
    plain = ACCENTS.sub("", unicodedata.normalize("NFKD", name)).casefold()
    words = plain.split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


def repeated(found) -> list[tuple[Signatory, Signatory]]:
    """[(the first of a name, another of the same)], in the order of the list."""
    first, pairs = {}, []
    for each in found:
        other = first.setdefault(fold(each.name), each)
        if other is not each:
            pairs.append((other, each))
    return pairs


def without_repeats(text) -> str:
    """The list with each name once, where it stood first; an address that only a later line has is kept."""
    found = read(text)
    known = {each: each.email for each in found}
    for first, again in repeated(found):
        del known[again]
        known[first] = known[first] or again.email
    return "\n".join(f"{each.name} <{email}>" if email else each.name for each, email in known.items())


def faults(text) -> list[str]:
    """What is wrong with a list, in words; repeated names are no fault of this kind."""
    found = read(text)
    if len(found) > MOST:
        return [_("The list has %(number)s names. Up to %(most)s can be taken.") % {"number": len(found), "most": MOST}]
    return [why for each in found if (why := _fault(each))]


def _fault(each):
    where = {"line": each.line, "text": each.short_name, "address": each.email[:SHOWN]}
    if not each.name:
        return _("Line %(line)s has no name: write the name in front of the address.") % where
    if each.email and not is_address(each.email):
        return _("Line %(line)s: “%(address)s” is not an e-mail address.") % where
    like = [word for word in each.name.split() if "@" in word]
    if len(like) > MOST_SIGNS or any(is_address(word.strip("()[]<>.,;:\"'")) for word in like):
        return _("Line %(line)s: put the address in angle brackets, so that it is not published: “%(text)s”") % where
    return ""


def is_address(text) -> bool:
    """Whether a text has the form of an e-mail address."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= LONGEST_ADDRESS
