"""The forms of contributions: the steps of filing, and the secretariat's."""

from .about import AboutForm
from .answers import AnswersForm
from .behalf import AuthorityForm, SeenForm, SignForm
from .checking import CheckForm
from .coding import CodingForm, TopicForm
from .compiling import CompileForm
from .files import FilesForm, PieceForm
from .filtering import FilterForm, StaffFilterForm, in_order
from .holding import AddressForm, ChoicesForm, CodeForm
from .intake import EntryForm, MessageForm
from .lateness import LateLinkForm, UseForm
from .publishing import DuplicateForm, ReturnForm, WithholdForm
from .reminding import ReminderPlanForm
from .renditions import LanguageForm, RedactionForm, TranslationForm
from .takedown import TakedownForm
from .word import ReadingForm, WordFileForm

__all__ = [
    "AboutForm",
    "AddressForm",
    "AnswersForm",
    "AuthorityForm",
    "CheckForm",
    "ChoicesForm",
    "CodeForm",
    "CodingForm",
    "CompileForm",
    "DuplicateForm",
    "EntryForm",
    "FilesForm",
    "FilterForm",
    "LanguageForm",
    "LateLinkForm",
    "MessageForm",
    "PieceForm",
    "ReadingForm",
    "RedactionForm",
    "ReminderPlanForm",
    "ReturnForm",
    "SeenForm",
    "SignForm",
    "StaffFilterForm",
    "TakedownForm",
    "TopicForm",
    "TranslationForm",
    "UseForm",
    "WithholdForm",
    "WordFileForm",
    "in_order",
]
