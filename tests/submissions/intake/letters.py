"""Messages as people send them, and as nobody should."""

from email.message import EmailMessage

from django.core.files.uploadedfile import SimpleUploadedFile


def message(text="Dear all.", *, html=None, files=(), **heads):
    """A message; `files` are (name, bytes, type); heads by their names, such as date=…"""
    made = EmailMessage()
    usual = {
        "From": "Amina Stakeholder <amina@example.org>",
        "Subject": "Input",
        "Date": "Mon, 21 Nov 2016 10:05:00 +0100",
    }
    for name, said in {**usual, **{name.title(): said for name, said in heads.items()}}.items():
        if said is not None:
            made[name] = said
    if text is not None:
        made.set_content(text)
    if html is not None:
        made.add_alternative(html, subtype="html") if text is not None else made.set_content(html, subtype="html")
    for name, data, kind in files:
        main, _slash, sub = kind.partition("/")
        made.add_attachment(data, maintype=main, subtype=sub, filename=name)
    return made.as_bytes()


def as_file(data, name="message.eml"):
    return SimpleUploadedFile(name, data, content_type="message/rfc822")
