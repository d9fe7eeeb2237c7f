"""The trainers that `compare-training` compares with, each run in a process of its own.

    trainers.py NAME TEXT IDS OUT

Every one gets the same file and is asked for the same number of ids over bytes. What differs, because a trainer does
not offer otherwise, is in NOTES and printed under the table.
"""
import base64
import os
import sys

GPT2 = r"'(?:[sdmt]|ll|ve|re)| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"
NOTES = {
    "gigabpe": "GPT-2's split, minimum frequency 2, two threads",
    "huggingface": "`BpeTrainer`, GPT-2's split, minimum frequency 2, two threads",
    "rustbpe": "GPT-2's split given as its pattern, no minimum frequency to set",
    "sentencepiece": "BPE with its own split at white space, characters with bytes as fallback; lines up to 1 MB",
    "kiwipiepy": "`bpe_trainer` over bytes with its own split (digits by three, repeats cut), minimum frequency 2, "
    "tokens up to 256 bytes, two workers",
}


def lines(text):
    with open(text, encoding="utf-8") as file:
        yield from file


def train(name, text, ids, out):
    """Trains and writes what `compression` reads."""
    if name == "gigabpe":
        import gigabpe

        gigabpe.train_tokenizer(
            [text], vocab_size=ids, output=os.path.join(out, "tokenizer.json"), pretokenizer="bytelevel",
            special_tokens=[], min_frequency=2, threads=2)
    elif name == "huggingface":
        from tokenizers import Tokenizer, models, pre_tokenizers, trainers

        tokenizer = Tokenizer(models.BPE())
        tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
        trainer = trainers.BpeTrainer(
            vocab_size=ids, min_frequency=2, show_progress=False,
            initial_alphabet=pre_tokenizers.ByteLevel.alphabet())
        tokenizer.train([text], trainer)
        tokenizer.save(os.path.join(out, "tokenizer.json"))
    elif name == "rustbpe":
        import rustbpe

        tokenizer = rustbpe.Tokenizer()
        tokenizer.train_from_iterator(lines(text), ids, pattern=GPT2)
        with open(os.path.join(out, "gpt2.tiktoken"), "wb") as file:
            for token, rank in sorted(tokenizer.get_mergeable_ranks(), key=lambda pair: pair[1]):
                file.write(base64.b64encode(bytes(token)) + b" %d\n" % rank)
    elif name == "sentencepiece":
        import sentencepiece

        sentencepiece.SentencePieceTrainer.train(
            input=text, model_prefix=os.path.join(out, "sp"), vocab_size=ids, model_type="bpe", byte_fallback=True,
            normalization_rule_name="identity", num_threads=2, max_sentence_length=1 << 20, minloglevel=2)
    elif name == "kiwipiepy":
        from kiwipiepy.bpe_trainer import train_bpe_tokenizer

        train_bpe_tokenizer(
            os.path.join(out, "tokenizer.json"), lines(text), ids, min_pair_frequency=2, max_token_length=256,
            num_workers=2, show_progress=False)
    else:
        sys.exit(f"no trainer is called {name}")


def encoder(out):
    """How many tokens each of the texts has in the vocabulary that lies in `out`, or None where none is there."""
    if os.path.exists(os.path.join(out, "tokenizer.json")):
        from tokenizers import Tokenizer

        model = Tokenizer.from_file(os.path.join(out, "tokenizer.json"))
        return lambda texts: sum(len(e.ids) for e in model.encode_batch(texts, add_special_tokens=False))
    if os.path.exists(os.path.join(out, "gpt2.tiktoken")):
        import tiktoken

        with open(os.path.join(out, "gpt2.tiktoken"), "rb") as file:
            ranks = {base64.b64decode(a): int(b) for a, b in (line.split() for line in file)}
        model = tiktoken.Encoding("rustbpe", pat_str=GPT2, mergeable_ranks=ranks, special_tokens={})
        return lambda texts: sum(map(len, model.encode_ordinary_batch(texts, num_threads=2)))
    if os.path.exists(os.path.join(out, "sp.model")):
        import sentencepiece

        model = sentencepiece.SentencePieceProcessor(model_file=os.path.join(out, "sp.model"))
        return lambda texts: sum(map(len, model.encode(texts)))
    return None


if __name__ == "__main__":
    train(sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4])
