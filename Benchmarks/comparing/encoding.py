"""Times Malmoi's encoder and its peers on the same texts, in turn, and prints medians and ratios.

Two doors. In process: a process loads a tokenizer, reads the text, encodes 64 times "a b", and then the text several
times, in documents of 4 KB (gigatoken's file interface: the file whole). Three figures come of it. Fresh: the first
pass and the calls before it, in which some engines build tables. First: the first pass alone. Repeated: the best of
later ones.
Command line: a process is started, loads, reads the files, and writes 32-bit ids; what start and loading take is also
shown, by a file that holds one line end.

In a round every engine runs once, in a fresh process each, and the order turns; figures are medians of the rounds, at
least seven where Malmoi runs against itself. The memory of the machine is touched before. Ids are compared, all of
them, after the timing of the first round.
"""
import argparse
import json
import os
import statistics
import sys

import zstandard

from comparing import corpora, documentation, engines, machine, verdict

TOKENIZERS = os.path.join(corpora.SHARED, "tokenizers")
# Of Malmoi against itself, where a few in a hundred count: the median of two or three is noise.
OWN_ROUNDS = 7
QUICK_GENRES = ["law", "news", "web_comments", "english_prose"]


def phases(times):
    """What verdict.PHASES names, of the seconds that a process gives: first calls, first pass, later ones."""
    tables, first, *later = times
    return dict(zip(verdict.PHASES, (tables + first, first, min(later))))


