"""What the standard library raises where a zip archive from outside is damaged, locked or of an unknown kind. Pure."""

from __future__ import annotations

import zipfile
import zlib

UNREADABLE = (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError)
"""Raised on opening an archive or on reading a part of it. A part with a password raises ``RuntimeError``, a way of packing that
is not known ``NotImplementedError``, which is one."""
