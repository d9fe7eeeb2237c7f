"""Writes the results into the document, between the markers."""

import pathlib

KINDS = ["dev", "hostile", "decoded", "offsets"]
BEGIN = "<!-- made by Benchmarks/parity/run: begin -->"
END = "<!-- made by Benchmarks/parity/run: end -->"


def write(path: pathlib.Path, result: dict):
    text = path.read_text("utf-8")
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    path.write_text(before + BEGIN + "\n" + tables(result) + END + after, "utf-8")


def tables(result: dict) -> str:
    count = f"{result['corpus']} ({result['documents']:,} documents)"
    lines = [
        f"| tokenizer | reference | path | {count}: tried | different | hostile: tried | different "
        "| decoded: tried | different | places: tried | different |",
        "|---|---|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for row in result["tokenizers"]:
        numbers = " | ".join(f"{number:,}" for kind in KINDS for number in row[kind])
        lines.append(f"| {row['name']} | {row['library']} | {row['path']}, {row['model']} | {numbers} |")
    totals = [sum(row[kind][i] for row in result["tokenizers"]) for kind in KINDS for i in (0, 1)]
    lines.append(f"| all {len(result['tokenizers'])} | | | {' | '.join(f'{number:,}' for number in totals)} |")
    lines += ["", "| published vectors | tokenizer | tried | different |", "|---|---|--:|--:|"]
    for vector in result["vectors"]:
        lines.append(f"| {vector['source']} | {vector['name']} | {vector['tried']:,} | {vector['different']:,} |")
    return "\n".join(lines) + "\n"
