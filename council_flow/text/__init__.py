"""Texts: blocks, versions, languages, hashes, numbering, comparison, merging, anchors, reading Markdown."""
