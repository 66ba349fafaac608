"""Replies remember who saw their comment; reports as PDF remember the audiences of who asked

Revision: 0014, after 0013
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("replies", sa.Column("audience", sa.String(8), nullable=False, server_default="council"))
    op.execute(
        sa.text("UPDATE replies SET audience = (SELECT audience FROM comments WHERE comments.id = replies.comment_id)")
    )
    op.add_column("report_pdfs", sa.Column("audiences", sa.String(120), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("report_pdfs", "audiences")
    op.drop_column("replies", "audience")
