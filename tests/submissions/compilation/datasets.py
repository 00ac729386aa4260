"""Datasets of compilations as an issued paper has them beside it, made of the classes of the contract itself."""

import hashlib

from audit.clock import now
from documents import companions, shelf
from documents.models import Companion, Paper, PaperVersion
from submissions.compilation.dataset import Asked, Attached, Contribution, Head, Passage, dump
from submissions.compilation.forms.book import Book

GROUPS = ("Member States", "Civil society")
QUESTIONS = [
    Asked("first", "1", "What are the characteristics of enhanced cooperation?", is_asked=True, is_part=False),
    Asked("second", "2", "What should be recommended?", is_asked=True, is_part=False),
]
TEXTS = {  # language: an answer in it
    "en": "We agree.\n\n1. Cooperation <b>matters</b>, see A/RES/70/125.\n2. It should go on.",
    "fr": "Nous sommes d’accord : la coopération est nécessaire.",
    "ar": "نحن نوافق على تعزيز التعاون (A/RES/70/125).\nوهذا سطر ثان.",
    "zh": "我们同意加强合作。\n第二行。",
    "ru": "Мы согласны с укреплением сотрудничества.",
    "es": "Estamos de acuerdo con la cooperación.",
}


def head(**different):
    """The head of a compilation of version 2."""
    facts = {
        "title": "Compilation of contributions: Inputs",
        "group": "Working Group on Enhanced Cooperation (2016–2018)",
        "parent": "Commission on Science and Technology for Development",
        "secretariat": "CSTD secretariat",
        "disclaimer": "The views are the contributors’ own.",
        "call": "Inputs on enhanced cooperation",
        "call_link": "http://localhost:8000/calls/1/",
        "language": "en",
        "mark": "",
        "symbol": "",
        "layout": "question",
        "selection": [],
        "version": 2,
        "as_of": "2016-12-08T10:00:00+01:00",
        "as_of_words": "8 December 2016, 10 a.m. (Geneva)",
        "deadline": "2016-12-07T23:59:59+01:00",
        "deadline_words": "7 December 2016, 23:59 (Geneva)",
        "order": "By stakeholder group, and within a group in alphabetical order.",
        "counts": [[name, 0] for name in GROUPS],
        "kept_back": 1,
        "unpublished": 2,
        "register_entries": 9,
        "register_head": "f" * 64,
        "questions": QUESTIONS,
    }
    return Head(**{**facts, **different})


def one(number, text="", *, language="en", other="", translation="", **different):
    """A contribution that answers the first question, and perhaps raises another issue."""
    passages = [Passage("first", text or TEXTS.get(language, TEXTS["en"]), language, translation=translation)]
    passages += [Passage("", other, language)] if other else []
    facts = {
        "number": number,
        "name": f"Organisation {number}",
        "stakeholder_group": GROUPS[0],
        "language": language,
        "received": "2016-12-01T10:00:00+01:00",
        "received_words": "1 December 2016, 10 a.m. (Geneva)",
        "version": 1,
        "sha256": hashlib.sha256(str(number).encode()).hexdigest(),
        "link": f"http://localhost:8000/contributions/{number}/",
        "passages": passages,
    }
    return Contribution(**{**facts, **different})


def attached(name, content=b"%PDF", **different):
    """A file of a contribution as it is listed."""
    facts = {"content_type": "application/pdf", "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    return Attached(name=name, **{**facts, **different})


def many(count, words=900):
    """Contributions of usual length in six languages, one after the other."""
    for number in range(1, count + 1):
        language = list(TEXTS)[number % 6]
        text = " ".join([TEXTS[language]] * (words // 10))
        yield one(number, text, language=language, stakeholder_group=GROUPS[number * 2 // (count + 1)])


def content(contributions, **of_head):
    return b"".join(dump(head(**of_head), contributions))


def written(folder, contributions=(), **of_head):
    """A dataset on the disk, opened."""
    path = folder / "data.json"
    with path.open("wb") as file:
        file.writelines(dump(head(**of_head), contributions))
    return Book(path)


def issued(call, contributions=(), *, number=1, paper=None, audience="public", **of_head):
    """An issued compilation of a call, with its data beside it."""
    about = {"about_label": call._meta.label_lower, "about_key": str(call.pk)}
    identity = {"group": call.group, "kind": Paper.Kind.COMPILATION, "title": "Inputs compiled", "audience": audience}
    paper = paper or Paper.objects.create(**identity, **about)
    version = PaperVersion.objects.create(paper=paper, number=number, language="en")
    file = {"file": shelf.keep(b"%PDF-1.7"), "sha256": "0" * 64, "size": 8, "pages": 3, "html": "<article></article>"}
    PaperVersion.objects.filter(pk=version.pk).update(state="issued", issued_at=now(), **file)
    version.refresh_from_db()
    companions.put_beside(version, Companion.Kind.DATA, content(contributions, **of_head))
    return version
