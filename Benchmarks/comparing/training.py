"""Times `malmoi train` and other trainers on mixes of the training corpus, each run in a process of its own.

Every contender gets the same plain text, bytes, 153,600 ids, minimum frequency 2 and two threads, where it lets that be
set (see trainers.py). The runs of a size are interleaved (A B C A B C …); printed are medians, the processor time of
both threads (which other work on the machine hardly changes), peak memory of the process and the compression of each
result on the development sets.
"""
import argparse
import glob
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import time

from comparing import corpora, documentation, machine, trainers

HERE = os.path.dirname(os.path.abspath(__file__))
MALMOI = os.environ.get("MALMOI", os.path.join(HERE, "..", "..", ".build", "release", "malmoi"))
SETTINGS = ["--normalization", "none", "--threads", "2"]
PEERS = ["gigabpe", "huggingface", "rustbpe", "sentencepiece", "kiwipiepy"]
PLAIN = ["malmoi", "malmoi --plain", *PEERS]
# Runs of Malmoi that no peer has: the counts of the narrow split, learning again from them, and superwords.
OWN = ["malmoi, counting only", "malmoi, from saved counts", "malmoi, 20 % superwords"]


def command(name, text, ids, work):
    """The command of a contender; its results go to a folder of its own."""
    out = os.path.join(work, "out", name.replace(" ", "").replace(",", "-").replace("%", ""))
    counts = os.path.join(work, "out", "counts")
    shutil.rmtree(out, ignore_errors=True)
    os.makedirs(out)
    learn = ["--vocab-size", str(ids), "--out", out]
    gpt2 = ["--split", "gpt2", *SETTINGS]
    commands = {
        "malmoi": [MALMOI, "train", text, *gpt2, *learn],
        "malmoi --plain": [MALMOI, "train", text, *gpt2, "--plain", *learn],
        "malmoi, counting only": [MALMOI, "train", text, *gpt2, "--count-only", "--out", counts],
        "malmoi, from saved counts": [MALMOI, "train", "--from-counts", counts, *gpt2, *learn],
        "malmoi, 20 % superwords": [
            MALMOI, "train", text, "--split", "malmoi-wide", *SETTINGS, "--superwords", "0.2", *learn],
    }
    script = os.path.join(HERE, "trainers.py")
    return commands.get(name, [sys.executable, script, name, text, str(ids), out]), out


def measure(arguments, limit):
    """(seconds, processor seconds, peak MB) of a process, or (None, why, None) where it failed or took too long."""
    started = time.time()
    process = subprocess.Popen(
        arguments, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        env=dict(os.environ, RAYON_NUM_THREADS="2", TOKENIZERS_PARALLELISM="true"),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (2 * limit, 2 * limit)))
    error = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.time() - started
    work = usage.ru_utime + usage.ru_stime
    if status != 0:
        stopped = os.WIFSIGNALED(status) and work >= 2 * limit - 1
        last = error.decode(errors="replace").strip().splitlines()[-1:] or [f"status {status}"]
        return None, "stopped" if stopped else f"failed: {last[0]}", None
    return seconds, work, usage.ru_maxrss / 1024


def compression(out):
    """Characters per token on the development sets, or None where there is no vocabulary."""
    count = trainers.encoder(out)
    if count is None:
        return None
    characters = tokens = 0
    for path in sorted(glob.glob(os.path.join(corpora.DEV, "*.jsonl"))):
        with open(path, encoding="utf-8") as lines:
            texts = [json.loads(line)["text"] for _, line in zip(range(30), lines)]
        characters += sum(map(len, texts))
        tokens += count(texts)
    return characters / tokens


def phases(out):
    """Seconds of each phase, where `training.json` has them."""
    path = os.path.join(out, "training.json")
    if not os.path.exists(path):
        return {}
    with open(path, encoding="utf-8") as file:
        return {phase["name"]: phase["seconds"] for phase in json.load(file).get("phases", [])}


