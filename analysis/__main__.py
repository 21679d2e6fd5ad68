"""The commands: `python -m analysis COMMAND`. Each line of work is a function of another module; nothing is decided here.

Exit status 0: done; 1: the work failed, or the input is wrong; 2: the call itself was wrong.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from analysis.vocabulary import MEASURES, InputError

FORCES = ("deployed", "pledged", "withdrawn")
CASUALTIES = ("killed", "injured", "detained")
REPORTS = Path("build/reports")
SCHEDULER_HELP = "of a Dask scheduler, whose workers then do the work in place of this machine"
VAGUE_HELP = "how “dozens” and the like are floored: literal (two of the unit) or acled (one)"


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit status; what is wrong outside is told in one line, without a traceback."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.run is run_render:
        _check_render(parser, options)
    try:
        return options.run(options)
    except InputError as problem:
        print(f"error: {problem}", file=sys.stderr)
        return 1
    except OSError as problem:
        where = f"{problem.filename}: " if problem.filename else ""
        print(
            f"error: {where}cannot be used ({problem.strerror or problem}), expected a place that may be written, with room",
            file=sys.stderr,
        )
        return 1
    except KeyboardInterrupt:
        print("stopped; what was written whole stays", file=sys.stderr)
        return 1


def run_extract(options: argparse.Namespace) -> int:
    """Writes the tables articles, claims and events."""
    from analysis.tables.extraction import extract

    done = extract(
        options.corpus, options.out, options.format, options.vague, options.originals, options.jobs,
        options.scheduler,
    )  # fmt: skip
    _say_originals(options, done.originals_found)
    print(done)
    return 0


def run_figures(options: argparse.Namespace) -> int:
    """Draws the three charts, each with its sidecar files."""
    from analysis.charts.charts import draw_charts, draw_overview
    from analysis.charts.publish import PROFILES, holds_panels, save_charts
    from analysis.tables.tables import extract_claims, extract_events

    corpus = _load(options)
    claims, events = extract_claims(corpus, options.vague), extract_events(corpus)
    _tell_what_is_missing(corpus, claims, events)
    charts = draw_charts(claims, events, corpus.articles, corpus.crisis, options.as_of, options.scale)
    panels = (
        (draw_overview(claims, events, corpus.articles, corpus.crisis, options.as_of),)
        if options.overview
        else ()
    )
    profiles = PROFILES if options.profile == "all" else (options.profile,)
    gc.freeze()  # what was loaded until here stays: to look through it again and again takes a tenth of the drawing
    for profile in profiles:
        drawn = (*charts, *panels) if len(profiles) == 1 or holds_panels(profile) else charts
        _say(save_charts(drawn, options.out, profile, corpus.folder.name))
    return 0


def run_render(options: argparse.Namespace) -> int:
    """Runs the matrix of notebooks and writes reports with an index page."""
    from analysis.reports.reports import render, render_sets

    if options.matrix:
        from analysis.reports.matrix import read_matrix

        result = render_sets(
            read_matrix(options.matrix, options.corpus or ""),
            options.out,
            options.jobs,
            options.force,
            options.originals,
            scheduler=options.scheduler,
        )
    else:
        result = render(
            options.corpus, options.out, options.notebook, options.as_of, options.who, _collect(options.parameter),
            options.jobs, tuple((options.to or "html").split(",")), options.force, options.originals,
            scheduler=options.scheduler,
        )  # fmt: skip
    print(result.summary())
    return result.exit_status


def _check_render(parser: argparse.ArgumentParser, options: argparse.Namespace) -> None:
    """Refuse a call of `render` that says twice, or not at all, what is to be made."""
    said = [name for name in ("notebook", "as_of", "who", "parameter", "to") if getattr(options, name)]
    if options.matrix and said:
        option = "-p" if said[0] == "parameter" else f"--{said[0].replace('_', '-')}"
        parser.error(f"argument {option}: not allowed with --matrix, whose file says it")
    if not options.matrix and not options.corpus:
        parser.error("the following arguments are required: CORPUS, or --matrix FILE")


def run_check(options: argparse.Namespace) -> int:
    """Says what is wrong or doubtful in a corpus; 1 on an error."""
    from analysis.tables.checks import check_corpus

    findings = check_corpus(_load(options))
    for finding in findings:
        print(f"{finding.severity}: {finding.where}: {finding.what}")
    errors = sum(finding.severity == "error" for finding in findings)
    print(f"{errors} errors, {len(findings) - errors} doubts")
    return 1 if errors else 0


def run_score(options: argparse.Namespace) -> int:
    """Compares extraction with hand coding, field by field, and says how much of the text is accounted for."""
    from analysis.reports.evidence import say_coverage, score_against
    from analysis.tables.accounting import account, measure_coverage
    from analysis.tables.scoring import differences
    from analysis.tables.tables import extract_claims, extract_events, read_table

    corpus = _load(options)
    claims, events = extract_claims(corpus), extract_events(corpus)
    scores = score_against(claims, events, options.gold)
    print(f"{'':24}{'precision':>10}{'recall':>8}{'F1':>7}")
    for score in scores:
        print(f"{score.name:24}{score.precision:10.3f}{score.recall:8.3f}{score.f1:7.3f}")
    print(say_coverage(measure_coverage(account(corpus))))
    if options.differences:
        for name, found in (("claims.csv", claims), ("events.csv", events)):
            if (options.gold / name).is_file():
                print(differences(found, read_table(options.gold / name)).to_string(index=False))
    return 0


def run_explain(options: argparse.Namespace) -> int:
    """Shows the reports sentence by sentence, each number and date with its fate."""
    from analysis.reports.evidence import explain_corpus, explain_report, say_coverage
    from analysis.tables.accounting import account, measure_coverage
    from analysis.tables.tables import extract_claims, extract_events

    corpus = _load(options)
    rows = account(corpus), extract_claims(corpus), extract_events(corpus)
    if options.article:
        print(explain_report(corpus, *rows, options.article))
        return 0
    for passage in explain_corpus(corpus, *rows):
        print(f"{passage}\n")
    print(f"All reports: {say_coverage(measure_coverage(rows[0]))}")
    return 0


def run_verify(options: argparse.Namespace) -> int:
    """Says of each figure whether it can be rebuilt from the data as it stands; 1 unless all are reproduced."""
    from analysis.charts.verify import rebuild_from, verify_figure

    rebuild = rebuild_from(options.corpus or "", options.originals or "")
    verdicts = [verify_figure(file, rebuild) for file in options.files]
    for file, verdict in zip(options.files, verdicts, strict=True):
        print(f"{file}: {verdict}")
    return 0 if all(str(verdict).startswith("reproduced") for verdict in verdicts) else 1


def run_new(options: argparse.Namespace) -> int:
    """Starts a corpus folder with a commented corpus.yml."""
    from analysis.tables.checks import new_corpus

    _say(new_corpus(options.folder))
    return 0


def run_findings(options: argparse.Namespace) -> int:
    """Writes what the suite finds into the README, between its markers."""
    from analysis.reports.narrative import keep_known, list_findings
    from analysis.reports.reports import save_findings
    from analysis.tables.tables import extract_claims, extract_events

    corpus = _load(options)
    claims, events = keep_known(extract_claims(corpus)), extract_events(corpus)
    save_findings(options.readme, list_findings(corpus, claims, events))
    print(f"wrote the findings into {options.readme}")
    return 0


def _tell_what_is_missing(corpus, claims, events) -> None:
    """Refuse a corpus in which nothing is counted or dated; say which chart will be drawn as empty, and why."""
    if claims.empty and events.empty:
        raise InputError(
            f"{corpus.folder}: no report in it counts people or dates a step; expected a claim of at least one of "
            f"{', '.join(MEASURES)}"
        )
    found = {"contingents": FORCES, "casualties": CASUALTIES}
    for chart, measures in found.items():
        if not claims["measure"].isin(measures).any():
            print(
                f"note: {corpus.folder}: no report states a number of people {' or '.join(measures)}; "
                f"the chart {chart} says so",
                file=sys.stderr,
            )


def _collect(assignments: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    """Each parameter's values, in the order given: a name that is given twice has two."""
    values: dict[str, list[str]] = {}
    for name, value in assignments:
        values.setdefault(name, []).append(value)
    return values


