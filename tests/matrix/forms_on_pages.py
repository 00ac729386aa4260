"""The forms that pages show, filled in as a browser would send them."""

import random
import string

from bs4 import BeautifulSoup

TYPED = {"text", "search", "email", "url", "tel", "textarea", "date", "time", "number", "datetime-local", "hidden"}
PLAIN = {"email": "a@example.org", "url": "https://example.org/", "date": "2016-12-20", "number": "1", "time": "10:00"}
LONG = "".join(random.Random(7).choices(string.ascii_letters, k=9000))  # more than an index holds, hard to compress
OVERLONG = {"email": f"{LONG}@example.org", "url": f"https://example.org/{LONG}", "number": "9" * 9000}


def forms_in(page, address):
    """[(where it is sent, {name: (kind, value)})] of every form that is posted."""
    soup = BeautifulSoup(page, "html.parser")
    posted = [form for form in soup.find_all("form") if form.get("method", "get").lower() == "post"]
    return [(form.get("action") or address, _fields(form)) for form in posted]


def _fields(form):
    found = {}
    for element in form.find_all(["input", "textarea", "select"]):
        name, kind = element.get("name"), _kind(element)
        if not name or kind in ("submit", "file") or (kind in ("checkbox", "radio") and name in found):
            continue
        found[name] = (kind, _value(element, kind))
    return found


def _kind(element):
    return element.get("type", "text") if element.name == "input" else element.name


def _value(element, kind):
    """What stands in the field, else what it would take."""
    if kind == "select":
        chosen = element.find("option", selected=True) or element.find("option", value=True)
        options = [option.get("value") for option in element.find_all("option") if option.get("value")]
        return (chosen.get("value") if chosen else "") or (options[0] if options else "")
    text = element.text.strip() if kind == "textarea" else element.get("value", "")
    return text or PLAIN.get(kind, "on" if kind in ("checkbox", "radio") else "Some words")


def overlong(fields):
    """Yield (name of a field, what is sent) with one typed field after the other far too long."""
    values = {name: value for name, (_kind, value) in fields.items()}
    for name, (kind, _was) in fields.items():
        if kind in TYPED and name != "csrfmiddlewaretoken":
            yield name, {**values, name: OVERLONG.get(kind, LONG)}
