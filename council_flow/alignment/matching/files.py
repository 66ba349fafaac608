"""Reading the catalogue's YAML files, once a process each."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ruamel.yaml import YAML


def read_yaml(path: Path) -> Any:
    """Return the data of a YAML file of ours."""
    return YAML(typ="safe").load(path.read_text(encoding="utf-8"))
