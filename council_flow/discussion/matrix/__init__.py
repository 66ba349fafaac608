"""The comment matrix as page and as files."""
