"""A comparison as a file: HTML, PDF, DOCX, JSON."""
