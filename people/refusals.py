"""A refusal: the reason in words, shown to whoever asked."""


class Refused(Exception):
    """The rule said no; the message is the reason, fit to be shown."""


def refuse_if(reason: str) -> None:
    """Stop with the reason, when there is one."""
    if reason:
        raise Refused(reason)
