#!/usr/bin/env python3
"""Writes Sources/Hangul/HanyangPUATable.swift from the table in jamo-normalize.

    Scripts/make-hanyang-pua.py [path to jamo-normalize.pl]

Without a path the script is taken from Debian's package texlive-lang-korean: installed, or downloaded with apt-get
(44 MB) into a temporary directory. Its author, Dohyun Kim, put it in the public domain; only the numbers are used.

The numbers come in three parts. LETTERS: the jamo of U+F784-F800 (leading), F806-F864 (vowels) and F86B-F8F7
(trailing), four hexadecimal digits each. SYLLABLES: U+E0BC-F66E in order, without F000-F0FF, as units of six bits,
written in the alphabet of base 64 and explained in HanyangPUA.swift. ALIASES: second spellings of five syllables.
"""

import os
import re
import subprocess
import sys
import tempfile

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
INSTALLED = "/usr/share/texlive/texmf-dist/scripts/kotex-utils/jamo-normalize.pl"
OUTPUT = os.path.join(os.path.dirname(__file__), "..", "Sources", "Hangul", "HanyangPUATable.swift")


def source(arguments):
    if arguments:
        return open(arguments[0], encoding="utf-8").read()
    if os.path.exists(INSTALLED):
        return open(INSTALLED, encoding="utf-8").read()
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["apt-get", "download", "texlive-lang-korean"], cwd=folder, check=True)
        package = os.path.join(folder, os.listdir(folder)[0])
        tree = os.path.join(folder, "tree")
        subprocess.run(["dpkg-deb", "-x", package, tree], check=True)
        return open(tree + INSTALLED, encoding="utf-8").read()


def parse(text):
    syllables, aliases = {}, []
    for row in re.findall(r"\[ (0x[0-9A-Fx, ]+) \],", text):
        code, *jamo = [int(number, 16) for number in row.replace(" ", "").split(",")]
        if code in syllables:
            aliases.append((code, jamo))
        else:
            syllables[code] = jamo
    part = text[text.index("sub hypuasingle2jamo") : text.index("sub arr_hypua2jamo")]
    letters = {int(code, 16): int(jamo, 16) for code, jamo in re.findall(r"s/\\x\{(\w{4})\}/\\x\{(\w{4})\}/g", part)}
    return syllables, aliases, letters


def units(syllables, leading, vowels, trailing):
    result = []

    def wide(number):
        result.extend([number >> 6, number & 63])

    last = (0, 0, -1)
    for code in sorted(syllables):
        jamo = syllables[code]
        entry = (leading.index(jamo[0]), vowels.index(jamo[1]), trailing.index(jamo[2]) if len(jamo) > 2 else -1)
        if entry[:2] != last[:2] or code == 0xE0BC:
            if entry[2] >= 0:
                result.append(62)
            if code == 0xE0BC or entry[0] != last[0]:
                result.append(60 + entry[0] - last[0] - (code != 0xE0BC))
                wide(entry[1])
            elif entry[1] == last[1] + 1:
                result.append(57)
            else:
                result.append(59)
                wide(entry[1])
            last = (entry[0], entry[1], -1)
        if entry[2] >= 0:
            step = entry[2] - last[2]
            if 1 <= step <= 56:
                result.append(step - 1)
            else:
                result.append(56)
                wide(entry[2])
        last = entry
    return "".join(ALPHABET[unit] for unit in result)


def literal(text, indent, width=108):
    lines = [text[start : start + width] for start in range(0, len(text), width)]
    return "\\\n".join(indent + line for line in lines)


def main():
    syllables, aliases, letters = parse(source(sys.argv[1:]))
    leading = [letters[code] for code in range(0xF784, 0xF801)]
    vowels = [letters[code] for code in range(0xF806, 0xF865)]
    trailing = [letters[code] for code in range(0xF86B, 0xF8F8)]
    expected = [code for code in range(0xE0BC, 0xF66F) if not 0xF000 <= code <= 0xF0FF]
    assert sorted(syllables) == expected and len(letters) == 361
    indent = " " * 8
    spelled = "".join(f"{jamo:04X}" for jamo in leading + vowels + trailing)
    packed = units(syllables, leading, vowels, trailing)
    rows = "\n".join(
        f"        (0x{code:04X}, [{', '.join(f'0x{number:04X}' for number in jamo)}])," for code, jamo in aliases
    )
    with open(OUTPUT, "w", encoding="utf-8") as file:
        file.write(
            f'''// Made by Scripts/make-hanyang-pua.py from the table in jamo-normalize (Dohyun Kim, public domain). Do not edit.

/// The numbers behind ``HanyangPUA``, packed.
enum HanyangPUATable {{
    /// Jamo of U+F784–F800, F806–F864 and F86B–F8F7, four hexadecimal digits each.
    static let letters: StaticString = """
{literal(spelled, indent)}
        """

    /// Syllables U+E0BC–EFFF and F100–F66E in order, in units of six bits.
    static let syllables: StaticString = """
{literal(packed, indent)}
        """

    /// Second spellings, which are encoded as the same code points but never decoded to.
    static let aliases: [(UInt32, [UInt32])] = [
{rows}
    ]
}}
'''
        )
    print(f"{len(syllables)} syllables in {len(packed)} characters, {len(letters)} letters, {len(aliases)} aliases")


main()
