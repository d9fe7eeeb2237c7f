"""Times one peer in this process and prints a JSON object.

    peer.py NAME TOKENIZER FILE [--passes N] [--threads N] [--ids OUT] [--short]

Before the first pass each peer encodes 64 times "a b": some build tables when they are first called
(gigatoken and fastokens for some 50 ms), which says nothing about the rate on a text of half a megabyte. That time is
the first of `seconds`, the passes over the text follow; the first of those meets every word for the first time.
`processor` is the processor time of the same, which other work on the machine disturbs less.
With --ids the ids of one more pass are written as 32-bit
numbers after the timing. With --short single calls on short texts are timed instead.

Each peer is called by the fastest way to ids that its package has, which is not always the public one: bpe-openai's
binding without its Python wrapper, toktok's encoder behind `batch_count`. None of them is asked for special tokens.
"""
import argparse
import base64
import json
import os
import tempfile
import time

SHORT = [
    "오늘 저녁에 뭐 먹을까요? 근처 맛집 추천해 주세요",
    "서울에서 부산까지 가장 빠른 기차 시간표 알려줘",
    "What is the fastest way to count tokens in Swift?!",
    "def f(x): return [y for y in range(x) if y % 2]  #",
]

O200K = "|".join(
    [
        r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?",
        r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?",
        r"\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+",
    ]
)


class Unsupported(Exception):
    """The peer does not know this tokenizer."""


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


def listed(encode):
    """(run, ids, single call) of a peer that encodes text by text into lists."""
    return (
        lambda texts: [encode(text) for text in texts],
        lambda result: [number for ids in result for number in ids],
        encode,
    )


def gigatoken(tokenizer, threads, files):
    # gigatoken imports awkward when it first returns something; that is no part of encoding.
    import awkward  # noqa: F401
    import gigatoken as library

    model = library.Tokenizer.from_tiktoken(tokenizer) if is_openai(tokenizer) else library.Tokenizer(tokenizer)
    encode = model.encode_files if files else model.encode_batch
    run = lambda source: encode(source, parallel=threads > 1)
    return run, lambda result: result.layout.content.data[: result.layout.offsets[-1]], model.encode


def fastokens(tokenizer):
    import fastokens as library

    if is_openai(tokenizer):
        model = library.Tokenizer.from_tiktoken(tokenizer, encoding="o200k_base")
    else:
        model = library.Tokenizer.from_file(tokenizer)
    return (
        lambda texts: model.encode_batch_flat(texts, split_special_tokens=True),
        lambda result: result[0],
        lambda text: model.encode(text).ids,
    )


def toktok(tokenizer, threads):
    import toktok as library

    if not is_openai(tokenizer):
        raise Unsupported
    model = library._encoding("o200k_base")
    return lambda texts: model.encode_batch(texts, threads), lambda result: result[0], model.encode_ordinary


def tiktoken(tokenizer):
    import tiktoken as library

    if not is_openai(tokenizer):
        raise Unsupported
    with open(tokenizer, "rb") as file:
        ranks = {base64.b64decode(a): int(b) for a, b in (line.split() for line in file if line.strip())}
    model = library.Encoding("o200k", pat_str=O200K, mergeable_ranks=ranks, special_tokens={})
    return listed(model._core_bpe.encode_ordinary)


def bpe_openai(tokenizer):
    from bpe_openai import _bindings

    if not is_openai(tokenizer):
        raise Unsupported
    return listed(_bindings.tokenizer_for_encoding("o200k_base").encode)


def hugging_face(tokenizer):
    import tokenizers

    if is_openai(tokenizer):
        raise Unsupported
    model = tokenizers.Tokenizer.from_file(tokenizer)
    model.encode_special_tokens = True
    return (
        lambda texts: model.encode_batch_fast(texts, add_special_tokens=False),
        lambda result: [number for encoding in result for number in encoding.ids],
        lambda text: model.encode(text, add_special_tokens=False).ids,
    )


def load(name, tokenizer, threads):
    """What runs the peer over texts, what takes the ids out of the result, and what encodes a single text."""
    if name.startswith("gigatoken"):
        return gigatoken(tokenizer, threads, name.endswith("files"))
    if name == "toktok-rs":
        return toktok(tokenizer, threads)
    makers = {
        "fastokens": fastokens, "tiktoken": tiktoken, "bpe-openai": bpe_openai, "tokenizers": hugging_face,
    }
    return makers[name](tokenizer)


def source(name, path):
    """The documents of a file in the form that the peer takes without conversion; made outside the timing."""
    if name == "gigatoken files":
        import gigatoken as library

        return library.TextFileSource([path])
    with open(path, "rb") as file:
        found = documents(file.read())
    if name != "gigatoken batch":
        return [text.decode("utf-8", "replace") for text in found]
    import gigatoken as library

    return library.BytesSource(found)


def make_ready(name, run):
    """Lets the peer build what it builds when it is first called, on every thread."""
    if name == "gigatoken files":
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "short")
            with open(path, "wb") as file:
                file.write(b"a b\n" * 64)
            run(source(name, path))
    elif name == "gigatoken batch":
        import gigatoken as library

        run(library.BytesSource([b"a b\n"] * 64))
    else:
        run(["a b\n"] * 64)


def short(call, load_seconds):
    """The first call after loading, and the mean of many calls after those."""
    started = time.perf_counter()
    call(SHORT[0])
    first = time.perf_counter() - started
    for text in SHORT:
        call(text)
    calls = 40_000
    started = time.perf_counter()
    for _ in range(calls // 4):
        for text in SHORT:
            call(text)
    each = (time.perf_counter() - started) / calls
    return {"load": load_seconds, "first_us": first * 1e6, "each_us": each * 1e6}


def write_ids(ids, path):
    """Returns how many there are."""
    import numpy

    array = numpy.frombuffer(ids, numpy.uint32) if isinstance(ids, bytes) else numpy.asarray(ids, numpy.uint32)
    if path:
        array.tofile(path)
    return len(array)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name")
    parser.add_argument("tokenizer")
    parser.add_argument("file")
    parser.add_argument("--passes", type=int, default=3)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--ids")
    parser.add_argument("--short", action="store_true")
    options = parser.parse_args()
    started = time.perf_counter()
    try:
        run, ids, call = load(options.name, options.tokenizer, options.threads)
    except Unsupported:
        print(json.dumps({"unsupported": True}))
        return
    load_seconds = time.perf_counter() - started
    if options.short:
        print(json.dumps(short(call, load_seconds)))
        return
    texts = source(options.name, options.file)
    wall, work = time.perf_counter(), time.process_time()
    make_ready(options.name, run)
    seconds, processor, result = [time.perf_counter() - wall], [time.process_time() - work], None
    for _ in range(options.passes):
        result = None
        wall, work = time.perf_counter(), time.process_time()
        result = run(texts)
        seconds.append(time.perf_counter() - wall)
        processor.append(time.process_time() - work)
    tokens = write_ids(ids(result), options.ids)
    print(json.dumps({"load": load_seconds, "tokens": tokens, "seconds": seconds, "processor": processor}))


main()
