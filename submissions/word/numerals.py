"""Numbers as Word writes them before a paragraph: 1, IV, c, iii, أ, 三. Knows no Django."""

LATIN = "abcdefghijklmnopqrstuvwxyz"
RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"  # without the letters that Word leaves out: ё й ъ ы ь
ARABIC = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"
ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
CHINESE = "〇一二三四五六七八九"
CHINESE_KINDS = {
    *(
        "chineseCounting",
        "chineseCountingThousand",
        "ideographDigital",
        "japaneseCounting",
        "japaneseDigitalTenThousand",
    ),
    *("taiwaneseCounting", "taiwaneseCountingThousand", "chineseLegalSimplified"),
}
ROMAN = [(1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")]
ROMAN += [(10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")]
MOST_ROMAN = 4000
ALPHABETS = {
    "lowerLetter": LATIN,
    "upperLetter": LATIN.upper(),
    "russianLower": RUSSIAN,
    "russianUpper": RUSSIAN.upper(),
    "arabicAlpha": ARABIC,
    "arabicAbjad": ABJAD,
}


def written(number: int, kind: str) -> str:
    """A number in one of Word's formats (w:numFmt); a format that is not known here is written in digits."""
    if kind in ALPHABETS and number > 0:
        letters = ALPHABETS[kind]
        return letters[(number - 1) % len(letters)] * min((number - 1) // len(letters) + 1, 9)  # z, then aa, bb
    if kind in ("lowerRoman", "upperRoman") and 0 < number < MOST_ROMAN:
        return roman(number) if kind == "lowerRoman" else roman(number).upper()
    if kind in CHINESE_KINDS and 0 < number < 100:
        return _chinese(number)
    if kind == "none":
        return ""
    return f"{number:02}" if kind == "decimalZero" else str(number)


def roman(number: int) -> str:
    """4 is “iv”."""
    text = ""
    for worth, sign in ROMAN:
        text += sign * (number // worth)
        number %= worth
    return text


def _chinese(number):
    tens, ones = divmod(number, 10)
    head = (CHINESE[tens] if tens > 1 else "") + "十" if tens else ""
    return head + (CHINESE[ones] if ones else "")
