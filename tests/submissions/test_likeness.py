"""Letters of a campaign are found in any script, cheaply, and every one is kept."""

import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from submissions import likeness
from submissions.models import Likeness, LikenessBand, Submission, Version
from tests.documents.texts import TEXTS
from tests.submissions.contributions import contribution
from tests.submissions.moderation import next_version

LETTER = (
    "We write as residents of the river delta. The draft recommendations should name an independent body that hears "
    "complaints about decisions on public resources, publishes its reasoning within thirty days, and reports once a "
    "year to the Commission. Governments that host such a body should fund it for at least five years. Without this "
    "the words on enhanced cooperation stay without effect for those who live far from the places of decision."
)
ARABIC = (
    "نكتب إليكم بصفتنا سكان دلتا النهر. ينبغي أن تسمي مشاريع التوصيات هيئة مستقلة تنظر في الشكاوى المتعلقة بالقرارات "
    "الخاصة بالموارد العامة وتنشر أسبابها خلال ثلاثين يوما وتقدم تقريرا سنويا إلى اللجنة. وينبغي للحكومات التي تستضيف "
    "هذه الهيئة أن تمولها لمدة خمس سنوات على الأقل. وبدون ذلك تبقى عبارات التعاون المعزز بلا أثر لمن يعيشون بعيدا."
)
CHINESE = (
    "我们是三角洲的居民。建议草案应当指定一个独立机构，受理对公共资源决定的申诉，在三十天内公布理由，并每年向委员会报告。"
    "设立这一机构的政府应当至少提供五年的经费。否则，关于加强合作的文字对远离决策地点的人们没有任何效果。"
)
CAMPAIGN = {
    "en": (LETTER, LETTER.replace("thirty", "twenty") + " Yours, Maria"),
    "ar": (ARABIC, ARABIC.replace("ثلاثين", "عشرين") + " مع التحية، مريم"),
    "zh": (CHINESE, CHINESE.replace("三十", "二十") + "玛丽亚"),
}


def compared(call, *texts):
    found = [contribution(call, state="submitted", answers=[text]) for text in texts]
    likeness.compare_contributions()
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("language", CAMPAIGN)
def test_a_letter_with_small_changes_is_nearly_the_same(call, language):
    first, second = compared(call, *CAMPAIGN[language])
    others, number, per_cent = likeness.families([second.current])[second.current_id]
    assert (others, number) == ([first], 1)
    assert 70 <= per_cent < 100
    assert likeness.families([first.current])[first.current_id] == ([second], 1, per_cent)


@pytest.mark.django_db
def test_different_texts_and_short_ones_are_not(call):
    compared(call, *TEXTS.values(), LETTER, "We agree.", "We agree.")
    assert list(likeness.of_several(Submission.objects.all())) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (LETTER, LETTER.upper()),
        (LETTER, LETTER.replace(". ", ".\n\n").replace(",", " –")),
        (ARABIC, ARABIC.replace("ينبغي", "يَنبَغِي").replace("هيئة", "هيـــئة")),
    ],
)
def test_case_line_breaks_and_vowel_signs_make_no_difference(one, other):
    assert likeness.share(likeness.groups_of(one), likeness.groups_of(other)) == 100


@pytest.mark.django_db
def test_nothing_is_removed_and_the_state_stays(call):
    compared(call, LETTER, LETTER, LETTER)
    assert Submission.objects.to_publish().count() == 3
    assert set(likeness.of_several(Submission.objects.all())) == set(Submission.objects.all())


@pytest.mark.django_db
def test_two_calls_are_not_compared(call, other_call):
    contribution(other_call, state="submitted", answers=[LETTER])
    compared(call, LETTER)
    assert list(likeness.of_several(Submission.objects.all())) == []


@pytest.mark.django_db
def test_versions_of_one_contribution_are_no_doubles(call):
    (submission,) = compared(call, LETTER)
    version = next_version(submission, LETTER)
    likeness.compare_contributions()
    assert likeness.families([version]) == {}
    assert list(likeness.of_several(Submission.objects.all())) == []


@pytest.mark.django_db
def test_a_withdrawn_one_is_nobodys_double(call):
    first, second = compared(call, LETTER, LETTER)
    Submission.objects.filter(pk=first.pk).update(state="duplicate", duplicate_of=second)
    assert likeness.families([second.current]) == {}


@pytest.mark.django_db
def test_comparing_again_changes_nothing(call):
    compared(call, LETTER, LETTER)
    before = (Likeness.objects.count(), LikenessBand.objects.count())
    likeness.compare_contributions()
    for version in Version.objects.all():
        likeness.compare(version)
    assert (Likeness.objects.count(), LikenessBand.objects.count()) == before


def work_of(call, text):
    """How many queries the next letter takes to be compared."""
    submission = contribution(call, state="submitted", answers=[text])
    with CaptureQueriesContext(connection) as queries:
        likeness.compare(submission.current)
    return len(queries)


@pytest.mark.django_db
def test_the_fortieth_letter_costs_no_more_than_the_third(call):
    compared(call, LETTER, LETTER + " One.")
    third = work_of(call, LETTER + " Two.")
    compared(call, *(f"{LETTER} Yours, {number}" for number in range(40)))
    assert work_of(call, LETTER + " Last.") <= third + 2
    assert LikenessBand.objects.count() < 400


@pytest.mark.django_db
def test_the_numbers_named_are_few_and_the_rest_is_counted(call):
    found = compared(call, *[LETTER] * 9)
    others, number, per_cent = likeness.families([found[8].current])[found[8].current_id]
    assert ([other.register_number for other in others], number, per_cent) == ([1, 2, 3, 4], 8, 100)


def changed(words, share, dice):
    """The words with a share of them replaced."""
    return " ".join(f"x{dice.random()}" if dice.random() < share else word for word in words)


def test_bands_find_nineteen_of_twenty_that_have_seventy_per_cent_in_common():
    dice = random.Random(7)
    words = [f"w{dice.randrange(5000)}" for _ in range(400)]
    pairs = [(" ".join(words), changed(words, 0.05, dice)) for _ in range(200)]
    groups = [(likeness.groups_of(one), likeness.groups_of(other)) for one, other in pairs]
    near = [pair for pair in groups if likeness.share(*pair) >= likeness.NEARLY]
    found = [set(likeness.bands_of(one)) & set(likeness.bands_of(other)) for one, other in near]
    assert len(near) > 100
    assert sum(map(bool, found)) / len(near) > 0.95
