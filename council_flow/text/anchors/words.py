"""Words of a paragraph as anchors follow them: folded, with their places, and with what each one tells. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import InitVar, dataclass, field
from functools import cached_property, lru_cache

from rapidfuzz.distance import Levenshtein

from council_flow.text.comparing.files import numbered
from council_flow.text.comparing.likeness import FORMULAS
from council_flow.text.folding import Folded, fold, folded

_WORD = re.compile(r"[^\W_]+(?:['\-][^\W_]+)*|[\u2190-\u2bff\U0001f000-\U0001faff%€$£§№+=<>°]")
_STOP = frozenset(
    "a an as at be by do if in is it its no not nor of on or so to up we he she they them there these those than then "
    "who whom what when where while one each every some such can could would might into onto upon under over between "
    "about within without after before during through against among per via had did does being but only "
    "и а но или не ни же бы ли то о об к ко с со у во над под между через после перед без их его ее они она он который "
    "которые которых которая которое того том тем тех этого этой этот эта эти быть был была было были будет будут "
    "может могут должны должен должна следует всех все каждый каждого "
    "va yoki ham esa lekin uni ular ularning uning u bu shu shunday har bir hamda kabi boʻyicha toʻgʻrisida haqida qadar "
    "keyin oldin orqali tomonidan lozim mumkin boʻlgan boʻlishi qilish etish ва ёки ҳам билан учун бу шу ҳар бир керак "
    "و او ثم لا ما لم لن ان انه انها هو هي هم ذلك تلك به بها له لها فيه فيها عليه عليها منه منها قد كل بين بعد قبل خلال حول "
    "دون حتي اذا كان كانت يكون تكون الي علي".split()
)
_NUMBERS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand "
    "один одного одной два двух две три трех четыре четырех пять пяти шесть шести семь семи восемь восьми девять девяти "
    "десять десяти одиннадцать двенадцать двенадцати пятнадцать пятнадцати двадцать двадцати тридцать тридцати сорок сорока "
    "пятьдесят пятидесяти шестьдесят шестидесяти девяносто сто ста "
    "ikki uch toʻrt besh olti yetti sakkiz toʻqqiz oʻn yigirma oʻttiz qirq ellik oltmish yetmish sakson toʻqson yuz "
    "икки уч тўрт беш олти етти саккиз тўққиз ўн йигирма ўттиз қирқ эллик олтмиш юз "
    "ثلاثه ثلاث اربعه اربع خمسه خمس سته ست سبعه سبع ثمانيه ثماني تسعه تسع عشره عشر عشرين عشرون ثلاثين ثلاثون اربعين "
    "خمسين ستين تسعين مئه مائه شهرين يومين سنتين".split()
)
_STATE = re.compile(
    r"[\w']*(?:stan|ston|стан|стон|ستان)|(?:iraq|iroq|syria|suriya|jordan|iordaniya|lebanon|livan|yemen|yaman|turkey|turkiy|"
    r"egypt|ирак|сири[яию]|иордани|ливан|йемен|турци|египет|египт)|"
    r"[وفبلك]{0,2}ا?ل?(?:اردن|عراق|سوريا|لبنان|تركيا|مصر|ايران|مغرب|تونس|ليبيا)$|[وفبك]?ا?ليمن$"
)
"""Names of States where a capital does not tell: Arabic has none, and sentences begin with one. A beginning is enough."""
SENTENCE_ENDS = frozenset(".!?:;•؟؛")
_MONTHS = frozenset(
    "january february march april may june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday".split()
)
"""Words with a capital that name no State: a date that changed is a number that changed."""
_OFFICES = frozenset(
    folded(word)
    for word in "secretariat bureau committee board panel commission chair chairperson conference assembly meeting "
    "party parties contracting executive secretary general working group fund depositary government convention protocol "
    "секретариат бюро комитет совет комиссия группа председатель конференция ассамблея сторона стороны "
    "kotibiyat byuro qoʻmita kengash guruh rais konferensiya assambleya tomon tomonlar".split()
)
"""Offices and parts of a treaty have capitals too, but do not name a State."""
_PAUSES = frozenset(",،—–()«»“”")
NUMBERED = "#"
"""Stands for the number a paragraph begins with: it says where the paragraph stands, not what it says."""
STOP = frozenset(folded(word) for word in FORMULAS | _STOP)
NUMBERS = frozenset(folded(word) for word in _NUMBERS)
_LIGHT = 0.25
"""Weight of a letter of a word that every text has."""
_CLITICS = frozenset("و ف ب ل ك ال وال بال فال لل كال ول وب س".split())
_ARTICLES = ("وال", "بال", "فال", "كال", "ولل", "لل", "ال")
"""The article of Arabic with what is written together with it."""
_HOLDERS = ("man", "men", "woman", "women", "person", "persons")
"""Endings of the holder of an office: "Chairman" and "Chairperson" are one."""
_WITHOUT = ("less", "siz", "sizlik", "сиз")
"""Endings that turn a word into its opposite."""


@dataclass(frozen=True)
class Line:
    """One paragraph."""

    text: str

    @cached_property
    def folded(self) -> Folded:
        """The paragraph folded."""
        return fold(self.text)

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """Real places of its words."""
        return [self.folded.back(*match.span()) for match in _WORD.finditer(self.folded.text)]

    @cached_property
    def words(self) -> list[str]:
        """Its words, folded, without the hyphens inside: "co-operation" is "cooperation"."""
        return _bare(self.folded.text)

    @cached_property
    def told(self) -> list[str]:
        """Its words as they are laid together: the number it begins with is the same whatever it is."""
        found = list(self.words)
        if number := numbered(self.text)[0]:
            behind = self.text.index(number.split()[0]) + len(number)
            own = sum(end <= behind for _, end in self.spans[:4])
            found[:own] = [NUMBERED] * own
        return found

    @cached_property
    def named(self) -> list[bool]:
        """Whether each of its words names somebody or something: a capital inside a sentence, or a known State."""
        text, found, last = self.text, [], 0
        for (start, end), word in zip(self.spans, self.words, strict=True):
            begins = (
                last == 0
                or word in _MONTHS
                or word in _OFFICES
                or any(sign in SENTENCE_ENDS for sign in text[last:start])
            )
            found.append(
                _STATE.match(word) is not None
                or (not begins and text[start].isupper() and not text[start:end].isupper())
            )
            last = end
        return found

    @cached_property
    def opens(self) -> list[int]:
        """Whether a sentence or a clause (2), or what stands behind a comma (1), begins with each of its words."""
        found, last = [], 0
        for start, end in self.spans:
            signs = self.text[last:start]
            found.append(
                2 if last == 0 or any(sign in SENTENCE_ENDS for sign in signs)
                else 1 if any(sign in _PAUSES for sign in signs) else 0
            )  # fmt: skip
            last = end
        return found

    def folded_word(self, n: int) -> str:
        """Return a word folded, with its hyphens."""
        start, end = self.spans[n]
        return self.folded.text[bisect_left(self.folded.places, start) : bisect_left(self.folded.ends, end) + 1]

    def sign(self, n: int) -> str:
        """Return the sign right behind a word."""
        end = self.spans[n][1]
        return self.text[end : end + 1] or " "

    def within(self, start: int, end: int) -> range:
        """Return the positions of the words that a real place touches."""
        spans = self.spans
        first = next((n for n, (_, b) in enumerate(spans) if b > start), len(spans))
        last = next((n for n in range(first, len(spans)) if spans[n][0] >= end), len(spans))
        return range(first, last)


@dataclass
class Words:
    """Words in a row, of one paragraph or of several, each with its place: paragraph and position there."""

    line: InitVar[Line | None] = None
    paragraph: InitVar[int] = 0
    start: InitVar[int] = 0
    end: InitVar[int | None] = None
    words: list[str] = field(default_factory=list)
    named: list[bool] = field(default_factory=list)
    opens: list[int] = field(default_factory=list)
    places: list[tuple[int, int]] = field(default_factory=list)

    def __post_init__(self, line: Line | None, paragraph: int, start: int, end: int | None) -> None:
        if line is not None:
            self.add(line, paragraph, start, end)

    def add(self, line: Line, paragraph: int, start: int = 0, end: int | None = None) -> None:
        """Add words of a paragraph."""
        end = len(line.words) if end is None else end
        self.words += line.told[start:end]
        self.named += line.named[start:end]
        self.opens += line.opens[start:end]
        self.places += [(paragraph, n) for n in range(start, end)]

    def part(self, start: int, end: int) -> Words:
        """Return some of them."""
        return Words(
            words=self.words[start:end], named=self.named[start:end], opens=self.opens[start:end],
            places=self.places[start:end],
        )  # fmt: skip


def words_in(text: str) -> list[str]:
    """Return the words of a text, folded."""
    return _bare(folded(text))


def _bare(text: str) -> list[str]:
    found = _WORD.findall(text)
    return [word.replace("-", "") for word in found] if "-" in text else found


@lru_cache(maxsize=20_000)
def weight(word: str) -> float:
    """Return what a word tells of a passage: its letters, fewer for words that every text has."""
    return len(word) * _LIGHT if word in STOP else float(max(2, min(len(word), 10)))


def weigh(words: Sequence[str]) -> float:
    """Return what words tell together."""
    return sum(map(weight, words))


def telling(word: str) -> bool:
    """Return whether a word says something of its own."""
    return word not in STOP and len(word) > 1


@lru_cache(maxsize=20_000)
def number(word: str) -> bool:
    """Return whether a word is a number."""
    return word in NUMBERS or any(sign.isdigit() for sign in word)


@lru_cache(maxsize=20_000)
def variant(one: str, other: str) -> bool:
    """Return whether two words are forms or spellings of one, and not its opposite or another number."""
    if one == other:
        return True
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    if one[:3] != other[:3] and one[-3:] != other[-3:]:
        return False
    if number(one) or number(other):
        return False
    if long.endswith(short):
        return long[: -len(short)] in _CLITICS
    if (one, other) != (bare := (_unclitic(one), _unclitic(other))) and bare[0] == bare[1]:
        return True
    if (stem := _holder(one)) and stem == _holder(other):
        return True
    if any(one.endswith(end) != other.endswith(end) for end in _WITHOUT):
        return False
    if len(short) < 3 or one[:3] != other[:3]:
        return False
    common = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(short))
    if common == len(short):
        return common >= 0.6 * len(long)
    if (common > len(long) * 2 / 3 and common >= 4) or common >= max(6, 0.6 * len(long)):
        return True
    return common >= 3 and len(short) >= 5 and Levenshtein.distance(one, other) <= 2


def _unclitic(word: str) -> str:
    """Return a word of Arabic without the article and what is written together with it."""
    article = next((one for one in _ARTICLES if word.startswith(one)), "")
    return word[len(article) :] if len(word) - len(article) >= 3 else word


def _holder(word: str) -> str:
    """Return what a word that names the holder of an office begins with; nothing of another word."""
    end = next((end for end in sorted(_HOLDERS, key=len, reverse=True) if word.endswith(end)), "")
    return word[: -len(end)] if end and len(word) - len(end) >= 4 else ""
