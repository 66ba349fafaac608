"""Random edits whose outcome is known: every word carries a number, so what became of a passage is not guessed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from random import Random

from tests.text.anchors.prose import PROSE, Prose

VARIANTS = {"ʻ": "'", "ʼ": "’", "ё": "е", "ة": "ه", "أ": "ا", "إ": "ا", "ّ": "", "اً": "ا", "ى": "ي", "e": "e"}


@dataclass(frozen=True)
class Word:
    """A word with the signs that cling to it."""

    id: int
    text: str


Paragraph = list[Word]
Stands = tuple[int, int, int]
"""Paragraph, start and end there."""


class Editor:
    """One text under work."""

    def __init__(self, language: str, random: Random, paragraphs: int) -> None:
        self.prose: Prose = PROSE[language]
        self.random, self._ids = random, count(1)
        self.text: list[Paragraph] = [self.fresh() for _ in range(paragraphs)]
        self.old = [list(one) for one in self.text]

    def words(self, said: str) -> Paragraph:
        return [Word(next(self._ids), part) for part in said.split()]

    def fresh(self) -> Paragraph:
        return self.words(self.prose.paragraph(self.random, self.random.choice((1, 1, 2, 2, 3))))

    def some(self) -> int:
        return self.random.randrange(len(self.text))

    def stretch(self, paragraph: Paragraph, longest: int = 6) -> tuple[int, int]:
        start = self.random.randrange(len(paragraph))
        return start, min(len(paragraph), start + self.random.randint(1, longest))

    def phrase(self) -> Paragraph:
        part = self.random.choice((self.prose.ways, self.prose.subjects, self.prose.formulas, self.prose.actions))
        return self.words(self.prose.filled(self.random.choice(part), self.random))

    def edit(self) -> None:
        kind = self.random.choice(EDITS)
        if len(self.text) > 4:
            kind(self)

    def insert_paragraph(self) -> None:
        self.text.insert(self.some(), self.fresh())

    def delete_paragraph(self) -> None:
        del self.text[self.some()]

    def delete_with_twin(self) -> None:
        """Remove a paragraph; the same sentence of another State or number is written elsewhere."""
        at = self.some()
        twin = self.alike(self.text[at])
        del self.text[at]
        if twin and len(self.text) > 6:
            self.text.insert(self.random.choice([n for n in range(len(self.text) + 1) if abs(n - at) > 2]), twin)

    def add_twin(self) -> None:
        twin = self.alike(self.text[self.some()])
        if twin:
            self.text.insert(self.some(), twin)

    def alike(self, paragraph: Paragraph) -> Paragraph | None:
        names, numbers = self.prose.states, self.prose.numbers
        out, changed = [], False
        for word in paragraph:
            text = word.text
            for choices in (names, numbers):
                for one in choices:
                    if one in text and (text.strip("().,;") == one or (not one.isdigit() and one in names)):
                        text, changed = text.replace(one, self.random.choice([x for x in choices if x != one])), True
                        break
            out.append(Word(next(self._ids), text))
        return out if changed else None

    def move_paragraph(self) -> int:
        words = self.text.pop(self.some())
        at = self.some()
        self.text.insert(at, words)
        return at

    def move_and_edit(self) -> None:
        at = self.move_paragraph()
        self.change_within(at, 2)

    def split(self) -> None:
        at = self.some()
        words = self.text[at]
        if len(words) > 12:
            cut = self.random.randint(5, len(words) - 5)
            self.text[at : at + 1] = [words[:cut], words[cut:]]

    def merge(self) -> None:
        at = self.random.randrange(len(self.text) - 1)
        self.text[at : at + 2] = [self.text[at] + self.text[at + 1]]

    def move_words(self) -> None:
        """Cut words out and put them in elsewhere."""
        a, b = self.some(), self.some()
        if len(self.text[a]) < 14:
            return
        size = self.random.randint(5, 10)
        start = self.random.randrange(len(self.text[a]) - size)
        cut = self.text[a][start : start + size]
        del self.text[a][start : start + size]
        at = self.random.randint(0, len(self.text[b]))
        self.text[b][at:at] = cut

    def change_within(self, at: int, most: int) -> None:
        for _ in range(self.random.randint(1, most)):
            words = self.text[at]
            start, end = self.stretch(words, 3)
            match self.random.choice(("replace", "insert", "delete")):
                case "replace":
                    words[start:end] = self.phrase()[: end - start + 1]
                case "insert":
                    words[start:start] = self.phrase()
                case "delete" if len(words) > 8:
                    del words[start:end]

    def change_words(self) -> None:
        self.change_within(self.some(), 3)

    def change_number(self) -> None:
        at = self.some()
        twin = self.alike(self.text[at])
        if twin:
            changed = [n for n, (old, new) in enumerate(zip(self.text[at], twin, strict=True)) if old.text != new.text]
            if changed:
                one = self.random.choice(changed)
                self.text[at][one] = twin[one]

    def delete_half(self) -> None:
        at = self.some()
        words = self.text[at]
        half = len(words) // 2
        self.text[at] = words[:half] if self.random.random() < 0.5 else words[half:]

    def rewrite(self) -> None:
        self.text[self.some()] = self.fresh()

    def spell(self) -> None:
        """Write a paragraph in other letter forms, another case, with other signs."""
        at = self.some()
        out = []
        for word in self.text[at]:
            text = word.text
            for one, other in VARIANTS.items():
                text = text.replace(one, other)
            text = text.upper() if self.random.random() < 0.05 else text.replace("*", "")
            out.append(Word(word.id, text.rstrip(";.") or text))
        self.text[at] = out


EDITS: tuple[Callable[[Editor], object], ...] = (
    Editor.insert_paragraph, Editor.delete_paragraph, Editor.delete_with_twin, Editor.delete_with_twin, Editor.add_twin,
    Editor.move_paragraph, Editor.move_and_edit, Editor.split, Editor.merge, Editor.move_words, Editor.change_words,
    Editor.change_words, Editor.change_words, Editor.change_number, Editor.delete_half, Editor.rewrite, Editor.spell,
)  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """A passage ``old[paragraph][start:end]``, and where its words stand in the new text."""

    paragraph: int
    start: int
    end: int
    kept: tuple[Stands, ...]
    """Of each of its words that is left: paragraph, start and end there."""
    share: float
    """How much of its letters is left, from 0 to 1."""


def laid_out(paragraph: Paragraph) -> tuple[str, list[tuple[int, int]]]:
    """Return a paragraph as text, and the places of its words."""
    places, at = [], 0
    for word in paragraph:
        places.append((at, at + len(word.text)))
        at += len(word.text) + 1
    return " ".join(word.text for word in paragraph), places


def texts(editor: Editor) -> tuple[list[str], list[str]]:
    """Return the old and the new text."""
    return [laid_out(one)[0] for one in editor.old], [laid_out(one)[0] for one in editor.text]


def asked(editor: Editor, number: int) -> Iterator[Asked]:
    """Return random passages with what became of them."""
    where: dict[int, Stands] = {}
    for j, paragraph in enumerate(editor.text):
        for word, (a, b) in zip(paragraph, laid_out(paragraph)[1], strict=True):
            where[word.id] = (j, a, b)
    old = [laid_out(paragraph)[1] for paragraph in editor.old]
    for _ in range(number):
        i = editor.random.randrange(len(editor.old))
        start = editor.random.randrange(len(editor.old[i]))
        quoted = editor.old[i][start : start + editor.random.choice((1, 2, 3, 4, 5, 6, 8, 12))]
        left = [word for word in quoted if word.id in where]
        share = sum(len(word.text) for word in left) / sum(len(word.text) for word in quoted)
        ends = old[i][start][0], old[i][start + len(quoted) - 1][1]
        yield Asked(i, *ends, tuple(where[word.id] for word in left), share)


def edited(seed: int, density: float = 0.35, paragraphs: int | None = None) -> tuple[Editor, list[str], list[str]]:
    """Return a text in one of the four languages after random work on a share of its paragraphs: editor, old, new."""
    random = Random(seed)
    editor = Editor(tuple(PROSE)[seed % len(PROSE)], random, paragraphs or random.choice((8, 20, 40)))
    for _ in range(max(2, int(len(editor.text) * density))):
        editor.edit()
    return editor, *texts(editor)


GONE, LEFT = 0.25, 0.75
"""Below the one share of letters a passage is removed, from the other on it is kept; between, both answers are right."""


def verdict(passage: Asked, place: Stands | None) -> str:
    """Return how an answer is: right, removed (rightly), missed, wrong, or doubtful (not told by the share that is left)."""
    groups: dict[int, int] = {}
    for j, a, b in passage.kept:
        groups[j] = groups.get(j, 0) + b - a
    largest = max(groups.values(), default=0) / (passage.end - passage.start)
    if place is None:
        if passage.share <= GONE:
            return "removed"
        return "missed" if passage.share >= LEFT and largest >= 0.6 else "doubtful"
    inside = [(a, b) for j, a, b in passage.kept if j == place[0]]
    if not any(a < place[2] and b > place[1] for a, b in inside):
        return "wrong"
    over = max(0, min(a for a, _ in inside) - place[1]) + max(0, place[2] - max(b for _, b in inside))
    return "right" if over <= max(12, 0.6 * (passage.end - passage.start)) else "loose"
