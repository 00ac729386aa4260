"""The forms of contributions: the steps of filing, and the secretariat's."""

from .about import AboutForm
from .answers import AnswersForm
from .files import FilesForm
from .publishing import FilterForm, StaffFilterForm, WithholdForm

__all__ = ["AboutForm", "AnswersForm", "FilesForm", "FilterForm", "StaffFilterForm", "WithholdForm"]
