"""Contributions as they are really made: through the actions, or through the form in a browser."""

import io
import re
import zipfile

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from meetings.models import Call
from people.models import State
from submissions import actions, drafting
from submissions.models import Submission

ABOUT = {
    "name": "Amina Stakeholder",
    "title": "Director",
    "organisation": "Open Rivers",
    "email": "amina@example.org",
    "publish": "name",
    "translation": "original",
}


def values_for(call, group="Civil society", **about):
    """What a stakeholder types about themselves, as the draft keeps it."""
    return {**ABOUT, "stakeholder_group": call.group.stakeholder_groups.get(name=group), "country": None, **about}


def draft(call, *, answers=("First answer.",), language="en", other="", **about):
    """(a draft that lacks nothing, its holder), made through the actions. An answer that is None is “no position”."""
    holder = drafting.new_holder()
    submission = actions.start(call=call, by=holder)
    version = submission.versions.get()
    texts = zip(call.questions.all(), answers, strict=False)
    kept = {question.pk: (text or "", text is None) for question, text in texts}
    values = {**values_for(call, **about), "language": language, "other": other}
    actions.save(version=version, values=values, answers=kept, by=holder, seen="", page=version.saved_from)
    return version, holder


@pytest.fixture
def draft_of():
    return draft


@pytest.fixture
def filed():
    """Call it with a call and what differs from the usual: a contribution filed through the actions."""

    def file(call, **different):
        version, holder = draft(call, **different)
        return actions.submit(version=version, by=holder).submission

    return file


@pytest.fixture
def published(filed, dana):
    """The same, published or shared by the secretariat."""

    def out(call, **different):
        submission = filed(call, **different)
        actions.publish(submission=submission, by=dana)
        return submission

    return out


def pdf_bytes(pages=1, **save):
    """A small PDF."""
    pdf, out = pikepdf.new(), io.BytesIO()
    for _ in range(pages):
        pdf.add_blank_page()
    pdf.save(out, **save)
    return out.getvalue()


def docx_bytes(types="", **members):
    """The least that is a Word file, the same at every hour; `members` are further ones, `__` standing for a dot."""
    files = {"[Content_Types].xml": f"<Types>{types}</Types>", "word/document.xml": "<w:document/>"}
    files |= {f"word/{name.replace('__', '.')}": data for name, data in members.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def upload(name, data):
    return SimpleUploadedFile(name, data)


class Browser:
    """Somebody without an account who fills the form page by page; remembers the pages' hidden fields."""

    def __init__(self, call):
        self.client, self.call = Client(), call
        self.client.post(reverse("submissions:start", args=[call.uid]))
        self.submission = Submission.objects.latest("pk")

    def url(self, name, *more):
        return reverse(f"submissions:{name}", args=[self.submission.uid, *more])

    def get(self, name):
        return self.client.get(self.url(name))

    def hidden(self, name):
        """The hidden fields of a page."""
        page = self.get(name)
        if name == "check":
            version = page.context["version"]
            return {"submission_key": str(version.submission_key), "content": version.canonical}
        form = page.context["form"]
        return {"seen": form["seen"].value(), "page": form["page"].value()}

    def post(self, step, /, button="continue", hidden=None, **typed):
        hidden = self.hidden(step) if hidden is None else hidden
        return self.client.post(self.url(step), {**hidden, **typed, button: "1"})

    def about(self, **different):
        group = self.call.group.stakeholder_groups.get(name="Civil society")
        return self.post("about", **{**ABOUT, "stakeholder_group": group.pk, "country": "", **different})

    def answers(self, *texts, language="en", **more):
        typed = {f"answer_{one.pk}": text for one, text in zip(self.call.questions.all(), texts, strict=False)}
        return self.post("answers", language=language, **typed, **more)

    def ready(self):
        """Fill in what is asked; the hidden fields of the check page."""
        self.about()
        self.answers("One.")
        return self.hidden("check")

    def send(self):
        return self.client.post(self.url("send"), self.hidden("check"))


@pytest.fixture
def browser(call):
    """A browser that has begun a draft."""
    return Browser(call)


@pytest.fixture
def filed_in(browser):
    """A browser that has filed one contribution."""
    browser.about()
    browser.answers("First answer.")
    browser.send()
    return browser


def words_of(response):
    """The text of a page without its tags, in one line."""
    text = re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", response.content.decode(), flags=re.S)
    return " ".join(text.split())


@pytest.fixture
def switzerland(db):
    return State.objects.get_or_create(
        iso3="CHE",
        defaults={
            "m49": 756,
            "status": "member",
            "formal_name_en": "the Swiss Confederation",
            "name_en": "Switzerland",
            "name_fr": "Suisse",
            "name_es": "Suiza",
            "name_ar": "سويسرا",
            "name_zh": "瑞士",
            "name_ru": "Швейцария",
        },
    )[0]


@pytest.fixture
def other_call(call, group, meeting):
    """A second open call of the same group."""
    made = Call.objects.create(
        group=group,
        meeting=meeting,
        title="Inputs on the draft report",
        deadline_at=call.deadline_at,
        opened_at=call.opened_at,
        state=Call.State.OPENED,
    )
    made.questions.create(order=1, text="What should the report say?")
    return made
