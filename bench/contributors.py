"""Fills a call with published contributions: mixed lengths, typed headings and lists, six languages. Run in the portal.

python bench/contributors.py CALL NUMBER [SEED]
"""

import hashlib
import random
import sys
import uuid
from datetime import timedelta

import django

django.setup()

from audit.clock import now  # noqa: E402
from meetings.models import Call  # noqa: E402
from submissions.collation import sort_key  # noqa: E402
from submissions.models import Answer, Register, Submission, Version  # noqa: E402

SENTENCES = {
    "en": [
        "Enhanced cooperation should enable Governments, on an equal footing, to carry out their roles.",
        "We recall paragraphs 69 to 71 of the Tunis Agenda and resolution A/RES/70/125.",
        "Capacity-building for developing countries remains the first condition of meaningful participation.",
        "No single body can answer every question; what exists should be made to work together.",
        "The costs of taking part, in time and in travel, fall most heavily on the smallest organizations.",
    ],
    "fr": [
        "La coopération renforcée doit permettre aux gouvernements de jouer leur rôle sur un pied d’égalité.",
        "Nous rappelons que l’accès à l’Internet demeure inégal d’un pays à l’autre et d’une région à l’autre.",
        "Les mécanismes existants méritent d’être évalués avant que l’on en crée de nouveaux.",
        "Où que l’on se trouve, la participation suppose du temps, des moyens et une langue commune.",
    ],
    "es": [
        "La cooperación reforzada debe permitir a los gobiernos desempeñar su función en pie de igualdad.",
        "Proponemos que se creen espacios regionales de diálogo antes de cada reunión mundial.",
        "El año próximo habrá que examinar qué recomendaciones se han puesto en práctica y cuáles no.",
        "La sociedad civil aporta conocimientos que ningún otro grupo tiene.",
    ],
    "ru": [
        "Расширенное сотрудничество должно позволить правительствам выполнять свои функции на равной основе.",
        "Мы исходим из того, что ни один механизм не может заменить собой все остальные.",
        "Развивающимся странам необходима поддержка, чтобы их голос был услышан.",
        "Предлагаем рассмотреть этот вопрос на следующем совещании рабочей группы.",
    ],
    "ar": [
        "ينبغي أن يمكن التعاون المعزز الحكومات من الاضطلاع بأدوارها على قدم المساواة.",
        "نشير إلى القرار A/RES/70/125 وإلى الفقرات من 69 إلى 71 من جدول أعمال تونس.",
        "لا يزال بناء القدرات في البلدان النامية شرطا أساسيا للمشاركة.",
        "نقترح عقد مشاورات إقليمية قبل كل اجتماع عالمي.",
    ],
    "zh": [
        "加强合作应当使各国政府能够在平等的基础上发挥作用。",
        "我们回顾大会第70/125号决议以及突尼斯议程第69至71段。",
        "发展中国家的能力建设仍然是有效参与的首要条件。",
        "我们建议在每次全球会议之前举行区域磋商。",
    ],
}
SHARES = [("en", 50), ("fr", 14), ("es", 14), ("ru", 8), ("ar", 7), ("zh", 7)]
LENGTHS = [(3, 2), (15, 6), (40, 14), (90, 5)]  # sentences, share: from three words to about 1,400
A_TIME = 500


def text(chance, language) -> str:
    """An answer: paragraphs, now and then a typed heading, a numbered or a dashed list."""
    sentences, lines = SENTENCES[language], []
    left = chance.choices(*zip(*LENGTHS, strict=True))[0] + chance.randrange(3)
    number = 0
    while left > 0:
        form = chance.random()
        if form < 0.12:
            number += 1
            lines += ["", f"{number}. {chance.choice(sentences)[:40]}"]
        elif form < 0.3:
            lines += [f"- {chance.choice(sentences)}" for _each in range(3)]
            left -= 3
        else:
            several = chance.randrange(2, 7)
            lines += [" ".join(chance.choice(sentences) for _each in range(several)), ""]
            left -= several
    return "\n".join(lines).strip()


def fill(call, count, seed=1) -> None:
    """Make `count` more contributions to the call, published; the same seed gives the same texts."""
    chance, moment = random.Random(f"{seed} {count}"), now()
    groups, questions = list(call.group.stakeholder_groups.all()), list(call.questions.all())
    first = call.submissions.count() + 1
    for begin in range(first, first + count, A_TIME):
        numbers = range(begin, min(begin + A_TIME, first + count))
        submissions = Submission.objects.bulk_create(
            Submission(call=call, holder_key=f"bench-{number}", created_at=moment, uid=uuid.UUID(int=number))
            for number in numbers
        )
        versions = Version.objects.bulk_create(
            _version(chance, groups, submission, number, moment)
            for submission, number in zip(submissions, numbers, strict=True)
        )
        Answer.objects.bulk_create(
            Answer(version=version, question=question, text=text(chance, version.language))
            for version in versions
            for question in questions
            if chance.random() < 0.93
        )
        for submission, version, number in zip(submissions, versions, numbers, strict=True):
            submission.current, submission.state, submission.register_number = version, "published", number
            submission.submitted_at = submission.published_at = submission.public_at = version.sent_at
        told = ["current", "state", "register_number", "submitted_at", "published_at", "public_at"]
        Submission.objects.bulk_update(submissions, told, batch_size=A_TIME)
    Register.objects.get_or_create(call=call, defaults={"last_number": first + count - 1})


def _version(chance, groups, submission, number, moment):
    language = chance.choices(*zip(*SHARES, strict=True))[0]
    organisation = (
        f"{chance.choice('ABCDEFGHIJKLMNOPRSTUVWZ')}{chance.choice(['alliance', 'network', 'union'])} {number}"
    )
    sent_at = moment - timedelta(hours=6) + timedelta(seconds=number)
    return Version(
        submission=submission, number=1, sent_at=sent_at, received_at=sent_at, saved_at=sent_at, language=language,
        name="Nora Name", email=f"contributor{number}@secret.example", organisation=organisation,
        publish="organisation", channel=Version.Channel.IMPORT,
        stakeholder_group=chance.choice(groups), sort_key=sort_key(organisation, "en"),
        sha256=hashlib.sha256(str(number).encode()).hexdigest(),
    )  # fmt: skip


if __name__ == "__main__":
    fill(Call.objects.get(uid=sys.argv[1]), int(sys.argv[2]), *sys.argv[3:])
