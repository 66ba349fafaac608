"""How two people's changes to the same version are laid together. The door is ``text/merge.py``."""
