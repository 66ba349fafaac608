"""Institutions and persons asked in a round beside the States; comments taken into the position of their State

Revision: 0013, after 0012
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

ASKED, ANSWERS = "consultation_invitations", "consultation_answers"


def upgrade() -> None:
    op.drop_index("ix_consultation_answers_round_id_state", ANSWERS)
    _rename("state", "party", 16, 8)
    op.create_index("ix_consultation_answers_round_id_party", ANSWERS, ["round_id", "party"])
    op.add_column(ASKED, sa.Column("title", sa.String(200), nullable=True))
    op.add_column("consultation_rounds", sa.Column("guests", sa.String(64), nullable=True))
    op.add_column("comments", sa.Column("taken_into", sa.Integer(), nullable=True))
    op.create_table(
        "consultation_respondents",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("party", sa.String(16), nullable=False),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["consultation_rounds.id"],
            name=op.f("fk_consultation_respondents_round_id_consultation_rounds"),
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_consultation_respondents_account_id_accounts")
        ),
        sa.PrimaryKeyConstraint("round_id", "account_id", name=op.f("pk_consultation_respondents")),
    )


def downgrade() -> None:
    op.drop_table("consultation_respondents")
    for table in (ASKED, ANSWERS):  # what the earlier schema has no place for
        party: sa.ColumnClause[str] = sa.column("party")
        op.execute(sa.delete(sa.table(table, party)).where(party.like("%:%")))
    op.drop_column("comments", "taken_into")
    op.drop_column("consultation_rounds", "guests")
    op.drop_column(ASKED, "title")
    op.drop_index("ix_consultation_answers_round_id_party", ANSWERS)
    _rename("party", "state", 8, 16)
    op.create_index("ix_consultation_answers_round_id_state", ANSWERS, ["round_id", "state"])


def _rename(before: str, after: str, length: int, was: int) -> None:
    for table in (ASKED, ANSWERS):
        with op.batch_alter_table(table) as batch:
            batch.alter_column(
                before,
                new_column_name=after,
                existing_type=sa.String(was),
                type_=sa.String(length),
                existing_nullable=False,
            )
