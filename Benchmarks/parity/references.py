"""The reference libraries behind one face: ids of texts, with special tokens as text or as tokens.

Everything runs on one thread: batches are for the calls that they save.
"""

import base64
import json
import os
import pathlib

os.environ["TOKENIZERS_PARALLELISM"] = "false"

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
        # This component takes the spaces around a token out of its offsets, and does nothing else.
        if isinstance(self.tokenizer.post_processor, tokenizers.processors.ByteLevel):
            self.tokenizer.post_processor = tokenizers.processors.ByteLevel(trim_offsets=False)

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

    def offsets(self, texts: list[str]) -> list[list[int]]:
        """Where tokens begin and end, in characters, one after the other."""
        self.tokenizer.encode_special_tokens = False
        encodings = self.tokenizer.encode_batch(texts, add_special_tokens=False)
        return [[place for offsets in encoding.offsets for place in offsets] for encoding in encodings]

    def has_comparable_offsets(self, text: str) -> bool:
        """Whether places in a text can be compared.

        Not where the normalizer changes it: elsewhere a place is a character, there it is a matter of definition. Not
        where a model without an unknown token drops characters: this library then counts on without them, and its
        places are those of other characters.
        """
        if self.tokenizer.normalizer is not None and self.tokenizer.normalizer.normalize_str(text) != text:
            return False
        return self.characters is None or self.characters.issuperset(text)

    @property
    def characters(self) -> set[str] | None:
        """The characters that a model without an unknown token knows; None where all characters have tokens."""
        if not hasattr(self, "known"):
            file = json.loads(self.tokenizer.to_str())
            model = file["model"]
            is_byte_level = '"ByteLevel"' in json.dumps(file["pre_tokenizer"])
            drops = model["type"] == "BPE" and model["unk_token"] is None and not is_byte_level
            self.known = {token for token in model["vocab"] if len(token) == 1} | {" "} if drops else None
        return self.known

    def decode(self, lists: list[list[int]]) -> list[str]:
        return self.tokenizer.decode_batch(lists, skip_special_tokens=False)

    def tokens(self) -> list[str]:
        lists = [[i] for i in sorted(self.tokenizer.get_vocab().values())]
        return [text for text in self.decode(lists) if text]

    def added_tokens(self) -> list[str]:
        return [token.content for token in self.tokenizer.get_added_tokens_decoder().values()]


class Tiktoken:
    """Ranks, a regex and special tokens."""

    library = f"tiktoken {tiktoken.__version__}"

    def __init__(self, ranks: dict[bytes, int], regex: str, special: dict[str, int]):
        self.encoding = tiktoken.Encoding("subject", pat_str=regex, mergeable_ranks=ranks, special_tokens=special)
        self.special = special
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
        """As mistral-common makes its encoding, but with its ids (behind the special tokens') as the ranks.

        Its own encoder never makes special tokens of text; here they are known, so that both ways can be compared.
        """
        data = json.loads(path.read_text("utf-8"))
        config = data["config"]
        count = config["default_num_special_tokens"]
        used = config["default_vocab_size"] - count
        ranks = {base64.b64decode(entry["token_bytes"]): entry["rank"] + count for entry in data["vocab"][:used]}
        names = [token["token_str"] for token in data.get("special_tokens") or []] or TEKKEN_SPECIAL
        names += [f"<SPECIAL_{i}>" for i in range(len(names), count)]
        return cls(ranks, config["pattern"], {name: i for i, name in enumerate(names)})

    def encode(self, texts: list[str], special: str) -> list[list[int]]:
        if special == "allowed" and self.special:
            return self.encoding.encode_batch(texts, allowed_special="all", num_threads=1)
        return self.encoding.encode_ordinary_batch(texts, num_threads=1)

    def decode(self, lists: list[list[int]]) -> list[str]:
        return self.encoding.decode_batch(lists, num_threads=1)

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
        return self.processor.encode(texts, num_threads=1)

    def decode(self, lists: list[list[int]]) -> list[str]:
        return self.processor.decode(lists)

    def tokens(self) -> list[str]:
        size = self.processor.get_piece_size()
        return [self.processor.id_to_piece(i).replace("\u2581", " ") for i in range(size)]

    def added_tokens(self) -> list[str]:
        return ["<s>", "</s>", "<unk>", "<0x41>"]


# The control tokens of tekken files that do not list their own (mistral-common).
TEKKEN_SPECIAL = [
    "<unk>", "<s>", "</s>", "[INST]", "[/INST]", "[AVAILABLE_TOOLS]", "[/AVAILABLE_TOOLS]", "[TOOL_RESULTS]",
    "[/TOOL_RESULTS]", "[TOOL_CALLS]", "[IMG]", "<pad>", "[IMG_BREAK]", "[IMG_END]", "[PREFIX]", "[MIDDLE]", "[SUFFIX]",
    "[SYSTEM_PROMPT]", "[/SYSTEM_PROMPT]", "[TOOL_CONTENT]",
]
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
