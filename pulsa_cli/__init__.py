"""pulsa: a plain command-line notebook for Indonesian phone-credit shops."""

__version__ = "0.1.0"
