"""One formatter of days and hours for text and titles, in the six official languages.

In text “26 and 27 January 2017”, in titles “26–27 January 2017” (United Nations Editorial Manual); Arabic months carry
both names. Languages are given by code (“zh-hans” counts as “zh”); without one it is the language of the screen.
"""

from datetime import UTC, date, datetime, time, timedelta, tzinfo

from django.utils.translation import get_language

MONTHS = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "ar": "كانون_الثاني/يناير شباط/فبراير آذار/مارس نيسان/أبريل أيار/مايو حزيران/يونيه تموز/يوليه آب/أغسطس "
    "أيلول/سبتمبر تشرين_الأول/أكتوبر تشرين_الثاني/نوفمبر كانون_الأول/ديسمبر",
    "zh": "1月 2月 3月 4月 5月 6月 7月 8月 9月 10月 11月 12月",
}
MONTHS = {language: [name.replace("_", " ") for name in names.split()] for language, names in MONTHS.items()}

# How a day is built up: its number, then month, then year.
WITH_MONTH = {"es": "{day} de {month}", "zh": "{month}{day}"}
WITH_YEAR = {"es": "{day} de {year}", "ru": "{day} {year} года", "zh": "{year}年{day}"}
PLAIN = "{day} {month}", "{day} {year}"

# How two neighbouring days, a longer stretch in text, and any stretch in a title are joined.
AND = {
    "en": "{0} and {1}",
    "fr": "{0} et {1}",
    "es": "{0} y {1}",
    "ru": "{0} и {1}",
    "ar": "{0} و{1}",
    "zh": "{0}和{1}",
}
TO = {
    "en": "{0} to {1}",
    "fr": "du {0} au {1}",
    "es": "del {0} al {1}",
    "ru": "с {0} по {1}",
    "ar": "من {0} إلى {1}",
    "zh": "{0}至{1}",
}
DASH = {"en": "{0}–{1}", "fr": "{0}-{1}", "es": "{0} a {1}", "ru": "{0}–{1}", "ar": "{0}-{1}", "zh": "{0}至{1}"}

ONES = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth"
).split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()

MOMENT = {
    "en": "{day}, {hour} {city} time ({offset})",
    "fr": "{day}, {hour}, heure de {city} ({offset})",
    "es": "{day}, {hour}, hora de {city} ({offset})",
    "ru": "{day}, {hour}, время: {city} ({offset})",
    "ar": "{day}، {hour} بتوقيت {city} ({offset})",
    "zh": "{day}{hour}，{city}时间（{offset}）",
}


def _code(language):
    code = (language or get_language() or "en")[:2]
    return code if code in MONTHS else "en"


def _number(day, code):
    """The bare number of a day as it stands in the language."""
    if code == "zh":
        return f"{day.day}日"
    return "1er" if code == "fr" and day.day == 1 else str(day.day)


def _with_month(number, day, code):
    return WITH_MONTH.get(code, PLAIN[0]).format(day=number, month=MONTHS[code][day.month - 1])


def _with_year(text, day, code):
    return WITH_YEAR.get(code, PLAIN[1]).format(day=text, year=day.year)


def _whole(day, code):
    return _with_year(_with_month(_number(day, code), day, code), day, code)


def _stretch(start, end, code, joint):
    """Two days joined, what they share written once: behind them, or in Chinese before them."""
    if start.year != end.year:
        return joint.format(_whole(start, code), _whole(end, code))
    first, last = _number(start, code), _number(end, code)
    if start.month == end.month:
        days = joint.format(first, last)
        return _with_year(_with_month(days, end, code), end, code)
    days = joint.format(_with_month(first, start, code), _with_month(last, end, code))
    return _with_year(days, end, code)


def in_text(start: date, end: date | None = None, language: str | None = None) -> str:
    """“30 September 2016”, “26 and 27 January 2017”, “3 to 5 May 2017”."""
    code, end = _code(language), end or start
    if start == end:
        return _whole(start, code)
    return _stretch(start, end, code, (AND if end - start == timedelta(days=1) else TO)[code])


def in_title(start: date, end: date | None = None, language: str | None = None) -> str:
    """“30 September 2016”, “26–27 January 2017”, “30 April–3 May 2017”."""
    code, end = _code(language), end or start
    return _whole(start, code) if start == end else _stretch(start, end, code, DASH[code])


def at_hour(hour: time, language: str | None = None) -> str:
    """“10 a.m.”, “3.30 p.m.”, “noon”: an hour of the day as it stands in a sentence."""
    code, minutes = _code(language), f"{hour.minute:02}"
    if code == "fr":
        return f"{hour.hour} h {minutes}" if hour.minute else f"{hour.hour} heures"
    if code == "es":
        return f"{hour.hour}.{minutes} horas"
    if code == "ru":
        return f"{hour.hour} ч. {minutes} м."
    if code == "ar":
        return f"{hour.hour}/{minutes}"
    if code == "zh":
        return f"{hour.hour}时{minutes}分" if hour.minute else f"{hour.hour}时"
    return _english_hour(hour)


def _english_hour(hour):
    if not hour.minute and hour.hour in (0, 12):
        return "noon" if hour.hour else "midnight"
    half = "a.m." if hour.hour < 12 else "p.m."
    minutes = f".{hour.minute:02}" if hour.minute else ""
    return f"{hour.hour % 12 or 12}{minutes} {half}"


def offset(instant: datetime, zone: tzinfo) -> str:
    """The zone's distance from UTC at that instant: “UTC+1”, “UTC+5:30”, “UTC”."""
    minutes = int(instant.astimezone(zone).utcoffset().total_seconds() // 60)
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes > 0 else '−'}{hours}" + (f":{rest:02}" if rest else "")


def moment(instant: datetime, zone: tzinfo, city: str, language: str | None = None) -> str:
    """A deadline as it is always printed: “7 December 2016, 23:59 Geneva time (UTC+1)”.

    `instant` is aware, `city` the place whose time it is, named in `language`.
    """
    code, there = _code(language), instant.astimezone(zone)
    if zone is UTC or not city:
        return f"{_whole(there, code)}, {there:%H:%M} {offset(instant, zone)}"
    return MOMENT[code].format(day=_whole(there, code), hour=f"{there:%H:%M}", city=city, offset=offset(instant, zone))


def ordinal(number: int) -> str:
    """“second”, “twenty-first”: an English ordinal in words, up to ninety-ninth, beyond in figures (“101st”)."""
    if 0 < number < 20:
        return ONES[number]
    if not 0 < number < 100:
        tail = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th") if number % 100 not in (11, 12, 13) else "th"
        return f"{number}{tail}"
    tens, ones = divmod(number, 10)
    return f"{TENS[tens - 2]}-{ONES[ones]}" if ones else TENS[tens - 2].removesuffix("y") + "ieth"
