"""A text in four languages, built by hand, and the facts of its adoption."""

from __future__ import annotations

from datetime import UTC, datetime

from council_flow.language import Titles
from council_flow.publication.printing import Draft, PrintFacts
from council_flow.publication.record_of_adoption import Adopted, Declared
from council_flow.text.blocks import Block, Body

LANGUAGES = ("en", "ru", "uz", "ar")
CODE = "7K4M-2QXD-9FTR"
AT = datetime(2026, 9, 11, 13, tzinfo=UTC)


def block(key: str, kind: str, level: int, *texts: str) -> Block:
    return Block(key, kind, level, dict(zip(LANGUAGES, texts, strict=False)), {})


BODY = Body(
    "en",
    (
        block("t1", "title", 1, "Support at the place of residence", "Поддержка по месту жительства",
              "Yashash joyida koʻmak", "الدعم في مكان الإقامة"),
        block("p1", "preambular", 1, "*Recalling* resolution 2396 (2017) and S/RES/2178 (2014),",
              "*ссылаясь* на резолюцию 2396 (2017) и S/RES/2178 (2014),", "2396 (2017)-sonli rezolyutsiyani *eslatib*,",
              "*إذ يشير* إلى القرار 2396 (2017)،"),
        block("n1", "note", 1, "Both texts speak of families.", "Оба текста говорят о семьях.",
              "Ikkala matn oilalar haqida.", "يتناول النصان الأسر."),
        block("h1", "heading", 1, "Steps", "Шаги", "Qadamlar", "الخطوات"),
        block("o1", "operative", 1, "*Recommends* that each person be told:", "*рекомендует* сообщать каждому:",
              "har bir kishiga aytilishini *tavsiya qiladi*:", "*يوصي* بإبلاغ كل شخص:"),
        block("s1", "subparagraph", 1, "who helps, namely:", "кто помогает, а именно:", "kim koʻmak beradi:", "من يساعد:"),
        block("s2", "subparagraph", 2, "a nurse;", "медсестра;", "hamshira;", "ممرضة؛"),
        block("s3", "subparagraph", 2, "a teacher;", "учитель;", "oʻqituvchi;", "معلم؛"),
        block("s4", "subparagraph", 1, "where to complain;", "куда жаловаться;", "qayerga shikoyat qilish;", "أين يشتكي؛"),
        block("o2", "operative", 1, "*Decides* to return to the matter.", "*постановляет* вернуться к этому вопросу.",
              "masalaga qaytishga *qaror qiladi*.", "*يقرر* العودة إلى المسألة."),
    ),
)  # fmt: skip
COUNCIL = Titles({
    "en": "Regional Council on Return", "ru": "Региональный совет по возвращению",
    "uz": "Qaytish boʻyicha mintaqaviy kengash", "ar": "المجلس الإقليمي المعني بالعودة",
})  # fmt: skip
SHORT = Titles(
    {"en": "Regional Council", "ru": "Региональный совет", "uz": "Mintaqaviy kengash", "ar": "المجلس الإقليمي"}
)
STATE_A = Titles({"en": "State A", "ru": "Государство А", "uz": "A davlati", "ar": "الدولة ألف"})


def adopted(**more: object) -> Adopted:
    values: dict[str, object] = {
        "at": AT, "opened_at": datetime(2026, 9, 8, 9, tzinfo=UTC), "kind": "silence",
        "text_symbol": "REC/2026/L.7/Rev.2", "content_hash": "5e1f8ac0" * 8, "language_hash": "a27c04e1" * 8,
        "head": (1284, "d4907be35a1c7be1" * 4), "code": CODE,
        "declared": (Declared(STATE_A, "reservation", "", "A reservation on paragraph 2.\n\nتحفظ آخر."),),
        "approvals": (Titles({"en": "Chair, State A", "ru": "Председатель, Государство А"}),),
    }  # fmt: skip
    return Adopted(**(values | more))  # type: ignore[arg-type]


def facts(**more: object) -> PrintFacts:
    values: dict[str, object] = {
        "symbol": "REC/2026/3", "council": COUNCIL, "short": SHORT, "zone": "Asia/Tashkent", "at": AT,
        "public_url": "https://council.example", "adopted": adopted(),
    }  # fmt: skip
    return PrintFacts(**(values | more))  # type: ignore[arg-type]


def draft_facts(**more: object) -> PrintFacts:
    return facts(**({"symbol": "REC/2026/L.7", "adopted": None, "draft": Draft(12, "Rev.3")} | more))
