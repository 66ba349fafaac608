"""Texts that come in as files and go out as files: what was understood, the pages."""
