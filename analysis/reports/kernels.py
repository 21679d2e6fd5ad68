"""Notebooks run in processes that are forked from one which has the heavy imports behind it.

Belongs here: the parent that imports and forks, the run of one notebook's cells in a fork, and the papermill engine that
talks to it. Does not: which notebooks run and whether a run is good (`runs`).

Each notebook has a process of its own, so nothing leaks from one to the next. The parent only imports: it opens no
figure, no thread and no socket of Jupyter's. What a fork leaves out against a full kernel: widgets, `input()` and
messages in between two cells; a notebook that needs them is run with plain kernels.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import cache
from io import TextIOBase
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from nbformat import NotebookNode

ENGINE = "warm"
_IMPORTS = (
    "IPython.core.interactiveshell",
    "ipykernel.jsonutil",
    "pandas",
    "matplotlib.pyplot",
    "analysis.charts.charts",
    "analysis.reports.exhibits",
    "analysis.reports.narrative",
    "analysis.charts.showing",
    "analysis.tables.tables",
)
_BACKEND = "module://matplotlib_inline.backend_inline"


class KernelError(Exception):
    """The process of a notebook ended, or did not answer in time; the message says in which cell."""


def can_fork() -> bool:
    """Whether this machine can start notebooks from a warm parent; where not, plain kernels do the work."""
    return hasattr(os, "fork") and hasattr(socket, "AF_UNIX") and sys.platform != "darwin"


@contextmanager
def warm_parent(home: str | None = None) -> Iterator[str]:
    """Start the parent process; gives the address at which it forks. It ends with the block, or with this process.

    Notebooks run in the folder `home`, by default where this process is.
    """
    with tempfile.TemporaryDirectory(prefix="warm-") as folder, socket.socket(socket.AF_UNIX) as channel:
        address = str(Path(folder) / "parent")
        channel.bind(address)
        channel.listen(64)  # who connects waits here until the imports are done
        # One thread for linear algebra: a pool of threads would not survive the fork.
        environment = os.environ | {"MPLBACKEND": _BACKEND, "OPENBLAS_NUM_THREADS": "1"}
        number = channel.fileno()
        parent = subprocess.Popen(
            [sys.executable, "-m", __name__, str(number)],
            stdin=subprocess.PIPE,
            pass_fds=[number],
            env=environment,
            cwd=home,
            start_new_session=True,  # a group of its own, which ends as one
        )
        channel.close()
        try:
            yield address
        finally:
            parent.stdin.close()
            parent.wait()


@cache
def _started_parents() -> ExitStack:
    """What ends with this process."""
    stack = ExitStack()
    atexit.register(stack.close)
    return stack


_starting = Lock()


def keep_parent(home: str) -> str:
    """The address of a parent that serves this process to its end, started at the first call: one for each folder."""
    with _starting:
        return _keep_parent(home)


@cache
def _keep_parent(home: str) -> str:
    return _started_parents().enter_context(warm_parent(home))


def connect(address: str) -> Connection:
    """Ask the warm parent for a fork; `OSError` where there is no parent any more."""
    channel = socket.socket(socket.AF_UNIX)
    channel.connect(address)
    return Connection(channel.detach())


def run_cells(connection: Connection, notebook_manager: Any, seconds: float) -> None:
    """Run a notebook's cells in a fork of the warm parent, filling in their outputs one by one.

    Raises `KernelError` where the fork ends, or takes longer over a cell than `seconds`; it is then ended.
    """
    try:
        pid = int(connection.recv_bytes())
    except (EOFError, OSError):
        raise KernelError("Kernel died before the first cell") from None
    for index, cell in enumerate(notebook_manager.nb.cells):
        notebook_manager.cell_start(cell, index)
        try:
            if cell.cell_type == "code":
                _run_cell(connection, pid, cell, index, seconds)
            if any(output.output_type == "error" for output in cell.get("outputs", ())):
                notebook_manager.cell_exception(cell, cell_index=index)
                break
        except KernelError:
            notebook_manager.cell_exception(cell, cell_index=index)
            raise
        finally:
            notebook_manager.cell_complete(cell, cell_index=index)


def register_engine() -> str:
    """Make papermill know the engine; returns its name."""
    from papermill.engines import Engine, papermill_engines

    class WarmEngine(Engine):
        """Runs notebooks in forks of a warm parent."""

        @classmethod
        def execute_managed_notebook(
            cls,
            nb_man: Any,
            kernel_name: str,
            *,
            connection: Connection,
            execution_timeout: float,
            **_: object,
        ) -> NotebookNode:
            run_cells(connection, nb_man, execution_timeout)
            return nb_man.nb

    papermill_engines.register(ENGINE, WarmEngine)
    return ENGINE


def _run_cell(connection: Connection, pid: int, cell: NotebookNode, index: int, seconds: float) -> None:
    """Send one cell's code, and wait for its outputs."""
    from nbformat import from_dict

    cell.outputs, cell.execution_count = [], None
    if not cell.source.strip():
        return
    try:
        connection.send_bytes(cell.source.encode("utf-8", "surrogatepass"))
        if not connection.poll(seconds):
            os.kill(pid, signal.SIGKILL)
            raise KernelError(f"cell {index + 1} took more than {seconds:g} seconds")
        answer = json.loads(connection.recv_bytes())
    except (EOFError, OSError):
        raise KernelError(f"Kernel died in cell {index + 1}") from None
    cell.outputs = [from_dict(output) for output in answer["outputs"]]
    cell.execution_count = answer["execution_count"]


# --- in the parent ---------------------------------------------------------------------------------------------------


