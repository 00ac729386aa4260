"""Contributions from another system: a file of JSON lines, read and checked whole before anything is filed.

The shape of a line is told in docs/import.md and data/contribution.schema.json. Every fault is
found and named by its line.
"""

import hashlib
import json
import uuid
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path

from django.core.files import File as OpenFile
from jsonschema import Draft202012Validator

from audit.clock import now
from people.models import State
from people.refusals import Refused

from . import languages, rules, storing
from .cleaning import clean
from .models import File, Version

ONE_LINE = ("name", "title", "organisation", "email", "behalf_name")
AS_TYPED = ("affiliations", "other")
CODES = ("behalf", "language", "publish", "translation")


@dataclass
class Attached:
    """A file named by a line: where it lies, its name, the question that it answers, the SHA-256 of its bytes."""

    place: Path
    name: str
    question: object
    sha256: str
    stored: storing.Stored | None = None


@dataclass
class Contribution:
    """One line, understood: `values` are fields of the version, `answers` {question: (text, no position, language)}."""

    line: int
    key: uuid.UUID
    values: dict
    answers: dict
    files: list = field(default_factory=list)

    @property
    def facts(self):
        """What makes it the same contribution when it is imported once more."""
        answers = {str(question.uid): [*said] for question, said in self.answers.items()}
        files = sorted([each.name, each.sha256, str(each.question.uid) if each.question else ""] for each in self.files)
        return {**self.values, "answers": answers, "files": files}


@dataclass
class Reading:
    """What a file holds: contributions to file, how many were filed from it before, and its faults, line by line."""

    contributions: list = field(default_factory=list)
    known: int = 0
    faults: list = field(default_factory=list)

    def discard(self):
        """Remove the bytes that were stored for lines that were not filed after all."""
        for each in [file for one in self.contributions for file in one.files if file.stored]:
            storing.discard(each.stored.path)


def read(path: Path, call) -> Reading:
    """Read and check the whole file. Nothing is stored yet; `store_files` does that for the contributions found."""
    reading, line = Reading(), _Line(path.parent.resolve(), call)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        number = fault.object[: fault.start].count(b"\n") + 1
        return Reading(faults=[f"line {number}: it is not UTF-8."])
    seen = {}
    for number, source in enumerate(text.split("\n"), start=1):
        if not source.strip():
            continue
        one, faults = line.understood(number, source)
        if one and one.key in seen:
            faults = [f"id: it stands on line {seen[one.key]}, too."]
        if one:
            seen.setdefault(one.key, number)
        reading.faults += [f"line {number}, {fault}" for fault in faults]
        if not faults:
            reading.contributions.append(one)
    return _without_known(reading)


def store_files(reading):
    """Inspect and store the files of every contribution; a refusal is a fault of its line."""
    for one in reading.contributions:
        for place, attached in enumerate(one.files):
            try:
                with attached.place.open("rb") as file:
                    attached.stored = storing.store(OpenFile(file, name=attached.name))
            except (Refused, OSError) as reason:
                reading.faults.append(f"line {one.line}, files[{place}].path: {reason}")


