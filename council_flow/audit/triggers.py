"""SQL by which the database itself refuses to change the record. Pure; migrations and tests execute it."""

from __future__ import annotations

_REFUSAL = "the record is only added to"

_SQLITE = [
    f"""
    CREATE TRIGGER IF NOT EXISTS audit_entries_keep_{word.lower()} BEFORE {word} ON audit_entries
    BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END
    """
    for word in ("UPDATE", "DELETE")
]

_POSTGRESQL = [
    f"""
    CREATE OR REPLACE FUNCTION audit_entries_keep() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{_REFUSAL}'; END $$
    """,
    """
    CREATE OR REPLACE TRIGGER audit_entries_keep BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entries
    FOR EACH STATEMENT EXECUTE FUNCTION audit_entries_keep()
    """,
]


def protect(dialect: str) -> list[str]:
    """Return the statements that protect the table ``audit_entries``; each may run twice.

    Args:
        dialect: ``sqlite`` or ``postgresql``.
    """
    return {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}[dialect]


def release(dialect: str) -> list[str]:
    """Return the statements that take the protection off: for migrations of the table, and for proving it in tests."""
    if dialect == "sqlite":
        return [f"DROP TRIGGER IF EXISTS audit_entries_keep_{word}" for word in ("update", "delete")]
    return ["DROP TRIGGER IF EXISTS audit_entries_keep ON audit_entries"]
