"""Long lists: the list of drafts walks an index and stops when the page is full; its counts are read off another

Revision: 0002, after 0001
"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_cases_updated", "cases", ["updated_at", "id"])
    op.create_index("ix_cases_stage_definition", "cases", ["stage", "definition_hash"])


def downgrade() -> None:
    op.drop_index("ix_cases_stage_definition", "cases")
    op.drop_index("ix_cases_updated", "cases")
