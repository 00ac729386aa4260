"""What calls hold of a person: which deadlines and wordings they changed. It is part of the record and stays."""

from .models import Extension, Wording


def export(address, groups=None) -> dict:
    """The extensions and rewordings by the owner of the address."""
    extensions = Extension.objects.filter(extended_by__email__iexact=address).select_related("call")
    wordings = Wording.objects.filter(changed_by__email__iexact=address).select_related("question")
    if groups is not None:
        extensions = extensions.filter(call__group__in=groups)
        wordings = wordings.filter(question__call__group__in=groups)
    return {
        "deadlines extended": [{"call": str(each.call), "on": each.extended_at} for each in extensions],
        "questions reworded": [{"question": each.question.text, "on": each.changed_at} for each in wordings],
    }
