"""Runs Malmoi and the peers, each time in a process of its own."""
import json
import os
import resource
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.abspath(os.path.join(HERE, "..", ".."))
BENCH = os.environ.get("ENCODE_BENCH", os.path.join(ROOT, "Benchmarks", ".build", "release", "encode-bench"))
TOOL = os.environ.get("MALMOI", os.path.join(ROOT, ".build", "release", "malmoi"))
PEER = os.path.join(ROOT, "Benchmarks", "peer.py")
FILES = os.path.join(ROOT, "Benchmarks", "gigatoken-files.py")

GIGATOKEN = ["gigatoken batch", "gigatoken files"]
# Peers that are fast enough for every text, and those that run on one text only.
FAST = ["fastokens", "toktok-rs"]
SLOW = ["tiktoken", "bpe-openai", "tokenizers"]
OPENAI_ONLY = ["toktok-rs", "tiktoken", "bpe-openai"]
# What Malmoi's encoder is compiled for; "malmoi, avx2" is Malmoi told to use that one.
INSTRUCTION_SETS = ["portable", "avx2", "avx512"]


class Failed(Exception):
    """A process ended with an error; its last line of complaint."""


def knows(engine, tokenizer):
    """Whether an engine has this tokenizer at all."""
    if tokenizer == "qwen3":
        return engine not in OPENAI_ONLY
    return engine not in ("tokenizers", "malmoi, own vocabulary")


def output(command, threads):
    environment = dict(
        os.environ, RAYON_NUM_THREADS=str(threads), TOKENIZERS_PARALLELISM="true" if threads > 1 else "false")
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    if done.returncode != 0:
        lines = done.stderr.strip().splitlines()
        raise Failed(lines[-1] if lines else f"exit code {done.returncode}")
    return done.stdout


def in_process(engine, paths, tokenizer, text, threads, passes, ids=None):
    """One engine's figures: seconds and processor seconds of every pass, the number of tokens."""
    if engine.startswith("malmoi"):
        path = paths["own"] if engine == "malmoi, own vocabulary" else paths[tokenizer]
        mode = "count" if engine == "malmoi, count" else "encode"
        whole = ["--document-bytes", "0"] if engine == "malmoi, whole files" else []
        chosen = engine.removeprefix("malmoi, ")
        instructions = ["--instruction-set", chosen] if chosen in INSTRUCTION_SETS else []
        command = [BENCH, path, text.path, "--mode", mode, *whole, *instructions]
    else:
        command = [sys.executable, PEER, engine, paths[tokenizer], text.path]
    command += ["--threads", str(threads), "--passes", str(passes)]
    return json.loads(output(command + (["--ids", ids] if ids else []), threads))


def short_texts(engine, paths, tokenizer):
    """Microseconds of the first call on 50 bytes after loading, and of the calls after it."""
    if engine == "malmoi":
        return json.loads(output([BENCH, paths[tokenizer], "--mode", "short"], 1))
    command = [sys.executable, PEER, engine, paths[tokenizer], os.devnull, "--short"]
    return json.loads(output(command, 1))


def worst_cases(paths, tokenizer, usual):
    """Malmoi's rates on texts without borders and on a usual text, and how its time grows."""
    command = [BENCH, paths[tokenizer], usual.path, "--document-bytes", "0", "--mode", "worst"]
    lines = output(command, 1).splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def command_line(engine, tokenizer, files, threads, out):
    """Seconds and processor seconds of a whole process that writes the ids of the files: start and loading included."""
    if engine == "malmoi":
        options = ["--format", "u32", "--threads", str(threads)]
        # Into standard output: with -o the file is forced onto the disk and renamed, which the peer's is not.
        command = ["sh", "-c", 'out=$1; shift; exec "$@" > "$out"', "sh", out]
        command += [TOOL, "encode", "-t", tokenizer, *options, *files]
    else:
        command = [sys.executable, FILES, tokenizer, out, str(threads), *files]
    started, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    output(command, threads)
    seconds, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    return seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
