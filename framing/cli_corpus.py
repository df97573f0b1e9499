"""The command ``framing corpus``: a file or folder of articles in, comparison, page and tables out."""

from __future__ import annotations

import argparse
import re
import signal
import sys
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

import pandas as pd

from framing.analysis import analyze
from framing.choose import Models
from framing.core import InputError
from framing.export.brat import file_names
from framing.export.tables import load_pyarrow, to_parquet
from framing.io import read_articles
from framing.io.articles import Paths
from framing.io.stream import ArticleStream
from framing.report import Report
from framing.scale import Plan, open_results, process_corpus
from framing.scale.cluster import connect
from framing.stats import compare
from framing.stats.comparison import LENGTH
from framing.study import STEPS, shown_groups
from framing.terminal import printable

EXIT_OK, EXIT_SOME_FAILED, EXIT_FAILED, EXIT_STOPPED = 0, 1, 2, 130
COLUMNS = ("text", "title", "outlet", "date", "author", "url")
SHOWN = {
    "loaded__terms_rate": "loaded terms per 1,000 own words",
    "attribution__reported_share": "share of words that sources say",
    "subjectivity__sentences_mean": "mean subjectivity of sentences",
    "toward__balance_mean": "balance toward actors, -1 to 1",
}


def add_readers(parser: argparse.ArgumentParser) -> None:
    """Add the options that say what reads the texts."""
    parser.add_argument(
        "--lexicon",
        metavar="FILE",
        action="append",
        help="count this lexicon too (.tsv, .csv, .json, .dic, .txt); may be repeated",
    )
    parser.add_argument(
        "--accurate", action="store_true", help="the encoder: slower, reads better; needs framing[accurate]"
    )
    parser.add_argument("--rules", action="store_true", help="rules and lexicons alone, no learned models")


def models_of(args: argparse.Namespace) -> Models:
    """Return what reads the texts."""
    return False if args.rules else "accurate" if args.accurate else "fast"


def refuse_overwriting(read: Sequence[str], written: Iterable[str | None]) -> None:
    """Raise an error where an output would overwrite what is read, or another output, or has no folder to go to."""
    taken = {Path(name).resolve() for name in read}
    for path in filter(None, written):
        place = Path(path).resolve()
        if place in taken or any(folder.is_dir() and folder in place.parents for folder in taken):
            raise InputError(
                f"{path} is, or lies in, what is read or written already, which would be overwritten. Name another file."
            )
        if not place.parent.is_dir():
            raise InputError(f"There is no folder {place.parent} for {path}. Make it first.")
        taken.add(place)


def add_corpus(commands: Any) -> None:
    """Add the command."""
    corpus = commands.add_parser(
        "corpus",
        help="compare the articles of outlets, weeks or other groups",
        description="Read a folder or a table of articles, compare groups of them, and write a page and tables.",
    )
    corpus.add_argument("files", nargs="+", metavar="FILE", help="folder of .txt or .html, .csv, .tsv, .jsonl or .parquet, also .gz")  # fmt: skip
    corpus.add_argument("--by", metavar="COLUMN", help="what makes the groups (outlet)")
    corpus.add_argument("--adjust", action="append", default=[], metavar="COLUMN", help='compare within classes of this column, or of "length"; may be repeated')  # fmt: skip
    for name in COLUMNS:
        corpus.add_argument(
            f"--{name}", metavar="COLUMN", help=f"the column with the {name}, where it is not guessed right"
        )
    corpus.add_argument("--duplicates", choices=("set aside", "exact", "keep"), help="what to do with near duplicates: set them aside (where there is no --out), only exact ones, or keep all")  # fmt: skip
    corpus.add_argument(
        "--headlines", action="store_true", help="put titles above the texts, so that headlines are read"
    )
    corpus.add_argument("--html", metavar="FILE", help="write tables, figures and telling articles as one page")
    corpus.add_argument(
        "--without-texts", action="store_true", help="leave what articles say out of the page (copyright)"
    )
    corpus.add_argument("--csv", metavar="FILE", help="write the scores, one row per article and score")
    corpus.add_argument("--jsonl", metavar="FILE", help="write the evidence, one line per mark")
    corpus.add_argument(
        "--parquet", metavar="FOLDER", help="write scores and evidence as Parquet; needs framing[parquet]"
    )
    corpus.add_argument(
        "--methods", metavar="FILE", help="write a paragraph for the methods section, and its BibTeX entries"
    )
    corpus.add_argument("--jobs", type=int, default=1, metavar="N", help="processes; -1: one for each core")
    corpus.add_argument("--out", metavar="FOLDER", help="read the articles one after the other, however many, and keep what is found in a folder; the same command goes on where it stopped")  # fmt: skip
    corpus.add_argument("--dask", metavar="ADDRESS", help="with --out: the scheduler of a cluster, tcp://HOST:PORT; needs framing[dask]")  # fmt: skip
    add_readers(corpus)


def run_corpus(args: argparse.Namespace) -> int:
    """Run the command; return the exit code."""
    refuse_overwriting(args.files, (args.html, args.csv, args.jsonl, args.methods))
    if args.parquet:
        load_pyarrow()  # said before everything is read
    if args.dask and not args.out:
        raise InputError("--dask needs --out: a folder that all machines of the cluster see.")
    named = {name: column for name in COLUMNS if (column := getattr(args, name))}
    paths = args.files[0] if len(args.files) == 1 else args.files
    report = (_kept_in_folder if args.out else _held)(paths, named or None, args)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        if args.by or "outlet" in report.meta:
            print(_comparison(report, args))
        _write(report, args)
    for message in dict.fromkeys([*(str(warning.message) for warning in caught), *report.notes]):
        print(f"note: {printable(message)}")
    return EXIT_SOME_FAILED if len(report.set_aside) else EXIT_OK


