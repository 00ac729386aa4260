"""The web page of an issued compilation: cover, counts, changes, and who is in it; the texts are in its other forms."""

from django.template.loader import render_to_string
from django.utils.translation import override

from documents.inline import direction

from .planning import changes_in_words
from .setting import TEMPLATES


def article(head, contributions) -> str:
    """The frozen <article>. It names the address of every contribution."""
    with override(head.language):
        context = {
            "head": head,
            "contributions": contributions,
            "changes": changes_in_words(head),
            "shown": len(contributions),
            "redacted": sum(1 for one in contributions if one.reason),
            "language": head.language,
            "direction": direction(head.language),
        }
        return render_to_string(f"{TEMPLATES}article.html", context).strip()
