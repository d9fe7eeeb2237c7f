"""Reads the figures of one or more runs of `compare` against what issue 4 asks for, and writes the tables."""
import statistics

from comparing import documentation, engines, machine

# The calls that build tables and the first pass; the first pass alone; the best of the passes after it.
PHASES = ["fresh", "first", "repeated"]
NAMES = {"fresh": "first pass, fresh process", "first": "first pass, tables built", "repeated": "repeated"}
OTHERS = engines.FAST + engines.SLOW

# label, kinds of text, Malmoi's engine, against, threads, least ratio of the first pass and of repeated ones.
GOALS = [
    ("Korean, gigatoken's faster way", ["korean"], "malmoi", engines.GIGATOKEN, 1,
     {"qwen3": (4, 4), "o200k": (4, 3.5)}),
    ("Korean, the best of all other peers", ["korean", "parts"], "malmoi", OTHERS, 1,
     {"qwen3": (3, 4), "o200k": (3, 4)}),
    ("Korean, the shipped vocabulary against gigatoken on qwen3, characters per second", ["korean"],
     "malmoi, own vocabulary", engines.GIGATOKEN, 1, {"qwen3": (4, 3)}),
    ("English prose and Python source, gigatoken", ["english", "python"], "malmoi", engines.GIGATOKEN, 1,
     {"qwen3": (2.5, 1), "o200k": (2.5, 1)}),
    ("any text, two threads, gigatoken with two", ["korean", "english", "python"], "malmoi", engines.GIGATOKEN, 2,
     {"qwen3": (4, 4), "o200k": (4, 4)}),
]
# What the command line is measured against: the figure of the first pass for the same text and threads.
DOOR_GOALS = {("korean", 1): 4, ("other", 1): 2.5, ("korean", 2): 4, ("other", 2): 4}
SCALING = 1.85


class Ratio:
    """A least ratio that was asked for and the ratios that were measured, one list for each run."""

    def __init__(self, label, goal, runs):
        self.label, self.goal, self.runs = label, goal, runs

    def is_met(self):
        """Whether the goal is met in every run on every text; so is what has none."""
        return self.goal is None or all(min(value for value, _ in found) >= self.goal for found in self.runs)

    def cells(self):
        """The goal, the lowest ratio of each run and where, the medians, and whether the goal is met."""
        lowest = [min(found) for found in self.runs]
        middle = [statistics.median(value for value, _ in found) for found in self.runs]
        places = list(dict.fromkeys(where for _, where in lowest))
        goal = "" if self.goal is None else f"{self.goal}x"
        verdict = "" if self.goal is None else "met" if self.is_met() else "**not met**"
        return [
            self.label, goal, " ".join(f"{value:.2f}x" for value, _ in lowest), ", ".join(places),
            " ".join(f"{value:.2f}x" for value in middle), verdict]


