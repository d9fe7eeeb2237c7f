"""The texts of both benchmarks, made from the shared corpora and kept in a work folder.

    dev/<genre>.txt      the documents of one development set, each followed by a line end
    korean-all.txt       all Korean genres behind one another
    korean-mix-<n>.txt   n MB of training documents of sources with at least a fifth of Hangul: every source is cut to
                         the same bound, so that law, two thirds of the corpus, does not decide the figure
    english-<n>.txt      n MB of English prose; python-<n>.txt: n MB of Python source without files that spell
                         special tokens
    train-<n>.txt        n MB of all training documents in a random order, as often as it takes

Every choice is seeded: the same corpora give the same bytes.
"""
import csv
import glob
import io
import json
import os
import random

HERE = os.path.dirname(os.path.abspath(__file__))
SHARED = os.environ.get("MALMOI_SHARED", os.path.join(HERE, "..", "..", "..", "shared"))
TRAIN = os.path.join(SHARED, "corpora", "train")
DEV = os.path.join(SHARED, "corpora", "dev")

# Development sets that are not Korean; the others are.
OTHER_GENRES = {"english": "other", "english_prose": "english", "code": "other", "math": "other"}
ENGLISH = ["en_prose_docs", "en_openstax", "en_pepys"]
# A list of words in conjoining jamo, made for tests.
LEFT_OUT = ["deb_hunspell_nfd"]


class Text:
    """A file to encode: its name, its path, and which of the targets it counts for."""

    def __init__(self, name, path, kind):
        self.name, self.path, self.kind = name, path, kind
        with open(path, "rb") as file:
            data = file.read()
        self.bytes, self.characters = len(data), len(data.decode("utf-8"))


def documents(source):
    """The records of one training source."""
    import zstandard

    with open(os.path.join(TRAIN, source + ".jsonl.zst"), "rb") as file:
        reader = zstandard.ZstdDecompressor(max_window_size=2**31).stream_reader(file)
        for line in io.TextIOWrapper(reader, encoding="utf-8"):
            yield json.loads(line)


def sources(least_hangul=0.0):
    """The names of the training sources with at least this share of Hangul, sorted."""
    with open(os.path.join(SHARED, "corpora", "MANIFEST.tsv"), encoding="utf-8") as file:
        rows = {row["source"]: float(row["hangul_share"]) for row in csv.DictReader(file, delimiter="\t")}
    present = {os.path.basename(path)[: -len(".jsonl.zst")] for path in glob.glob(os.path.join(TRAIN, "*.jsonl.zst"))}
    return sorted(name for name in present if name not in LEFT_OUT and rows.get(name, 0) >= least_hangul)


def once(path, write):
    """Makes a file where it is not there; `write` gets it open for text, under another name until it is whole."""
    if not os.path.exists(path):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path + ".part", "w", encoding="utf-8", newline="") as out:
            write(out)
        os.rename(path + ".part", path)
    return path


def plain(text):
    """A document as it stands in a mix: no carriage returns (trainers read them differently), one line end behind."""
    return text.replace("\r", "").rstrip("\n") + "\n"


def spells_special(text):
    """Whether a text spells a special token, which Malmoi reads as text and gigatoken as the token."""
    return any(mark in text for mark in ("<|", "tool_call>", "think>", "tool_response>"))


def genres(work):
    """One text for each development set."""
    texts = []
    for path in sorted(glob.glob(os.path.join(DEV, "*.jsonl"))):
        name = os.path.basename(path)[: -len(".jsonl")]

        def write(out, path=path):
            with open(path, encoding="utf-8") as lines:
                for line in lines:
                    out.write(plain(json.loads(line)["text"]))

        target = once(os.path.join(work, "dev", name + ".txt"), write)
        texts.append(Text(name, target, OTHER_GENRES.get(name, "korean")))
    return texts


def together(work, name, texts):
    """One file of several texts; not counted for a target, as its parts are."""

    def write(out):
        for text in texts:
            with open(text.path, encoding="utf-8", newline="") as file:
                out.write(file.read())

    return Text(name, once(os.path.join(work, name + ".txt"), write), "parts")


def fill(out, found, megabytes, seed):
    """Writes documents in a random order until there are so many megabytes."""
    random.Random(seed).shuffle(found)
    size = 0
    for document in found:
        out.write(document)
        size += len(document.encode())
        if size >= megabytes * 1_000_000:
            return
    raise ValueError(f"the sources have only {size / 1e6:.0f} of {megabytes} MB")


def korean_mix(work, megabytes):
    """Korean sources, each cut to the bound at which together they have the size that is asked for."""

    def write(out):
        found = {}
        for source in sources(least_hangul=0.2):
            found[source] = [plain(record["text"]) for record in documents(source)]
            random.Random(source).shuffle(found[source])
        sizes = {name: sum(len(text.encode()) for text in texts) for name, texts in found.items()}
        bound = 10_000
        while sum(min(size, bound) for size in sizes.values()) < megabytes * 1_020_000:
            bound = bound * 21 // 20
            if bound > 1 << 40:
                raise ValueError("the Korean sources are too small")
        chosen = []
        for texts in found.values():
            size = 0
            for text in texts:
                if size >= bound:
                    break
                chosen.append(text)
                size += len(text.encode())
        fill(out, chosen, megabytes, 5)

    name = f"korean-mix-{megabytes}"
    return Text(name, once(os.path.join(work, name + ".txt"), write), "korean")


def english(work, megabytes):
    """English prose: documentation, textbooks, a diary."""
    name = f"english-{megabytes}"

    def write(out):
        fill(out, [plain(record["text"]) for source in ENGLISH for record in documents(source)], megabytes, 5)

    return Text(name, once(os.path.join(work, name + ".txt"), write), "english")


def python_source(work, megabytes):
    """The Python files of the code corpus."""
    name = f"python-{megabytes}"

    def write(out):
        found = [plain(record["text"]) for record in documents("code_mixed") if record["id"].endswith(".py")]
        fill(out, [text for text in found if not spells_special(text)], megabytes, 5)

    return Text(name, once(os.path.join(work, name + ".txt"), write), "python")


def training_mix(work, megabytes):
    """All training documents in a random order. What is there is 0.90 GB: more is documents again, reshuffled."""

    def write(out):
        found = [plain(record["text"]) for source in sources() for record in documents(source)]
        chance, size = random.Random(7), 0
        while True:
            chance.shuffle(found)
            for document in found:
                out.write(document)
                size += len(document.encode())
                if size >= megabytes * 1_000_000:
                    return

    return once(os.path.join(work, f"train-{megabytes}.txt"), write)
