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
def write_beside(out: Path) -> Iterator[Path]:
    """A folder inside `out` for what is being written; all of it takes its place there when the block ends well.

    The folder `out` is made where it is not there, and is held meanwhile. What a killed run left is removed.
    """
    made = not out.exists()
    out.mkdir(parents=True, exist_ok=True)
    try:
        with hold_folder(out):
            for leftover in out.glob(f"{_WRITING}*"):
                shutil.rmtree(leftover, ignore_errors=True)
            with tempfile.TemporaryDirectory(dir=out, prefix=_WRITING) as beside:
                folder = Path(beside, "new")
                folder.mkdir()
                yield folder
                for path in sorted(folder.iterdir()):
                    if (out / path.name).is_dir():  # a folder can't be replaced, only moved away
                        os.replace(out / path.name, Path(beside, path.name))
                    os.replace(path, out / path.name)
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
