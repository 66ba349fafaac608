"""Makes the catalogues that the package carries ready for matching, so that nobody waits for it on a page: ``make install``."""

from __future__ import annotations

from council_flow.alignment.catalogue import load, names
from council_flow.alignment.matching.guide import guide


def main() -> None:
    """Encode the sentences of every catalogue; their vectors are kept in the instance folder."""
    for name in names():
        guide(load(name))


if __name__ == "__main__":
    main()
