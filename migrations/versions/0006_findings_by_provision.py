"""Findings by provision: answers to its questions, evidence, proposed wording, a second reader

Revision: 0006, after 0005
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

SHARED = ("case_id", "key", "paragraph_hash", "content_hash", "version", "catalogue", "grade", "reason", "account_id",
          "label", "at", "superseded_at")  # fmt: skip
FINDINGS = sa.table(
    "findings", sa.column("id", sa.Integer), sa.column("provisions", sa.JSON), sa.column("provision", sa.String),
    sa.column("answers", sa.JSON), sa.column("evidence", sa.Text), sa.column("read_note", sa.Text),
    sa.column("case_id", sa.Integer), sa.column("key", sa.String), sa.column("paragraph_hash", sa.String),
    sa.column("content_hash", sa.String), sa.column("version", sa.Integer), sa.column("catalogue", sa.String),
    sa.column("grade", sa.String), sa.column("reason", sa.Text), sa.column("account_id", sa.Integer),
    sa.column("label", sa.JSON), sa.column("at", sa.DateTime(timezone=True)),
    sa.column("superseded_at", sa.DateTime(timezone=True)),
)  # fmt: skip


def upgrade() -> None:
    with op.batch_alter_table("findings") as table:
        table.add_column(sa.Column("provision", sa.String(length=64), nullable=True))
        table.add_column(sa.Column("answers", sa.JSON(), nullable=False, server_default="{}"))
        table.add_column(sa.Column("evidence", sa.Text(), nullable=False, server_default=""))
        table.add_column(sa.Column("document_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("comment_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("read_by", sa.Integer(), nullable=True))
        table.add_column(sa.Column("read_label", sa.JSON(), nullable=True))
        table.add_column(sa.Column("read_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("read_agrees", sa.Boolean(), nullable=True))
        table.add_column(sa.Column("read_note", sa.Text(), nullable=False, server_default=""))
        table.create_foreign_key(op.f("fk_findings_document_id_documents"), "documents", ["document_id"], ["id"])
        table.create_foreign_key(op.f("fk_findings_comment_id_comments"), "comments", ["comment_id"], ["id"])
        table.create_foreign_key(op.f("fk_findings_read_by_accounts"), "accounts", ["read_by"], ["id"])
    # A finding on several provisions becomes one on each of them.
    connection = op.get_bind()
    for row in connection.execute(sa.select(FINDINGS)).mappings().all():
        first, *others = row["provisions"] or [None]
        connection.execute(FINDINGS.update().where(FINDINGS.c.id == row["id"]).values(provision=first))
        for name in others:
            values = {column: row[column] for column in SHARED}
            connection.execute(
                FINDINGS.insert().values(
                    **values, provisions=[name], provision=name, answers={}, evidence="", read_note=""
                )
            )
    with op.batch_alter_table("findings") as table:
        table.drop_column("provisions")


def downgrade() -> None:
    with op.batch_alter_table("findings") as table:
        table.add_column(sa.Column("provisions", sa.JSON(), nullable=False, server_default="[]"))
    connection = op.get_bind()
    together: dict[tuple[object, ...], int] = {}
    for row in connection.execute(sa.select(FINDINGS).order_by(FINDINGS.c.id)).mappings().all():
        key = (row["case_id"], row["key"], row["at"], row["superseded_at"], row["grade"], row["reason"])
        if key in together:
            kept = connection.execute(
                sa.select(FINDINGS.c.provisions).where(FINDINGS.c.id == together[key])
            ).scalar_one()
            both = [*kept, row["provision"]]
            connection.execute(FINDINGS.update().where(FINDINGS.c.id == together[key]).values(provisions=both))
            connection.execute(FINDINGS.delete().where(FINDINGS.c.id == row["id"]))
            continue
        together[key] = row["id"]
        only = [row["provision"]] if row["provision"] else []
        connection.execute(FINDINGS.update().where(FINDINGS.c.id == row["id"]).values(provisions=only))
    with op.batch_alter_table("findings") as table:
        for constraint in ("document_id_documents", "comment_id_comments", "read_by_accounts"):
            table.drop_constraint(op.f(f"fk_findings_{constraint}"), type_="foreignkey")
        for column in ("provision", "answers", "evidence", "document_id", "comment_id", "read_by", "read_label", "read_at",
                       "read_agrees", "read_note"):  # fmt: skip
            table.drop_column(column)
    with op.batch_alter_table("findings") as table:
        table.alter_column("provisions", server_default=None)
