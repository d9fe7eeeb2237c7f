"""The reference libraries behind one face: ids of texts, with special tokens as text or as tokens."""

import base64
import json
import pathlib

import sentencepiece
import tiktoken
import tokenizers

HARMONY = {
    199998: "startoftext", 199999: "endoftext", 200002: "return", 200003: "constrain", 200005: "channel",
    200006: "start", 200007: "end", 200008: "message", 200012: "call", 200018: "endofprompt",
}


class HuggingFace:
    """A tokenizer.json, or vocab.json and merges.txt with GPT-2's split."""

    library = f"tokenizers {tokenizers.__version__}"

    def __init__(self, path: pathlib.Path):
        if path.is_dir():
            self.tokenizer = self.from_directory(path)
        else:
            self.tokenizer = tokenizers.Tokenizer.from_file(str(path))
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()

    @staticmethod
    def from_directory(path: pathlib.Path):
        pairs = [("vocab.json", "merges.txt"), ("encoder.json", "vocab.bpe")]
        vocab, merges = next((path / v, path / m) for v, m in pairs if (path / v).exists())
        tokenizer = tokenizers.Tokenizer(tokenizers.models.BPE.from_file(str(vocab), str(merges)))
        tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.ByteLevel(add_prefix_space=False)
        tokenizer.decoder = tokenizers.decoders.ByteLevel()
        config = path / "tokenizer_config.json"
        if not config.exists():
            tokenizer.add_special_tokens(["<|endoftext|>"])
            return tokenizer
        added = json.loads(config.read_text("utf-8")).get("added_tokens_decoder", {})
        for _, fields in sorted(added.items(), key=lambda item: int(item[0])):
            token = tokenizers.AddedToken(**fields)
            (tokenizer.add_special_tokens if fields["special"] else tokenizer.add_tokens)([token])
        return tokenizer

    def encode(self, texts: list[str], special: str) -> list[list[int]]:
        self.tokenizer.encode_special_tokens = special == "text"
        return [e.ids for e in self.tokenizer.encode_batch(texts, add_special_tokens=False)]

    def encode_with_template(self, text: str) -> list[int]:
        self.tokenizer.encode_special_tokens = False
        return self.tokenizer.encode(text).ids

    def decode(self, ids: list[int]) -> str:
        return self.tokenizer.decode(ids, skip_special_tokens=False)

    def tokens(self) -> list[str]:
        return [self.tokenizer.decode([i], skip_special_tokens=False) for i in sorted(self.tokenizer.get_vocab().values())]

    def added_tokens(self) -> list[str]:
        return [token.content for token in self.tokenizer.get_added_tokens_decoder().values()]


class Tiktoken:
    """Ranks, a regex and special tokens; ids may be shifted (tekken)."""

    library = f"tiktoken {tiktoken.__version__}"

    def __init__(self, ranks: dict[bytes, int], regex: str, special: dict[str, int], shift: int = 0):
        self.encoding = tiktoken.Encoding("subject", pat_str=regex, mergeable_ranks=ranks, special_tokens=special)
        self.special = special
        self.shift = shift
        self.ranks = ranks

    @classmethod
    def from_file(cls, path: pathlib.Path, regex: str, special: dict[str, int]):
        ranks = {}
        for line in path.read_bytes().splitlines():
            if line:
                token, rank = line.split()
                ranks[base64.b64decode(token)] = int(rank)
        return cls(ranks, regex, special)

    @classmethod
    def from_tekken(cls, path: pathlib.Path):
        data = json.loads(path.read_text("utf-8"))
        config = data["config"]
        special = config["default_num_special_tokens"]
        count = config["default_vocab_size"] - special
        ranks = {base64.b64decode(entry["token_bytes"]): entry["rank"] for entry in data["vocab"][:count]}
        return cls(ranks, config["pattern"], {}, shift=special)

    def encode(self, texts: list[str], special: str) -> list[list[int]]:
        if special == "allowed" and self.special:
            lists = self.encoding.encode_batch(texts, allowed_special="all", num_threads=1)
        else:
            lists = self.encoding.encode_ordinary_batch(texts, num_threads=1)
        return [[i + self.shift for i in ids] for ids in lists] if self.shift else lists

    def decode(self, ids: list[int]) -> str:
        return self.encoding.decode([i - self.shift for i in ids])

    def tokens(self) -> list[str]:
        return [token.decode("utf-8", "replace") for token in self.ranks]

    def added_tokens(self) -> list[str]:
        return list(self.special)


class SentencePiece:
    """A SentencePiece model; control symbols are never made from text."""

    library = f"sentencepiece {sentencepiece.__version__}"

    def __init__(self, path: pathlib.Path):
        self.processor = sentencepiece.SentencePieceProcessor(model_file=str(path))

    def encode(self, texts: list[str], special: str) -> list[list[int]]:
        # A zero byte ends the text in this library's Python module.
        return self.processor.encode(texts)

    def decode(self, ids: list[int]) -> str:
        return self.processor.decode(ids)

    def tokens(self) -> list[str]:
        size = self.processor.get_piece_size()
        return [self.processor.id_to_piece(i).replace("\u2581", " ") for i in range(size)]

    def added_tokens(self) -> list[str]:
        return ["<s>", "</s>", "<unk>", "<0x41>"]


O200K = "|".join([
    r"""[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?""",
    r"""[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?""",
    r"""\p{N}{1,3}""", r""" ?[^\s\p{L}\p{N}]+[\r\n/]*""", r"""\s*[\r\n]+""", r"""\s+(?!\S)""", r"""\s+""",
])
CL100K = r"""'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+| ?[^\s\p{L}\p{N}]++[\r\n]*+|\s++$|\s*[\r\n]|\s+(?!\S)|\s"""
R50K = r"""'(?:[sdmt]|ll|ve|re)| ?\p{L}++| ?\p{N}++| ?[^\s\p{L}\p{N}]++|\s++$|\s+(?!\S)|\s"""
LLAMA3 = r"""(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"""
QWEN = r"""(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"""
CL100K_SPECIAL = {
    "<|endoftext|>": 100257, "<|fim_prefix|>": 100258, "<|fim_middle|>": 100259, "<|fim_suffix|>": 100260,
    "<|endofprompt|>": 100276,
}
O200K_SPECIAL = {"<|endoftext|>": 199999, "<|endofprompt|>": 200018}
HARMONY_SPECIAL = {f"<|{HARMONY.get(i, f'reserved_{i}')}|>": i for i in range(199998, 201088)}
LLAMA3_SPECIAL = {
    f"<|{name}|>": 128000 + index
    for index, name in enumerate(
        ["begin_of_text", "end_of_text"] + [f"reserved_special_token_{i}" for i in range(4)]
        + ["start_header_id", "end_header_id", "reserved_special_token_4", "eot_id"]
        + [f"reserved_special_token_{i}" for i in range(5, 251)])
}
