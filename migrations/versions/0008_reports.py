"""Reports on a file, prepared as PDF for one person each

Revision: 0008, after 0007
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "report_pdfs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("pdf", sa.LargeBinary(), nullable=True),
        sa.Column("rendered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_report_pdfs_case_id_cases")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_report_pdfs_account_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_pdfs")),
        sa.UniqueConstraint("case_id", "account_id", "kind", name=op.f("uq_report_pdfs_case_id_account_id_kind")),
    )


def downgrade() -> None:
    op.drop_table("report_pdfs")
