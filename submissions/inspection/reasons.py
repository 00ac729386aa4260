"""Why a file is not taken and what helps, in words for its contributor."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.refusals import Refused

REASONS = {
    "empty": gettext_lazy("it is empty. Check the file and add it again."),
    "unknown": gettext_lazy(
        "files of this kind are not taken. Save it as PDF (.pdf), Word (.docx), OpenDocument (.odt), RTF (.rtf), plain "
        "text (.txt), PNG or JPEG and add it again."
    ),
    "two_endings": gettext_lazy(
        "its name has two endings, as a disguised program has. Give it a name with one ending and add it again."
    ),
    "disguised": gettext_lazy("its content is not what its name says. Save it in that format and add it again."),
    "two_in_one": gettext_lazy("it holds another file before, behind or inside itself. Save it again and add that."),
    "damaged": gettext_lazy("it is damaged or not whole. Open it, save it again and add that file."),
    "locked": gettext_lazy("it is protected by a password. Save it without the password and add it again."),
    "old_word": gettext_lazy("it is an old Word file. Save it as Word document (.docx) and add it again."),
    "bomb": gettext_lazy(
        "it unpacks to far more than it seems to be. Save it again, with smaller pictures, and add it."
    ),
    "too_much": gettext_lazy("checking it takes too long. Save it again in a simpler form, for example as PDF."),
    "huge_picture": gettext_lazy("the picture has too many pixels. Make it smaller and add it again."),
    "bad_members": gettext_lazy("it is not packed as such files are. Open it, save it again and add that file."),
    "macros": gettext_lazy("it holds macros. Save it without macros, for example as PDF, and add it again."),
    "script": gettext_lazy("it holds a script. Print it to a new PDF and add that file."),
    "acts": gettext_lazy("it does something by itself when it is opened. Print it to a new PDF and add that file."),
    "form": gettext_lazy("it is a form of a kind that not everybody can open (XFA). Print it to a new PDF and add it."),
    "embedded": gettext_lazy("another file is embedded in it. Take it out, or save it as PDF, and add it again."),
    "media": gettext_lazy(
        "it holds sound, film or a 3D model. Take it out, or print it to a new PDF, and add it again."
    ),
    "remote": gettext_lazy(
        "it fetches something from elsewhere when it is opened. Save it with everything inside, for example as PDF."
    ),
    "entities": gettext_lazy("its XML declares entities, which no writing program does. Save it again and add that."),
    "dde": gettext_lazy("it holds a field that starts a program (DDE). Remove that field and add it again."),
    "virus": gettext_lazy("a virus, or the test pattern of one, was found in it. Check your computer for viruses."),
}


def unfit(name, why) -> Refused:
    """A refusal that names the file, the reason and the remedy."""
    return Refused(_("“%(name)s” was not added: %(why)s") % {"name": name, "why": why})
