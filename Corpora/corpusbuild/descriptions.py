"""Debian's package descriptions in Korean: the Translation-ko list that apt fetches."""

import collections
import re
import unicodedata

from .text import Block, hangul_count, squeeze

_COLUMNS = 74  # a line this wide may have been cut inside a word


def extract_ddtp(files):
    """A document a package: the short description, then the paragraphs and items of the long one.

    Many translations are wrapped at a fixed width, inside words too (정 | 책을). The words inside
    the lines of the whole list say which line ends have to be closed up.
    """
    stanzas = [stanza for _, data in files for stanza in _stanzas(data.decode("utf-8", errors="replace"))]
    words = collections.Counter()
    for _, lines in stanzas:
        for number, line in enumerate(lines):
            tokens = line.split()
            words.update(tokens if number == 0 else tokens[1:-1])
    for identifier, lines in stanzas:
        yield identifier, [Block(squeeze(text)) for text in [lines[0], *_paragraphs(lines[1:], words)]]


def _stanzas(text):
    for stanza in text.split("\n\n"):
        name = re.search(r"^Package: (\S+)", stanza, re.MULTILINE)
        digest = re.search(r"^Description-md5: (\S+)", stanza, re.MULTILINE)
        body = re.search(r"^Description-ko: (.*(?:\n .*)*)", stanza, re.MULTILINE)
        if name and digest and body:
            lines = body.group(1).split("\n")
            yield f"{name.group(1)}:{digest.group(1)[:8]}", [lines[0], *(line[1:] for line in lines[1:])]


def _paragraphs(lines, words):
    paragraphs, previous = [], None
    for line in lines:
        bare = line.strip()
        if bare in ("", "."):
            previous = None
            continue
        item = line[:1] == " " or bare[:2] in ("* ", "- ", "o ")
        if previous is None or (item and not _continues_item(previous, line)):
            paragraphs.append(bare)
        else:
            gap = "" if _cut_inside_word(previous, bare, words) else " "
            paragraphs[-1] += gap + bare
        previous = line
    return paragraphs


def _continues_item(previous, line):
    """An indented line goes on with the list item before it, unless it begins an item itself."""
    starts = line.lstrip()[:2] in ("* ", "- ", "o ")
    return not starts and previous.lstrip()[:2] in ("* ", "- ", "o ") or (not starts and previous[:1] == " ")


def _cut_inside_word(previous, following, words):
    if _width(previous) < _COLUMNS:
        return False
    left, right = previous.split()[-1], following.split()[0]
    if not (hangul_count(left[-1]) and hangul_count(right[0])):
        return False
    whole = words[left + right]
    if whole:
        return whole >= min(words[left], words[right])
    # Unknown as one word: a scrap that never stands alone elsewhere betrays the cut.
    return (words[left] == 0 and len(left) <= 2) or (words[right] == 0 and words[left] < 3 and len(left) == 1)


def _width(text):
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
