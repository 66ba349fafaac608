"""Rows of the discussion: comments at their words, and the replies to them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from council_flow.database import Base, Instant


class Comment(Base):
    """One comment on a block of a text, or on words in it."""

    __tablename__ = "comments"
    __table_args__ = (
        UniqueConstraint("case_id", "number"),
        CheckConstraint("standing IN ('open', 'settled', 'withdrawn')", name="standing_is_known"),
        CheckConstraint("standing <> 'settled' OR disposition IS NOT NULL", name="settled_has_a_disposition"),
        CheckConstraint("standing <> 'open' OR disposition IS NULL", name="open_has_no_disposition"),
        CheckConstraint("act IS NULL OR act IN ('replace', 'insert', 'delete', 'move')", name="act_is_known"),
        CheckConstraint("audience IN ('council', 'group', 'chair') OR audience LIKE '@%'", name="audience_is_known"),
        UniqueConstraint("case_id", "row_id"),
        Index("ix_comments_case_id_standing", "case_id", "standing"),
        Index("ix_comments_author_id_standing", "author_id", "standing"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    number: Mapped[int]
    """Counts the comments of a case from 1."""
    version: Mapped[int]
    """Number of the version on which it was written."""
    visit: Mapped[int]
    """The stay in a stage in which it was written."""
    language: Mapped[str] = mapped_column(String(2))
    """Language of the text at whose words it stands."""
    written_in: Mapped[str] = mapped_column(String(2))
    """Language in which its author was reading and writing."""
    key: Mapped[str] = mapped_column(String(24))
    """The block where it stands now; for one whose words are gone, where it stood last."""
    kind: Mapped[str] = mapped_column(String(16))
    start: Mapped[int | None]
    """First code point of its words in the block; ``None`` for a comment on the whole block."""
    end: Mapped[int | None]
    quote: Mapped[str] = mapped_column(Text, default="")
    """The words as they were when the comment was written."""
    prefix: Mapped[str] = mapped_column(Text, default="")
    suffix: Mapped[str] = mapped_column(Text, default="")
    anchor: Mapped[str] = mapped_column(String(8), default="exact")
    """Where its words are now: exact, shifted, moved, edited or removed."""
    anchor_version: Mapped[int]
    """The last version in which it has a place."""
    cited: Mapped[dict[str, str]] = mapped_column(JSON)
    """Number of its block in ``anchor_version``, per language: ``8 (d)``; empty for blocks without a number."""
    cited_first: Mapped[dict[str, str]] = mapped_column(JSON)
    """The same in the version on which it was written."""
    text: Mapped[str] = mapped_column(Text)
    type: Mapped[str] = mapped_column(String(16))
    author_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    label: Mapped[dict[str, str]] = mapped_column(JSON)
    state: Mapped[str | None] = mapped_column(String(8))
    """Code of the State that had named the author."""
    at: Mapped[datetime] = mapped_column(Instant)
    late: Mapped[bool] = mapped_column(default=False)
    """Written after the time of its stage had run out."""
    edited_at: Mapped[datetime | None] = mapped_column(Instant)
    standing: Mapped[str] = mapped_column(String(10), default="open")
    disposition: Mapped[str | None] = mapped_column(String(20))
    response: Mapped[str] = mapped_column(Text, default="")
    disposed_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    disposed_label: Mapped[dict[str, str] | None] = mapped_column(JSON)
    disposed_at: Mapped[datetime | None] = mapped_column(Instant)
    earlier: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    """Dispositions that stood before the comment was reopened, oldest first: nothing is overwritten."""
    taken_into: Mapped[int | None]
    """Number of the comment by which the delegation of its State says the same, or it in other words: it is not released."""
    withdrawn_reason: Mapped[str] = mapped_column(Text, default="")
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)
    reopen_reason: Mapped[str] = mapped_column(Text, default="")
    """Why its author asks to reopen it; empty when that is not asked, or was done."""
    reopen_asked_at: Mapped[datetime | None] = mapped_column(Instant)
    act: Mapped[str | None] = mapped_column(String(8))
    """What it suggests to do to the text: replace, insert, delete, move; ``None`` for a plain comment."""
    proposed: Mapped[str] = mapped_column(Text, default="", server_default="")
    """Inline text suggested: in the place of its words (or of the whole block), or of a new block. The comment's ``text`` is
    the reason."""
    proposed_kind: Mapped[str] = mapped_column(String(20), default="", server_default="")
    """Kind of a new block, such as ``subparagraph-1``."""
    after: Mapped[str] = mapped_column(String(24), default="", server_default="")
    """The block that a new or moved one, or moved words, shall stand after."""
    after_at: Mapped[int | None]
    """For words moved into a block: the code point before which they shall stand."""
    on_behalf: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Made for the author's State, not alone."""
    unnamed: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Under the Chatham House Rule: what was said may be used, who said it is shown to nobody else."""
    needs_author: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Its place changed in a later version so that the suggestion no longer fits by itself."""
    taken_in: Mapped[int | None]
    """Number of the version that took it in."""
    taken_as: Mapped[str | None] = mapped_column(String(8))
    """How it goes into the text, as decided with its disposition: accept, adapt or brackets."""
    adapted: Mapped[str] = mapped_column(Text, default="", server_default="")
    """The inline text decided on, where it is other words than suggested."""
    audience: Mapped[str] = mapped_column(String(8), default="council", server_default="council")
    """Who sees it and its thread: council, group, chair, or the delegation of a State, such as ``@KZ``."""
    satisfied: Mapped[bool | None]
    """What its author said of the disposition."""
    satisfied_note: Mapped[str] = mapped_column(Text, default="", server_default="")
    satisfied_at: Mapped[datetime | None] = mapped_column(Instant)
    row_id: Mapped[str | None] = mapped_column(String(64))
    """The row of a sheet or of a Word file that it was read from: the same row is taken in once."""
    label_there: Mapped[str] = mapped_column(String(200), default="", server_default="")
    """Name of its author in the file that it was read from."""
    replies: Mapped[int] = mapped_column(default=0)
    last_reply_by: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    last_reply_at: Mapped[datetime | None] = mapped_column(Instant)


class Reply(Base):
    """One reply to a comment."""

    __tablename__ = "replies"
    __table_args__ = (Index("ix_replies_case_id_id", "case_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    comment_id: Mapped[int] = mapped_column(ForeignKey("comments.id"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    label: Mapped[dict[str, str]] = mapped_column(JSON)
    text: Mapped[str] = mapped_column(Text)
    written_in: Mapped[str] = mapped_column(String(2))
    audience: Mapped[str] = mapped_column(String(8), default="council", server_default="council")
    """Who saw the comment when this was written: a reply among a delegation stays there when the comment is released."""
    at: Mapped[datetime] = mapped_column(Instant)


class Held(Base):
    """A comment or suggestion written privately, to be released with others at once. Seen by its author alone."""

    __tablename__ = "held_comments"
    __table_args__ = (Index("ix_held_comments_case_id_account_id", "case_id", "account_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("cases.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    version: Mapped[int]
    """Number of the version on which it was written."""
    key: Mapped[str] = mapped_column(String(24))
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    """What :func:`operations.post` is to be given: text, quote, start, type, language, act, proposed, audience, …"""
    at: Mapped[datetime] = mapped_column(Instant)
    changed_at: Mapped[datetime] = mapped_column(Instant)
