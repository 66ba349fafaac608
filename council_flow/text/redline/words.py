"""The words that a written comparison adds to the texts, in the language of the texts whoever asks for it. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from council_flow.text.redline.model import Line, Redline

STATUSES = ("changed", "moved", "split", "merged", "inserted", "deleted")
"""What may have become of a paragraph, in the order in which it is counted."""
_ORDER = ("en", "ru", "uz", "ar")


def _row(*texts: str) -> dict[str, str]:
    return dict(zip(_ORDER, texts, strict=True))


WORDS: Mapping[str, Mapping[str, str]] = {
    "heading": _row("Comparison", "Сравнение", "Taqqoslash", "المقارنة"),
    "between": _row("%(new)s compared with %(old)s", "%(new)s в сравнении с %(old)s", "%(new)s: %(old)s bilan taqqoslash", "%(new)s بالمقارنة مع %(old)s"),
    "none": _row("The two texts are the same.", "Тексты совпадают.", "Ikki matn bir xil.", "النصان متطابقان."),
    "words": _row("Words: +%(words_in)s −%(words_out)s", "Слова: +%(words_in)s −%(words_out)s", "Soʻzlar: +%(words_in)s −%(words_out)s", "الكلمات: +%(words_in)s −%(words_out)s"),
    "ins": _row("Inserted", "Добавлено", "Qoʻshilgan", "مضاف"),
    "del": _row("deleted", "удалено", "oʻchirilgan", "محذوف"),
    "ins_end": _row("end of insertion", "конец добавления", "qoʻshimcha tugadi", "نهاية الإضافة"),
    "del_end": _row("end of deletion", "конец удаления", "oʻchirish tugadi", "نهاية الحذف"),
    "key": _row(
        "is underlined, %(deleted)s is struck through. A bar at the edge marks every changed paragraph; a note says what was moved, split or joined. Numbers are those of the newer text, numbers in brackets those of the older one.",
        "подчёркнуто, %(deleted)s — зачёркнуто. Черта на полях отмечает изменённые абзацы; пометка сообщает, что перенесено, разделено или объединено. Номера — по новому тексту, в скобках — по прежнему.",
        "matn tagiga chizilgan, %(deleted)s matn ustidan chizilgan. Oʻzgargan bandlar chetida chiziq bor; koʻchirilgan, boʻlingan yoki birlashtirilgan joylar izoh bilan berilgan. Raqamlar yangi matnga, qavs ichidagilari eski matnga tegishli.",
        "تحته خط، و%(deleted)s يشطبه خط. ويميّز شريط عند الحافة كل فقرة تغيّرت، وتبيّن ملاحظة ما نُقل أو قُسّم أو ضُم. والأرقام أرقام النص الأحدث، وما بين القوسين أرقام النص الأقدم.",
    ),
    "changed": _row("Changed", "Изменено", "Oʻzgargan", "معدّل"),
    "moved": _row("Moved", "Перенесено", "Koʻchirilgan", "منقول"),
    "split": _row("Split", "Разделено", "Boʻlingan", "مقسّم"),
    "merged": _row("Joined", "Объединено", "Birlashtirilgan", "مضموم"),
    "inserted": _row("New", "Новое", "Yangi", "جديد"),
    "deleted": _row("Deleted", "Удалено", "Oʻchirilgan", "محذوف"),
    "left": _row("Moved from here", "Перенесено отсюда", "Bu yerdan koʻchirilgan", "نُقل من هنا"),
    "moved_from": _row("Moved, was %(number)s", "Перенесено, было %(number)s", "Koʻchirilgan, avval %(number)s", "منقول، كان %(number)s"),
    "left_to": _row("Moved to %(number)s", "Перенесено в %(number)s", "%(number)s ga koʻchirilgan", "نُقل إلى %(number)s"),
    "joined_into": _row("Joined into %(number)s", "Объединено с %(number)s", "%(number)s bilan birlashtirilgan", "ضُم إلى %(number)s"),
    "split_into": _row("Split into %(numbers)s", "Разделено на %(numbers)s", "%(numbers)s ga boʻlingan", "قُسّم إلى %(numbers)s"),
    "merged_from": _row("Joined from %(numbers)s", "Объединено из %(numbers)s", "%(numbers)s dan birlashtirilgan", "ضُم من %(numbers)s"),
    "unchanged": _row("Unchanged", "Без изменений", "Oʻzgarmagan", "دون تغيير"),
    "inline": _row("In one text", "В одном тексте", "Bitta matnda", "في نص واحد"),
    "beside": _row("Side by side", "Рядом", "Yonma-yon", "جنبًا إلى جنب"),
    "only": _row("Only changes", "Только изменения", "Faqat oʻzgarishlar", "التغييرات فقط"),
    "next": _row("Next change", "Следующее изменение", "Keyingi oʻzgarish", "التغيير التالي"),
    "previous": _row("Previous change", "Предыдущее изменение", "Oldingi oʻzgarish", "التغيير السابق"),
    "keys": _row("Keys: n next, p previous", "Клавиши: n — далее, p — назад", "Tugmalar: n — keyingi, p — oldingi", "المفاتيح: n التالي، p السابق"),
    "view": _row("View", "Вид", "Koʻrinish", "العرض"),
    "summary": _row("Summary of changes", "Перечень изменений", "Oʻzgarishlar roʻyxati", "ملخص التغييرات"),
    "lead": _row("The same changes in words, for readers who cannot see lines and colours.", "Те же изменения словами — для тех, кто не видит линий и цветов.", "Xuddi shu oʻzgarishlar soʻz bilan: chiziq va ranglarni koʻrmaydigan oʻquvchilar uchun.", "التغييرات نفسها بالكلمات، لمن لا يرى الخطوط والألوان."),
    "paragraph": _row("Paragraph", "Пункт", "Band", "الفقرة"),
    "change": _row("Change", "Изменение", "Oʻzgarish", "التغيير"),
    "page": _row("Page {x} of {y}", "Стр. {x} из {y}", "{x}-bet, jami {y}", "الصفحة {x} من {y}"),
}  # fmt: skip


def word(key: str, language: str, /, **values: object) -> str:
    """Return one message in a language, else in English."""
    text = WORDS[key].get(language) or WORDS[key]["en"]
    return text % values if values else text


def note(line: Line, language: str) -> str:
    """Return what is said of a line beside its words; empty where the marks say all."""
    if line.status == "moved":
        return _with("moved", "moved_from", [line.old_number], language)
    if line.status == "left":
        into = {"merged": ("merged", "joined_into"), "split": ("split", "split_into")}
        return _with(*into.get(line.away, ("left", "left_to")), [line.new_number], language)
    if line.status == "split":
        return _with("split", "split_into", line.others, language)
    if line.status == "merged":
        return _with("merged", "merged_from", line.others, language)
    return word(line.status, language) if line.status in {"inserted", "deleted"} else ""


def _with(bare: str, numbered: str, numbers: Sequence[str], language: str) -> str:
    if not all(numbers) or "•" in numbers:
        return word(bare, language)
    named = (", " if language != "ar" else "، ").join(cited(number) for number in numbers)
    return word(numbered, language, number=named, numbers=named)


def cited(number: str) -> str:
    """Return a number as it is cited, without the sign that follows it."""
    return number.rstrip(".-) ") if not number.startswith("(") else number


def bracketed(number: str) -> str:
    """Return the number of the older text as it is shown: in brackets, where it has none of its own."""
    return number if not number or number.startswith("(") else f"({cited(number)})"


def counted(redline: Redline) -> str:
    """Return in words how many paragraphs changed and how."""
    language = redline.language
    if not redline.changes:
        return word("none", language)
    kinds = [(word(status, language), redline.counts[status]) for status in STATUSES if redline.counts[status]]
    named = "; ".join(f"{name.lower() if n else name}: {count}" for n, (name, count) in enumerate(kinds))
    return f"{named}. {word('words', language, **redline.counts)}."
