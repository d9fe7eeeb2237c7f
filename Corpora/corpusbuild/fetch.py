"""Getting packages with the ordinary clients, and reading the files in them without unpacking to disk.

apt gets state and cache folders of its own, so that nothing of the system changes, no root is
needed, and the Korean package descriptions are fetched even where the system asks for none.
"""

import fnmatch
import glob
import io
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import urllib.parse
import zipfile

_TIMEOUT = 1800


class FetchError(Exception):
    """A package cannot be had or read; the message is one line."""


class Fetcher:
    """Packages by name, kept under `cache` (a hidden folder of the output)."""

    def __init__(self, cache):
        self._cache = cache
        self._apt = os.path.join(cache, "apt")
        self._lists = os.path.join(self._apt, "state", "lists")

    def update_lists(self):
        """Runs `apt-get update` into the cache; needed once before Debian packages are asked for."""
        for folder in (os.path.join(self._lists, "partial"), os.path.join(self._apt, "cache", "archives", "partial")):
            os.makedirs(folder, exist_ok=True)
        self._run(["apt-get", "update", "-q", *self._apt_options()], "apt-get update", self._cache)

    def debian(self, package):
        """`(path, version)` of the newest .deb of `package`, downloaded unless it is in the cache."""
        folder = os.path.join(self._cache, "debian", package)
        os.makedirs(folder, exist_ok=True)
        os.makedirs(self._apt, exist_ok=True)
        command = ["apt-get", "download", "-q", *self._apt_options()]
        # Asked elsewhere than in `folder`: apt offers nothing where the file already lies.
        listed = self._run([*command, "--print-uris", package], f"apt-get download {package}", self._apt)
        found = re.search(r"^'\S+' (\S+\.deb) (\d+)", listed, re.MULTILINE)
        if not found:
            raise FetchError(f"apt-get download {package}: no package file is offered")
        path = os.path.join(folder, found.group(1))
        if not (os.path.isfile(path) and os.path.getsize(path) == int(found.group(2))):
            self._into(folder, lambda work: self._run([*command, package], f"apt-get download {package}", work))
        if not os.path.isfile(path):
            raise FetchError(f"apt-get download {package}: {found.group(1)} did not arrive")
        return path, urllib.parse.unquote(found.group(1)).split("_")[1]

    def pypi(self, requirement):
        """`(path, version)` of the wheel of `name==version`; source packages are refused.

        Building a source package would run its code; only wheels are merely unpacked.
        """
        name, version = requirement.split("==", 1)
        folder = os.path.join(self._cache, "pypi", requirement)
        os.makedirs(folder, exist_ok=True)
        if not glob.glob(os.path.join(glob.escape(folder), "*.whl")):
            command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:"]
            command += ["--ignore-requires-python", "--disable-pip-version-check", "--no-cache-dir", requirement]
            self._into(folder, lambda work: self._run(command, f"pip download {name}=={version}", work))
        wheels = sorted(glob.glob(os.path.join(glob.escape(folder), "*.whl")))
        if not wheels:
            raise FetchError(f"pip download {requirement}: no wheel arrived")
        return wheels[0], version

    def description_lists(self):
        """`(paths, version)` of Debian's Korean package descriptions that `update_lists` fetched."""
        paths = sorted(glob.glob(os.path.join(glob.escape(self._lists), "*_dists_*_main_i18n_Translation-ko")))
        if not paths:
            raise FetchError("apt-get update brought no Korean package descriptions (Translation-ko)")
        suites = sorted({re.search(r"_dists_(.*?)_main_", os.path.basename(path)).group(1) for path in paths})
        return paths, "+".join(suites)

    def _apt_options(self):
        settings = {
            "Dir::State": os.path.join(self._apt, "state"),
            "Dir::Cache": os.path.join(self._apt, "cache"),
            "Dir::State::status": "/var/lib/dpkg/status",
            "Acquire::Languages": "ko",
            "Acquire::GzipIndexes": "false",
            # As root apt would fetch as _apt, who may not write here.
            "APT::Sandbox::User": "root",
        }
        return [part for name, value in settings.items() for part in ("-o", f"{name}={value}")]

    def _into(self, folder, download):
        """Downloads into a folder beside, then moves the files: a cut download is never taken as whole."""
        work = tempfile.mkdtemp(prefix=".part-", dir=folder)
        try:
            download(work)
            for name in os.listdir(work):
                os.replace(os.path.join(work, name), os.path.join(folder, name))
        finally:
            shutil.rmtree(work, ignore_errors=True)

    def _run(self, command, label, folder):
        environment = {**os.environ, "LC_ALL": "C.UTF-8", "PYTHONWARNINGS": "ignore"}
        try:
            result = subprocess.run(
                command,
                cwd=folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                errors="replace",
                timeout=_TIMEOUT,
            )
        except FileNotFoundError as error:
            raise FetchError(f"{label}: {command[0]} is not on this machine") from error
        except subprocess.TimeoutExpired as error:
            raise FetchError(f"{label}: no end after {_TIMEOUT} s") from error
        if result.returncode != 0:
            raise FetchError(f"{label}: {_reason(result.stderr or result.stdout)}")
        return result.stdout


def _reason(output):
    lines = [line.strip() for line in output.split("\n") if line.strip()]
    errors = [line for line in lines if re.match(r"(E:|ERROR|Err:|error)", line)]
    return " ".join((errors or lines or ["failed without a message"])[-1].split())[:300]


def read_package(path, patterns, exclude=(), members=()):
    """The `(name, bytes)` of the files in a .deb or .whl whose path fits a pattern, in order of names.

    With `members`, the chosen files are archives themselves, and their fitting members are given.
    `*` in a pattern also stands for slashes. Raises `FetchError` for a damaged package.
    """
    try:
        reader = _deb_files if path.endswith(".deb") else _zip_files
        chosen = sorted(reader(path, lambda name: _fits(name, patterns) and not _fits(name, exclude)))
        if not members:
            return chosen
        inner = []
        for name, data in chosen:
            for member, content in _zip_files(io.BytesIO(data), lambda member: _fits(member, members)):
                inner.append((f"{name}!{member}", content))
        return sorted(inner)
    except (OSError, EOFError, tarfile.TarError, zipfile.BadZipFile, subprocess.SubprocessError) as error:
        raise FetchError(f"{os.path.basename(path)} cannot be read: {' '.join(str(error).split())}") from error


def _fits(name, patterns):
    return any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns)


def _zip_files(source, wanted):
    with zipfile.ZipFile(source) as archive:
        return [(info.filename, archive.read(info)) for info in archive.infolist() if wanted(info.filename)]


def _deb_files(path, wanted):
    # dpkg-deb knows every compression of Debian packages; Python's tarfile does not.
    try:
        process = subprocess.Popen(["dpkg-deb", "--fsys-tarfile", path], stdout=subprocess.PIPE)
    except FileNotFoundError as error:
        raise FetchError("dpkg-deb is not on this machine") from error
    found = []
    with process:
        with tarfile.open(fileobj=process.stdout, mode="r|") as archive:
            for member in archive:
                name = member.name.removeprefix("./")
                if member.isfile() and wanted(name):
                    found.append((name, archive.extractfile(member).read()))
        process.stdout.read()
    if process.returncode != 0:
        raise FetchError(f"{os.path.basename(path)}: dpkg-deb ended with {process.returncode}")
    return found
