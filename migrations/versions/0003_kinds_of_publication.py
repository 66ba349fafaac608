"""Kinds of publication: beside recommendations, corrigenda that name what they correct, and good practices

Revision: 0003, after 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from alembic.util import CommandError

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

WHOLE = sa.text("part = 0")


def upgrade() -> None:
    # Not a foreign key: publications name their cases, and a circle of tables cannot be made or emptied in order.
    op.add_column("cases", sa.Column("corrects_id", sa.Integer(), nullable=True))
    _let_go()
    with op.batch_alter_table("publications") as publications:
        publications.add_column(
            sa.Column("kind", sa.String(length=16), nullable=False, server_default="recommendation")
        )
        publications.add_column(sa.Column("corrects_id", sa.Integer(), nullable=True))
        publications.add_column(sa.Column("part", sa.Integer(), nullable=False, server_default="0"))
        publications.create_foreign_key("fk_publications_corrects_id", "publications", ["corrects_id"], ["id"])
        publications.drop_constraint("uq_publications_year_number", type_="unique")
        publications.create_unique_constraint("uq_publications_corrects_id_part", ["corrects_id", "part"])
        publications.create_index(
            "uq_publications_kind_year_number", ["kind", "year", "number"], unique=True, sqlite_where=WHOLE,
            postgresql_where=WHOLE,
        )  # fmt: skip
        publications.create_check_constraint(
            "ck_publications_parts_correct", "(corrects_id IS NULL AND part = 0) OR (corrects_id IS NOT NULL AND part > 0)"
        )  # fmt: skip
    _hold()


def downgrade() -> None:
    """Go back, unless a publication of another kind was made: what was published is never removed."""
    others = op.get_bind().scalar(sa.text("SELECT count(*) FROM publications WHERE kind <> 'recommendation'"))
    if others:
        raise CommandError(f"{others} publications are no recommendations; the tables before 0003 cannot hold them")
    _let_go()
    with op.batch_alter_table("publications") as publications:
        publications.drop_constraint("ck_publications_parts_correct", type_="check")
        publications.drop_index("uq_publications_kind_year_number")
        publications.drop_constraint("uq_publications_corrects_id_part", type_="unique")
        publications.drop_constraint("fk_publications_corrects_id", type_="foreignkey")
        publications.create_unique_constraint("uq_publications_year_number", ["year", "number"])
        publications.drop_column("part")
        publications.drop_column("corrects_id")
        publications.drop_column("kind")
    _hold()
    op.drop_column("cases", "corrects_id")


def _let_go() -> None:
    """SQLite makes the table of publications anew, which it refuses while rows elsewhere refer to it."""
    with op.batch_alter_table("issues") as issues:
        issues.drop_constraint("fk_issues_publication_id", type_="foreignkey")


def _hold() -> None:
    with op.batch_alter_table("issues") as issues:
        issues.create_foreign_key("fk_issues_publication_id", "publications", ["publication_id"], ["id"])