def run_size(size, names, left_out, options):
    """All rounds of one size; a list of results in the order of the names."""
    text = corpora.training_mix(options.work, size)
    found = {name: {"size": size, "name": name, "seconds": [], "processor": [], "memory": 0} for name in names}
    for round_number in range(options.runs):
        for name in names:
            result = found[name]
            if name in left_out or "note" in result:
                result.setdefault("note", left_out.get(name))
                continue
            # One run says enough of a contender that takes far longer than the one it is compared with.
            base = found.get("gigabpe", {}).get("processor")
            if round_number and base and result["processor"][0] > options.once * base[0]:
                continue
            arguments, out = command(name, text, options.ids, options.work)
            seconds, work, peak = measure(arguments, options.limit)
            if seconds is None:
                what = f"stopped after {2 * options.limit} s of processor time" if work == "stopped" else work
                result["note"] = f"{size} MB: {what}"
                print(f"{name}: {result['note']}", file=sys.stderr, flush=True)
                left_out[name] = "left out: " + result["note"]
                continue
            result["seconds"].append(seconds)
            result["processor"].append(work)
            result["memory"] = max(result["memory"], peak)
            print(f"{size} MB, {name}: {seconds:.1f} s, {work:.1f} s of processor time, {peak:.0f} MB",
                  file=sys.stderr, flush=True)
            if round_number == 0:
                result["phases"] = phases(out)
                result["characters_per_token"] = compression(out)
    return list(found.values())


def predict(results, sizes, size, options, left_out):
    """Leaves out who, growing in step with the text, would take longer than the limit on the next size."""
    larger = [other for other in sizes if other > size]
    for result in results:
        if larger and result["processor"]:
            expected = statistics.median(result["processor"]) * larger[0] / size
            if expected > 2 * options.limit:
                left_out[result["name"]] = (
                    f"left out: {size} MB took {statistics.median(result['processor']):.0f} s of processor time")


def cells(result, base):
    """One row of the table."""
    if not result["seconds"]:
        return [f"{result['size']} MB", result["name"], result.get("note", "–"), *["–"] * 6]
    median, processor = statistics.median(result["seconds"]), statistics.median(result["processor"])
    against = [f"{mine / other:.2f}x" if other else "–" for mine, other in zip((median, processor), base)]
    ratio = result.get("characters_per_token")
    return [
        f"{result['size']} MB", result["name"], f"{median:.1f} s", " ".join(f"{s:.1f}" for s in result["seconds"]),
        against[0], f"{processor:.1f} s", against[1], f"{result['memory']:.0f} MB", f"{ratio:.3f}" if ratio else "–"]


def targets(by_name, size):
    """Issue 5's limits against gigabpe, for one size."""
    base = by_name.get("gigabpe")
    if not base or not base["seconds"]:
        return []
    rows = []
    for name, limit in (("malmoi", 0.5), ("malmoi --plain", 0.7)):
        mine = by_name.get(name)
        if mine and mine["seconds"] and size >= 300:
            ratio = statistics.median(mine["seconds"]) / statistics.median(base["seconds"])
            rows.append([f"time of `{name}`, {size} MB", f"at most {limit}x of gigabpe", f"{ratio:.2f}x",
                         "met" if ratio <= limit else "**not met**"])
    mine = by_name.get("malmoi")
    if mine and mine["seconds"] and size >= 1000:
        ratio = mine["memory"] / base["memory"]
        rows.append([f"peak memory, {size} MB", "at most 1.0x of gigabpe", f"{ratio:.2f}x",
                     "met" if ratio <= 1 else "**not met**"])
    return rows


def own_targets(by_name, size):
    """Superwords and runs on saved counts."""
    rows = []
    superwords = by_name.get("malmoi, 20 % superwords")
    if superwords and superwords.get("phases") and size >= 1000:
        spent = superwords["phases"]
        label, seconds = "superword stage", spent.get("superwords")
        if seconds is None:
            label, seconds = "merging, both stages", spent.get("merging", 0)
        memory = superwords["memory"] / 1000
        rows.append([f"{label}, {size} MB", "under 600 s (published: 593 s), under 8 GB",
                     f"{seconds:.1f} s, {memory:.1f} GB", "met" if seconds < 600 and memory < 8 else "**not met**"])
    saved, whole = by_name.get("malmoi, from saved counts"), by_name.get("malmoi")
    if saved and saved["seconds"] and whole and whole["seconds"] and size >= 300:
        merging = whole.get("phases", {}).get("merging", 0)
        seconds = statistics.median(saved["seconds"])
        rows.append([f"second run on saved counts, {size} MB", "takes only the merge phase",
                     f"{seconds:.1f} s; the merge phase of the whole run: {merging:.1f} s", ""])
    return rows


