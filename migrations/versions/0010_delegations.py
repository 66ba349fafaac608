"""Delegations: comments held by the people of a State until they are released; answers recorded on behalf

Revision: 0010, after 0009
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("comments") as table:
        table.drop_constraint(op.f("ck_comments_audience_is_known"), type_="check")
        table.create_check_constraint(
            op.f("ck_comments_audience_is_known"), "audience IN ('council', 'group', 'chair') OR audience LIKE '@%'"
        )
    with op.batch_alter_table("consultation_answers") as table:
        table.add_column(sa.Column("on_behalf", sa.Boolean(), nullable=False, server_default=sa.false()))
        table.add_column(sa.Column("document_id", sa.Integer(), nullable=True))
        table.create_foreign_key(
            op.f("fk_consultation_answers_document_id_documents"), "documents", ["document_id"], ["id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("consultation_answers") as table:
        table.drop_constraint(op.f("fk_consultation_answers_document_id_documents"), type_="foreignkey")
        table.drop_column("document_id")
        table.drop_column("on_behalf")
    # What a delegation has not released is nobody else's: the chair's audience is the narrowest that is left.
    op.execute("UPDATE comments SET audience = 'chair' WHERE audience LIKE '@%'")
    with op.batch_alter_table("comments") as table:
        table.drop_constraint(op.f("ck_comments_audience_is_known"), type_="check")
        table.create_check_constraint(
            op.f("ck_comments_audience_is_known"), "audience IN ('council', 'group', 'chair')"
        )
