"""Small notebooks that import nothing, so that a run of one takes a second, and what is done with them."""

import json
from pathlib import Path

from analysis.reports.reports import render

CORPUS = "kazakhstan-2022"
EARLY = "2022-01-11"

SHOW = """class Shown:
    def __init__(self, html):
        self.html = html
    def _repr_html_(self):
        return self.html
    def __repr__(self):
        return 'an answer'"""
FIGURE = 'Shown(\'<figure><img src="data:," alt="A"><figcaption>B</figcaption></figure>\')'


def write_notebook(path, *, chart=FIGURE, before="1", show=SHOW, as_of="known by then"):
    """A small notebook that imports nothing, so that a run of it takes a second."""

    def code(name, source, *tags):
        return {
            "cell_type": "code", "id": name, "source": source, "metadata": {"tags": list(tags)}, "outputs": [],
            "execution_count": None,
        }  # fmt: skip

    def text(name, source):
        return {"cell_type": "markdown", "id": name, "source": source, "metadata": {}}

    parameters = (
        'corpus: str = "kazakhstan-2022"  # a corpus folder\n'
        'as_of: str = ""  # a day (YYYY-MM-DD): AS_OF\nwho: str = ""  # a country'
    ).replace("AS_OF", as_of)
    cells = [
        text("q", "# How many?"), code("p", parameters, "parameters"), code("show", show, "setup"),
        text("a", "## The answer"), code("answer", "Shown(f'<p>{as_of} &amp; {who}</p>')", "answer"),
        code("before", before), code("chart", chart, "chart"), text("end", "That is all."),
    ]  # fmt: skip
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    content = {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    path.write_text(json.dumps(content), encoding="utf-8")
    return str(path)


def read_folder(folder):
    """File name -> content of a folder of reports, without the manifest, which holds times."""
    return {
        path.name: path.read_bytes()
        for path in sorted(Path(folder).iterdir())
        if path.name != "manifest.json"
    }


def render_plain(out, notebooks, **options):
    """With a kernel of its own, a notebook that imports nothing starts faster than the warm parent."""
    return render(CORPUS, out, notebooks, kernels="plain", **options)


def note_run(name, folder, *, held):
    """The source of a cell that notes its run, and where `held` stays in it as long as a file is there."""
    lines = [
        "import os, pathlib, time",
        f"folder = pathlib.Path({str(folder)!r})",
        f"with (folder / 'ran').open('a') as log: log.write(f'{name} {{os.getpid()}}\\n')",
        "while (folder / 'hold').exists(): time.sleep(0.05)" if held else "",
    ]
    return "\n".join(lines)
