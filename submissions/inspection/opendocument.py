"""OpenDocument texts (.odt): no macros or objects of programs, nothing fetched from elsewhere, no DDE."""

from . import archive, markup
from .fault import refuse

TEXT = b"application/vnd.oasis.opendocument.text"
PROGRAMS = ("basic/", "scripts/", "dialogs/")
OBJECTS = {"object-ole", "plugin", "applet", "floating-frame"}
PRESSED = {"a", "button", "image-map", "area-rectangle", "area-circle", "area-polygon"}  # go somewhere when pressed


def check(data, look):
    """Raises Unfit when it is not a plain OpenDocument text."""
    opened = archive.opened(data)
    members = {member.filename: member for member in opened.infolist()}
    if not {"mimetype", "content.xml"} <= set(members):
        refuse("disguised")
    for name, member in members.items():
        lower = name.lower()
        if lower.startswith(PROGRAMS) and not lower.endswith("/"):
            refuse("macros", name)
        pieces = archive.unpack(opened, member, look)
        if lower.endswith((".xml", ".rdf")):
            markup.read(pieces, Parts(), may_name_its_type=lower == "meta-inf/manifest.xml")
            continue
        content = b"".join(pieces)
        if name == "mimetype" and content.strip() != TEXT:
            refuse("disguised", content[:60])
        archive.check_nested(lower, content, look, None)


class Parts(markup.Watch):
    """Everything in an OpenDocument's XML that acts or fetches."""

    def start(self, name, found):
        if name == "encryption-data":
            refuse("locked")
        if name == "event-listener" or name == "script":
            refuse("macros", name)
        if name in OBJECTS:
            refuse("embedded", name)
        if name.startswith("dde-"):
            refuse("dde")
        self._follow(name, markup.attribute(found, "href"))

    def _follow(self, name, address):
        if address.lower().startswith(("vnd.sun.star.script", "macro:", "script:")):
            refuse("macros", address)
        if address and name not in PRESSED and markup.is_remote(address):
            refuse("remote", name)
