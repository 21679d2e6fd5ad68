"""Where work is done: by processes of this machine, or by the workers of a Dask cluster.

What belongs here: how workers are reached, whether they are fit for the work, and what it means when they are gone. What does
not: the work itself (`extraction`, `runs`), and who does which part of it: Python's executors and Dask's scheduler decide that.
"""

from __future__ import annotations

import hashlib
import logging
import multiprocessing
import os
import platform
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    ProcessPoolExecutor,
    wait,
)
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from analysis.vocabulary import InputError

_PACKAGE = Path(__file__).resolve().parent
_DISTRIBUTION = "contested-figures"
_SECONDS_TO_CONNECT = 10
_SECONDS_FOR_A_WORKER = 30
_SECONDS_BETWEEN_LOOKS = 2


@dataclass(frozen=True)
class Workers:
    """Those who do the work; `at_once` is how much they do at a time."""

    pool: Executor
    at_once: int
    is_lost: Callable[[], bool] = lambda: False  # asked while a result is awaited

    def run_in_order(self, work: Callable[..., Any], parts: Iterable[Any], *shared: Any) -> Iterator[Any]:
        """What the work gives for each part, in the order of the parts, of which few are held at a time."""
        waiting: deque = deque()
        for part in parts:
            waiting.append(self.pool.submit(work, part, *shared))
            if len(waiting) > 2 * self.at_once:
                yield self._await(waiting.popleft())
        while waiting:
            yield self._await(waiting.popleft())

    def run_as_done(
        self, work: Callable[..., Any], parts: Iterable[Any], *shared: Any
    ) -> Iterator[tuple[Any, Any | BaseException]]:
        """Each part and what the work gave for it, or what it raised, the first that is done first."""
        waiting = {self.pool.submit(work, part, *shared): part for part in parts}
        while waiting:
            done, _ = wait(waiting, _SECONDS_BETWEEN_LOOKS, FIRST_COMPLETED)
            if not done and self.is_lost():
                yield from ((part, CancelledError()) for part in waiting.values())
                return
            for future in done:
                try:
                    outcome = future.result()
                except (Exception, CancelledError) as error:
                    outcome = error
                yield waiting.pop(future), outcome

    def _await(self, future: Future) -> Any:
        """The result; what was handed to workers just as they were lost never gets one, and is told as cancelled."""
        while True:
            try:
                return future.result(timeout=_SECONDS_BETWEEN_LOOKS)
            except TimeoutError:
                if future.done():
                    raise  # the work's own
                if self.is_lost():
                    raise CancelledError from None


@contextmanager
def open_processes(at_once: int) -> Iterator[Workers]:
    """So many processes of this machine; they end with the block, or with this process, however it ends."""
    pool = ProcessPoolExecutor(
        at_once, mp_context=multiprocessing.get_context("spawn"), initializer=_end_with_parent
    )
    try:
        yield Workers(pool, at_once)
    except BrokenExecutor:
        raise InputError(
            "a process that did a part of the work ended by itself, expected it to stay; was memory scarce?"
        ) from None
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def open_cluster(address: str) -> Iterator[Workers]:
    """The workers of the Dask cluster whose scheduler has this address.

    What a worker did that died is done again by another one; that is Dask's doing.

    Raises
    ------
    InputError
        Where no scheduler answers, no worker is there, or one has other versions than this process.
    """
    from distributed import Client
    from distributed.client import ClosedClientError
    from distributed.comm import get_address_host_port, normalize_address
    from distributed.scheduler import KilledWorker

    # What it would write of a lost connection, traceback and all, is told in one line by what is raised here.
    logging.getLogger("distributed.client").setLevel(logging.CRITICAL)
    try:
        get_address_host_port(normalize_address(address), strict=True)
        client = Client(address, timeout=_SECONDS_TO_CONNECT, set_as_default=False)
    except (OSError, ValueError, ImportError) as error:
        problem = str(error).partition("\n")[0] or type(error).__name__
        raise InputError(
            f"--scheduler {address!r}: no Dask scheduler answers ({problem}), expected the address that it prints at its start"
        ) from None
    with client:
        _refuse_unfit(client, address)
        pool = client.get_executor(pure=False)
        try:
            at_once = sum(client.nthreads().values())
            yield Workers(_Alike(pool), at_once, lambda: client.status in ("closing", "closed"))
        except (KilledWorker, CancelledError) as error:
            raise InputError(f"--scheduler {address!r}: {explain_loss(error)}") from None
        finally:
            with suppress(ClosedClientError):  # there is nobody left to tell
                pool.shutdown(wait=False)


def explain_loss(error: BaseException) -> str:
    """Why a cluster gave no result, in a sentence."""
    if isinstance(error, CancelledError):
        return "the connection to the scheduler was lost, expected it to stay until the work is done"
    if type(error).__name__ == "KilledWorker":
        times = error.allowed_failures + 1
        return f"each worker that took one part of the work died ({times}), the last at {error.last_worker.address}"
    return f"{type(error).__name__}: {error}"


def _refuse_unfit(client: Any, address: str) -> None:
    """Raise `InputError` unless there is a worker, and the versions of Dask fit each other."""
    try:
        client.wait_for_workers(1, timeout=_SECONDS_FOR_A_WORKER)
    except TimeoutError:
        raise InputError(
            f"--scheduler {address!r}: no worker has joined it, expected one at least: dask worker {address}"
        ) from None
    here = describe_environment()
    for name, there in client.run(describe_environment, on_error="return").items():
        if isinstance(there, BaseException):
            raise InputError(
                f"worker {name}: it does not have this package ({there}), expected the same environment as here"
            )
        _compare(here, there, name)
    try:
        client.get_versions(check=True)
    except ValueError as error:
        told = " ".join(str(error).split())
        raise InputError(f"--scheduler {address!r}: {told}; expected the same environment as here") from None


@cache
def describe_environment() -> Mapping[str, str]:
    """What must be the same wherever work is done: Python, the packages that ours needs, and the text of ours."""
    digest = hashlib.sha256()
    for path in sorted(_PACKAGE.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(f"{path.relative_to(_PACKAGE)}\0".encode() + path.read_bytes())
    found = {"Python": sys.version.split()[0], "analysis/": digest.hexdigest()[:12]}
    try:
        needed = metadata.requires(_DISTRIBUTION) or []
    except metadata.PackageNotFoundError:  # used from its folder, without a set-up
        needed = []
    for line in needed:
        if "extra ==" not in line:
            name = line.partition(">")[0].partition("<")[0].strip()
            found[name] = metadata.version(name)
    return found


class _Alike:
    """An executor whose workers, also those that join later, refuse work where their environment is another."""

    def __init__(self, pool: Executor) -> None:
        self._pool = pool

    def submit(self, work: Callable[..., Any], *arguments: Any) -> Any:
        """As an executor has it."""
        return self._pool.submit(_run_alike, describe_environment(), work, *arguments)


def _run_alike(expected: Mapping[str, str], work: Callable[..., Any], *arguments: Any) -> Any:
    _compare(expected, describe_environment(), f"at {platform.node()}")
    return work(*arguments)


def _compare(expected: Mapping[str, str], found: Mapping[str, str], worker: str) -> None:
    for name, version in expected.items():
        if found.get(name) != version:
            raise InputError(
                f"worker {worker}: {name} is {found.get(name, 'missing')!r}, expected {version!r} as here"
            )


def _end_with_parent() -> None:
    """Leave an interrupt to the parent, and don't outlive it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()

    def wait() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()
