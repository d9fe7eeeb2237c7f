"""Times `malmoi train` and other trainers on mixes of the training corpus, each run in a process of its own.

Every contender gets the same plain text, GPT-2's split, bytes, 153,600 ids, minimum frequency 2 and two threads. The
runs are interleaved (A B C A B C …) and medians are printed with the processor time of both threads (which other work on
the machine hardly changes), peak memory (of the process, from the kernel) and the compression of each result on the
development set.
"""
import argparse
import glob
import io
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
SHARED = os.environ.get("MALMOI_SHARED", os.path.join(HERE, "..", "..", "shared"))
MALMOI = os.environ.get("MALMOI", os.path.join(HERE, "..", ".build", "release", "malmoi"))
PLAIN = ["--split", "gpt2", "--normalization", "none", "--threads", "2"]


def make_mix(path, megabytes):
    """Documents of all sources in a random order (seeded), as often as it takes."""
    import zstandard
    documents = []
    for name in sorted(glob.glob(os.path.join(SHARED, "corpora", "train", "*.jsonl.zst"))):
        if "nfd" in name:
            continue
        with open(name, "rb") as file:
            reader = zstandard.ZstdDecompressor(max_window_size=2**31).stream_reader(file)
            for line in io.TextIOWrapper(reader, encoding="utf-8"):
                documents.append(json.loads(line)["text"].replace("\r", "") + "\n")
    chance, size = random.Random(7), 0
    with open(path + ".part", "w", encoding="utf-8") as out:
        while size < megabytes * 1_000_000:
            chance.shuffle(documents)
            for document in documents:
                out.write(document)
                size += len(document.encode())
                if size >= megabytes * 1_000_000:
                    break
    os.rename(path + ".part", path)


def peer(name, text, ids, out):
    """Runs a peer in this process."""
    if name == "gigabpe":
        import gigabpe
        gigabpe.train_tokenizer([text], vocab_size=ids, output=out + "/tokenizer.json", pretokenizer="bytelevel",
                                special_tokens=[], min_frequency=2, threads=2)
    elif name == "huggingface":
        from tokenizers import Tokenizer, models, pre_tokenizers, trainers
        tokenizer = Tokenizer(models.BPE())
        tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
        trainer = trainers.BpeTrainer(vocab_size=ids, min_frequency=2, show_progress=False,
                                      initial_alphabet=pre_tokenizers.ByteLevel.alphabet())
        tokenizer.train([text], trainer)
        tokenizer.save(out + "/tokenizer.json")
    elif name == "rustbpe":
        import rustbpe
        tokenizer = rustbpe.Tokenizer()
        with open(text, encoding="utf-8") as lines:
            tokenizer.train_from_iterator(
                lines, ids, pattern=r"'(?:[sdmt]|ll|ve|re)| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+")
    elif name == "sentencepiece":
        import sentencepiece
        sentencepiece.SentencePieceTrainer.train(
            input=text, model_prefix=out + "/sp", vocab_size=ids, model_type="bpe", byte_fallback=True, num_threads=2,
            max_sentence_length=1 << 20, minloglevel=2)


def contenders(names):
    malmoi = {
        "malmoi": lambda text, ids, out: [MALMOI, "train", text, *PLAIN, "--vocab-size", str(ids), "--out", out],
        "malmoi --plain": lambda text, ids, out: [
            MALMOI, "train", text, *PLAIN, "--plain", "--vocab-size", str(ids), "--out", out],
    }
    for name in names:
        yield name, malmoi.get(name) or (
            lambda text, ids, out, name=name: [sys.executable, __file__, "--peer", name, text, str(ids), out])


def measure(command):
    start = time.time()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    error = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.time() - start
    if status != 0:
        return None, None, error.decode(errors="replace")[-200:]
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def compression(out):
    """Characters per token on the development set, or None where the result is no tokenizer.json."""
    if not os.path.exists(out + "/tokenizer.json"):
        return None
    from tokenizers import Tokenizer
    tokenizer = Tokenizer.from_file(out + "/tokenizer.json")
    characters = tokens = 0
    for name in sorted(glob.glob(os.path.join(SHARED, "corpora", "dev", "*.jsonl"))):
        with open(name, encoding="utf-8") as lines:
            texts = [json.loads(line)["text"] for _, line in zip(range(30), lines)]
        characters += sum(map(len, texts))
        tokens += sum(len(e.ids) for e in tokenizer.encode_batch(texts))
    return characters / tokens


def main():
    if len(sys.argv) > 1 and sys.argv[1] == "--peer":
        return peer(sys.argv[2], sys.argv[3], int(sys.argv[4]), sys.argv[5])
    options = argparse.ArgumentParser()
    options.add_argument("--sizes", default="100,300,1000", help="megabytes, with commas between")
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--ids", type=int, default=153600)
    options.add_argument("--peers", default="malmoi,malmoi --plain,gigabpe,huggingface")
    options.add_argument("--work", default="/tmp/malmoi-compare-training")
    options.add_argument("--out", help="also write the table to this file")
    options = options.parse_args()
    os.makedirs(options.work, exist_ok=True)
    rows = ["| text | trainer | time, median | runs | against gigabpe | processor time | against gigabpe | peak memory | chars/token on dev |",
            "|---|---|---|---|---|---|---|---|---|"]
    print("\n".join(rows), flush=True)
    for size in options.sizes.split(","):
        text = f"{options.work}/mix{size}.txt"
        if not os.path.exists(text):
            make_mix(text, int(size))
        times, work, memory, ratio = {}, {}, {}, {}
        for run in range(options.runs):
            for name, command in contenders(options.peers.split(",")):
                out = f"{options.work}/{name.replace(' ', '')}"
                os.makedirs(out, exist_ok=True)
                seconds, processor, peak = measure(command(text, options.ids, out))
                if seconds is None:
                    print(f"{name} failed: {peak}", file=sys.stderr, flush=True)
                    continue
                times.setdefault(name, []).append(seconds)
                work.setdefault(name, []).append(processor)
                memory[name] = max(memory.get(name, 0), peak)
                if run == 0:
                    ratio[name] = compression(out)
        base = statistics.median(times["gigabpe"]) if "gigabpe" in times else None
        base_work = statistics.median(work["gigabpe"]) if "gigabpe" in work else None
        for name, seconds in times.items():
            median = statistics.median(seconds)
            against = f"{median / base:.2f}x" if base else "–"
            processor = statistics.median(work[name])
            against_work = f"{processor / base_work:.2f}x" if base_work else "–"
            all_runs = " ".join(f"{s:.1f}" for s in seconds)
            quality = f"{ratio[name]:.3f}" if ratio.get(name) else "–"
            row = (f"| {size} MB | {name} | {median:.1f} s | {all_runs} | {against} | {processor:.1f} s | {against_work} | {memory[name]:.0f} MB | {quality} |")
            rows.append(row)
            print(row, flush=True)
    if options.out:
        with open(options.out, "w", encoding="utf-8") as out:
            out.write("\n".join(rows) + "\n")


if __name__ == "__main__":
    sys.exit(main())
