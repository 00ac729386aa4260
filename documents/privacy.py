"""What papers hold of a person: who cleared them. It is part of the record and stays."""

from .models import PaperVersion


def export(address, groups=None) -> dict:
    """The versions that the owner of the address cleared."""
    found = PaperVersion.objects.filter(cleared_by__email__iexact=address).select_related("paper")
    found = found if groups is None else found.filter(paper__group__in=groups)
    return {"papers cleared": [{"paper": str(each), "on": each.cleared_at, "how": each.cleared_how} for each in found]}
