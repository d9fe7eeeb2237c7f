"""The extractors by the names that sources.json uses, each with the rules that suit its texts."""

import hashlib
import os

from .catalogues import extract_messages
from .descriptions import extract_ddtp
from .markup import extract_html, extract_xml
from .records import (
    extract_bills,
    extract_crawl,
    extract_json,
    extract_plain,
    extract_source,
    extract_sqlite,
    extract_words,
)

_MESSAGES = {"dedupe": "strict", "chunk": 8000, "line_repeats": 3}

# Outputs made by other code than this are built again instead of being taken as done.
_CODE = ("catalogues", "descriptions", "extractors", "markup", "records", "text")

EXTRACTORS = {
    "html": (extract_html, {"min_hangul": 40}),
    "xml": (extract_xml, {"min_hangul": 40}),
    "messages": (extract_messages, _MESSAGES),
    "ddtp": (extract_ddtp, {}),
    "plain": (extract_plain, {"join": "\n\n"}),
    "source": (extract_source, {"dedupe": "documents", "min_block_share": 0.05, "min_share": 0.05, "min_hangul": 100}),
    "bills": (extract_bills, {"min_hangul": 40}),
    "crawl": (extract_crawl, {"chunk": 8000}),
    "json": (extract_json, {"dedupe": "strict"}),
    "sqlite": (extract_sqlite, {"dedupe": "documents", "min_hangul": 100, "min_share": 0.3}),
    "words": (extract_words, {"dedupe": "strict", "chunk": 100000}),
}


def code_digest():
    """A digest of the modules that decide what text comes out of a package."""
    digest = hashlib.sha256()
    for name in _CODE:
        with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), f"{name}.py"), "rb") as file:
            digest.update(file.read())
    return digest.hexdigest()
