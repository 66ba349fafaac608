"""Ways of adopting: rules and results of procedures, statements, delegated voices, positions recorded on behalf

Revision: 0007, after 0006
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("procedures") as table:
        table.alter_column("closes_at", existing_type=sa.DateTime(timezone=True), nullable=True)
        table.add_column(sa.Column("rules", sa.JSON(), nullable=False, server_default="{}"))
        table.add_column(sa.Column("voices", sa.JSON(), nullable=False, server_default="[]"))
        table.add_column(sa.Column("proposal", sa.Text(), nullable=False, server_default=""))
        table.add_column(sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("casting", sa.String(length=8), nullable=True))
        table.add_column(sa.Column("declared_label", sa.JSON(), nullable=True))
    with op.batch_alter_table("positions") as table:
        table.add_column(sa.Column("by_proxy", sa.String(length=8), nullable=True))
        table.add_column(sa.Column("on_behalf", sa.Boolean(), nullable=False, server_default=sa.false()))
        table.add_column(sa.Column("document_id", sa.Integer(), nullable=True))
        table.create_foreign_key(op.f("fk_positions_document_id_documents"), "documents", ["document_id"], ["id"])
    # Whoever had a voice then is not on record; those that spoke did. The page asks the council of today where it is empty.
    op.create_table(
        "statements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("procedure_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("place", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_in", sa.String(length=2), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("label", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("on_behalf", sa.Boolean(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["procedure_id"], ["procedures.id"], name=op.f("fk_statements_procedure_id_procedures")
        ),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_statements_account_id_accounts")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_statements_document_id_documents")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statements")),
    )
    op.create_index(op.f("ix_statements_procedure_id"), "statements", ["procedure_id"])
    op.create_table(
        "proxies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("holder", sa.String(length=8), nullable=False),
        sa.Column("begins_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("label", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_proxies_case_id_cases")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_proxies_document_id_documents")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_proxies_account_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proxies")),
    )
    op.create_index(op.f("ix_proxies_case_id"), "proxies", ["case_id"])
    op.create_table(
        "receipts_of_text",
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("visit", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("label", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_receipts_of_text_case_id_cases")),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_receipts_of_text_account_id_accounts")),
        sa.PrimaryKeyConstraint("case_id", "visit", "state", name=op.f("pk_receipts_of_text")),
    )


def downgrade() -> None:
    op.drop_table("receipts_of_text")
    op.drop_index(op.f("ix_proxies_case_id"), "proxies")
    op.drop_table("proxies")
    op.drop_index(op.f("ix_statements_procedure_id"), "statements")
    op.drop_table("statements")
    with op.batch_alter_table("positions") as table:
        table.drop_constraint(op.f("fk_positions_document_id_documents"), type_="foreignkey")
        for column in ("by_proxy", "on_behalf", "document_id"):
            table.drop_column(column)
    op.execute("UPDATE procedures SET closes_at = COALESCE(closes_at, closed_at, opened_at)")
    with op.batch_alter_table("procedures") as table:
        for column in ("rules", "voices", "proposal", "proposed_at", "casting", "declared_label"):
            table.drop_column(column)
        table.alter_column("closes_at", existing_type=sa.DateTime(timezone=True), nullable=False)
