"""Published ids and hashes, which do not depend on the reference libraries that are installed here."""

import hashlib
import json
import pathlib
import re

# From the names in the files of vectors to those of the subjects.
KOREAN = {
    "openai-o200k_base": "o200k_base", "openai-cl100k_base": "cl100k_base", "openai-p50k_base": "p50k_base",
    "llama3": "llama3", "mistral-tekken_240911": "mistral tekken 240911", "qwen2.5": "qwen-2.5", "qwen3": "qwen3",
    "qwen3.5": "qwen-3.5", "deepseek-r1": "deepseek-r1", "deepseek-v3": "deepseek-v3", "glm-4.5v": "glm-4.5v",
    "glm-4.7-flash": "glm-4.7-flash", "minimax-m3": "minimax-m3", "anthropic-claude2": "anthropic-claude2",
    "kogpt2-v1": "kogpt2-v1", "kobart": "kobart", "exaone-4.0(normalizer none)": "exaone-4.0",
    "exaone-3.5(normalizer NFKC)": "exaone-3.5 (exaone-4.0's vocabulary, NFKC)", "kobert": "kobert",
    "kogpt2-v1-spm": "kogpt2-v1 (spiece.model)", "mistral-v3-spm": "mistral_instruct_tokenizer_240323.model.v3",
}
# llama.cpp's file of this name has the vocabulary of Qwen2 behind the split of Qwen3.5, and no normalizer.
QWEN35 = "qwen-3.5's split (qwen-2.5's vocabulary)"
LLAMA_CPP = {
    "gpt-2": "gpt2", "llama-bpe": "llama3", "qwen2": "qwen-2.5", "qwen35": QWEN35,
    "deepseek-coder": "deepseek-coder-33b-base", "deepseek-llm": "deepseek-llm-7b-base",
}
# The first tokens that the program behind the vectors puts before a text.
HASHES = {
    "gpt-2 https://huggingface.co/openai-community/gpt2": ("gpt2", []),
    "exaone4 https://huggingface.co/LGAI-EXAONE/EXAONE-4.0-32B": ("exaone-4.0", []),
    "qwen2 https://huggingface.co/Qwen/Qwen1.5-7B": ("qwen-2.5", []),
    "qwen35 https://huggingface.co/Qwen/Qwen3.5-9B-Instruct": ("qwen-3.5", []),
    "minimax-m2 https://huggingface.co/MiniMaxAI/MiniMax-M2": ("minimax-m2", []),
    "gpt-4o https://huggingface.co/Xenova/gpt-4o": ("o200k_base", []),
    "llama-bpe https://huggingface.co/meta-llama/Meta-Llama-3-8B": ("llama3", [128000]),
    "tekken https://huggingface.co/mistralai/Mistral-Nemo-Base-2407": ("tekken_240718", [1]),
    "deepseek-v3 https://huggingface.co/deepseek-ai/DeepSeek-V3": ("deepseek-v3", [0]),
    "deepseek-r1-qwen https://huggingface.co/deepseek-ai/DeepSeek-R1-Distill-Qwen-1.5B": (
        "deepseek-r1-distill-qwen-7b", [151646]),
    "deepseek-llm https://huggingface.co/deepseek-ai/deepseek-llm-7b-base": ("deepseek-llm-7b-base", [100000]),
    "deepseek-coder https://huggingface.co/deepseek-ai/deepseek-coder-6.7b-base": ("deepseek-coder-33b-base", [32013]),
    "glm4 https://huggingface.co/THUDM/glm-4-9b-hf": ("glm-4", []),
    "glm4 https://huggingface.co/zai-org/GLM-4.7-Flash": ("glm-4.7-flash", []),
}
TEST_PLANS = {"cl100k_base": "cl100k_base", "o200k_base": "o200k_base", "p50k_base": "p50k_base"}
TRANSFORMERS_JS = {
    "Xenova/gpt2": ("gpt2", []), "openai-community/gpt2": ("gpt2", []), "Xenova/gpt-4o": ("o200k_base", []),
    "Xenova/claude-tokenizer": ("anthropic-claude2", []), "Xenova/Qwen1.5-0.5B-Chat": ("qwen-2.5", []),
    "Xenova/llama3-tokenizer-new": ("llama3", [128000]),
}


