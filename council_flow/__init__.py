"""council_flow: an expert council turns drafts into adopted recommendations."""

__version__ = "0.1.0"
