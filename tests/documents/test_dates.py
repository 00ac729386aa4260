"""Days and hours as papers print them."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from documents import dates

GENEVA = ZoneInfo("Europe/Zurich")
ONE = date(2016, 9, 30), None
TWO = date(2017, 1, 26), date(2017, 1, 27)
THREE = date(2017, 5, 3), date(2017, 5, 5)
MONTHS = date(2017, 9, 30), date(2017, 10, 2)
YEARS = date(2016, 12, 30), date(2017, 1, 2)

IN_TEXT = [
    ("en", ONE, "30 September 2016"),
    ("en", TWO, "26 and 27 January 2017"),
    ("en", THREE, "3 to 5 May 2017"),
    ("en", MONTHS, "30 September to 2 October 2017"),
    ("en", YEARS, "30 December 2016 to 2 January 2017"),
    ("en", (date(2017, 1, 31), date(2017, 2, 1)), "31 January and 1 February 2017"),
    ("fr", (date(2017, 5, 1), None), "1er mai 2017"),
    ("fr", TWO, "26 et 27 janvier 2017"),
    ("fr", THREE, "du 3 au 5 mai 2017"),
    ("fr", YEARS, "du 30 décembre 2016 au 2 janvier 2017"),
    ("es", ONE, "30 de septiembre de 2016"),
    ("es", TWO, "26 y 27 de enero de 2017"),
    ("es", MONTHS, "del 30 de septiembre al 2 de octubre de 2017"),
    ("ru", ONE, "30 сентября 2016 года"),
    ("ru", TWO, "26 и 27 января 2017 года"),
    ("ru", THREE, "с 3 по 5 мая 2017 года"),
    ("ar", TWO, "26 و27 كانون الثاني/يناير 2017"),
    ("ar", THREE, "من 3 إلى 5 أيار/مايو 2017"),
    ("ar", (date(2017, 2, 7), None), "7 شباط/فبراير 2017"),
    ("zh-hans", ONE, "2016年9月30日"),
    ("zh", TWO, "2017年1月26日和27日"),
    ("zh", MONTHS, "2017年9月30日至10月2日"),
    ("zh", YEARS, "2016年12月30日至2017年1月2日"),
    ("pt", TWO, "26 and 27 January 2017"),
]
IN_TITLES = [
    ("en", ONE, "30 September 2016"),
    ("en", TWO, "26–27 January 2017"),
    ("en", THREE, "3–5 May 2017"),
    ("en", MONTHS, "30 September–2 October 2017"),
    ("en", YEARS, "30 December 2016–2 January 2017"),
    ("fr", TWO, "26-27 janvier 2017"),
    ("es", THREE, "3 a 5 de mayo de 2017"),
    ("ru", TWO, "26–27 января 2017 года"),
    ("ar", TWO, "26-27 كانون الثاني/يناير 2017"),
    ("zh", TWO, "2017年1月26日至27日"),
]
HOURS = [
    ("en", time(10), "10 a.m."),
    ("en", time(15, 30), "3.30 p.m."),
    ("en", time(12), "noon"),
    ("en", time(0), "midnight"),
    ("en", time(12, 5), "12.05 p.m."),
    ("en", time(0, 30), "12.30 a.m."),
    ("fr", time(10), "10 heures"),
    ("fr", time(15, 30), "15 h 30"),
    ("es", time(9, 5), "9.05 horas"),
    ("ru", time(10), "10 ч. 00 м."),
    ("ar", time(10), "10/00"),
    ("zh", time(15, 30), "15时30分"),
]


@pytest.mark.parametrize(("language", "days", "text"), IN_TEXT)
def test_days_in_text(language, days, text):
    assert dates.in_text(*days, language) == text


@pytest.mark.parametrize(("language", "days", "text"), IN_TITLES)
def test_days_in_titles(language, days, text):
    assert dates.in_title(*days, language) == text


@pytest.mark.parametrize(("language", "hour", "text"), HOURS)
def test_hours(language, hour, text):
    assert dates.at_hour(hour, language) == text


@pytest.mark.parametrize(
    ("instant", "zone", "city", "text"),
    [
        (datetime(2016, 12, 7, 22, 59, 59, tzinfo=UTC), GENEVA, "Geneva", "7 December 2016, 23:59 Geneva time (UTC+1)"),
        (datetime(2017, 7, 7, 21, 59, 59, tzinfo=UTC), GENEVA, "Geneva", "7 July 2017, 23:59 Geneva time (UTC+2)"),
        (
            datetime(2017, 1, 1, 0, 0, tzinfo=UTC),
            ZoneInfo("America/New_York"),
            "New York",
            "31 December 2016, 19:00 New York time (UTC−5)",
        ),
        (
            datetime(2017, 1, 1, 0, 0, tzinfo=UTC),
            ZoneInfo("Asia/Kolkata"),
            "Delhi",
            "1 January 2017, 05:30 Delhi time (UTC+5:30)",
        ),
        (datetime(2017, 1, 1, 0, 0, tzinfo=UTC), UTC, "", "1 January 2017, 00:00 UTC"),
    ],
)
def test_a_deadline_names_hour_place_and_distance_from_utc_at_that_instant(instant, zone, city, text):
    assert dates.moment(instant, zone, city, "en") == text


def test_a_deadline_is_printed_in_every_official_language():
    instant = datetime(2016, 12, 7, 22, 59, 59, tzinfo=UTC)
    assert [dates.moment(instant, GENEVA, "X", code) for code in ("fr", "es", "ru", "ar", "zh")] == [
        "7 décembre 2016, 23:59, heure de X (UTC+1)",
        "7 de diciembre de 2016, 23:59, hora de X (UTC+1)",
        "7 декабря 2016 года, 23:59, время: X (UTC+1)",
        "7 كانون الأول/ديسمبر 2016، 23:59 بتوقيت X (UTC+1)",
        "2016年12月7日23:59，X时间（UTC+1）",
    ]


@pytest.mark.parametrize(
    ("number", "word"),
    [(1, "first"), (2, "second"), (12, "twelfth"), (20, "twentieth"), (21, "twenty-first"), (70, "seventieth"),
     (99, "ninety-ninth"), (101, "101st"), (111, "111th")],
)  # fmt: skip
def test_ordinals_in_words(number, word):
    assert dates.ordinal(number) == word


def test_every_language_has_twelve_months():
    assert {len(months) for months in dates.MONTHS.values()} == {12}
