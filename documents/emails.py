"""Word to those who asked for it that a paper was issued."""

from people import emails as people

from .models import Paper


def tell_issued(version, told=()) -> None:
    """Tell the subscribers of the group of a paper for everybody; `told`: addresses that get the paper itself.

    Of a compilation they are told once: it is made as often as staff like.
    """
    paper = version.paper
    if paper.audience != Paper.Audience.PUBLIC:
        return
    number = "first" if paper.kind == Paper.Kind.COMPILATION else version.number
    context = {"paper": paper, "group": paper.group, "version": version, "path": version.get_absolute_url()}
    for reader in people.subscribers(paper.group, told):
        key = f"issued:{paper.uid}:{version.language}:{number}"
        context["symbol"] = version.printed_symbol
        people.tell(reader, key=key, template="documents/emails/issued.txt", context=context)
