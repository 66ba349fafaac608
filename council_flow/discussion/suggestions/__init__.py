"""Suggested edits: made, laid over one another, decided, taken into the text."""