def listen(number: int) -> None:
    """Import, then fork a process for each connection, until the starter of this process is gone, however it went.

    What still runs then is ended: nobody waits for it.
    """
    channel = socket.socket(fileno=number)
    for name in _IMPORTS:
        importlib.import_module(name)
    gc.freeze()  # a fork that collects garbage leaves the pages alone that it shares with this process
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the system clears away children that have ended
    while True:
        readable, _, _ = select.select([channel, sys.stdin], [], [])
        if sys.stdin in readable:
            _end_group(Path(channel.getsockname()))
        accepted, _ = channel.accept()
        if os.fork() == 0:
            channel.close()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            _serve(Connection(accepted.detach()))
        accepted.close()


def _end_group(address: Path) -> None:
    """End this process and its forks, and leave no socket behind; a killed starter could not clear it away."""
    address.unlink(missing_ok=True)
    with suppress(OSError):
        address.parent.rmdir()
    if os.getpgrp() == os.getpid():
        os.killpg(os.getpid(), signal.SIGKILL)
    os._exit(0)


def _serve(connection: Connection) -> None:
    """Run cells as they come in, in a shell of this process, until there is no more; never returns."""
    try:
        connection.send_bytes(str(os.getpid()).encode())
        shell = _open_shell()
        while True:
            source = connection.recv_bytes().decode("utf-8", "surrogatepass")
            connection.send_bytes(json.dumps(shell(source)).encode())
    except (EOFError, OSError):
        os._exit(0)  # without the parent's exit handlers
    finally:
        os._exit(1)


def _open_shell() -> Callable[[str], dict[str, Any]]:
    """A fresh IPython shell; gives the function that runs one cell and returns its outputs and its number."""
    from ipykernel.jsonutil import encode_images, json_clean
    from IPython.core.displayhook import DisplayHook
    from IPython.core.displaypub import DisplayPublisher
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    outputs = _Outputs(lambda data: json_clean(encode_images(data)))

    class Hook(DisplayHook):
        def write_output_prompt(self) -> None:
            """Say nothing: the number is a field of the output."""

        def write_format_data(self, format_dict: dict, md_dict: dict | None = None) -> None:
            outputs.add_result(format_dict, md_dict or {}, self.prompt_count)

        def finish_displayhook(self) -> None:
            sys.stdout.flush()

    class Publisher(DisplayPublisher):
        def publish(self, data: dict, metadata: dict | None = None, **options: Any) -> None:
            outputs.add_display(
                data, metadata or {}, options.get("transient") or {}, bool(options.get("update"))
            )

        def clear_output(self, wait: bool = False) -> None:
            outputs.clear(wait=wait)

    class Shell(InteractiveShell):
        displayhook_class = Hook
        display_pub_class = Publisher

        def _showtraceback(self, etype: type, evalue: BaseException, stb: list[str]) -> None:
            outputs.add_error(etype.__name__, str(evalue), stb)

    shell = Shell.instance(config=Config({"HistoryManager": {"enabled": False}}), colors="linux")
    _set_up_pictures(shell)
    sys.stdout, sys.stderr = _Stream("stdout", outputs), _Stream("stderr", outputs)

    def run(source: str) -> dict[str, Any]:
        outputs.start()
        number = shell.execution_count
        shell.run_cell(source, store_history=True)
        return {"outputs": outputs.finish(), "execution_count": number}

    return run


def _set_up_pictures(shell: Any) -> None:
    """Let matplotlib show its figures in this shell: its inline backend holds to the shell of its own import."""
    from matplotlib_inline.backend_inline import _enable_matplotlib_integration
    from matplotlib_inline.config import InlineBackend

    InlineBackend.clear_instance()
    _enable_matplotlib_integration()


class _Outputs:
    """The outputs of the cell that runs, in the form in which a notebook stores them."""

    def __init__(self, clean: Callable[[dict], dict]) -> None:
        self.clean = clean
        self.start()

    def start(self) -> None:
        self.items: list[dict[str, Any]] = []
        self.cleared = False

    def finish(self) -> list[dict[str, Any]]:
        for item in self.items:
            item.pop("display_id", None)
        return self.items

    def add_stream(self, name: str, text: str) -> None:
        self._clear_now()
        if self.items and self.items[-1].get("name") == name:
            self.items[-1]["text"] += text
        else:
            self.items.append({"output_type": "stream", "name": name, "text": text})

    def add_result(self, data: dict, metadata: dict, number: int) -> None:
        self._add({"output_type": "execute_result", "execution_count": number}, data, metadata)

    def add_display(self, data: dict, metadata: dict, transient: dict, update: bool) -> None:
        display = transient.get("display_id")
        if not update:
            self._add({"output_type": "display_data", "display_id": display}, data, metadata)
            return
        for item in self.items:
            if display and item.get("display_id") == display:
                item.update(data=self.clean(data), metadata=self.clean(metadata))

    def add_error(self, name: str, value: str, traceback: list[str]) -> None:
        self._clear_now()
        self.items.append(
            {"output_type": "error", "ename": name, "evalue": value, "traceback": list(traceback)}
        )

    def clear(self, *, wait: bool) -> None:
        self.cleared = True
        if not wait:
            self._clear_now()

    def _add(self, item: dict, data: dict, metadata: dict) -> None:
        self._clear_now()
        self.items.append(item | {"data": self.clean(data), "metadata": self.clean(metadata)})

    def _clear_now(self) -> None:
        if self.cleared:
            self.items, self.cleared = [], False


class _Stream(TextIOBase):
    """What a cell prints, as stream outputs."""

    encoding = "utf-8"

    def __init__(self, name: str, outputs: _Outputs) -> None:
        self.name, self.outputs = name, outputs

    def write(self, text: str) -> int:
        if text:
            self.outputs.add_stream(self.name, text)
        return len(text)

    def writable(self) -> bool:
        return True


if __name__ == "__main__":
    listen(int(sys.argv[1]))
