"""Twenty contributions in six languages, written as examples: they are nobody's position.

Each is a dict: when (portal time, UTC), group (order of the stakeholder group, 1 to 5), organisation, language,
answers (one text per question, "" for no answer, None for "no position"), other, publish, translation.
"""

EXAMPLE = {
    "en": "[Example text] ",
    "fr": "[Texte d’exemple] ",
    "es": "[Texto de ejemplo] ",
    "ru": "[Пример текста] ",
    "ar": "[نص للتوضيح] ",
    "zh": "[示例文本] ",
}


def contribution(when, group, organisation, language, first, second, other="", publish="name"):
    """One example, its first text plainly marked as such in its own language."""
    answers = [first, second]
    for place, text in enumerate(answers):
        if text:
            answers[place] = EXAMPLE[language] + text
            break
    return {
        "when": when,
        "group": group,
        "organisation": organisation,
        "name": "A. Example",
        "language": language,
        "answers": answers,
        "other": other,
        "publish": publish,
        "translation": "unofficial" if language == "ar" else "original",
    }


CONTRIBUTIONS = [
    contribution(
        "2016-10-26T09:15:00",
        3,
        "Example Association of Internet Users",
        "en",
        "Enhanced cooperation is a process, not an institution. Four characteristics follow from that:\n\n"
        "1. it is open to everybody who is affected by its results;\n"
        "3. it is documented, so that a person who was not in the room can follow it;\n"
        "7. it can be measured, year by year, by what has changed for users.\n\n"
        "(The numbers are left as we typed them.)",
        "We suggest recommendations that name an addressee and a date. A recommendation nobody is asked to carry out "
        "is not one.",
    ),
    contribution(
        "2016-10-27T14:40:00",
        2,
        "Example Chamber of Online Commerce",
        "en",
        "It rests on predictable rules, on technical standards that are open to all, and on respect for the different "
        "roles of those who build, run and use the network.",
        "Recommendations should encourage investment in access, and avoid duplicating the work of existing bodies.",
        publish="organisation",
    ),
    contribution(
        "2016-11-02T08:05:00",
        1,
        "Example State A",
        "fr",
        "La coopération renforcée doit permettre à tous les États de s’acquitter, sur un pied d’égalité, de leurs "
        "responsabilités en matière de politiques publiques internationales relatives à l’Internet. Elle suppose la "
        "transparence, la participation des pays en développement et le multilinguisme.",
        "Nous proposons de recenser les mécanismes existants, puis d’examiner ce qui manque : où, pour qui et "
        "pourquoi.",
    ),
    contribution(
        "2016-11-04T16:30:00",
        4,
        "Example Institute for Network Research",
        "en",
        "A characteristic that is often forgotten is reversibility: decisions on a technology that changes must be "
        "open to review. We list what we would look for in any arrangement: a published mandate, a public record, an "
        "independent evaluation after three years.",
        None,
        other="Measurement of the digital divides should be published as open data, with its method.",
    ),
    contribution(
        "2016-11-08T11:20:00",
        1,
        "Example State B",
        "es",
        "La cooperación reforzada se caracteriza por la igualdad soberana de los Estados, la inclusión de todas las "
        "partes interesadas según sus funciones y el respeto de los derechos humanos en línea.",
        "Convendría recomendar programas de fomento de la capacidad, con financiación previsible, y un punto de "
        "contacto en cada país.",
    ),
    contribution(
        "2016-11-10T10:00:00",
        5,
        "Example Regional Telecommunication Organization",
        "en",
        "Cooperation between intergovernmental organizations is itself a part of enhanced cooperation. It should be "
        "light, regular and reported on.",
        "A short annual report by each organization, in one common form, would cost little and show much.",
    ),
    contribution(
        "2016-11-14T07:45:00",
        1,
        "Example State C",
        "ar",
        "يقوم التعاون المعزز على المساواة بين الحكومات في أداء أدوارها ومسؤولياتها في قضايا السياسات العامة الدولية "
        "المتعلقة بالإنترنت، وفقا لقرار الجمعية العامة A/RES/70/125 وللفقرات 69 إلى 71 من جدول أعمال تونس. كما يقوم "
        "على الشفافية وعلى مشاركة البلدان النامية مشاركة كاملة.",
        "نقترح توصيات عملية قليلة العدد، لكل منها جهة مسؤولة وموعد محدد، وأن يراجع تنفيذها مرة في كل سنة.",
    ),
    contribution(
        "2016-11-15T13:10:00",
        3,
        "Example Network for Rural Access",
        "fr",
        "Une coopération est renforcée lorsque ceux qui n’ont pas encore accès à l’Internet peuvent y prendre part. "
        "Cela demande des consultations dans les langues locales, des délais suffisants et des réponses motivées.",
        "",
    ),
    contribution(
        "2016-11-17T09:30:00",
        1,
        "Example State D",
        "ru",
        "К основным характеристикам укрепления сотрудничества относятся равноправие государств, прозрачность процедур "
        "и участие всех заинтересованных сторон в пределах их соответствующих функций.",
        "Следует рассмотреть рекомендации о наращивании потенциала, о безопасности и устойчивости сети и об обмене "
        "опытом между странами.",
    ),
    contribution(
        "2016-11-18T02:25:00",
        1,
        "Example State E",
        "zh",
        "加强合作的主要特征是：各国政府在平等的基础上履行与互联网有关的国际公共政策方面的职责；各利益攸关方按照各自的作用参与；"
        "过程公开透明，并照顾发展中国家的需要。",
        "建议优先考虑能力建设、弥合数字鸿沟以及网络安全方面的建议，并为每一项建议确定时间表。",
    ),
    contribution(
        "2016-11-21T15:55:00",
        4,
        "Example Society of Computer Scientists",
        "en",
        "Its characteristics should be judged by their effect on the network: does it remain one, open and reliable?",
        "Recommendations that touch technical parameters should be sent, before adoption, to the bodies that maintain "
        "them, with at least sixty days to comment.",
    ),
    contribution(
        "2016-11-23T12:00:00",
        2,
        "Example Federation of Small Providers",
        "es",
        "Para los pequeños proveedores, cooperar significa poder participar sin viajar: reuniones a distancia, "
        "documentos breves y plazos claros.",
        "Recomendamos un fondo de viajes y la interpretación remota en los seis idiomas oficiales.",
    ),
    contribution(
        "2016-11-25T17:35:00",
        5,
        "Example Development Fund",
        "fr",
        None,
        "Les recommandations devraient être assorties d’une estimation de leur coût. Sans ressources, les pays les "
        "moins avancés ne pourront pas les appliquer.",
    ),
    contribution(
        "2016-11-28T06:50:00",
        3,
        "Example Forum of Digital Rights Groups",
        "ar",
        "من السمات الأساسية للتعاون المعزز احترام حقوق الإنسان على الإنترنت كما خارجها، وإتاحة الوثائق للجميع قبل "
        "الاجتماعات بوقت كاف، ونشر جميع المساهمات بلغاتها الأصلية.",
        "نوصي بأن تنشر كل جهة ردها المعلل على المساهمات التي تلقتها.",
    ),
    contribution(
        "2016-12-01T08:15:00",
        4,
        "Example University Department of Linguistics",
        "ru",
        "Многоязычие является одной из важнейших характеристик: тот, кто не может прочитать документ, не может и "
        "сотрудничать.",
        "Рекомендуем публиковать вопросы на всех официальных языках одновременно.",
    ),
    contribution(
        "2016-12-02T03:05:00",
        2,
        "Example Alliance of Equipment Makers",
        "zh",
        "我们认为，开放的标准、可预期的规则和公平的市场准入是加强合作的基础。",
        "建议鼓励企业与学术界共同开展培训。",
        publish="organisation",
    ),
    contribution(
        "2016-12-05T10:45:00",
        3,
        "Example Youth Network",
        "en",
        "Young people should not be consulted as a category but take part as participants.",
        "Reserve places, and pay for them.",
        publish="group",
    ),
    contribution(
        "2016-12-06T19:20:00",
        2,
        "Example Group of Data Centres",
        "en",
        "We answer for the record of the secretariat only.",
        "",
        publish="not",
    ),
    contribution(
        "2016-12-07T21:30:00",
        3,
        "Example Coalition for Accessible Technology",
        "en",
        "Enhanced cooperation is accessible, or it is not enhanced. Papers should be readable by a screen reader, "
        "meetings captioned, and forms usable by keyboard.",
        "Every recommendation should say how persons with disabilities are consulted on its implementation.",
    ),
    contribution(
        "2016-12-07T22:50:00",
        1,
        "Example State F",
        "es",
        "Consideramos que la cooperación reforzada y la participación de múltiples partes interesadas se complementan.",
        "Podrían estudiarse recomendaciones sobre los Objetivos de Desarrollo Sostenible y la brecha digital.",
    ),
]
