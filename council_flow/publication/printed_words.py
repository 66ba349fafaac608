"""The words that the printed page adds to a text, in the language of the document whoever asks for it. Pure.

Terms follow the council's glossary. ``%(…)s`` takes a value; ``{x}`` and ``{y}`` stand where the page counts.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Tongue:
    """How one language is named in another: as the original, as this version, and translated from it."""

    original: str
    version: str
    source: str


TONGUES = {
    "en": {
        "en": Tongue("English", "English", "English"),
        "ru": Tongue("Russian", "Russian", "Russian"),
        "uz": Tongue("Uzbek", "Uzbek", "Uzbek"),
        "ar": Tongue("Arabic", "Arabic", "Arabic"),
    },
    "ru": {
        "en": Tongue("английский", "английский язык", "английского"),
        "ru": Tongue("русский", "русский язык", "русского"),
        "uz": Tongue("узбекский", "узбекский язык", "узбекского"),
        "ar": Tongue("арабский", "арабский язык", "арабского"),
    },
    "uz": {
        "en": Tongue("ingliz tilida", "ingliz tilida", "ingliz tilidan"),
        "ru": Tongue("rus tilida", "rus tilida", "rus tilidan"),
        "uz": Tongue("oʻzbek tilida", "oʻzbek tilida", "oʻzbek tilidan"),
        "ar": Tongue("arab tilida", "arab tilida", "arab tilidan"),
    },
    "ar": {
        "en": Tongue("بالإنكليزية", "الإنكليزية", "عن الإنكليزية"),
        "ru": Tongue("بالروسية", "الروسية", "عن الروسية"),
        "uz": Tongue("بالأوزبكية", "الأوزبكية", "عن الأوزبكية"),
        "ar": Tongue("بالعربية", "العربية", "عن العربية"),
    },
}
"""By language of the document, then by the language that is named."""

_ORDER = ("en", "ru", "uz", "ar")


def _row(*texts: str) -> dict[str, str]:
    return dict(zip(_ORDER, texts, strict=True))


WORDS = {
    "page": _row("Page {x} of {y}", "Стр. {x} из {y}", "{x}-bet, jami {y}", "الصفحة {x} من {y}"),
    "paragraph": _row("Paragraph %(n)s", "Пункт %(n)s", "%(n)s-band", "الفقرة %(n)s"),
    "general": _row("Distr.: General", "Распространение: общее", "Tarqatilishi: umumiy", "التوزيع: عام"),
    "limited": _row("Distr.: Limited", "Распространение: ограниченное", "Tarqatilishi: cheklangan", "التوزيع: محدود"),
    "original": _row(
        "Original: %(language)s", "Язык оригинала: %(language)s", "Asl nusxa: %(language)s", "الأصل: %(language)s"
    ),
    "kind_silence": _row("Silence procedure", "Процедура молчания", "Eʼtiroz bildirmaslik tartibi", "إجراء الموافقة الصامتة"),
    "kind_other": _row("Adoption", "Принятие", "Qabul qilish", "الاعتماد"),
    "from": _row("from %(day)s", "с %(day)s", "%(day)sdan", "من %(day)s"),
    "until": _row("until %(day)s", "до %(day)s", "%(day)sgacha", "إلى %(day)s"),
    "recommendation_silence": _row(
        "Recommendation adopted under the silence procedure on %(day)s",
        "Рекомендация, принятая в рамках процедуры молчания %(day)s",
        "Eʼtiroz bildirmaslik tartibi asosida %(day)s kuni qabul qilingan tavsiya",
        "توصية اعتُمدت بموجب إجراء الموافقة الصامتة في %(day)s",
    ),
    "recommendation_consensus": _row(
        "Recommendation adopted by consensus on %(day)s",
        "Рекомендация, принятая консенсусом %(day)s",
        "%(day)s kuni konsensus asosida qabul qilingan tavsiya",
        "توصية اعتُمدت بتوافق الآراء في %(day)s",
    ),
    "recommendation_roll_call": _row(
        "Recommendation adopted by roll call on %(day)s",
        "Рекомендация, принятая поименным голосованием %(day)s",
        "%(day)s kuni nomma-nom ovoz berish orqali qabul qilingan tavsiya",
        "توصية اعتُمدت بنداء الأسماء في %(day)s",
    ),
    "recommendation_written": _row(
        "Recommendation adopted by written procedure on %(day)s",
        "Рекомендация, принятая в рамках письменной процедуры %(day)s",
        "%(day)s kuni yozma tartibda qabul qilingan tavsiya",
        "توصية اعتُمدت بالإجراء الكتابي في %(day)s",
    ),
    "recommendation_other": _row(
        "Recommendation adopted on %(day)s",
        "Рекомендация, принятая %(day)s",
        "%(day)s kuni qabul qilingan tavsiya",
        "توصية اعتُمدت في %(day)s",
    ),
    "recommendation_draft": _row("Draft recommendation", "Проект рекомендации", "Tavsiya loyihasi", "مشروع توصية"),
    "corrigendum_named": _row(
        "Corrigendum to %(symbol)s", "Исправление к %(symbol)s", "%(symbol)s hujjatiga tuzatma",
        "تصويب للوثيقة %(symbol)s",
    ),
    "corrigendum_silence": _row(
        "Corrigendum to %(symbol)s, adopted under the silence procedure on %(day)s",
        "Исправление к %(symbol)s, принятое в рамках процедуры молчания %(day)s",
        "Eʼtiroz bildirmaslik tartibi asosida %(day)s kuni qabul qilingan, %(symbol)s hujjatiga tuzatma",
        "تصويب للوثيقة %(symbol)s اعتُمد بموجب إجراء الموافقة الصامتة في %(day)s",
    ),
    "corrigendum_other": _row(
        "Corrigendum to %(symbol)s, adopted on %(day)s",
        "Исправление к %(symbol)s, принятое %(day)s",
        "%(day)s kuni qabul qilingan, %(symbol)s hujjatiga tuzatma",
        "تصويب للوثيقة %(symbol)s اعتُمد في %(day)s",
    ),
    "corrigendum_draft": _row(
        "Draft corrigendum to %(symbol)s", "Проект исправления к %(symbol)s", "%(symbol)s hujjatiga tuzatma loyihasi",
        "مشروع تصويب للوثيقة %(symbol)s",
    ),
    "practice_named": _row("Good practice", "Передовая практика", "Ilgʻor tajriba", "ممارسة جيدة"),
    "practice_silence": _row(
        "Good practice adopted under the silence procedure on %(day)s",
        "Передовая практика, принятая в рамках процедуры молчания %(day)s",
        "Eʼtiroz bildirmaslik tartibi asosida %(day)s kuni qabul qilingan ilgʻor tajriba",
        "ممارسة جيدة اعتُمدت بموجب إجراء الموافقة الصامتة في %(day)s",
    ),
    "practice_other": _row(
        "Good practice adopted on %(day)s",
        "Передовая практика, принятая %(day)s",
        "%(day)s kuni qabul qilingan ilgʻor tajriba",
        "ممارسة جيدة اعتُمدت في %(day)s",
    ),
    "practice_draft": _row(
        "Draft good practice", "Проект передовой практики", "Ilgʻor tajriba loyihasi", "مشروع ممارسة جيدة"
    ),
    "corrects": _row("Corrects", "Исправляет", "Tuzatadi", "يصوّب"),
    "reservations": _row("Reservations", "Оговорки", "Alohida fikrlar", "التحفظات"),
    "explanations": _row("Explanations of position", "Разъяснения позиций", "Pozitsiya izohlari", "تعليلات المواقف"),
    "disassociations": _row("Disassociations", "Неприсоединение", "Qoʻshilmaslik bayonotlari", "بيانات عدم الانضمام"),
    "alignment": _row("Alignment statement", "Заявление о соответствии", "Muvofiqlik bayonoti", "بيان الاتساق"),
    "alignment_notice": _row(
        "This is the council's own check against its catalogue of CTED guidance. It is no approval by CTED or any United Nations body.",
        "Это собственная проверка совета по его каталогу рекомендаций ИДКТК. Она не является одобрением со стороны ИДКТК или какого-либо органа "
        "Организации Объединенных Наций.",
        "Bu – kengashning CTED yoʻriqnomalari katalogi boʻyicha oʻz tekshiruvi. U CTED yoki BMTning biror organi maʼqullashi emas.",
        "هذا تحقق أجراه المجلس بنفسه استناداً إلى فهرسه لإرشادات المديرية التنفيذية، ولا يُعد موافقة من المديرية التنفيذية ولا من أي هيئة تابعة للأمم المتحدة.",
    ),
    "alignment_notice_other": _row(
        "This is the council's own check against its catalogue “{title}”. It is no approval by any body whose documents stand in it.",
        "Это собственная проверка совета по его каталогу «{title}». Она не является одобрением со стороны органов, чьи документы в нем приведены.",
        "Bu – kengashning “{title}” katalogi boʻyicha oʻz tekshiruvi. U hujjatlari unda keltirilgan biror organning maʼqullashi emas.",
        "هذا تحقق أجراه المجلس بنفسه استناداً إلى فهرسه «{title}»، ولا يُعد موافقة من أي هيئة ترد وثائقها فيه.",
    ),
    "alignment_paragraph": _row("Paragraph", "Пункт", "Band", "الفقرة"),
    "alignment_provision": _row("Provision", "Положение", "Qoida", "الحكم"),
    "alignment_finding": _row("Finding", "Вывод", "Xulosa", "النتيجة"),
    "grade_agrees": _row("In full", "Полностью", "Toʻliq", "كلياً"),
    "grade_partly": _row("In part", "Частично", "Qisman", "جزئياً"),
    "grade_does_not": _row("Not met", "Не выполнено", "Bajarilmagan", "غير مستوفى"),
    "grade_not_applicable": _row("Not related", "Не относится", "Aloqador emas", "لا صلة له"),
    "record": _row("Record of adoption", "Запись о принятии", "Qabul qilish qaydi", "سجل الاعتماد"),
    "adopted": _row("Adopted", "Принято", "Qabul qilindi", "الاعتماد"),
    "moment": _row(
        "%(day)s, %(time)s (%(city)s)", "%(day)s, %(time)s (%(city)s)", "%(day)s, %(time)s (%(city)s)",
        "%(day)s، %(time)s (%(city)s)",
    ),
    "procedure": _row("Procedure", "Процедура", "Tartib", "الإجراء"),
    "procedure_silence": _row(
        "Silence procedure, opened on %(day)s; no objection",
        "процедура молчания, начата %(day)s; возражений нет",
        "eʼtiroz bildirmaslik tartibi, %(day)sda boshlangan; eʼtiroz bildirilmadi",
        "إجراء الموافقة الصامتة، بدأ في %(day)s؛ دون اعتراض",
    ),
    "procedure_consensus": _row(
        "consensus in a meeting, opened on %(day)s", "консенсус на заседании, процедура начата %(day)s",
        "majlisda konsensus, %(day)sda boshlangan", "توافق الآراء في جلسة، بدأ الإجراء في %(day)s",
    ),
    "procedure_roll_call": _row(
        "roll call, opened on %(day)s", "поименное голосование, начато %(day)s", "nomma-nom ovoz berish, %(day)sda boshlangan",
        "نداء الأسماء، بدأ في %(day)s",
    ),
    "procedure_written": _row(
        "written procedure, opened on %(day)s", "письменная процедура, начата %(day)s", "yozma tartib, %(day)sda boshlangan",
        "الإجراء الكتابي، بدأ في %(day)s",
    ),
    "procedure_plain": _row("opened on %(day)s", "начата %(day)s", "%(day)sda boshlangan", "بدأ في %(day)s"),
    "approved": _row("Approved by", "Одобрено", "Maʼqulladi", "الموافقة"),
    "text": _row("Text adopted", "Принятый текст", "Asos matn", "النص المعتمد"),
    "text_value": _row(
        "%(symbol)s, %(language)s", "%(symbol)s, %(language)s", "%(symbol)s, %(language)s", "%(symbol)s، %(language)s"
    ),
    "version": _row("This version", "Эта версия", "Ushbu matn", "هذه النسخة"),
    "version_original": _row(
        "%(language)s (original)", "%(language)s (оригинал)", "%(language)s (asl nusxa)", "%(language)s (الأصل)"
    ),
    "version_translation": _row(
        "%(language)s (translation from %(source)s)", "%(language)s (перевод с %(source)s)",
        "%(language)s (%(source)s tarjima)", "%(language)s (ترجمة %(source)s)",
    ),
    "content_hash": _row("Content hash", "Хеш содержания", "Mazmun xeshi", "بصمة المحتوى"),
    "language_hash": _row("Language hash", "Хеш версии", "Til xeshi", "بصمة اللغة"),
    "head": _row("Head of the record", "Последняя запись", "Soʻnggi qayd", "آخر قيد في السجل"),
    "qr": _row(
        "QR code that opens the verification page of this document",
        "QR-код, открывающий страницу проверки этого документа",
        "Ushbu hujjatni tekshirish sahifasini ochadigan QR kod",
        "رمز استجابة سريعة يفتح صفحة التحقق من هذه الوثيقة",
    ),
    "code": _row("Verification code", "Код проверки", "Tekshirish kodi", "رمز التحقق"),
    "trial_line": _row(
        "Trial publication: its address works on one machine only.",
        "Пробная публикация: ее адрес действует только на одном компьютере.",
        "Sinov nashri: uning manzili faqat bitta kompyuterda ishlaydi.",
        "نشر تجريبي: عنوانه لا يعمل إلا على جهاز واحد.",
    ),
    "trial": _row("Trial publication", "Пробная публикация", "Sinov nashri", "نشر تجريبي"),
    "illustrative": _row(
        "Illustrative: invented text, no State’s position",
        "Иллюстрация: текст вымышлен и не отражает позиции государств",
        "Namuna: matn toʻqima, hech bir davlat pozitsiyasini ifodalamaydi",
        "نموذج توضيحي: نص مختلق لا يمثل موقف أي دولة",
    ),
    "illustrative_short": _row("illustrative", "иллюстративный пример", "namuna", "نموذج توضيحي"),
    "described": _row("%(act)s (%(mark)s)", "%(act)s (%(mark)s)", "%(act)s (%(mark)s)", "%(act)s (%(mark)s)"),
    "stamp": _row("DRAFT", "ПРОЕКТ", "LOYIHA", "مشروع"),
    "draft_head": _row("Draft, %(version)s", "Проект, %(version)s", "Loyiha, %(version)s", "مشروع، %(version)s"),
    "draft_line": _row(
        "Draft, %(version)s. Not adopted. Not to be quoted.",
        "Проект, %(version)s. Не принято. Не для цитирования.",
        "Loyiha, %(version)s. Qabul qilinmagan. Iqtibos keltirilmasin.",
        "مشروع، %(version)s. لم يُعتمد. لا يجوز الاقتباس منه.",
    ),
    "draft_version": _row("version %(n)s", "версия %(n)s", "%(n)s-versiya", "النسخة %(n)s"),
    "draft_after": _row(
        "version %(n)s after %(revision)s", "версия %(n)s после %(revision)s", "%(revision)s dan keyingi %(n)s-versiya",
        "النسخة %(n)s بعد %(revision)s",
    ),
    "draft_issued": _row(
        "%(revision)s (version %(n)s)", "%(revision)s (версия %(n)s)", "%(revision)s (%(n)s-versiya)",
        "%(revision)s (النسخة %(n)s)",
    ),
    "untranslated": _row(
        "Not yet translated:", "Еще не переведено:", "Hali tarjima qilinmagan:", "لم يُترجم بعد:"
    ),
}  # fmt: skip
"""Each message in the four languages."""


def word(key: str, language: str) -> str:
    """Return a message in the language of the document.

    Raises:
        KeyError: there is none of that name.
    """
    return WORDS[key][language]
