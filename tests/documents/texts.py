"""One paragraph of at least sixty words in each official language, for the tests of the text layer."""

TEXTS = {
    "en": (
        "The secretariat has prepared this example so that every letter of a paper can be found again by a machine. "
        "It quotes a resolution (A/RES/70/125, paragraph 65), a notification (DTL/STICT/MISC/2016/9) and a range of "
        "dates, 26–27 January 2017, together with “curly quotation marks”, an apostrophe in the group’s name, the "
        "office’s efficient fjord, a dash — like this one — and names such as Côte d’Ivoire, Türkiye and São Tomé. "
        "Offices in Geneva file difficult affidavits; first drafts flow from five different floors."
    ),
    "fr": (
        "Le secrétariat a rédigé cet exemple afin que chaque lettre d’un document puisse être retrouvée par une "
        "machine. Il cite une résolution (A/RES/70/125, paragraphe 65), une notification (DTL/STICT/MISC/2016/9) et "
        "des dates, les 26 et 27 janvier 2017, avec des « guillemets », des ligatures comme cœur, œuvre et sœur, des "
        "majuscules accentuées telles que À, É et Ç, ainsi que des mots difficiles : naïf, aiguë, Noël, dès lors, où, "
        "affecté, officiel, efficacité. Le groupe étudiera les contributions reçues avant sa deuxième réunion."
    ),
    "es": (
        "La secretaría ha preparado este ejemplo para que una máquina pueda encontrar de nuevo cada letra de un "
        "documento. Cita una resolución (A/RES/70/125, párrafo 65), una notificación (DTL/STICT/MISC/2016/9) y unas "
        "fechas, 26 y 27 de enero de 2017, junto con «comillas», una pregunta como ¿qué características tiene la "
        "cooperación?, una exclamación ¡adelante!, la eñe de año, mañana y señal, la diéresis de pingüino y palabras "
        "acentuadas: también, según, países, difícil, público, todavía. El grupo examinará las aportaciones recibidas."
    ),
    "ru": (
        "Секретариат подготовил этот пример, чтобы каждая буква документа могла быть вновь найдена машиной. В нём "
        "упоминаются резолюция (A/RES/70/125, пункт 65), уведомление (DTL/STICT/MISC/2016/9) и даты 26–27 января "
        "2017 года, а также «кавычки», тире — такое, как это, — и слова с редкими буквами: объём, съезд, ёлка, "
        "щётка, эхо, цифра, юбилей, фьорд, подъезд, вьюга, хождение. Рабочая группа рассмотрит полученные материалы "
        "на втором совещании, которое состоится в Женеве, и представит Комиссии свои предложения по этому вопросу "
        "до конца января следующего года."
    ),
    "ar": (
        "أعدت الأمانة هذا المثال لكي تتمكن الآلة من العثور من جديد على كل حرف من حروف الوثيقة. ويشير المثال إلى قرار "
        "الجمعية العامة (A/RES/70/125) وإلى الفقرة 65 منه، وإلى إشعار يحمل الرمز DTL/STICT/MISC/2016/9 مؤرخ 22 تشرين "
        "الثاني/نوفمبر 2016. وسيعقد الفريق العامل اجتماعه الثاني في قصر الأمم بجنيف يومي 26 و27 كانون الثاني/يناير "
        "2017، وسينظر في المساهمات الواردة من الدول الأعضاء والقطاع الخاص والمجتمع المدني والأوساط التقنية "
        "والأكاديمية والمنظمات الدولية. ويرجى من أصحاب المصلحة إرسال ردودهم على السؤالين قبل انقضاء المهلة، مع بيان "
        "ما إذا كانوا يوافقون على نشرها؛ ولن تنشر أي بيانات شخصية. هل ثمة مسائل أخرى؟ لا شيء غير ذلك."
    ),
    "zh": (
        "秘书处编写了这个例子，以便机器能够重新找到文件中的每一个字。例子引用了大会决议（A/RES/70/125，第65段）和通知"
        "（DTL/STICT/MISC/2016/9），并写明会议日期为2017年1月26日至27日。工作组将在日内瓦万国宫举行第二次会议，"
        "审议会员国、私营部门、民间社会、技术和学术界以及国际组织提交的意见。请各利益攸关方在截止日期之前答复两个"
        "指导性问题，并说明是否同意公布其答复。个人联系方式不会出现在任何公开文件之中。“加强合作”具有哪些高层次的"
        "特征？应当考虑哪一类建议？主席将根据讨论情况编写总结，由秘书处在网站上发布，供所有有关方面查阅和引用。"
    ),
}
