"""What happens to every text, whatever it came from: cleaning, choosing Korean, dropping repeats.

An extractor yields documents as lists of `Block`s (a paragraph, a heading, a message, a listing).
This module turns those into the final texts of one source.
"""

import re
import unicodedata
from dataclasses import dataclass

# Precomposed syllables and every jamo block; conjoining jamo count, or NFD text would look foreign.
_HANGUL = re.compile("[\uac00-\ud7a3\u1100-\u11ff\u3131-\u318e\ua960-\ua97c\ud7b0-\ud7fb]")
_SPACE = re.compile(r"\s")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_ODD_SPACE = re.compile("[\u00a0\u2000-\u200a\u202f\u205f]")
_TRAILING = re.compile(r"[ \t]+$", re.MULTILINE)
_MANY_LINES = re.compile(r"\n{3,}")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")

# A block this short may come again (headings, one-word table cells); a longer one that comes again
# is boilerplate or a paragraph shared by pages.
_SHORT_BLOCK = 40
_SHORT_BLOCK_REPEATS = 3


@dataclass(frozen=True)
class Block:
    """A paragraph-sized piece of a document; `listing` marks code, whose spaces matter."""

    text: str
    listing: bool = False


@dataclass(frozen=True)
class Rules:
    """How one source is filtered; the defaults suit manuals."""

    join: str = "\n"
    # "blocks": long blocks once in the source, short ones thrice. "strict": each block once.
    # "documents": only whole documents are compared (a speech may well end like another).
    dedupe: str = "blocks"
    min_block_share: float = 0.1
    min_share: float = 0.2
    min_hangul: int = 20
    # A document longer than this many characters is cut between blocks.
    chunk: int = 0
    drop_email: bool = True
    # Lines of 12 characters or more are dropped after so many occurrences: running heads of pages.
    line_repeats: int = 0


def hangul_count(text):
    """The number of Hangul characters (syllables and jamo) of `text`."""
    return len(_HANGUL.findall(text))


def hangul_share(text):
    """Hangul characters over all characters that are not white space; 0 for a blank text."""
    visible = len(_SPACE.sub("", text))
    return hangul_count(text) / visible if visible else 0.0


def clean(text):
    """`text` without control and invisible characters, odd spaces and trailing blanks.

    The normalization form is left alone: that choice is the tokenizer's, and the NFD sources
    are there to test it.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _CONTROL.sub("", _INVISIBLE.sub("", text))
    text = _ODD_SPACE.sub(" ", text)
    return _MANY_LINES.sub("\n\n", _TRAILING.sub("", text)).strip("\n").rstrip()


def squeeze(text):
    """`text` on one line with single spaces, as running text is shown."""
    return " ".join(text.split())


def unwrap(text):
    """Hard-wrapped lines joined; a blank line, a list item or an indented line starts a new line."""
    lines = []
    for line in text.split("\n"):
        stripped = line.strip()
        starts = not lines or not stripped or not lines[-1] or line[:1] in " \t" or stripped[:2] in ("* ", "- ", "• ")
        if starts:
            lines.append(stripped)
        else:
            lines[-1] += " " + stripped
    return "\n".join(lines).strip()


def finish(documents, rules):
    """The final `(id, text)` pairs of a source, sorted by id.

    `documents` is an iterable of `(id, blocks)`; it is read in the order of ids, so which copy of
    a repeated block stays does not depend on the order of files in a package.
    """
    seen, lines_seen = {}, {}
    texts = set()
    results = []
    for identifier, blocks in sorted(documents, key=lambda document: document[0]):
        kept = []
        after_kept = False
        for block in blocks:
            text = clean(block.text) if block.listing else clean(block.text).strip()
            if rules.line_repeats:
                text = _without_heads(text, lines_seen, rules.line_repeats)
            after_kept = bool(text) and _wanted(text, block, after_kept, rules) and _fresh(text, seen, rules)
            if after_kept:
                kept.append(text)
        for number, text in enumerate(_cut(kept, rules)):
            if hangul_count(text) < rules.min_hangul or hangul_share(text) < rules.min_share:
                continue
            if text in texts:
                continue
            texts.add(text)
            results.append((f"{identifier}#{number:04d}" if rules.chunk else identifier, text))
    return sorted(results)


def _wanted(text, block, after_kept, rules):
    if "\ufffd" in text or any(unicodedata.category(c) == "Co" for c in text if c >= "\ue000"):
        return False  # broken bytes, or private-use glyphs of a PDF font
    if rules.drop_email and len(text) < 200 and _EMAIL.search(text):
        return False
    if block.listing and after_kept:
        return True  # a listing without Korean belongs to the Korean paragraph that introduces it
    return hangul_count(text) > 0 and hangul_share(text) >= rules.min_block_share


def _without_heads(text, lines_seen, repeats):
    kept = []
    for line in text.split("\n"):
        if len(line) >= 12:
            lines_seen[line] = lines_seen.get(line, 0) + 1
            if lines_seen[line] > repeats:
                continue
        kept.append(line)
    return "\n".join(kept).strip("\n")


def _fresh(text, seen, rules):
    if rules.dedupe == "documents":
        return True
    repeats = _SHORT_BLOCK_REPEATS if rules.dedupe == "blocks" and len(text) < _SHORT_BLOCK else 1
    seen[text] = seen.get(text, 0) + 1
    return seen[text] <= repeats


def _cut(blocks, rules):
    if not rules.chunk:
        return [rules.join.join(blocks)] if blocks else []
    chunks, current, size = [], [], 0
    for block in blocks:
        if current and size + len(block) > rules.chunk:
            chunks.append(rules.join.join(current))
            current, size = [], 0
        current.append(block)
        size += len(block) + len(rules.join)
    if current:
        chunks.append(rules.join.join(current))
    return chunks
