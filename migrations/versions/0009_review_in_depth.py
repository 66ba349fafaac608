"""Review in depth: grades by criteria, invitations accepted or declined, the chair's summary

Revision: 0009, after 0008
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("opinions", sa.Column("grades", sa.JSON(), nullable=False, server_default="{}"))
    op.add_column("accounts", sa.Column("expertise", sa.String(length=300), nullable=False, server_default=""))
    op.create_table(
        "review_replies",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("accepted", sa.Boolean(), nullable=False),
        sa.Column("by_day", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("label", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_review_replies_case_id_cases")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_review_replies_account_id_accounts")),
        sa.PrimaryKeyConstraint("case_id", "account_id", name=op.f("pk_review_replies")),
    )
    op.create_table(
        "review_summaries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("label", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_review_summaries_case_id_cases")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_review_summaries_account_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_summaries")),
    )
    op.create_index(op.f("ix_review_summaries_case_id"), "review_summaries", ["case_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_review_summaries_case_id"), "review_summaries")
    op.drop_table("review_summaries")
    op.drop_table("review_replies")
    op.drop_column("accounts", "expertise")
    op.drop_column("opinions", "grades")
