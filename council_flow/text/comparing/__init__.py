"""How two texts are laid together. The doors are ``text/compare.py`` and ``text/aligning.py``; pages and command stand here."""
