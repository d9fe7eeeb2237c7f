"""What a build leaves behind: one JSON Lines file a source and MANIFEST.tsv, each written whole or not at all."""

import hashlib
import json
import os
import tempfile
from dataclasses import asdict, dataclass, fields

from .text import hangul_count


@dataclass(frozen=True)
class Row:
    """A line of MANIFEST.tsv."""

    name: str
    file: str
    use: str
    documents: int
    bytes: int
    text_bytes: int
    hangul: int  # Hangul characters in the texts
    sha256: str
    checksum: str  # "as recorded", "changed" or "not recorded"
    recipe: str
    versions: str
    licence: str
    origin: str


def file_name(source):
    """The output of a source, below the output folder; texts for tests only are set apart."""
    return f"{source.name}.jsonl" if source.use == "train" else f"tests-only/{source.name}.jsonl"


def write_texts(path, source_name, texts):
    """Writes the documents and returns `(sha256, bytes, text bytes, Hangul characters)`."""
    lines, text_bytes, hangul = [], 0, 0
    for identifier, text in texts:
        record = {"id": identifier, "source": source_name, "text": text}
        lines.append(json.dumps(record, ensure_ascii=False) + "\n")
        text_bytes += len(text.encode("utf-8"))
        hangul += hangul_count(text)
    data = "".join(lines).encode("utf-8")
    write_whole(path, data)
    return hashlib.sha256(data).hexdigest(), len(data), text_bytes, hangul


def write_whole(path, data):
    """Replaces the file at `path` by `data` in one step, by way of a hidden temporary file beside it."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=".part-", dir=os.path.dirname(path))
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise


def remove_leftovers(folder):
    """Deletes the temporary files of a build that was killed; only call it while holding the lock."""
    for directory in (folder, os.path.join(folder, "tests-only")):
        if os.path.isdir(directory):
            for name in os.listdir(directory):
                if name.startswith(".part-"):
                    os.unlink(os.path.join(directory, name))


def checksum(path):
    """The SHA-256 of a file in hexadecimal, or None if there is none."""
    try:
        with open(path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def measure(path):
    """`(documents, bytes, text bytes, Hangul characters)` of an output file."""
    documents = text_bytes = hangul = 0
    with open(path, encoding="utf-8", newline="\n") as file:
        for line in file:
            text = json.loads(line)["text"]
            documents += 1
            text_bytes += len(text.encode("utf-8"))
            hangul += hangul_count(text)
    return documents, os.path.getsize(path), text_bytes, hangul


def read_manifest(path):
    """The rows of an earlier manifest by name; none if it is missing or of another shape."""
    names = [field.name for field in fields(Row)]
    rows = {}
    try:
        with open(path, encoding="utf-8") as file:
            lines = file.read().split("\n")
    except OSError:
        return rows
    if lines[0].split("\t") != names:
        return rows
    for line in lines[1:]:
        values = line.split("\t")
        if len(values) != len(names):
            continue
        row = dict(zip(names, values))
        try:
            for name in ("documents", "bytes", "text_bytes", "hangul"):
                row[name] = int(row[name])
        except ValueError:
            continue
        rows[row["name"]] = Row(**row)
    return rows


def write_manifest(path, rows):
    """Writes the rows sorted by name."""
    lines = ["\t".join(field.name for field in fields(Row))]
    for row in sorted(rows, key=lambda row: row.name):
        lines.append("\t".join(" ".join(str(value).split()) for value in asdict(row).values()))
    write_whole(path, ("\n".join(lines) + "\n").encode("utf-8"))
