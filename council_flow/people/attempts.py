"""How often a sign-in may fail before an address has to wait. Pure."""

from __future__ import annotations

import hashlib
from datetime import timedelta

MOST = 8
"""Failed sign-ins for one address before it waits."""
WITHIN = timedelta(minutes=15)


def who(email: str) -> str:
    """Return what an address that was typed is counted under."""
    return hashlib.sha256(email.strip().lower().encode()).hexdigest()
