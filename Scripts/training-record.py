"""Prints a training.json without what belongs to one machine: times, memory, and the folders of the input files."""
import json
import os
import sys

with open(sys.argv[1], encoding="utf-8") as file:
    record = json.load(file)
del record["phases"]
for entry in record["inputs"]:
    entry["name"] = os.path.basename(entry.pop("path"))
record["inputs"].sort(key=lambda entry: entry["name"])
settings = record["settings"]
special = settings["special_tokens"]
reserved = [token for token in special if token.startswith("<|reserved_")]
settings["special_tokens"] = [token for token in special if token not in reserved]
settings["reserved_tokens"] = len(reserved)
json.dump(record, sys.stdout, ensure_ascii=False, indent=1)
print()