def _held(paths: Paths, columns: dict[str, str] | None, args: argparse.Namespace) -> Report:
    """Read all articles, then analyse them."""
    articles = read_articles(paths, columns=columns, duplicates=args.duplicates or "set aside", headlines=args.headlines)  # fmt: skip
    read = articles.attrs["read"]
    reasons = Counter(re.sub(" text as .*", " text", row["reason"]) for row in read["set_aside"])
    _tell(read["n_rows"], len(articles), read["columns"], reasons, read["notes"])
    _check_columns(articles, args)
    return analyze(articles, models=models_of(args), lexicons=args.lexicon or None, n_jobs=args.jobs)


def _kept_in_folder(paths: Paths, columns: dict[str, str] | None, args: argparse.Namespace) -> Report:
    """Analyse the articles one after the other, and open what was kept."""
    stream = ArticleStream(paths, columns=columns, duplicates=args.duplicates or "exact", headlines=args.headlines)
    plan = Plan(lexicons=args.lexicon or (), models=models_of(args))
    with _ended_by_signals(), connect(args.dask) if args.dask else nullcontext() as client:
        told = process_corpus(stream, args.out, plan=plan, n_jobs=args.jobs, client=client)
    chosen = {name: ", ".join(columns) for name, columns in told["columns"].items()}
    shards = f"{told['n_made']:,} shards were made, {told['n_found']:,} were there"
    _tell(told["n_rows"], told["n_articles"], chosen, told["set_aside"], [*told["notes"], shards])
    report = open_results(args.out)
    _check_columns(report.meta, args)
    return report


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """Let SIGTERM end the run as Ctrl-C does: what is begun is ended, and nothing is broken."""

    def end(*_: Any) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _check_columns(articles: pd.DataFrame, args: argparse.Namespace) -> None:
    """Raise an error if there is no article, or no such column."""
    if not len(articles):
        raise InputError("No article is left to read.")
    for column in [args.by or ("outlet" if not args.out else None), *args.adjust]:
        if column and column not in articles and column != LENGTH:
            has = ", ".join(map(str, articles))
            raise InputError(f"The articles have no column {column!r} (they have: {has}). Name another with --by, or say which one it is: --outlet COLUMN.")  # fmt: skip


def _tell(n_rows: int, n: int, columns: Mapping[str, str], reasons: Mapping[str, int], notes: Iterable[str]) -> None:
    """Print what was read, and how."""
    chosen = ", ".join(f"{name} from {column!r}" for name, column in columns.items())
    aside = "; ".join(f"{reason}: {n}" for reason, n in Counter(reasons).most_common())
    lines = [f"{n_rows:,} rows, {n:,} articles" + (f"; {chosen}" if chosen else "")]
    for line in [*lines, *([f"set aside: {aside}"] if aside else []), *notes]:
        print(f"framing: {printable(line)}", file=sys.stderr)


def _comparison(report: Report, args: argparse.Namespace) -> str:
    """Return the comparison of the main scores as plain text."""
    by = args.by or "outlet"
    group = shown_groups(report.meta, by)
    rows = compare(report, group, columns=[column for column in SHOWN if column in report.scores], adjust=args.adjust)
    lines = []
    for column, part in rows.groupby("column", sort=False):
        lines += ["", f"  {SHOWN[str(column)]:<34}{'n':>6}{'mean':>9}   95 % interval{'difference':>13}{'q':>8}"]
        for row in part.to_dict("records"):
            interval = f"{row['low']:.2f} to {row['high']:.2f}"
            lines.append(f"    {printable(str(row['group']))[:30]:<32}{row['n']:>6,}{row['mean']:>9.2f}   {interval:<17}{row['difference']:>+9.2f}{row['q']:>8.3f}")  # fmt: skip
    adjusted = f", adjusted for {' and '.join(args.adjust)}" if args.adjust else ""
    return "\n".join([f"{len(report.scores):,} articles by {by}; differences from all others{adjusted}", *lines, ""])


def _write(report: Report, args: argparse.Namespace) -> None:
    if args.html:
        report.to_html(args.html, by=args.by or "outlet", adjust=args.adjust, texts=not args.without_texts)
    if args.csv:
        report.to_csv(args.csv)
    if args.jsonl:
        report.to_jsonl(args.jsonl)
    if args.parquet:
        _write_parquet(report, Path(args.parquet))
    if args.methods:
        told = (report.methods(kind, steps=STEPS) for kind in ("text", "bibtex"))
        Path(args.methods).write_text("\n\n".join(told) + "\n", encoding="utf-8")
    for path in filter(None, (args.html, args.csv, args.jsonl, args.parquet, args.methods)):
        print(f"Written: {path}")


def _write_parquet(report: Report, folder: Path) -> None:
    """Write scores.parquet and a file for the evidence of each measure."""
    folder.mkdir(parents=True, exist_ok=True)
    measures = report.provenance["settings"]["measures"]
    _, *names = file_names(["scores", *measures])  # a lexicon may be called "../x", or "scores"
    report.to_parquet(folder / "scores.parquet")
    for measure, name in zip(measures, names, strict=True):
        to_parquet(report.evidence(measure), folder / f"{name}.parquet")
