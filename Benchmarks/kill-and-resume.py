"""Whether `malmoi train` that is killed at random moments and resumed ends in the same bytes as one that is not.

    Benchmarks/kill-and-resume.py MALMOI CORPUS.jsonl [ROUNDS] [SEED]

Every round kills the run again and again (SIGKILL, SIGTERM or SIGINT, after a random time) until one run is done, then
compares the files. Every other round has a bound of memory (300 MB, enough for some 10 to 15 MB of mixed text), so that
counts go to disk as tables fill. Exit code 0 if all rounds agree, 1 if not.
"""
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time


def main():
    malmoi, corpus = sys.argv[1:3]
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 20
    seed = int(sys.argv[4]) if len(sys.argv) > 4 else 1
    chance = random.Random(seed)
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        def command(out, *more):
            return [malmoi, "train", corpus, "--jsonl", "--source-field", "source", "--dedup", "--vocab-size", "20000",
                    "--superwords", "0.1", "--checkpoint-every", "0.1", "--out", out, *more]

        def files(out):
            return [open(f"{out}/{name}", "rb").read() for name in ("tokenizer.json", "vocab.tsv")]

        start = time.time()
        subprocess.run(command(folder + "/whole"), check=True, stdout=subprocess.DEVNULL)
        seconds = time.time() - start
        whole = files(folder + "/whole")
        print(f"uninterrupted: {seconds:.1f} s; seed {seed}", flush=True)
        for round_number in range(rounds):
            out = f"{folder}/round{round_number}"
            kills = []
            bound = ["--max-memory", "300M"] if round_number % 2 else []
            while True:
                process = subprocess.Popen(
                    command(out, "--resume", *bound), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
                # The later kills wait longer, so that the run gets to an end.
                try:
                    process.wait(chance.uniform(0.02, seconds * (0.6 + 0.15 * len(kills))))
                    break
                except subprocess.TimeoutExpired:
                    number = chance.choice([signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
                    process.send_signal(number)
                    process.wait()
                    kills.append(signal.Signals(number).name)
            same = process.returncode == 0 and files(out) == whole and not os.path.exists(out + ".checkpoint")
            failed += not same
            left = "" if same else f" (exit code {process.returncode}: {process.stderr.read().decode()})"
            print(f"round {round_number + 1}: {len(kills)} kills ({' '.join(kills)}): "
                  f"{'the same bytes' if same else 'DIFFERENT'}{left}", flush=True)
            shutil.rmtree(out, ignore_errors=True)
    return 1 if failed else 0


sys.exit(main())
