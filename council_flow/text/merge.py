"""Two people's changes to the same version, laid together. Pure.

By block first, then by word (in tables by cell). What one of them changed is taken. What both changed otherwise is a
:class:`Conflict`: it is shown reading by reading, and nothing is chosen beforehand.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from council_flow.text.blocks import Block, Body
from council_flow.text.brackets import alternatives
from council_flow.text.editing import is_bis, join_kind, split_kind
from council_flow.text.inline import targets
from council_flow.text.merging.fates import Fates, Removal, fates
from council_flow.text.merging.fits import Fit, fits
from council_flow.text.merging.labels import relabelled
from council_flow.text.merging.order import Order, ordered
from council_flow.text.merging.tables import lay_table
from council_flow.text.merging.words import Together, lay


@dataclass(frozen=True)
class Decision:
    """What a person chose for a conflict: ``mine``, ``theirs`` or ``both``; words written afresh go before."""

    choice: str = ""
    afresh: str = ""


@dataclass(frozen=True)
class Conflict:
    """One thing that both changed, each otherwise."""

    key: str
    what: str
    """``words`` in a language; ``block``: removed by one, written in by the other; ``kind``; ``place``."""
    language: str
    base: str
    mine: str
    """Words, empty for removed; a choice of kind, such as ``subparagraph-2``; the block after which it stands."""
    theirs: str
    both: str = ""
    """Both together, a proposal; empty where there is none."""
    decision: Decision = Decision()

    @property
    def id(self) -> str:
        """Name of the conflict in a form: the same as long as it is the same thing of the same block."""
        return f"{self.key}.{self.language if self.what == 'words' else self.what}"

    @property
    def decided(self) -> bool:
        """Answer whether somebody has said what shall stand."""
        return bool(self.decision.choice or self.decision.afresh)

    def said(self, otherwise: str) -> str:
        """Return the choice that holds, ``otherwise`` where nobody chose."""
        choice = self.decision.choice or otherwise
        return "theirs" if choice == "both" and not self.both else choice


@dataclass(frozen=True)
class Merged:
    """Both texts in one, the places that have to be decided, and what fits without a question."""

    body: Body
    conflicts: list[Conflict]
    fits: list[Fit]

    @property
    def undecided(self) -> list[Conflict]:
        """Return what is still to be decided."""
        return [conflict for conflict in self.conflicts if not conflict.decided]


def merge(
    base: Body, mine: Body, theirs: Body, decisions: Mapping[str, Decision] | None = None, *, otherwise: str = "theirs"
) -> Merged:
    """Lay two texts together that were both written on ``base``.

    Args:
        base: the version that both began from.
        mine: one text.
        theirs: the other, as it was saved meanwhile.
        decisions: what was chosen, by :attr:`Conflict.id`.
        otherwise: the reading taken where nothing is chosen; ``both`` sets both in square brackets.
    """
    if mine in (base, theirs):
        return Merged(theirs, [], fits(base, mine, theirs, theirs, ()))
    if theirs == base:
        return Merged(mine, [], fits(base, mine, theirs, mine, ()))
    base, mine = relabelled(base, theirs, mine), relabelled(mine, theirs, mine)
    return _Merging(base, mine, theirs, decisions or {}, otherwise).done()


def laid_together(base: str, mine: str, theirs: str) -> str | None:
    """Return words with both people's changes, or ``None`` where the changes touch one another."""
    return lay(base, mine, theirs).text


