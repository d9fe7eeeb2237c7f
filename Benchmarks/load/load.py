"""Times loading tokenizers: a .malmoi file and tokenizer.json by Malmoi, tokenizer.json by Hugging Face tokenizers.

Every load happens in a process of its own, and the three take turns, so that a machine that is busy is busy for all of
them. The median of the ratios of neighbours says more than the times on such a machine.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile

REFERENCE = """
import sys, time
from tokenizers import Tokenizer
wall, cpu = time.perf_counter(), time.process_time()
tokenizer = Tokenizer.from_file(sys.argv[1])
print((time.perf_counter() - wall) * 1e3, (time.process_time() - cpu) * 1e3)
"""


def times(command):
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return [float(field) for field in output[:3]]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bench", help="the LoadBench executable")
    parser.add_argument("files", nargs="+", help="tokenizer.json files")
    parser.add_argument("--rounds", type=int, default=9)
    options = parser.parse_args()
    print("milliseconds, medians of", options.rounds, "processes each: wall clock (processor)")
    row = "{:<44} {:>18} {:>20} {:>20} {:>10}"
    print(row.format("file", ".malmoi", "tokenizer.json", "Hugging Face", "ratio"))
    for path in options.files:
        with tempfile.TemporaryDirectory() as folder:
            binary = os.path.join(folder, "tokenizer.malmoi")
            subprocess.run([options.bench, path, "--to-malmoi", binary], check=True)
            commands = [
                [options.bench, binary],
                [options.bench, path],
                [sys.executable, "-c", REFERENCE, path],
            ]
            rounds = [[times(command) for command in commands] for _ in range(options.rounds)]
        cells = []
        for index in range(3):
            wall = statistics.median(each[index][0] for each in rounds)
            processor = statistics.median(each[index][1] for each in rounds)
            cells.append(f"{wall:.1f} ({processor:.1f})")
        ratio = statistics.median(each[1][1] / each[2][1] for each in rounds)
        name = "/".join(path.split("/")[-2:])
        print(row.format(name, *cells, f"{ratio:.2f}"))
    print("ratio: processor time of Malmoi over that of Hugging Face, for tokenizer.json")


if __name__ == "__main__":
    main()
