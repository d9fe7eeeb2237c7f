"""Texts kept in plain files, tables and records: text, Markdown, bills, game text, JSON, SQLite, word lists."""

import json
import os
import re
import sqlite3
import tempfile

from .catalogues import message_text
from .text import Block, hangul_count, unwrap

def _decode(data, encodings=("utf-8",)):
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("utf-8", errors="replace")


def extract_plain(files, encodings=("utf-8",), wrapped=False):
    """A document a file, a block a paragraph; `wrapped` joins hard-wrapped lines."""
    for path, data in files:
        text = _decode(data, encodings).replace("\r\n", "\n")
        paragraphs = re.split(r"\n[ \t]*\n", text)
        yield path, [Block(unwrap(part) if wrapped else part) for part in paragraphs]


def extract_source(files):
    """A document a file of program text, whole and unchanged."""
    for path, data in files:
        yield path, [Block(_decode(data), listing=True)]


# Bills compare old and new wording in two columns, which the text has mixed beyond repair.
_COLUMNS_START = re.compile(r"^신\s*[·ㆍ・]?\s*구\s*조문\s*대비표")
_COLUMNS_END = re.compile(r"비용추계서|^\[.*자료\]")
_FULL_LINE = 28  # characters; a shorter line of a bill ends its paragraph


def extract_bills(files):
    """Bills taken from PDFs: every line stands alone there, and words are cut at line ends.

    A blank at the end of a full line says that the word ended there too.
    """
    for path, data in files:
        paragraphs, open_line, in_columns = [], False, False
        for line in re.sub(r"[\f\r]", "", _decode(data)).split("\n"):
            bare = line.strip()
            if not bare or re.fullmatch(r"-\s*\d+\s*-", bare):
                continue
            in_columns = _COLUMNS_START.match(bare) is not None or (in_columns and not _COLUMNS_END.search(bare))
            if in_columns:
                open_line = False
                continue
            if open_line and not line.startswith("  "):
                paragraphs[-1] += line.lstrip().rstrip("\n")
            else:
                paragraphs.append(line.lstrip())
            open_line = len(line.rstrip()) >= _FULL_LINE and not re.search(r"[.:]$", bare)
        yield path, [Block(re.sub(r"[ \t]+", " ", paragraph)) for paragraph in paragraphs]


def extract_crawl(files):
    """Dungeon Crawl's description files: entries divided by %%%%, each with its key first.

    Lua between {{ and }} is dropped, and with it the entries that are nothing else.
    """
    for path, data in files:
        blocks = []
        for entry in _decode(data).split("%%%%"):
            lines = [line for line in entry.strip("\n").split("\n") if not line.startswith("#")]
            body = re.sub(r"\{\{.*?\}\}", "", "\n".join(lines[1:]), flags=re.DOTALL)
            body = re.sub(r"</?[a-z0-9]+>|<<(?=[^>])", "", body)
            for part in re.split(r"\n[ \t]*\n", body):
                if "{{" not in part and "}}" not in part:
                    blocks.append(Block(unwrap(part)))
        yield path, blocks


_LINK = re.compile(r"\[([^\]\n]*)\]\(https?://[^)\s]*\)")


def extract_json(files, records=None, skip_keys=(), keys=None, min_chars=1, wrapped=False):
    """Strings of JSON files in the order of the file; `.jsonl` files have a record a line.

    `records` names a list inside the file (dotted path): then each element is a document, else
    the file is one. Only strings under `keys` are taken if given, never those under `skip_keys`.
    `wrapped` says that a blank at the end of a line means the line goes on, as in text of PDFs.
    """
    for path, data in files:
        text = _decode(data)
        if path.endswith(".jsonl"):
            value = [json.loads(line) for line in text.split("\n") if line.strip()]
        else:
            value = json.loads(text)
        for name in records.split(".") if records else ():
            value = value.get(name, []) if isinstance(value, dict) else []
        parts = list(value.values()) if isinstance(value, dict) and records else value
        for number, part in enumerate(parts if records else [value]):
            strings = list(_strings(part, None, keys, frozenset(skip_keys)))
            if wrapped:
                strings = [re.sub(r"(?<=\S) \n(?=[가-힣A-Za-z0-9])", " ", string) for string in strings]
            strings = [_LINK.sub(r"\1", string) for string in strings if len(string) >= min_chars]
            blocks = [Block(message_text(string, accelerators=False)) for string in strings]
            yield (f"{path}:{number:05d}" if records else path), blocks


def _strings(value, key, keys, skip_keys):
    if isinstance(value, dict):
        for name, item in value.items():
            if name not in skip_keys:
                yield from _strings(item, name, keys, skip_keys)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item, key, keys, skip_keys)
    elif isinstance(value, str) and (keys is None or key in keys):
        yield value


# Crawled speeches lost the line breaks between paragraphs: "…바랍니다.농촌의 …".
_GLUED = re.compile(r"(?<=[다까오요][.?!])(?=[가-힣‘“])")


def extract_sqlite(files, table, identifier, columns):
    """A document a row of one table; each column is cut into paragraphs."""
    for path, data in files:
        handle, name = tempfile.mkstemp(prefix="corpus-build-", suffix=".db")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            names = ", ".join(f'"{column}"' for column in [identifier, *columns])
            database = sqlite3.connect(name)
            try:
                rows = database.execute(f'SELECT {names} FROM "{table}"').fetchall()
            finally:
                database.close()
        finally:
            os.unlink(name)
        for row in rows:
            blocks = []
            for text in row[1:]:
                text = _GLUED.sub("\n", text or "")
                blocks += [Block(re.sub(r"[ \t]+", " ", line)) for line in text.split("\n")]
            yield f"{path}:{row[0]}", blocks


def extract_words(files):
    """A hunspell word list: the words without their flags, a word a line."""
    for path, data in files:
        words = [line.split("/")[0].strip() for line in _decode(data).split("\n")[1:]]
        yield path, [Block(word) for word in words if hangul_count(word)]
