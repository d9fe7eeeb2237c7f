"""Whether `malmoi train --plain` learns exactly the merges that Hugging Face's BpeTrainer learns.

    Benchmarks/hf-parity.py MALMOI CORPUS.jsonl [VOCAB_SIZE] [SPLIT ...]

Both count the same documents (the field `text`), byte-level, minimum frequency 2. Exit code 0 if every list of merges
is equal, 1 if not.
"""
import json
import subprocess
import sys
import tempfile
import time

from tokenizers import Regex, Tokenizer, models, pre_tokenizers, trainers


def reference(corpus, size, pre_tokenizer):
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizer
    trainer = trainers.BpeTrainer(
        vocab_size=size, min_frequency=2, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False, special_tokens=[])
    with open(corpus, encoding="utf-8") as lines:
        tokenizer.train_from_iterator((json.loads(line)["text"] for line in lines), trainer)
    return json.loads(tokenizer.to_str())["model"]["merges"]


def pre_tokenizer_of(path):
    """The pre-tokenizer that the file of ours carries, so that both sides split by the same regex."""
    return Tokenizer.from_file(path).pre_tokenizer


def main():
    malmoi, corpus = sys.argv[1:3]
    size = int(sys.argv[3]) if len(sys.argv) > 3 else 153600
    equal = True
    for split in sys.argv[4:] or ["gpt2", "llama3"]:
        with tempfile.TemporaryDirectory() as folder:
            start = time.time()
            subprocess.run(
                [malmoi, "train", corpus, "--jsonl", "--plain", "--split", split, "--normalization", "none",
                 "--vocab-size", str(size), "--out", folder + "/out"], check=True, stdout=subprocess.DEVNULL)
            ours_seconds = time.time() - start
            ours = json.load(open(folder + "/out/tokenizer.json", encoding="utf-8"))["model"]["merges"]
            start = time.time()
            theirs = reference(corpus, size, pre_tokenizer_of(folder + "/out/tokenizer.json"))
            same = [list(m) for m in ours] == [list(m) for m in theirs]
            equal = equal and same
            where = "" if same else f", first difference at {next((i for i, (a, b) in enumerate(zip(ours, theirs)) if a != b), 'the end')}"
            print(f"{split}: {len(ours)} and {len(theirs)} merges, {'equal' if same else 'DIFFERENT' + where}; "
                  f"malmoi {ours_seconds:.1f} s, Hugging Face {time.time() - start:.1f} s", flush=True)
    return 0 if equal else 1


sys.exit(main())