class _Line:
    """Understands lines: their shape by the schema, their meaning by the call."""

    def __init__(self, folder, call):
        self.folder, self.call = folder, call
        asked = [question for question in call.questions.numbered() if question.is_asked]
        self.questions = {question.label: question for question in asked}
        self.questions |= {str(question.uid): question for question in asked}
        self.groups = {group.name.casefold(): group for group in call.group.stakeholder_groups.all()}
        self.states = {state.iso3: state for state in State.objects.all()}

    def understood(self, number, source):
        """(Contribution or None, its faults)."""
        try:
            said = json.loads(source, object_pairs_hook=_once, parse_constant=_no_constant)
            source.encode()
        except (ValueError, RecursionError) as fault:
            return None, [f"it is not JSON: {fault}"]
        if faults := [f"{_path(error.absolute_path)}: {error.message[:300]}" for error in schema().iter_errors(said)]:
            return None, faults
        self.faults = []
        key = uuid.uuid5(self.call.uid, f"import:{said['id']}")
        answers = self._answers(said.get("answers", []))
        files = self._files(said.get("files", []))
        made = Contribution(number, key, self._values(said), answers, files)
        return made, self.faults

    def _values(self, said):
        values = {name: " ".join(clean(said.get(name, "")).split()) for name in ONE_LINE}
        values |= {name: clean(said.get(name, "")) for name in AS_TYPED}
        values |= {name: said.get(name, "") for name in CODES}
        values["signatories"] = "\n".join(" ".join(clean(name).split()) for name in said.get("co_signatories", []))
        values["stakeholder_group"] = self._one_of(
            "stakeholder_group", said["stakeholder_group"].casefold(), self.groups
        )
        values["country"] = self._one_of("country", said["country"], self.states) if "country" in said else None
        values["received_at"] = self._hour(said["received_at"])
        if values["email"] and not rules.is_email(values["email"]):
            self.faults.append("email: it is no e-mail address.")
        self._language("language", values["language"])
        if "@" in values["signatories"]:
            self.faults.append("co_signatories: names only; addresses are not imported.")
        return values

    def _one_of(self, name, key, known):
        if key not in known:
            self.faults.append(f"{name}: “{key}” is not known here.")
        return known.get(key)

    def _language(self, name, code):
        if code and code not in languages.LANGUAGES and code != languages.ANOTHER:
            self.faults.append(f"{name}: “{code}” is not known here; “{languages.ANOTHER}” means another language.")

    def _hour(self, text):
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            self.faults.append("received_at: there is no such day or hour.")
            return None
        if moment > now():
            self.faults.append("received_at: it lies in the future.")
        return moment

    def _answers(self, said):
        found = {}
        for place, each in enumerate(said):
            question = self._one_of(f"answers[{place}].question", each["question"], self.questions)
            text, none = clean(each.get("text", "")), each.get("no_position", False)
            self._language(f"answers[{place}].language", each.get("language", ""))
            if question in found:
                self.faults.append(f"answers[{place}].question: it is answered twice.")
            if none and text.strip():
                self.faults.append(f"answers[{place}].text: “no position” stands without a text.")
            if none or text.strip():
                found[question] = (text, none, each.get("language", ""))
        return found

    def _files(self, said):
        found = []
        for place, each in enumerate(said):
            path = self._inside(each["path"])
            if path is None:
                self.faults.append(f"files[{place}].path: there is no such file beside the JSON file.")
                continue
            asked = each.get("question")
            question = self._one_of(f"files[{place}].question", asked, self.questions) if asked else None
            with path.open("rb") as file:
                sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            found.append(Attached(path, storing.name_of(each.get("name") or path.name), question, sha256))
        return found

    def _inside(self, name):
        """The file, when it lies below the folder of the JSON file, links followed; else None."""
        try:
            path = (self.folder / name).resolve()
            return path if path.is_relative_to(self.folder) and path.is_file() else None
        except (OSError, ValueError, RuntimeError):
            return None


@cache
def schema():
    """The shape of a line."""
    text = (Path(__file__).parent / "data" / "contribution.schema.json").read_text("utf-8")
    return Draft202012Validator(json.loads(text))


def _once(pairs):
    """A JSON object in which no name stands twice."""
    if len(dict(pairs)) != len(pairs):
        raise ValueError("a name stands twice in one object")
    return dict(pairs)


def _no_constant(name):
    raise ValueError(f"{name} is not JSON")


def _path(parts):
    """“answers[0].text”; “the line” for the whole of it."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in parts)
    return text.lstrip(".") or "the line"


def _without_known(reading):
    """Leave out what was filed from such a file before; the same id with another content is a fault."""
    keys = [one.key for one in reading.contributions]
    before = {version.submission_key: version for chunk in _chunks(keys) for version in _filed(chunk)}
    new = []
    for one in reading.contributions:
        version = before.get(one.key)
        if version is None:
            new.append(one)
        elif version.submission.erased_at or facts_of(version) == one.facts:
            reading.known += 1
        else:
            number = version.submission.register_number
            reading.faults.append(f"line {one.line}, id: it was filed as No. {number}, with another content.")
    reading.contributions = new
    return reading


def _chunks(keys, size=500):
    return [keys[start : start + size] for start in range(0, len(keys), size)]


def _filed(keys):
    found = Version.objects.filter(submission_key__in=keys).select_related("submission", "stakeholder_group", "country")
    return found.prefetch_related("answers__question", "files__question")


def facts_of(version):
    """The same facts of a version that was filed as `Contribution.facts` tells of a line."""
    names = (*ONE_LINE, *AS_TYPED, *CODES, "signatories", "stakeholder_group", "country", "received_at")
    answers = version.answers.all()
    files = [each for each in version.files.all() if each.role != File.Role.ORIGINAL]
    return {
        **{name: getattr(version, name) for name in names},
        "answers": {str(each.question.uid): [each.text, each.no_position, each.language] for each in answers},
        "files": sorted([each.name, each.sha256, str(each.question.uid) if each.question else ""] for each in files),
    }