def find(subjects, name):
    """The subject of this name, which may share a file with others."""
    for subject in subjects:
        names = re.split(r", ", subject.name.split(": ")[-1])
        if name == subject.name or name in names:
            return subject
    return None


class Check:
    def __init__(self, malmoi, subjects):
        self.malmoi, self.subjects, self.results = malmoi, subjects, []

    def ids(self, source, name, pairs, special="allowed"):
        """Compares ids for pairs of a text and what it should give."""
        subject = find(self.subjects, name)
        if subject is None:
            print(f"SKIPPED: {source}: there is no tokenizer {name}")
            return
        answer = self.malmoi.encode(subject, [text for text, _ in pairs], special)
        found = answer.get("ids") or [[] for _ in pairs]
        different = 0
        for (text, expected), ids in zip(pairs, found):
            if expected != ids:
                different += 1
                print(f"  {source}: {name}: {text[:60]!r}: {expected[:8]} for {ids[:8]}")
        self.results.append({"source": source, "name": name, "tried": len(pairs), "different": different})

    def hash(self, name, first, text, expected):
        subject = find(self.subjects, name)
        source = "llama.cpp's hashes"
        if subject is None:
            print(f"SKIPPED: {source}: there is no tokenizer {name}")
            return
        ids = first + self.malmoi.encode(subject, [text], "allowed")["ids"][0]
        different = int(hashlib.sha256(str(ids).encode()).hexdigest() != expected)
        if different:
            print(f"  {source}: {name} has another hash")
        self.results.append({"source": source, "name": name, "tried": 1, "different": different})


def check(malmoi, folder: pathlib.Path, subjects) -> list[dict]:
    if not folder.exists():
        print(f"SKIPPED: there are no published vectors at {folder}")
        return []
    check = Check(malmoi, subjects)
    lines = (folder / "generated_korean_reference.jsonl").read_text("utf-8").splitlines()
    entries = [json.loads(line) for line in lines]
    for name, subject in KOREAN.items():
        pairs = [(entry["text"], entry["ids"]) for entry in entries if entry["tokenizer"] == name]
        # KoGPT2 and KoBART have emoticons as special tokens, and Hugging Face's library makes them by default.
        check.ids("Korean reference texts", subject, pairs, "allowed" if subject in ("kogpt2-v1", "kobart") else "text")
    for name, subject in LLAMA_CPP.items():
        texts = (folder / f"llama.cpp/ggml-vocab-{name}.gguf.inp").read_text("utf-8").split("\n__ggml_vocab_test__\n")
        ids = (folder / f"llama.cpp/ggml-vocab-{name}.gguf.out").read_text("utf-8").splitlines()
        pairs = [(text, [int(i) for i in line.split()]) for text, line in zip(texts, ids)]
        check.ids("llama.cpp's vocabularies", subject, pairs)
    hashes = json.loads((folder / "llama.cpp_chkhsh.json").read_text("utf-8"))
    for name, (subject, first) in HASHES.items():
        check.hash(subject, first, hashes["text"], hashes["hashes"][name])
    plans = re.findall(
        r"EncodingName: (\S+)\nSample: (.*?)\nEncoded: \[(.*?)\]\n", (folder / "gpt-tokenizer_TestPlans.txt").read_text("utf-8"),
        re.S)
    for name, subject in TEST_PLANS.items():
        pairs = [
            (text, [int(i) for i in ids.split(",") if i.strip()])
            for encoding, text, ids in plans if encoding == name]
        check.ids("gpt-tokenizer's plans", subject, pairs, "text")
    published = json.loads((folder / "transformers.js_tokenization.json").read_text("utf-8"))
    for models in published.values():
        for model, cases in models.items():
            if model in TRANSFORMERS_JS:
                subject, first = TRANSFORMERS_JS[model]
                pairs = [(case["text"], case["ids"][len(first):]) for case in cases.values() if "text" in case and "ids" in case]
                check.ids("transformers.js's tests", subject, pairs)
    return check.results
