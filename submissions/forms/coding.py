"""The topics of a group, and the ticks beside the answers of one contribution."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.forms.edit import EditForm

from ..models import Topic
from .step import LineField

NONE = "none"  # the tick for “none of the topics fits”


class TopicForm(EditForm):
    class Meta:
        model = Topic
        fields = ["name", "order"]

    name = LineField(label=gettext_lazy("Name"), max_length=200)
    order = forms.IntegerField(
        label=gettext_lazy("Order"), min_value=0, max_value=9999, help_text=gettext_lazy("Its place in the list.")
    )

    def clean_name(self):
        """Two of one name would be counted apart."""
        name = self.cleaned_data["name"]
        others = Topic.objects.filter(group=self.instance.group_id, name__iexact=name).exclude(pk=self.instance.pk)
        if others.exists():
            raise forms.ValidationError(_("There is already a topic of this name."))
        return name


class TopicsField(forms.TypedMultipleChoiceField):
    """Keys of topics; None stands for “none of them fits”."""

    widget = forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"})

    def __init__(self, topics, **kwargs):
        choices = [(str(topic.pk), topic.name) for topic in topics] + [(NONE, _("None of the topics"))]
        super().__init__(choices=choices, coerce=_key, required=False, **kwargs)
        self.error_messages["invalid_choice"] = _("One of the topics is no longer on the list. Look once more.")

    def clean(self, value):
        keys = set(super().clean(value))
        if None in keys and len(keys) > 1:
            raise forms.ValidationError(_("Tick topics, or “None of the topics”, but not both."))
        return keys


def _key(value):
    return None if value == NONE else int(value)


class CodingForm(forms.Form):
    """Ticks for every passage of a contribution, and beside them in `shown` what was ticked when the page was opened.

    `ticked`: {key of the passage: {keys of topics}} that stand ticked beside what is stored.
    """

    def __init__(self, data=None, *, passages, topics, ticked=None):
        super().__init__(data)
        self.passages = passages
        for passage in passages:
            stored, more = set(passage.coded), (ticked or {}).get(passage.key, set())
            label = _("Any other relevant issue")
            if passage.question:
                label = _("Question %(label)s") % {"label": passage.question.label}
            self.fields[_name(passage)] = TopicsField(topics, label=label, initial=_words(stored | more))
            self.fields[_name(passage, "shown")] = forms.CharField(
                required=False, widget=forms.HiddenInput, initial=" ".join(_words(stored))
            )

    def rows(self):
        """[(passage, its ticks, its hidden field)] in the order of the page."""
        return [(passage, self[_name(passage)], self[_name(passage, "shown")]) for passage in self.passages]

    def ticked(self):
        """{key of the passage: {keys of topics}}."""
        return {passage.key: self.cleaned_data[_name(passage)] for passage in self.passages}

    def shown(self):
        """The same of what was ticked when the page was opened; what nobody could have been shown is left aside."""
        return {passage.key: self._shown(passage) for passage in self.passages}

    def _shown(self, passage):
        possible = dict(self.fields[_name(passage)].choices)
        words = self.cleaned_data[_name(passage, "shown")].split()
        return {_key(word) for word in words if word in possible}


def _words(keys):
    """Keys of topics as a page holds them."""
    return sorted(str(key or NONE) for key in keys)


def _name(passage, kind="topics"):
    return f"{kind}_{passage.key or 'other'}"
