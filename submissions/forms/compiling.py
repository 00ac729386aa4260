"""What the secretariat chooses of a compilation: layout, selection, files, and whether contributors are told."""

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.forms import PlainForm

from .. import languages, reviewing
from ..compilation import asking
from ..models import BoundFile, Compilation, Period, Submission

FILES = 25  # on one page
FILE = "file_"  # how the names of the fields of files begin


class CompileForm(PlainForm):
    """The choices; beside each stands how many contributions it holds. Which file goes in how is told by FILE fields:
    those on the page as choices, those on other pages carried along."""

    layout = forms.ChoiceField(
        label=gettext_lazy("Layout"), choices=Compilation.Layout, widget=forms.RadioSelect, initial="question"
    )
    stakeholder_group = forms.ModelChoiceField(None, label=gettext_lazy("Stakeholder group"), required=False)
    language = forms.ChoiceField(label=gettext_lazy("Language of the contributions"), required=False)
    in_time_only = forms.BooleanField(required=False)
    with_translations = forms.BooleanField(
        label=gettext_lazy("Annex the unofficial translations, where there are any"), required=False, initial=True
    )
    tells_contributors = forms.BooleanField(
        label=gettext_lazy("Tell contributors by e-mail under which number and on which page they stand"),
        required=False,
        initial=True,
    )

    def __init__(self, data=None, *, call):
        super().__init__(data)
        self.call, self.published = call, Submission.objects.published().filter(call=call)
        facets = reviewing.facets(self.published)
        self.number = sum(row["number"] for row in facets)
        self._offer_groups(reviewing.counted(facets, "group"))
        self._offer_languages(reviewing.counted(facets, "language"))
        in_time = self.published.in_period(call, Period.ORIGINAL).count()
        self.fields["in_time_only"].label = _("Only what came by the original deadline (%(number)s of %(all)s)") % {
            "number": in_time,
            "all": self.number,
        }

    def _offer_groups(self, counts):
        field = self.fields["stakeholder_group"]
        field.queryset = self.call.group.stakeholder_groups.all()
        field.empty_label = self._all()
        field.label_from_instance = lambda group: f"{group} ({counts.get(group.pk, 0)})"

    def _offer_languages(self, counts):
        named = sorted((code, f"{languages.name_of(code)} ({number})") for code, number in counts.items())
        self.fields["language"].choices = [("", self._all()), *named]

    def _all(self):
        return _("All (%(number)s)") % {"number": self.number}

    def run(self):
        """The unsaved run; before anything makes sense, the plain one."""
        return Compilation(call=self.call, **self.selection())

    def selection(self):
        """The choices as the fields of a Compilation; nothing while they make no sense."""
        return {name: self.cleaned_data[name] for name in self.fields} if self.is_valid() else {}

    def values(self):
        """What actions.compile_contributions takes."""
        return {**self.selection(), "bound_files": self.bound()}

    def bound(self):
        """{key of a file: how it is bound} of what was chosen on any page."""
        keys = {name: name.removeprefix(FILE) for name in self.data if name.startswith(FILE) and self.data[name]}
        numbers = {name: key for name, key in keys.items() if key.isascii() and key.isdecimal() and len(key) < 19}
        return {int(key): self.data[name] for name, key in numbers.items()}

    def page_of_files(self, number):
        """One page of the files that could go in, each with its `how`; `carried` holds what other pages chose."""
        run, bound = self.run(), self.bound()
        page = Paginator(asking.by_contribution(run), FILES).get_page(number)
        for file in page:
            file.how, file.version.submission.current = bound.get(file.pk, ""), file.version
        shown = {file.pk for file in page}
        kept = asking.files(run).filter(pk__in=bound).values_list("pk", flat=True) if bound else ()
        page.carried = [(f"{FILE}{key}", bound[key]) for key in kept if key not in shown]
        page.ways, page.is_open = BoundFile.How.choices, bool(bound or number)
        return page

    def typed(self):
        """[(name, value)] of all that was chosen, for a form that asks once more."""
        chosen = [(name, self.data[name]) for name in self.fields if self.data.get(name)]
        return chosen + [(f"{FILE}{key}", how) for key, how in self.bound().items()]
