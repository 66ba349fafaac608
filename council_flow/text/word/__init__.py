"""Word files (ECMA-376), read and written. The doors are ``reading.py`` and ``writing.py``."""
