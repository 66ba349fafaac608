"""The council with another procedure."""

from tests.recommendations.conftest import council_with

__all__ = ["council_with"]
