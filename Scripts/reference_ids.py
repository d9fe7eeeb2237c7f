#!/usr/bin/env python3
"""Ids from the reference libraries, for tests: JSON Lines in, JSON Lines out.

A request names a tokenizer and texts; the answer is {"ids": [[...], ...]} or {"error": "..."}.

  {"tokenizer": "x/tokenizer.json", "texts": [...]}                    tokenizers
  {"tokenizer": "x", "texts": [...]}                                   tokenizers: vocab.json + merges.txt of a directory
  {"tokenizer": "x.tiktoken", "regex": "...", "special_tokens": {}}    tiktoken
  {"tokenizer": "x.model"}                                             sentencepiece, else tiktoken with "regex"

"special": "allowed" turns the text of special tokens into them; by default it is ordinary text.
"add_special_tokens": true runs the post-processor too. "decode": true adds "decoded", the text of each list of ids;
"offsets": true adds "offsets", where each token begins and ends in the text, in characters, one after the other.
"""

import base64
import json
import os
import sys


class HuggingFace:
    def __init__(self, path):
        import tokenizers

        if os.path.isdir(path):
            self.tokenizer = self.from_directory(tokenizers, path)
        else:
            self.tokenizer = tokenizers.Tokenizer.from_file(path)
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()

    @staticmethod
    def from_directory(tokenizers, path):
        pairs = [("vocab.json", "merges.txt"), ("encoder.json", "vocab.bpe")]
        vocab, merges = next(p for p in pairs if os.path.exists(os.path.join(path, p[0])))
        model = tokenizers.models.BPE.from_file(os.path.join(path, vocab), os.path.join(path, merges))
        tokenizer = tokenizers.Tokenizer(model)
        config = {}
        if os.path.exists(os.path.join(path, "tokenizer_config.json")):
            with open(os.path.join(path, "tokenizer_config.json"), encoding="utf-8") as file:
                config = json.load(file)
        tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.ByteLevel(
            add_prefix_space=config.get("add_prefix_space", False)
        )
        tokenizer.decoder = tokenizers.decoders.ByteLevel()
        added = config.get("added_tokens_decoder")
        if added is None:
            tokenizer.add_special_tokens(["<|endoftext|>"])
        for _, fields in sorted((added or {}).items(), key=lambda item: int(item[0])):
            token = tokenizers.AddedToken(**{k: v for k, v in fields.items() if k != "__type"})
            (tokenizer.add_special_tokens if fields["special"] else tokenizer.add_tokens)([token])
        return tokenizer

    def encode(self, texts, allowed, add_special_tokens):
        self.tokenizer.encode_special_tokens = not allowed
        encodings = self.tokenizer.encode_batch(texts, add_special_tokens=add_special_tokens)
        return [encoding.ids for encoding in encodings]

    def decode(self, ids):
        return self.tokenizer.decode(ids, skip_special_tokens=False)

    def offsets(self, texts, allowed):
        self.tokenizer.encode_special_tokens = not allowed
        encodings = self.tokenizer.encode_batch(texts, add_special_tokens=False)
        return [[place for offsets in encoding.offsets for place in offsets] for encoding in encodings]


class Tiktoken:
    def __init__(self, path, regex, special_tokens):
        import tiktoken

        ranks = {}
        with open(path, "rb") as file:
            for line in file:
                if line.strip():
                    token, rank = line.split()
                    ranks[base64.b64decode(token)] = int(rank)
        self.encoding = tiktoken.Encoding("x", pat_str=regex, mergeable_ranks=ranks, special_tokens=special_tokens)

    def encode(self, texts, allowed, add_special_tokens):
        if allowed:
            return self.encoding.encode_batch(texts, allowed_special="all", num_threads=1)
        return self.encoding.encode_ordinary_batch(texts, num_threads=1)

    def decode(self, ids):
        return self.encoding.decode(ids)


class SentencePiece:
    def __init__(self, path):
        import sentencepiece

        self.processor = sentencepiece.SentencePieceProcessor(model_file=path)

    def encode(self, texts, allowed, add_special_tokens):
        return [self.processor.encode(text) for text in texts]

    def decode(self, ids):
        return self.processor.decode(ids)


def load(request):
    path = request["tokenizer"]
    if "regex" in request:
        return Tiktoken(path, request["regex"], request.get("special_tokens", {}))
    if path.endswith(".model"):
        return SentencePiece(path)
    return HuggingFace(path)


def main():
    loaded = {}
    for line in sys.stdin:
        try:
            request = json.loads(line)
            key = (request["tokenizer"], request.get("regex"))
            if key not in loaded:
                loaded[key] = load(request)
            tokenizer = loaded[key]
            ids = tokenizer.encode(
                request["texts"], request.get("special") == "allowed", request.get("add_special_tokens", False)
            )
            answer = {"ids": [list(i) for i in ids]}
            if request.get("decode"):
                answer["decoded"] = [tokenizer.decode(list(i)) for i in ids]
            if request.get("offsets"):
                answer["offsets"] = tokenizer.offsets(request["texts"], request.get("special") == "allowed")
        except BaseException as error:  # The libraries' panics are no Exceptions.
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)


main()