class Verdict:
    """The runs, read by time or by processor time."""

    def __init__(self, runs, by="seconds"):
        self.runs, self.by = runs, by
        self.suffix = "" if by == "seconds" else "_processor"

    def value(self, entry, phase):
        """Seconds of an engine on a text: the median of the rounds."""
        return statistics.median(entry[phase + self.suffix])

    def groups(self, run):
        """What was measured interleaved: engine to entry."""
        found = {}
        for entry in run["in_process"]:
            found.setdefault(entry["group"], {})[entry["engine"]] = entry
        return found.values()

    def ratios(self, run, goal, tokenizer, phase):
        """(ratio, text) for each text that the goal is about."""
        _, kinds, mine, against, threads, _ = goal
        found = {}
        for group in self.groups(run):
            base = [entry for name, entry in group.items() if name in against]
            entry = group.get(mine)
            if not entry or not base or entry["tokenizer"] != tokenizer or entry["threads"] != threads:
                continue
            if run["texts"][entry["text"]]["kind"] not in kinds:
                continue
            best = min(self.value(other, phase) for other in base) / self.value(entry, phase)
            found[entry["text"]] = min(best, found.get(entry["text"], best))
        return [(ratio, text) for text, ratio in found.items()]

    def in_process(self):
        """The goals for encoding inside one process."""
        for goal in GOALS:
            for tokenizer, limits in goal[5].items():
                # The goal of the first pass is for a fresh process; without the first calls it is shown beside it.
                for phase, limit in zip(PHASES, (limits[0], None, limits[1])):
                    runs = [self.ratios(run, goal, tokenizer, phase) for run in self.runs]
                    if all(runs):
                        yield Ratio(f"{goal[0]}; {tokenizer}, {NAMES[phase]}", limit, runs)

    def doors(self):
        """The goals for the command lines."""
        for (kind, threads), limit in DOOR_GOALS.items():
            for tokenizer in ("qwen3", "o200k"):
                runs = [self.door_ratios(run, kind, threads, tokenizer) for run in self.runs]
                if all(runs):
                    what = "Korean" if kind == "korean" else "English prose and Python source"
                    many = "one thread" if threads == 1 else "two threads"
                    yield Ratio(f"command line, {what}, {many}; {tokenizer}", limit, runs)

    def door_ratios(self, run, kind, threads, tokenizer):
        found = []
        for name, pair in self.door_pairs(run):
            first = pair["malmoi"]
            is_korean = name.startswith("korean")
            if is_korean == (kind == "korean") and (first["threads"], first["tokenizer"]) == (threads, tokenizer):
                whole = [self.value(pair[engine], "whole") for engine in ("gigatoken files", "malmoi")]
                found.append((whole[0] / whole[1], name))
        return found

    @staticmethod
    def door_pairs(run):
        found = {}
        for entry in run["doors"]:
            found.setdefault((entry["text"], entry["tokenizer"], entry["threads"]), {})[entry["engine"]] = entry
        return [(key[0], pair) for key, pair in found.items()]

    def scaling(self):
        """Two threads against one, and counting against encoding."""
        for mode in ("encode", "count"):
            for phase in ("first", "repeated"):
                yield from self.own_ratios(
                    f"{mode}, two threads against one; {phase}", SCALING, phase, (mode, 1), (mode, 2), "korean-mix")
        for phase in ("first", "repeated"):
            yield from self.own_ratios(f"count against encode; {phase}", 1, phase, ("encode", 1), ("count", 1))

    def own_ratios(self, label, goal, phase, base, other, prefix=""):
        """The ratio of two of Malmoi's own ways, each a mode and a number of threads."""
        runs = []
        for run in self.runs:
            times = {(entry["text"], entry["tokenizer"], entry["mode"], entry["threads"]):
                     statistics.median(entry[phase]) for entry in run.get("own", [])}
            places = dict.fromkeys(key[:2] for key in times if key[0].startswith(prefix))
            runs.append([(times[place + base] / times[place + other], " ".join(place))
                         for place in places if place + base in times and place + other in times])
        if all(runs):
            yield Ratio(label, goal, runs)

    def short(self):
        """Calls on 50 bytes against tiktoken's core, first call and later ones."""
        for key, name in (("first_us", "first call after loading"), ("each_us", "later calls")):
            runs = []
            for run in self.runs:
                times = {(entry["tokenizer"], entry["engine"]): entry[key] for entry in run["short"]}
                if ("o200k", "tiktoken") in times:
                    runs.append([(times["o200k", "tiktoken"] / times["o200k", "malmoi"], "o200k")])
            if runs:
                yield Ratio(f"texts of 50 bytes against tiktoken's core, {name}", 1, runs)

    def all_ratios(self):
        return [*self.in_process(), *self.doors(), *self.scaling(), *self.short()]

    def worst(self):
        """Rows of the worst cases of the last run, and whether all of them hold."""
        rows, is_met = [], True
        cases = self.runs[-1]["worst"]
        for tokenizer in dict.fromkeys(case["tokenizer"] for case in cases):
            usual = next(c["mb_per_s"] for c in cases if c["tokenizer"] == tokenizer and c["case"] == "text")
            for case in (c for c in cases if c["tokenizer"] == tokenizer):
                slower = usual / case["mb_per_s"]
                holds = slower <= 10 and round(case["exponent"], 1) <= 1
                is_met = is_met and holds
                rows.append([tokenizer, case["case"], f"{case['mb_per_s']:.1f}", f"{slower:.1f}x",
                             f"{case['exponent']:.2f}", "met" if holds else "**not met**"])
        return rows, is_met

    def is_met(self):
        return all(ratio.is_met() for ratio in self.all_ratios()) and self.worst()[1] and not self.differences()

    def differences(self):
        """What readers must know, ids that differ first of all."""
        return list(dict.fromkeys(note for run in self.runs for note in run["notes"]))

    def head(self):
        run = self.runs[0]["machine"]
        quiet = all(machine.is_quiet(run["machine"]) for run in self.runs)
        state = "nothing else ran" if quiet else (
            "**other work loaded the machine, so that these are not the figures of a quiet one**")
        loads = ", ".join(f"{run['machine']['busy']:.0%}" for run in self.runs)
        time = "" if self.by == "seconds" else " Ratios are of processor time."
        runs = "one run" if len(self.runs) == 1 else f"{len(self.runs)} runs"
        return (f"`Benchmarks/compare`, {run['date']}, {run['processor']}, {run['cores']} cores, {runs}; busy with "
                f"other work before: {loads} ({state}).{time}")

    def goals(self):
        heads = ["goal", "at least", "lowest" + (" of each run" if len(self.runs) > 1 else ""), "where", "median", ""]
        return documentation.table(heads, [ratio.cells() for ratio in self.all_ratios()])

    def summary(self):
        """What the README quotes."""
        found = self.differences()
        same = "All ids of all peers were the same." if not found else "\n".join(f"- {note}" for note in found)
        return f"{self.head()}\n\n{self.goals()}\n\n{same}"

    def page(self):
        """Everything."""
        parts = [self.summary(), self.rates(), self.own_table(), self.ready_table(), self.door_table(), self.set_table(),
                 self.short_table()]
        rows, _ = self.worst()
        if rows:
            parts.append("One unbroken megabyte of each, and of all Korean genres, each time as a text that was "
                         "never seen, the best of three (the exponent is 1 where twice the text takes twice the "
                         "time; it is judged rounded to one decimal):\n\n" + documentation.table(
                             ["tokenizer", "text", "MB/s", "slower than text", "exponent", ""], rows))
        return "\n\n".join(part for part in parts if part)

    def rates(self):
        """MB/s of every engine on every text, first pass / repeated, of the last run."""
        run = self.runs[-1]
        rows = []
        for threads in sorted({entry["threads"] for entry in run["in_process"]}):
            for text, facts in run["texts"].items():
                for tokenizer in ("qwen3", "o200k"):
                    found = [entry for entry in run["in_process"]
                             if (entry["text"], entry["tokenizer"], entry["threads"]) == (text, tokenizer, threads)]
                    cells = {}
                    for entry in found:
                        rate = [facts["bytes"] / self.value(entry, phase) / 1e6 for phase in PHASES]
                        mark = "" if entry.get("ids", "same") == "same" else " (ids differ)"
                        cells.setdefault(entry["engine"], " / ".join(f"{each:.0f}" for each in rate) + mark)
                    if cells:
                        rows.append((threads, f"{text} ({facts['bytes'] / 1e6:.1f} MB)", tokenizer, cells))
        order = ["malmoi", "malmoi, own vocabulary", *engines.GIGATOKEN, *OTHERS]
        columns = [name for name in order if any(name in row[3] for row in rows)]
        table = documentation.table(
            ["threads", "text", "tokenizer", *columns],
            [[str(threads), text, tokenizer, *[cells.get(name, "") for name in columns]]
             for threads, text, tokenizer, cells in rows])
        return ("MB/s in process: the first pass of a fresh process with the first calls, which build tables / the "
                "first pass alone / repeated. tiktoken, bpe-openai and Hugging Face `tokenizers` run on all "
                "Korean genres together only: on 100 MB they would take minutes a pass.\n\n" + table) if rows else ""

    def own_table(self):
        """MB/s of Malmoi encoding and counting, of the last run."""
        run, found = self.runs[-1], {}
        for entry in run.get("own", []):
            text = run["texts"][entry["text"]]
            rates = [text["bytes"] / statistics.median(entry[phase]) / 1e6 for phase in ("first", "repeated")]
            row = found.setdefault((f"{entry['text']} ({text['bytes'] / 1e6:.1f} MB)", entry["tokenizer"]), {})
            row[f"{entry['mode']}, threads {entry['threads']}"] = " / ".join(f"{rate:.0f}" for rate in rates)
        if not found:
            return ""
        columns = list(dict.fromkeys(name for row in found.values() for name in row))
        return ("Malmoi alone, in turn, MB/s: first pass with tables built / repeated.\n\n" + documentation.table(
            ["text", "tokenizer", *columns],
            [[*key, *[row.get(name, "") for name in columns]] for key, row in found.items()]))

    def ready_table(self):
        """Milliseconds of loading and of the first calls, of the last run."""
        found = {}
        for entry in self.runs[-1]["in_process"]:
            if entry["threads"] == 1:
                tables = [fresh - first for fresh, first in zip(entry["fresh"], entry["first"])]
                times = found.setdefault((entry["tokenizer"], entry["engine"]), ([], []))
                times[0].extend(entry["load"])
                times[1].extend(tables)
        rows = [[*key, *[f"{statistics.median(each) * 1e3:.1f}" for each in times]] for key, times in found.items()]
        return ("Milliseconds for loading a tokenizer (the peers: with importing the package), and for the first calls:"
                "\n\n" + documentation.table(["tokenizer", "engine", "loading", "64 calls on \"a b\""], rows)
        ) if rows else ""

    def door_table(self):
        """Seconds of whole processes, of the last run."""
        rows = []
        for name, pair in self.door_pairs(self.runs[-1]):
            ours, theirs = pair["malmoi"], pair["gigatoken files"]
            whole, start = ([self.value(entry, key) for entry in (ours, theirs)] for key in ("whole", "start"))
            rest = [a - b for a, b in zip(whole, start)]
            # A start that took longer than another run with all the work says only that the two are too short to tell.
            without = f"{rest[1] / rest[0]:.2f}x" if min(rest) > 0 else "–"
            rows.append([
                f"{name} ({ours['bytes'] / 1e6:.0f} MB)", ours["tokenizer"], str(ours["threads"]),
                *[f"{a:.3f} ({b:.3f})" for a, b in zip(whole, start)],
                f"{whole[1] / whole[0]:.2f}x", without])
        return ("Whole processes that write 32-bit ids, seconds (of that, start and loading; – where that is not less):\n\n"
                + documentation.table(
            ["files", "tokenizer", "threads", "malmoi encode", "gigatoken's files", "ratio", "without start"], rows)
        ) if rows else ""

    def set_table(self):
        """MB/s with each instruction set, of the last run."""
        found = {}
        for entry in self.runs[-1].get("sets", []):
            rates = [entry["bytes"] / self.value(entry, phase) / 1e6 for phase in ("first", "repeated")]
            key = (f"{entry['text']} ({entry['bytes'] / 1e6:.1f} MB)", entry["tokenizer"])
            found.setdefault(key, {})[entry["set"]] = " / ".join(f"{rate:.0f}" for rate in rates)
        if not found:
            return ""
        sets = [name for name in engines.INSTRUCTION_SETS if any(name in rates for rates in found.values())]
        return ("Instruction sets: MB/s of Malmoi in process, one thread, first pass with tables built / repeated (the "
                "best that the machine has is used unless told otherwise):\n\n" + documentation.table(
                    ["text", "tokenizer", *sets],
                    [[*key, *[rates.get(name, "") for name in sets]] for key, rates in found.items()]))

    def short_table(self):
        """Microseconds a call on texts of 50 bytes, of the last run."""
        rows = [[entry["tokenizer"], entry["engine"], f"{entry['first_us']:.1f}", f"{entry['each_us']:.2f}"]
                for entry in self.runs[-1]["short"]]
        return ("Microseconds a call on texts of about 50 bytes; the peers are called from Python:\n\n"
                + documentation.table(["tokenizer", "engine", "first call", "later calls"], rows)) if rows else ""
