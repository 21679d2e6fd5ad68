"""Files and folders that are written whole or not at all, by one run at a time.

What belongs here: how a new file takes the old one's place, and who holds a folder meanwhile. What does not: what the files
hold (`tables`, `reports`).
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from analysis.vocabulary import InputError

_WRITING = ".writing-"


def save_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all; one that already holds the same is left untouched."""
    if path.is_file() and path.read_bytes() == content:
        return
    descriptor, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.", suffix=".part")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        Path(beside).chmod(0o644)
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


@contextmanager
def write_beside(out: Path, key: str = "") -> Iterator[Path]:
    """A folder for what is being written; all of it takes its place in `out` when the block ends well.

    The folder `out` is made where it is not there, and is held meanwhile. The parent of the folder that is given lies in `out`
    too and is named by the `key`: what a run keeps there stays when it fails or is killed, and is found by the next run with the
    same key. It goes when the block ends well, and with the next run that has another key.
    """
    made = not out.exists()
    out.mkdir(parents=True, exist_ok=True)
    beside = out / f"{_WRITING}{key}"
    new, old = beside / "new", beside / "old"
    try:
        with hold_folder(out):
            for leftover in (*out.glob(f"{_WRITING}*"), new, old):
                if leftover != beside:
                    shutil.rmtree(leftover, ignore_errors=True)
            new.mkdir(parents=True)
            try:
                yield new
                for path in sorted(new.iterdir()):
                    if (out / path.name).is_dir():  # a folder can't be replaced, only moved away
                        old.mkdir(exist_ok=True)
                        os.replace(out / path.name, old / path.name)
                    os.replace(path, out / path.name)
            except BaseException:
                shutil.rmtree(new, ignore_errors=True)
                if not any(beside.iterdir()):
                    beside.rmdir()
                raise
            shutil.rmtree(beside)
    except BaseException:
        if made and not any(out.iterdir()):
            out.rmdir()
        raise


@contextmanager
def hold_folder(folder: Path) -> Iterator[None]:
    """Hold the folder; the system lets go of it when this process ends, however it ends."""
    try:
        import fcntl
    except ImportError:  # Windows, where a folder can't be held: one run at a time is left to the user
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        raise InputError(f"{folder}: another run writes to it; expected to be the only one") from None
    try:
        yield
    finally:
        os.close(handle)
