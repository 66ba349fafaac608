"""Blind review: an assignment may go under an alias; comments whose author is not named

Revision: 0012, after 0011
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("comments", sa.Column("unnamed", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("assignments", sa.Column("alias", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    op.drop_column("assignments", "alias")
    op.drop_column("comments", "unnamed")
