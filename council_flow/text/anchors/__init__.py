"""How comments find their words in a later version. The door is ``text/anchor.py``."""
