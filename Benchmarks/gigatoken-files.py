"""gigatoken as a command: `gigatoken-files.py TOKENIZER OUT THREADS FILE…` writes the ids of the files, 32 bits each.

Nothing more than the library's own file interface and one write, so that it can be timed against
`malmoi encode --format u32`.
"""
import sys

import gigatoken

tokenizer, out, threads, files = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4:]
load = gigatoken.Tokenizer.from_tiktoken if tokenizer.endswith(".tiktoken") else gigatoken.Tokenizer
encoded = load(tokenizer).encode_files(gigatoken.TextFileSource(files), parallel=threads > 1)
encoded.layout.content.data.tofile(out)
