"""Times one peer in this process: `peer.py NAME TOKENIZER FILE PASSES THREADS`, a JSON object on standard output."""
import json
import sys
import time


def documents(data, size=4096):
    """The file cut at line ends to about `size` bytes, as encode-bench cuts it."""
    start, found = 0, []
    while start < len(data):
        end = min(start + size, len(data))
        if end < len(data):
            line = data.find(b"\n", end - 1)
            end = len(data) if line < 0 else line + 1
        found.append(data[start:end])
        start = end
    return found


def is_openai(tokenizer):
    return tokenizer.endswith(".tiktoken")


def gigatoken(tokenizer, path, texts, threads, files):
    import awkward
    import gigatoken as library

    model = library.Tokenizer.from_tiktoken(tokenizer) if is_openai(tokenizer) else library.Tokenizer(tokenizer)
    if files:
        source = library.TextFileSource([path])
        return lambda: awkward.count(model.encode_files(source, parallel=threads > 1))
    raw = [text.encode() for text in texts]
    return lambda: awkward.count(model.encode_batch(raw, parallel=threads > 1))


def fastokens(tokenizer, texts):
    import fastokens as library

    if is_openai(tokenizer):
        raise NotImplementedError
    model = library.Tokenizer.from_file(tokenizer)
    return lambda: sum(len(model.encode(text)) for text in texts)


def tiktoken_like(library, tokenizer, texts):
    if not is_openai(tokenizer):
        raise NotImplementedError
    if library == "bpe-openai":
        import bpe_openai

        model = bpe_openai.get_encoding("o200k_base")
        return lambda: sum(len(model.encode(text)) for text in texts)
    import base64

    import tiktoken

    pattern = "|".join(
        [
            r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?",
            r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?",
            r"\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+",
        ]
    )
    with open(tokenizer, "rb") as file:
        ranks = {base64.b64decode(a): int(b) for a, b in (line.split() for line in file if line.strip())}
    model = tiktoken.Encoding("o200k", pat_str=pattern, mergeable_ranks=ranks, special_tokens={})
    return lambda: sum(len(model.encode_ordinary(text)) for text in texts)


def hugging_face(tokenizer, texts):
    import tokenizers

    if is_openai(tokenizer):
        raise NotImplementedError
    model = tokenizers.Tokenizer.from_file(tokenizer)
    return lambda: sum(len(model.encode(text, add_special_tokens=False)) for text in texts)


def main():
    name, tokenizer, path, passes, threads = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), int(sys.argv[5])
    with open(path, "rb") as file:
        data = file.read()
    texts = [text.decode("utf-8", "replace") for text in documents(data)]
    started = time.perf_counter()
    try:
        if name.startswith("gigatoken"):
            run = gigatoken(tokenizer, path, texts, threads, name.endswith("files"))
        elif name == "fastokens":
            run = fastokens(tokenizer, texts)
        elif name == "tokenizers":
            run = hugging_face(tokenizer, texts)
        else:
            run = tiktoken_like(name, tokenizer, texts)
    except NotImplementedError:
        return
    load = time.perf_counter() - started
    seconds, tokens = [], 0
    for _ in range(passes):
        started = time.perf_counter()
        tokens = int(run())
        seconds.append(time.perf_counter() - started)
    print(json.dumps({"load": load, "bytes": len(data), "tokens": tokens, "seconds": seconds}))


main()
