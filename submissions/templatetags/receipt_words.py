"""The receipt in templates: `{% load receipt_words %}`."""

from django import template

from .. import receipt

register = template.Library()


@register.simple_tag
def receipt_of(version):
    """What the receipt of a sent version says: a submissions.receipt.Receipt."""
    return receipt.Receipt(version)
