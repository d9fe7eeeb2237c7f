# Everything a user of the repository needs; each target sets up what it needs first.

SHELL := /bin/bash
MALMOI := .build/release/malmoi
PYTHON := .venv/bin/python
SAMPLE := Corpora/sample
DEMO := out/demo
CORPUS := ../shared/corpora/train

.PHONY: help setup python build demo vocab test sanitize parity verify lint docs clean

help: ## Show this list.
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: ## Install the system packages that are missing.
	@Scripts/setup-system

python: $(PYTHON) ## Make the virtual environment with the reference tokenizers (for tests).

$(PYTHON): Tests/requirements.txt
	@Scripts/setup-python

build: setup ## Build the tool, optimised.
	swift build -c release --product malmoi

demo: build ## Train a small vocabulary on the sample, use it, and print what it did.
	@Scripts/demo $(MALMOI) $(SAMPLE) $(DEMO)

vocab: build ## Train the shipped vocabulary anew (CORPUS=folder, see Vocab/README.md).
	@Scripts/make-vocab $(MALMOI) $(CORPUS) Vocab

test: setup python lint ## Run every test.
	swift build --build-tests
	swift test --skip-build
	python3 -m unittest Corpora/test_build.py

# Without the search for leaks: it finds those of Foundation's regular expressions and of XCTest. The thread sanitizer gets
# what encodes in several threads. About a quarter of an hour.
sanitize: setup ## Run the core's tests under the address and the thread sanitizer (long).
	ASAN_OPTIONS=detect_leaks=0 swift test --sanitize=address --scratch-path .build/sanitize-address \
	  --filter 'BytePairEncodingTests|TokenizationTests'
	swift test --sanitize=thread --scratch-path .build/sanitize-thread -Xswiftc -DMALMOI_THREAD_SANITIZER \
	  --filter 'TokenizationTests|FreshPieceTests|UnitTheoremTests'

parity: python ## Compare ids with the reference libraries, a small set (all of it: Benchmarks/parity/run).
	MALMOI_PYTHON=$(PYTHON) Benchmarks/parity/run --quick

verify: build ## Hold Hangul against other programs and merging from units against bytes, in full (downloads 45 MB).
	Scripts/verify-hangul $(MALMOI) --work out/verify
	swift run -c release VerifyUnits

lint: ## Check the format of the sources.
	swift format lint --strict --recursive --parallel Sources Tests Package.swift

docs: ## Build the documentation of the library.
	MALMOI_DOCC=1 swift package generate-documentation --target Malmoi --warnings-as-errors

clean: ## Remove what was built.
	rm -rf .build out
