"""The forms of contributions: the steps of filing, and the secretariat's."""

from .filing import AboutForm, AnswersForm, FilesForm
from .publishing import FilterForm, StaffFilterForm, WithholdForm

__all__ = ["AboutForm", "AnswersForm", "FilesForm", "FilterForm", "StaffFilterForm", "WithholdForm"]
