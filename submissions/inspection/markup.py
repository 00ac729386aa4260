"""XML of strangers: read by expat in pieces, no declaration of entities, and a watch on what stands in it."""

import re
from xml.parsers import expat

from .fault import refuse

# What somebody else's machine is asked for; `C:/…` and `../…` are the reader's own.
REMOTE = re.compile(r"\s*(?:(?:https?|ftps?|smb|dav|mhtml|ms-\w+|file://(?!/)[^/])|[\\/]{2}|file:/{4,})", re.I)


def is_remote(address):
    """Whether an address is fetched from somewhere else."""
    return bool(REMOTE.match(address.strip('"')))


def read(pieces, watch, *, may_name_its_type=False):
    """Feed XML to `watch`, a Watch. Names come to it without their prefix."""
    parser = expat.ParserCreate()
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    parser.buffer_text = True

    def declares(name, system, public, inside):
        if inside or not may_name_its_type:
            refuse("entities")

    parser.StartDoctypeDeclHandler = declares
    parser.EntityDeclHandler = lambda *_: refuse("entities")
    parser.StartElementHandler = lambda name, found: watch.start(name.rpartition(":")[2], found)
    parser.EndElementHandler = lambda name: watch.end(name.rpartition(":")[2])
    parser.CharacterDataHandler = watch.text
    try:
        anything = False
        for piece in pieces:
            anything = True
            parser.Parse(piece, False)
        if anything:  # some programs write empty members
            parser.Parse(b"", True)
    except expat.ExpatError as fault:
        refuse("damaged", fault)


def attribute(found, name):
    """An attribute's value by its name without prefix; empty when it is not there."""
    return next((value for key, value in found.items() if key.rpartition(":")[2] == name), "")


class Watch:
    """Sees the XML go by and minds nothing."""

    def start(self, name, found):
        """An element begins."""

    def text(self, words):
        """Some of its words."""

    def end(self, name):
        """It ends."""
