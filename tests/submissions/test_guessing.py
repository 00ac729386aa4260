"""The language of a text is guessed well enough to be proposed, and not at all where it cannot be told."""

import pytest

from submissions.guessing import guess
from submissions.languages import LANGUAGES, direction_of

TEXTS = {
    "ar": "ينبغي أن يتيح التعاون المعزز للحكومات أن تضطلع بأدوارها على قدم المساواة.",
    "bn": "উন্নত সহযোগিতা সরকারগুলিকে সমান ভিত্তিতে তাদের ভূমিকা পালন করতে সক্ষম করবে।",
    "de": "Die verstärkte Zusammenarbeit soll es den Regierungen erlauben, ihre Aufgaben gleichberechtigt zu erfüllen.",
    "el": "Η ενισχυμένη συνεργασία θα πρέπει να επιτρέψει στις κυβερνήσεις να εκπληρώσουν τον ρόλο τους.",
    "en": "Enhanced cooperation should enable governments, on an equal footing, to carry out their roles.",
    "es": "La cooperación reforzada debería permitir a los gobiernos cumplir sus funciones en pie de igualdad.",
    "fa": "همکاری تقویت‌شده باید به دولت‌ها امکان دهد که نقش خود را به طور برابر ایفا کنند.",
    "fr": "La coopération renforcée devrait permettre aux gouvernements de s’acquitter de leurs rôles.",
    "ha": "Ya kamata haɗin gwiwa ya ba gwamnatoci damar gudanar da ayyukansu daidai wa daida.",
    "he": "שיתוף הפעולה המוגבר צריך לאפשר לממשלות למלא את תפקידן על בסיס שווה.",
    "hi": "उन्नत सहयोग से सरकारों को समान आधार पर अपनी भूमिका निभाने में सक्षम होना चाहिए।",
    "id": "Kerja sama yang ditingkatkan harus memungkinkan pemerintah menjalankan perannya secara setara.",
    "it": "La cooperazione rafforzata dovrebbe consentire ai governi di svolgere i loro ruoli su un piano di parità.",
    "ja": "強化された協力は、政府が平等な立場でその役割を果たすことを可能にすべきである。",
    "ko": "강화된 협력은 각국 정부가 동등한 입장에서 역할을 수행할 수 있도록 해야 한다.",
    "nl": "Versterkte samenwerking moet regeringen in staat stellen hun taken op gelijke voet uit te voeren.",
    "pl": "Wzmocniona współpraca powinna umożliwić rządom wykonywanie ich zadań na równych prawach.",
    "pt": "A cooperação reforçada deve permitir aos governos cumprir as suas funções em pé de igualdade.",
    "ru": "Расширенное сотрудничество должно позволить правительствам на равной основе выполнять свои функции.",
    "sw": "Ushirikiano ulioimarishwa unapaswa kuwezesha serikali kutekeleza majukumu yao kwa usawa.",
    "th": "ความร่วมมือที่เพิ่มขึ้นควรช่วยให้รัฐบาลสามารถปฏิบัติหน้าที่ของตนได้อย่างเท่าเทียมกัน",
    "tr": "Geliştirilmiş iş birliği, hükûmetlerin görevlerini eşit koşullarda yerine getirmesini sağlamalıdır.",
    "uk": "Розширене співробітництво має дозволити урядам на рівній основі виконувати свої функції.",
    "ur": "بہتر تعاون سے حکومتوں کو مساوی بنیادوں پر اپنا کردار ادا کرنے کے قابل ہونا چاہیے۔",
    "vi": "Hợp tác tăng cường phải cho phép các chính phủ thực hiện vai trò của mình trên cơ sở bình đẳng.",
    "zh": "加强合作应使各国政府能够平等地履行其职责和责任。",
}


def test_every_language_of_the_list_is_known():
    assert {code: guess(text) for code, text in TEXTS.items()} == {code: code for code in LANGUAGES}


@pytest.mark.parametrize(
    "text",
    ["", "   \n", "1. 3. 7.", "ITU, ICANN, IGF", "\x01 broken", TEXTS["en"] + TEXTS["fr"] + TEXTS["de"], "\ud800"],
)
def test_what_cannot_be_told_is_not_guessed(text):
    assert guess(text) == ""


def test_a_long_text_is_guessed_by_its_beginning():
    assert guess(TEXTS["fr"] * 3000) == "fr"


@pytest.mark.parametrize(
    ("language", "direction"),
    [
        ("ar", "rtl"),
        ("fa", "rtl"),
        ("he", "rtl"),
        ("ur", "rtl"),
        ("en", "ltr"),
        ("zh", "ltr"),
        ("und", "auto"),
        ("", "auto"),
    ],
)
def test_the_direction_follows_from_the_language(language, direction):
    assert direction_of(language) == direction