class _Merging:
    """One merge while it is done."""

    def __init__(self, base: Body, mine: Body, theirs: Body, decisions: Mapping[str, Decision], otherwise: str) -> None:
        self.bodies = (base, mine, theirs)
        self.was, self.own, self.saved = ({block.key: block for block in body.blocks} for body in self.bodies)
        self.original, self.decisions, self.otherwise = theirs.original, decisions, otherwise
        self.found: list[Conflict] = []
        self.asked: set[str] = set()
        """Keys of blocks about which something is asked."""

    def done(self) -> Merged:
        base, mine, theirs = self.bodies
        fate = fates(base, mine, theirs)
        kept = {key: self._block(key) for key in dict.fromkeys([*self.saved, *self.own]) if key not in fate.gone}
        self._removals(fate, kept)
        self._called(kept)
        order = self._ordered(kept)
        body = Body(self.original, tuple(kept[key] for key in order.keys))
        placed = {key: at for at, key in enumerate([*order.keys, *self.was])}
        self.found.sort(key=lambda one: placed.get(one.key, len(placed)))
        return Merged(body, self.found, fits(base, mine, theirs, body, self.asked))

    def _say(self, conflict: Conflict) -> Conflict:
        conflict = replace(conflict, decision=self.decisions.get(conflict.id, Decision()))
        self.found.append(conflict)
        self.asked.add(conflict.key)
        return conflict

    def _block(self, key: str) -> Block:
        """Return a block that somebody has, with both people's changes."""
        own, saved = self.own.get(key), self.saved.get(key)
        if own is None or saved is None:
            return own or saved  # type: ignore[return-value]  # one of the two has it
        was = self.was.get(key) or replace(saved, texts={}, sources={})
        if own in (was, saved):
            return saved
        if saved == was:
            return own
        return self._kind(was, own, self._words(was, own, saved))

    def _kind(self, was: Block, own: Block, saved: Block) -> Block:
        before, mine, theirs = join_kind(was), join_kind(own), join_kind(saved)
        if mine in (before, theirs):
            return saved
        if theirs != before:
            conflict = self._say(Conflict(was.key, "kind", "", before, mine, theirs))
            if conflict.said(self.otherwise) != "mine":
                return saved
        kind, level = split_kind(mine)
        return replace(saved, kind=kind, level=level, bis=is_bis(mine))

    def _words(self, was: Block, own: Block, saved: Block) -> Block:
        """Merge the words in each language by themselves, and what each translation was made from."""
        laid = lay_table if {was.kind, own.kind, saved.kind} == {"table"} else lay
        texts, sources = dict(saved.texts), dict(saved.sources)
        for code in dict.fromkeys([self.original, *was.texts, *own.texts, *saved.texts]):
            before, mine, theirs = (one.texts.get(code, "") for one in (was, own, saved))
            texts[code] = self._said(was.key, code, (before, mine, theirs), laid)
            changed = own.sources.get(code) != was.sources.get(code)
            if changed and (saved.sources.get(code) == was.sources.get(code) or texts[code] == mine != theirs):
                sources[code] = own.sources.get(code, "")
        texts = {code: words for code, words in texts.items() if words}
        return replace(saved, texts=texts, sources={code: made for code, made in sources.items() if made})

    def _said(
        self, key: str, language: str, words: tuple[str, str, str], laid: Callable[[str, str, str], Together]
    ) -> str:
        before, mine, theirs = words
        if mine in (before, theirs):
            return theirs
        if theirs == before:
            return mine
        together = laid(before, mine, theirs)
        if together.text is not None:
            return together.text
        conflict = self._say(Conflict(key, "words", language, before, mine, theirs, together.proposal))
        if conflict.decision.afresh:
            return conflict.decision.afresh
        return {"mine": mine, "both": together.proposal}.get(conflict.said(self.otherwise), theirs)

    def _removals(self, fate: Fates, kept: dict[str, Block]) -> None:
        """Ask about what one removed while the other wrote in it: keep it, let it go, or set it in brackets."""
        for removal in fate.removals:
            mine, theirs = ("", self._read(removal)) if removal.by_me else (self._read(removal), "")
            blocks = self.saved if removal.by_me else self.own
            before = "\n".join(self.was[key].texts.get(self.original, "") for key in removal.keys if key in self.was)
            both = "\n".join(alternatives(words) for words in (mine or theirs).split("\n"))
            self.asked.update(removal.keys)
            conflict = self._say(Conflict(removal.key, "block", self.original, before, mine, theirs, both))
            said = conflict.said(self.otherwise)
            stays = bool(conflict.decision.afresh) or said == "both" or (said == "theirs") == removal.by_me
            for key in removal.keys:
                kept.pop(key, None)
                if stays:
                    kept[key] = _bracketed(blocks[key]) if said == "both" and not conflict.decision.afresh else blocks[key]  # fmt: skip
            if conflict.decision.afresh:
                head = kept[removal.key]
                kept[removal.key] = replace(head, texts={**head.texts, self.original: conflict.decision.afresh})

    def _read(self, removal: Removal) -> str:
        blocks = self.saved if removal.by_me else self.own
        return "\n".join(blocks[key].texts.get(self.original, "") for key in removal.keys)

    def _called(self, kept: dict[str, Block]) -> None:
        """Keep a footnote whose mark still stands in the text, though one of them removed it."""
        marks = {
            target[1:]
            for block in kept.values()
            for words in block.texts.values()
            for target in targets(words)
            if target.startswith("^")
        }
        for key in marks - kept.keys():
            block = self.saved.get(key) or self.own.get(key) or self.was.get(key)
            if block is not None and block.kind == "footnote":
                kept[key] = block

    def _ordered(self, kept: Mapping[str, Block]) -> Order:
        base, mine, theirs = ([block.key for block in body.blocks] for body in self.bodies)
        ranks = {key: _rank(block) for key, block in kept.items()}
        order = ordered(base, mine, theirs, kept=kept, ranks=ranks)
        as_mine = [
            key
            for key, (own, saved) in order.moved_by_both.items()
            if self._say(Conflict(key, "place", "", "", own, saved)).said(self.otherwise) == "mine"
        ]
        return ordered(base, mine, theirs, kept=kept, ranks=ranks, as_mine=as_mine) if as_mine else order


def _rank(block: Block) -> int:
    """Return how deep a block stands: what is below a paragraph goes with it."""
    if block.kind == "footnote":
        return 9
    return block.level if block.kind == "subparagraph" else 0


def _bracketed(block: Block) -> Block:
    return replace(block, texts={code: alternatives(words) for code, words in block.texts.items()})
