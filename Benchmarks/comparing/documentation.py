"""Writes tables between markers, so that documents quote what a command printed."""
import os

ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))


def write(document, name, text):
    """Replaces what is between `<!-- name -->` and `<!-- /name -->` in a document of the repository."""
    path = os.path.join(ROOT, document)
    begin, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
    with open(path, encoding="utf-8") as file:
        content = file.read()
    if content.count(begin) != 1 or content.count(end) != 1:
        raise SystemExit(f"{document}: no place marked {begin.strip()} … {end}")
    head, rest = content.split(begin)
    _, tail = rest.split(end)
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"{head}{begin}\n{text.strip()}\n\n{end}{tail}")
    print(f"wrote {document}")


def table(heads, rows):
    """A Markdown table; numbers are to be formatted already."""
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])