def report(data):
    """The tables as Markdown."""
    settings, parts = data["settings"], []
    quiet = "a quiet machine" if machine.is_quiet(data["machine"]) else (
        "**a machine that other work loaded, so that times scatter: compare processor times**")
    sizes = sorted({result["size"] for result in data["results"]})
    rows, goals = [], []
    for size in sizes:
        found = [result for result in data["results"] if result["size"] == size]
        by_name = {result["name"]: result for result in found}
        base = by_name.get("gigabpe", {})
        pair = [statistics.median(base[key]) if base.get(key) else None for key in ("seconds", "processor")]
        rows += [cells(result, pair) for result in found]
        goals += targets(by_name, size) + own_targets(by_name, size)
    parts.append(
        f"`Benchmarks/compare-training`, {data['machine']['date']}, {data['machine']['processor']}, "
        f"{data['machine']['cores']} cores, {quiet} (busy before the run: {data['machine']['busy']:.0%}). "
        f"{settings['ids']:,} ids, two threads, runs in turn, medians. The mixes are all documents of the training "
        f"corpus in a seeded random order; it has 0.90 GB, so that the last tenth of 1000 MB is documents again, "
        f"reshuffled. "
        f"A trainer that takes over {settings['once']}x of gigabpe's processor time runs once; one is stopped at "
        f"{2 * settings['limit']} s of processor time, and left out of a size for which more is to be expected.")
    parts.append(documentation.table(["goal", "limit", "measured", ""], goals) if goals else "")
    parts.append(documentation.table(
        ["text", "trainer", "time, median", "runs", "against gigabpe", "processor time", "against gigabpe",
         "peak memory", "chars/token on dev"], rows))
    parts.append("\n".join(f"- {name}: {note}" for name, note in trainers.NOTES.items()))
    return "\n\n".join(part for part in parts if part)


def arguments():
    parser = argparse.ArgumentParser(
        prog="compare-training", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="100,300,1000", help="megabytes, with commas between")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--ids", type=int, default=153600)
    parser.add_argument("--only", help="contenders, with commas between: " + "; ".join(PLAIN + OWN).replace("%", "%%"))
    parser.add_argument("--limit", type=int, default=300, help="seconds that a run may take on two threads")
    parser.add_argument("--once", type=float, default=3, help="this factor of gigabpe's processor time: run once")
    parser.add_argument("--quick", action="store_true", help="100 MB, one run, Malmoi and gigabpe")
    parser.add_argument("--work", default="/tmp/malmoi-benchmarks", help="where texts and results are kept")
    parser.add_argument("--json", help="also write every figure to this file")
    parser.add_argument("--report", help="measure nothing, read the figures from this file")
    parser.add_argument("--write-docs", action="store_true", help="put the table into Documentation/Training.md")
    options = parser.parse_args()
    if options.quick:
        options.sizes, options.runs = "100", 1
        options.only = options.only or "malmoi,malmoi --plain,gigabpe"
    return options


def chosen(names):
    """The contenders that were asked for; names hold commas themselves."""
    if not names:
        return PLAIN + OWN
    found = [name for name in PLAIN + OWN if f",{name}," in f",{names},"]
    if not found:
        raise SystemExit(f"--only {names}: none of these is known")
    return found


def main():
    options = arguments()
    if options.report:
        with open(options.report, encoding="utf-8") as file:
            data = json.load(file)
    else:
        os.makedirs(options.work, exist_ok=True)
        data = {"machine": machine.describe(), "results": [],
                "settings": {"ids": options.ids, "limit": options.limit, "once": options.once}}
        sizes, left_out = sorted(int(size) for size in options.sizes.split(",")), {}
        machine.touch_memory(4000)
        for size in sizes:
            results = run_size(size, chosen(options.only), left_out, options)
            predict(results, sizes, size, options, left_out)
            data["results"] += results
            if options.json:
                with open(options.json, "w", encoding="utf-8") as file:
                    json.dump(data, file, indent=1)
    text = report(data)
    print(text)
    if options.write_docs:
        documentation.write("Documentation/Training.md", "compare-training", text)
    return 1 if "**not met**" in text else 0


if __name__ == "__main__":
    sys.exit(main())
