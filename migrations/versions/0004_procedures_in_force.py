"""Procedures in force: who activated which definition; the clock's mark on a stay; why an approval no longer counts

Revision: 0004, after 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "activations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("definition_hash", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("label", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["definition_hash"], ["definitions.hash"], name=op.f("fk_activations_definition_hash_definitions")
        ),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_activations_account_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activations")),
        sa.UniqueConstraint("definition_hash", name=op.f("uq_activations_definition_hash")),
    )
    op.create_index(op.f("ix_activations_name"), "activations", ["name"])
    op.add_column("cases", sa.Column("closed", sa.Boolean(), nullable=False, server_default=sa.false()))
    # Where the clock was done with a stay it had taken the closing out of what it looks at next.
    op.execute(
        "UPDATE cases SET closed = (1 = 1) WHERE closes_at IS NOT NULL AND (due_at IS NULL OR due_at > closes_at)"
    )
    op.add_column("approvals", sa.Column("fell_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("approvals", sa.Column("fell_because", sa.String(length=16), nullable=True))


def downgrade() -> None:
    op.drop_column("approvals", "fell_because")
    op.drop_column("approvals", "fell_at")
    op.drop_column("cases", "closed")
    op.drop_index(op.f("ix_activations_name"), "activations")
    op.drop_table("activations")
