"""What summaries hold of a person: whose they are. It is part of the record and stays."""

from .models import Summary


def export(address, groups=None) -> dict:
    """The Chair’s summaries of the owner of the address."""
    found = Summary.objects.filter(chair__user__email__iexact=address).select_related("meeting")
    found = found if groups is None else found.filter(meeting__group__in=groups)
    return {"Chair’s summaries": [{"summary": str(each)} for each in found]}