class Comparison:
    """All figures of a run, and how they are made."""

    def __init__(self, options):
        self.options = options
        self.groups = 0
        self.ids = os.path.join(options.work, "ids")
        os.makedirs(self.ids, exist_ok=True)
        self.paths = {"qwen3": self.unpacked("qwen3"), "own": os.path.join(engines.ROOT, "Vocab"),
                      "o200k": os.path.join(TOKENIZERS, "openai-o200k_base", "o200k_base.tiktoken")}
        self.data = {"machine": machine.describe(), "texts": {}, "in_process": [], "doors": [], "own": [], "short": [],
                     "worst": [], "sets": [], "notes": []}

    def unpacked(self, name):
        path = os.path.join(self.options.work, "tokenizers", name + ".json")
        if not os.path.exists(path):
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(os.path.join(TOKENIZERS, name, "tokenizer.json.zst"), "rb") as file, open(path, "wb") as out:
                zstandard.ZstdDecompressor().copy_stream(file, out)
        return path

    def note(self, text):
        """Something that a reader of the table must know: printed at once, and kept."""
        print(text, file=sys.stderr, flush=True)
        self.data["notes"].append(text)

    def differing(self, engine, mine, theirs):
        """"same", or where the ids part."""
        with open(mine, "rb") as a, open(theirs, "rb") as b:
            ours, other = a.read(), b.read()
        if ours == other:
            return "same"
        pairs = zip(memoryview(ours).cast("I"), memoryview(other).cast("I"))
        place = next((index for index, (x, y) in enumerate(pairs) if x != y), min(len(ours), len(other)) // 4)
        return f"DIFFERENT from id {place} on: {len(other) // 4} ids, Malmoi {len(ours) // 4}"

    def time(self, text, tokenizer, threads, names, rounds, passes):
        """All rounds of some engines on one text."""
        self.data["texts"][text.name] = {"bytes": text.bytes, "characters": text.characters, "kind": text.kind}
        names = [name for name in names if engines.knows(name, tokenizer)]
        self.groups += 1
        times = [phase + suffix for phase in verdict.PHASES for suffix in ("", "_processor")]
        found = {name: {"group": self.groups, "text": text.name, "tokenizer": tokenizer, "threads": threads,
                        "engine": name, "load": [], **{time: [] for time in times}} for name in names}
        for round_number in range(rounds):
            turn = round_number % len(names)
            for name in names[turn:] + names[:turn]:
                keeps = round_number == 0 and not name.startswith("malmoi,")
                keep = os.path.join(self.ids, name.replace(" ", "-")) if keeps else None
                try:
                    result = engines.in_process(name, self.paths, tokenizer, text, threads, passes, keep)
                except engines.Failed as error:
                    self.note(f"{name}, {tokenizer}, {text.name}: failed: {error}")
                    continue
                entry = found[name]
                entry["tokens"] = result["tokens"]
                entry["load"].append(result["load"])
                for key, of in (("", "seconds"), ("_processor", "processor")):
                    for phase, time in phases(result[of]).items():
                        entry[phase + key].append(time)
        self.check(text, tokenizer, found)
        self.data["in_process"] += [entry for entry in found.values() if entry["first"]]
        print(f"{text.name}, {tokenizer}, threads {threads}: done", file=sys.stderr, flush=True)

    def check(self, text, tokenizer, found):
        """Compares the ids that the first round left."""
        whole = os.path.join(self.ids, "whole")
        if "gigatoken files" in found:
            engines.in_process("malmoi, whole files", self.paths, tokenizer, text, 1, 1, whole)
        for name, entry in found.items():
            theirs = os.path.join(self.ids, name.replace(" ", "-"))
            if name.startswith("malmoi") or not os.path.exists(theirs):
                continue
            mine = whole if name == "gigatoken files" else os.path.join(self.ids, "malmoi")
            entry["ids"] = self.differing(name, mine, theirs)
            if entry["ids"] != "same":
                self.note(f"{name}, {tokenizer}, {text.name}: {entry['ids']}")
                if name == "gigatoken files" and self.agrees_on_special_tokens(text, tokenizer, theirs):
                    self.note(f"{text.name}, {tokenizer}: the text spells special tokens, which gigatoken always takes "
                              "for them; with `malmoi encode --allow-special` all ids are gigatoken's")
        for path in os.listdir(self.ids):
            os.remove(os.path.join(self.ids, path))

    def agrees_on_special_tokens(self, text, tokenizer, theirs):
        """Whether Malmoi's ids are the same once it takes special tokens in text for the tokens, too."""
        allowed = os.path.join(self.ids, "allowed")
        engines.command_line("malmoi", self.paths[tokenizer], ["--allow-special", text.path], 1, allowed)
        return self.differing("gigatoken files", allowed, theirs) == "same"

    def doors(self, name, texts, rounds):
        """The command lines over the same files."""
        empty = os.path.join(self.options.work, "line-end.txt")
        with open(empty, "w", encoding="utf-8") as file:
            file.write("\n")
        for tokenizer in ("qwen3", "o200k"):
            for threads in self.options.threads:
                found = {engine: {"text": name, "tokenizer": tokenizer, "threads": threads, "engine": engine,
                                  "bytes": sum(text.bytes for text in texts), "whole": [], "start": [],
                                  "whole_processor": [], "start_processor": []}
                         for engine in ("malmoi", "gigatoken files")}
                for _ in range(rounds):
                    for engine, entry in found.items():
                        for key, files in (("start", [empty]), ("whole", [text.path for text in texts])):
                            out = os.path.join(self.ids, engine.replace(" ", "-"))
                            path = self.paths[tokenizer]
                            # Giving back what the last run wrote takes a tenth of a second for 100 MB of text.
                            if os.path.exists(out):
                                os.remove(out)
                            seconds, processor = engines.command_line(engine, path, files, threads, out)
                            entry[key].append(seconds)
                            entry[key + "_processor"].append(processor)
                mine, theirs = (os.path.join(self.ids, engine.replace(" ", "-")) for engine in found)
                same = self.differing("gigatoken files", mine, theirs)
                found["gigatoken files"]["ids"] = same
                if same != "same":
                    self.note(f"command line, {tokenizer}, {name}, {threads} threads: {same}")
                self.data["doors"] += list(found.values())
                print(f"command line, {name}, {tokenizer}, threads {threads}: done", file=sys.stderr, flush=True)

    def own(self, text, tokenizer, rounds):
        """Malmoi encoding and counting with one thread and two, in turn: what differs by a few in a hundred."""
        found = [{"text": text.name, "tokenizer": tokenizer, "mode": mode, "threads": threads,
                  **{phase: [] for phase in verdict.PHASES}}
                 for mode in ("encode", "count") for threads in self.options.threads]
        for round_number in range(rounds):
            turn = round_number % len(found)
            for entry in found[turn:] + found[:turn]:
                name = "malmoi" if entry["mode"] == "encode" else "malmoi, count"
                result = engines.in_process(name, self.paths, tokenizer, text, entry["threads"], 4)
                for phase, seconds in phases(result["seconds"]).items():
                    entry[phase].append(seconds)
        self.data["own"] += found
        print(f"malmoi alone, {text.name}, {tokenizer}: done", file=sys.stderr, flush=True)

    def sets(self, text, tokenizer, rounds):
        """Malmoi with each instruction set that the machine has, one thread; the ids are compared, too."""
        names = machine.instruction_sets()
        found = {name: {"text": text.name, "bytes": text.bytes, "tokenizer": tokenizer, "set": name,
                        **{phase + suffix: [] for phase in verdict.PHASES for suffix in ("", "_processor")}}
                 for name in names}
        for round_number in range(rounds):
            turn = round_number % len(names)
            for name in names[turn:] + names[:turn]:
                keep = os.path.join(self.ids, name) if round_number == 0 else None
                result = engines.in_process(f"malmoi, {name}", self.paths, tokenizer, text, 1, 3, keep)
                for key, of in (("", "seconds"), ("_processor", "processor")):
                    for phase, time in phases(result[of]).items():
                        found[name][phase + key].append(time)
        for name in names[1:]:
            same = self.differing(name, os.path.join(self.ids, names[0]), os.path.join(self.ids, name))
            if same != "same":
                self.note(f"instruction set {name}, {tokenizer}, {text.name}: {same}")
        for name in names:
            os.remove(os.path.join(self.ids, name))
        self.data["sets"] += list(found.values())
        print(f"instruction sets, {text.name}, {tokenizer}: done", file=sys.stderr, flush=True)

    def run(self):
        options, work = self.options, self.options.work
        rounds = options.rounds
        machine.touch_memory(3000)
        genres = corpora.genres(work)
        korean = [text for text in genres if text.kind == "korean"]
        together = corpora.together(work, "korean-all", korean)
        mix = corpora.korean_mix(work, 10 if options.quick else 100)
        large = [mix] if options.quick else [mix, corpora.english(work, 20), corpora.python_source(work, 20)]
        others = [] if options.quick else engines.FAST
        if "genres" in options.parts:
            for text in genres:
                if options.quick and text.name not in QUICK_GENRES:
                    continue
                for tokenizer in ("qwen3", "o200k"):
                    names = ["malmoi", "malmoi, own vocabulary", *engines.GIGATOKEN]
                    self.time(text, tokenizer, 1, names, rounds, 6)
                    if others:
                        self.time(text, tokenizer, 1, ["malmoi", *others], 1, 6)
        if "slow" in options.parts and not options.quick:
            for tokenizer in ("qwen3", "o200k"):
                self.time(together, tokenizer, 1, ["malmoi", *engines.GIGATOKEN, *others, *engines.SLOW], 1, 4)
        if "large" in options.parts:
            for text in large:
                for tokenizer in ("qwen3", "o200k"):
                    for threads in options.threads:
                        names = ["malmoi", *engines.GIGATOKEN]
                        if threads == 1:
                            names += ["malmoi, own vocabulary", *others]
                        self.time(text, tokenizer, threads, names, rounds, 6)
        if "own" in options.parts:
            for text in large:
                for tokenizer in ("qwen3", "o200k"):
                    self.own(text, tokenizer, rounds if options.quick else max(rounds, OWN_ROUNDS))
        if "doors" in options.parts:
            self.doors("korean genres", korean, rounds)
            for text in large:
                self.doors(text.name, [text], rounds)
        if "sets" in options.parts:
            for text in large:
                if text.kind in ("korean", "english"):
                    for tokenizer in ("qwen3", "o200k"):
                        self.sets(text, tokenizer, rounds)
        if "also" in options.parts and not options.quick:
            self.also(rounds, together)
        return self.data

    def also(self, rounds, usual):
        """Short texts and worst cases."""
        for tokenizer in ("qwen3", "o200k"):
            names = [name for name in ("malmoi", "gigatoken batch", "fastokens", "toktok-rs", "tiktoken", "bpe-openai",
                                       "tokenizers") if engines.knows(name, tokenizer)]
            found = {name: [] for name in names}
            for _ in range(rounds):
                for name in names:
                    found[name].append(engines.short_texts(name, self.paths, tokenizer))
            for name, results in found.items():
                values = {key: statistics.median(result[key] for result in results) for key in ("first_us", "each_us")}
                self.data["short"].append({"tokenizer": tokenizer, "engine": name, **values})
            self.data["worst"] += [
                {"tokenizer": tokenizer, **case} for case in engines.worst_cases(self.paths, tokenizer, usual)]


def arguments():
    parser = argparse.ArgumentParser(
        prog="compare", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, help="default 3, with --quick 1")
    parser.add_argument("--threads", default="1,2", help="with commas between")
    parser.add_argument("--parts", default="genres,slow,large,own,doors,sets,also", help="what to measure")
    parser.add_argument("--quick", action="store_true", help="gigatoken only, four genres, 10 MB, one round")
    parser.add_argument("--work", default="/tmp/malmoi-benchmarks", help="where texts and ids are kept")
    parser.add_argument("--json", help="also write every figure to this file")
    parser.add_argument("--report", nargs="+", help="measure nothing, read the figures of one or more runs")
    parser.add_argument("--by", choices=["seconds", "processor"], default="seconds",
                        help="ratios of time, or of processor time (for one thread on a busy machine)")
    parser.add_argument("--write-docs", action="store_true",
                        help="put the tables into README, README.ko and Performance.md")
    options = parser.parse_args()
    options.rounds = options.rounds or (1 if options.quick else 3)
    options.threads = [int(number) for number in options.threads.split(",")]
    options.parts = options.parts.split(",")
    return options


def main():
    options = arguments()
    if options.report:
        runs = []
        for path in options.report:
            with open(path, encoding="utf-8") as file:
                runs.append(json.load(file))
    else:
        runs = [Comparison(options).run()]
        if options.json:
            with open(options.json, "w", encoding="utf-8") as file:
                json.dump(runs[0], file, indent=1, ensure_ascii=False)
    reading = verdict.Verdict(runs, options.by)
    print(reading.page())
    if options.write_docs:
        documentation.write("Documentation/Performance.md", "compare", reading.page())
        for name in ("README.md", "README.ko.md"):
            documentation.write(name, "compare", reading.summary())
    return 0 if reading.is_met() else 1


if __name__ == "__main__":
    sys.exit(main())
