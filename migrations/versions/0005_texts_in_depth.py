"""Texts in depth: named versions and where their words come from, private copies, the lock for a final reading,
suggested edits, audiences, comments held back, background documents

Revision: 0005, after 0004
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

EMPTY = sa.text("''")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _versions()
    _cases()
    _comments()
    _documents()
    _matrices()


def _versions() -> None:
    op.add_column("versions", sa.Column("name", sa.String(length=120), nullable=False, server_default=EMPTY))
    op.add_column("versions", sa.Column("restores", sa.Integer(), nullable=True))
    op.add_column("versions", sa.Column("sources", sa.JSON(), nullable=False, server_default=sa.text("'[]'")))
    op.add_column("versions", sa.Column("origins", sa.JSON(), nullable=False, server_default=sa.text("'{}'")))
    op.create_table(
        "working_copies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=True),
        sa.Column("saved_at", INSTANT, nullable=True),
        sa.Column("seen_at", INSTANT, nullable=False),
        sa.Column("opened_at", INSTANT, nullable=False),
        sa.Column("label", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_working_copies_case_id_cases")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_working_copies_account_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_working_copies")),
        sa.UniqueConstraint("case_id", "account_id", name=op.f("uq_working_copies_case_id_account_id")),
    )


def _cases() -> None:
    op.add_column("cases", sa.Column("documents", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("cases", sa.Column("locked_at", INSTANT, nullable=True))
    op.add_column("cases", sa.Column("locked_label", sa.JSON(), nullable=True))
    op.add_column("cases", sa.Column("lock_reason", sa.Text(), nullable=False, server_default=EMPTY))
    op.add_column("cases", sa.Column("untaken", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("cases", sa.Column("bracketed", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("cases", sa.Column("limited_comments", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("cases", sa.Column("open_limited", sa.Integer(), nullable=False, server_default="0"))


def _comments() -> None:
    with op.batch_alter_table("comments") as batch:
        batch.add_column(sa.Column("act", sa.String(length=8), nullable=True))
        batch.add_column(sa.Column("proposed", sa.Text(), nullable=False, server_default=EMPTY))
        batch.add_column(sa.Column("proposed_kind", sa.String(length=20), nullable=False, server_default=EMPTY))
        batch.add_column(sa.Column("after", sa.String(length=24), nullable=False, server_default=EMPTY))
        batch.add_column(sa.Column("after_at", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("on_behalf", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch.add_column(sa.Column("needs_author", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch.add_column(sa.Column("taken_in", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("taken_as", sa.String(length=8), nullable=True))
        batch.add_column(sa.Column("adapted", sa.Text(), nullable=False, server_default=EMPTY))
        batch.add_column(
            sa.Column("audience", sa.String(length=8), nullable=False, server_default=sa.text("'council'"))
        )
        batch.add_column(sa.Column("satisfied", sa.Boolean(), nullable=True))
        batch.add_column(sa.Column("satisfied_note", sa.Text(), nullable=False, server_default=EMPTY))
        batch.add_column(sa.Column("satisfied_at", INSTANT, nullable=True))
        batch.add_column(sa.Column("row_id", sa.String(length=64), nullable=True))
        batch.add_column(sa.Column("label_there", sa.String(length=200), nullable=False, server_default=EMPTY))
        batch.create_check_constraint(
            op.f("ck_comments_act_is_known"), "act IS NULL OR act IN ('replace', 'insert', 'delete', 'move')"
        )
        batch.create_check_constraint(
            op.f("ck_comments_audience_is_known"), "audience IN ('council', 'group', 'chair')"
        )
        batch.create_unique_constraint(op.f("uq_comments_case_id_row_id"), ["case_id", "row_id"])
    op.create_table(
        "held_comments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=24), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_held_comments_case_id_cases")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_held_comments_account_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_held_comments")),
    )
    op.create_index(op.f("ix_held_comments_case_id_account_id"), "held_comments", ["case_id", "account_id"])


def _documents() -> None:
    op.create_table(
        "documents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("label", sa.String(length=24), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("account_label", sa.JSON(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("withdrawn_at", INSTANT, nullable=True),
        sa.Column("withdrawn_label", sa.JSON(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=False, server_default=EMPTY),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_documents_case_id_cases")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_documents_account_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
        sa.UniqueConstraint("case_id", "number", name=op.f("uq_documents_case_id_number")),
    )


def _matrices() -> None:
    op.create_table(
        "matrix_pdfs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("pdf", sa.LargeBinary(), nullable=True),
        sa.Column("rendered_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_matrix_pdfs_case_id_cases")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_matrix_pdfs_account_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matrix_pdfs")),
        sa.UniqueConstraint("case_id", "account_id", name=op.f("uq_matrix_pdfs_case_id_account_id")),
    )


def downgrade() -> None:
    op.drop_table("matrix_pdfs")
    op.drop_table("documents")
    op.drop_index(op.f("ix_held_comments_case_id_account_id"), "held_comments")
    op.drop_table("held_comments")
    with op.batch_alter_table("comments") as batch:
        batch.drop_constraint(op.f("uq_comments_case_id_row_id"), type_="unique")
        batch.drop_constraint(op.f("ck_comments_audience_is_known"), type_="check")
        batch.drop_constraint(op.f("ck_comments_act_is_known"), type_="check")
        for name in (
            "label_there", "row_id", "satisfied_at", "satisfied_note", "satisfied", "audience", "adapted",
            "taken_as", "taken_in", "needs_author", "on_behalf", "after_at", "after", "proposed_kind", "proposed", "act",
        ):  # fmt: skip
            batch.drop_column(name)
    for name in (
        "documents",
        "bracketed",
        "untaken",
        "open_limited",
        "limited_comments",
        "lock_reason",
        "locked_label",
        "locked_at",
    ):
        op.drop_column("cases", name)
    op.drop_table("working_copies")
    for name in ("origins", "sources", "restores", "name"):
        op.drop_column("versions", name)
