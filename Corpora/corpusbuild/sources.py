"""The list of sources, Corpora/sources.json, as checked values."""

import hashlib
import json
from dataclasses import dataclass

from .extractors import EXTRACTORS, code_digest
from .text import Rules, finish

_KINDS = ("debian", "debian-lists", "pypi")
_USES = ("train", "test")


class SourceError(Exception):
    """The list of sources cannot be used; the message says which entry and why."""


@dataclass(frozen=True)
class Source:
    """One entry: where the text is, how it is read, and what was seen when the entry was written."""

    name: str
    kind: str
    packages: tuple  # Debian names, or PyPI `name==version`; empty for debian-lists
    files: tuple  # patterns of paths in the package
    members: tuple  # patterns inside each file, where the files are archives (.xpi)
    exclude: tuple
    extractor: str
    options: dict
    rules: dict
    use: str
    licence: str
    origin: str
    about: str
    expected: dict  # sha256, bytes, documents, versions; empty when never built

    @property
    def recipe(self):
        """Changes whenever the same packages would give another output."""
        parts = [code_digest(), self.kind, self.packages, self.files, self.members, self.exclude]
        parts += [self.extractor, self.options, self.rules]
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:12]

    def extract(self, files):
        """The `(id, text)` pairs of `files`, pairs of path and bytes."""
        function, defaults = EXTRACTORS[self.extractor]
        return finish(function(files, **self.options), Rules(**{**defaults, **self.rules}))


def load_sources(path):
    """The sources of the file at `path`, in its order; raises `SourceError`."""
    try:
        with open(path, encoding="utf-8") as file:
            entries = json.load(file)
    except (OSError, ValueError) as error:
        raise SourceError(f"{path}: {error}") from error
    sources = []
    for entry in entries:
        source = _source(path, entry)
        if any(source.name == other.name for other in sources):
            raise SourceError(f"{path}: {source.name} is listed twice")
        sources.append(source)
    return sources


def _source(path, entry):
    name = entry.get("name", "(an entry without a name)")
    try:
        source = Source(
            name=entry["name"],
            kind=entry["kind"],
            packages=tuple(entry.get("packages", ())),
            files=tuple(entry["files"]),
            members=tuple(entry.get("members", ())),
            exclude=tuple(entry.get("exclude", ())),
            extractor=entry["extractor"],
            options=entry.get("options", {}),
            rules=entry.get("rules", {}),
            use=entry.get("use", "train"),
            licence=entry["licence"],
            origin=entry["origin"],
            about=entry["about"],
            expected=entry.get("expected", {}),
        )
    except KeyError as error:
        raise SourceError(f"{path}: {name}: the field {error} is missing") from error
    if source.kind not in _KINDS or source.use not in _USES or source.extractor not in EXTRACTORS:
        raise SourceError(f"{path}: {name}: unknown kind, use or extractor")
    if source.kind == "pypi" and not all("==" in package for package in source.packages):
        raise SourceError(f"{path}: {name}: PyPI packages are written name==version")
    return source
