"""What a backup says of itself: when and of what it was made, its tables, and the size and hash of every file in it."""

import json
from dataclasses import asdict, dataclass, field
from typing import NamedTuple

from django.utils.crypto import salted_hmac

from people.refusals import Refused

FORMAT = 1
NAME = "manifest.json"
DATABASE, FILES = "database/", "files/"  # where tables and files stand in a backup
NEWER = "This backup was made by a newer portal: its format is {found}, this portal reads {known}."


class Member(NamedTuple):
    """One file in a backup: its name there, size in bytes, mode, second of its last change, SHA-256 in hex."""

    name: str
    size: int
    mode: int
    mtime: int
    sha256: str


@dataclass
class Table:
    """A table as it lies in a backup. `columns`: {name: kind}, as in a line; `last_key`: the highest given."""

    name: str
    key: str
    columns: dict
    rows: int = 0
    last_key: int | None = None

    @property
    def member(self):
        return f"{DATABASE}{self.name}.copy"


def mark_of_key(made_at: str) -> str:
    """What only this SECRET_KEY makes of the moment of a backup; it does not tell the key."""
    return salted_hmac("wgec_portal.backup", made_at, algorithm="sha256").hexdigest()


@dataclass
class Manifest:
    """`migrations`: {app: names}. `ledger`: how long it was, and its last line’s id. `gone`: files without bytes.

    `key`: by which SECRET_KEY is known again; "" in older backups.
    """

    made_at: str
    portal: str
    engine: str
    migrations: dict
    ledger: dict
    encrypted: bool
    tables: list = field(default_factory=list)
    members: list = field(default_factory=list)
    gone: list = field(default_factory=list)
    format: int = FORMAT
    key: str = ""

    def dumped(self) -> bytes:
        told = {**asdict(self), "members": [member._asdict() for member in self.members]}
        return json.dumps(told, indent=1, ensure_ascii=False).encode()

    @classmethod
    def loaded(cls, content: bytes) -> "Manifest":
        """Raises Refused for a format that this portal does not know."""
        told = json.loads(content)
        if told["format"] != FORMAT:
            raise Refused(NEWER.format(found=told["format"], known=FORMAT))
        told["tables"] = [Table(**each) for each in told["tables"]]
        told["members"] = [Member(**each) for each in told["members"]]
        return cls(**told)

    def files(self):
        """The files among the members, with their paths below the folder of all files."""
        return [(each.name.removeprefix(FILES), each) for each in self.members if each.name.startswith(FILES)]