def _load(options: argparse.Namespace):
    from analysis.sources.corpus import load_corpus

    corpus = load_corpus(options.corpus, originals=options.originals)
    _say_originals(options, corpus.originals_found)
    return corpus


def _say_originals(options: argparse.Namespace, found: Sequence[str]) -> None:
    if options.originals:
        print(f"originals found and read in place of their abstracts: {', '.join(found) or 'none'}")


def _say(paths: Sequence[Path]) -> None:
    folders = sorted({str(path.parent) for path in paths})
    print(f"wrote {', '.join(path.name for path in paths)} to {', '.join(folders)}")


def _at_least_one(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1 up")
    return int(text)


def _assignment(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise argparse.ArgumentTypeError(f"{text!r} is not NAME=VALUE")
    return name, value


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m analysis", description="Contested figures in news reports."
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    extract = _command(commands, "extract", run_extract, "write the tables articles, claims and events")
    extract.add_argument("--out", type=Path, required=True, metavar="DIR")
    extract.add_argument(
        "--format", default="csv", help="csv (default), or parquet: a folder of parts for each table"
    )
    extract.add_argument("--vague", default="literal", metavar="PROFILE", help=VAGUE_HELP)
    extract.add_argument(
        "--jobs",
        type=_at_least_one,
        default=os.cpu_count() or 1,
        metavar="N",
        help="processes that read at a time; default: one a core",
    )
    extract.add_argument("--scheduler", default="", metavar="ADDRESS", help=SCHEDULER_HELP)
    figures = _command(commands, "figures", run_figures, "draw the charts, each with its sidecar files")
    figures.add_argument("--out", type=Path, required=True, metavar="DIR")
    figures.add_argument(
        "--profile", default="nature2", help="size and type: nature1, nature2, plos1, plos2, slide, or all"
    )
    figures.add_argument(
        "--as-of", default="", metavar="DATE", help="show only what was published by this day"
    )
    figures.add_argument("--overview", action="store_true", help="draw the three panels as one figure, too")
    figures.add_argument("--vague", default="literal", metavar="PROFILE", help=VAGUE_HELP)
    figures.add_argument(
        "--scale", default="log", choices=("log", "linear"), help="the axis of the casualties"
    )
    _add_render(commands)
    _command(commands, "check", run_check, "say what is wrong or doubtful in a corpus")
    score = _command(commands, "score", run_score, "compare extraction with hand coding, field by field")
    score.add_argument("gold", type=Path, metavar="GOLD", help="a folder with claims.csv and events.csv")
    score.add_argument("--differences", action="store_true", help="list the rows on which they differ")
    explain = _command(
        commands, "explain", run_explain, "show each sentence, and what became of each number and date in it"
    )
    explain.add_argument("--article", default="", metavar="ID", help="this report alone; default: all")
    verify = commands.add_parser(
        "verify", help="say whether a figure can be reproduced from the data as it stands"
    )
    verify.add_argument("files", nargs="+", type=Path, metavar="FILE")
    verify.add_argument(
        "--corpus", metavar="DIR", help="the corpus folder; default: the one in data/ that the figure names"
    )
    verify.add_argument(
        "--originals", metavar="DIR", help="read the originals in DIR in place of the abstracts"
    )
    verify.set_defaults(run=run_verify)
    new = commands.add_parser("new", help="start a corpus folder with a commented corpus.yml")
    new.add_argument("folder", type=Path, metavar="DIR")
    new.set_defaults(run=run_new)
    findings = _command(
        commands, "findings", run_findings, "write what the suite finds into a README, between its markers"
    )
    findings.add_argument("--readme", type=Path, required=True, metavar="FILE")
    return parser


def _add_render(commands) -> None:
    render = _command(
        commands, "render", run_render, "run the notebooks and write reports with an index page", corpus="?"
    )
    render.add_argument(
        "--out",
        type=Path,
        default=REPORTS,
        metavar="DIR",
        help=f"{REPORTS.as_posix()} unless another is given",
    )
    render.add_argument(
        "--matrix",
        type=Path,
        metavar="FILE",
        help="a TOML file that says what to make, one table a set of reports",
    )
    render.add_argument(
        "--notebook", action="append", default=[], metavar="NAME", help="may be repeated; default: all"
    )
    render.add_argument("--as-of", action="append", default=[], metavar="DATE", help="may be repeated")
    render.add_argument("--who", action="append", default=[], metavar="COUNTRY", help="may be repeated")
    render.add_argument(
        "-p",
        dest="parameter",
        action="append",
        default=[],
        type=_assignment,
        metavar="NAME=VALUE",
        help="a parameter",
    )
    render.add_argument(
        "--jobs", type=_at_least_one, default=2, metavar="N", help="notebooks that run at a time"
    )
    render.add_argument("--scheduler", default="", metavar="ADDRESS", help=SCHEDULER_HELP)
    render.add_argument("--to", help="html (default), pdf or ipynb, or several with a comma")
    render.add_argument("--force", action="store_true", help="run what is up to date as well")


def _command(commands, name: str, run, help_text: str, corpus: str | None = None) -> argparse.ArgumentParser:
    """A command that takes a corpus; `corpus` is `?` where it may be left out."""
    command = commands.add_parser(name, help=help_text, description=help_text)
    command.add_argument(
        "corpus", metavar="CORPUS", nargs=corpus, help="a corpus folder, or the name of one in data/"
    )
    command.add_argument(
        "--originals", metavar="DIR", help="read the originals in DIR in place of the abstracts"
    )
    command.set_defaults(run=run)
    return command


if __name__ == "__main__":
    sys.exit(main())
