"""The command line: ``framing article FILE...`` and ``framing corpus FILE...``."""

from __future__ import annotations

import argparse
import io
import math
import os
import sys
import textwrap
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from framing.analysis import analyze
from framing.choose import DEFAULT
from framing.cli_corpus import (
    EXIT_FAILED,
    EXIT_OK,
    EXIT_SOME_FAILED,
    EXIT_STOPPED,
    add_corpus,
    add_readers,
    models_of,
    refuse_overwriting,
    run_corpus,
)
from framing.core import FramingError
from framing.export.tables import to_csv
from framing.io import read_text
from framing.report import Report
from framing.terminal import printable
from framing.version import __version__


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; return the exit code: 0 all read, 1 some files failed, 2 nothing could be done."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal that cannot show a letter shows a question mark
            stream.reconfigure(errors="replace")
    args = _parser().parse_args(argv)
    try:
        return run_corpus(args) if args.command == "corpus" else _run_articles(args)
    except BrokenPipeError:  # "| head" has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_OK
    except KeyboardInterrupt:
        print(
            "framing: stopped. What was kept with --out stays: the same command goes on where it stopped.",
            file=sys.stderr,
        )
        return EXIT_STOPPED
    except (FramingError, OSError) as error:
        print(f"framing: {printable(str(error))}", file=sys.stderr)
        return EXIT_FAILED


def _run_articles(args: argparse.Namespace) -> int:
    texts, failed = _read(args.files)
    for message in failed:
        print(f"framing: {printable(message)}", file=sys.stderr)
    if not texts:
        return EXIT_FAILED
    refuse_overwriting([name for name in args.files if name != "-"], (args.html, args.csv))
    report = analyze(pd.Series(texts, dtype=object), models=models_of(args), lexicons=args.lexicon or None)
    _write(report, args)
    return EXIT_SOME_FAILED if failed else EXIT_OK


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="framing", description="How does this text frame its subject?")
    parser.add_argument("--version", action="version", version=f"framing {__version__}")
    commands = parser.add_subparsers(dest="command", required=True)
    article = commands.add_parser(
        "article",
        help="read articles and say whose words they use",
        description="Mark loaded terms and who says what in plain-text articles.",
    )
    article.add_argument("files", nargs="+", metavar="FILE", help="text files, UTF-8; - for standard input")
    article.add_argument("--json", action="store_true", help="print scores and evidence as JSON instead of the summary")
    article.add_argument("--html", metavar="FILE", help="write the article with its marks as a page (one article only)")
    article.add_argument("--csv", metavar="FILE", help="write the scores, one row per file, as a table")
    article.add_argument(
        "--suggest", action="store_true", help="print each loaded term of the outlet with a plainer wording instead"
    )
    add_readers(article)
    add_corpus(commands)
    return parser


def _read(files: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """Return the texts by file name, and what was wrong with the other files."""
    texts: dict[str, str] = {}
    failed: list[str] = []
    for name in dict.fromkeys(files):
        try:
            texts[name] = read_text(name)
        except FramingError as error:
            failed.append(str(error))
    return texts, failed


def _write(report: Report, args: argparse.Namespace) -> None:
    if args.html and len(report.scores) > 1:
        raise FramingError(f"--html takes one article; {len(report.scores)} were given. Use --csv for many.")
    if args.html:
        report.to_html(args.html)
    if args.csv:
        to_csv(report.scores.rename_axis("file").reset_index(), args.csv)
    if args.json:
        print(report.to_json())
        return
    for name in report.scores.index:
        print(advice(report, str(name)) if args.suggest else summary(report, str(name)))
    if len(report.scores) > 1:
        print(*(f"note: {note}" for note in report.notes), sep="\n")
    for path in filter(None, (args.html, args.csv)):
        print(f"Written: {Path(path)}")


def summary(report: Report, name: str) -> str:
    """Return one article's scores, loaded terms and sources as plain text."""
    row = report.scores.loc[name]
    share = {voice: row[f"attribution__{voice}_share"] for voice in ("editorial", "indirect", "direct")}
    lines = [
        f"{printable(name)}: {row['n_words']:,.0f} words in {row['n_sentences']:,.0f} sentences",
        "",
        f"  whose words    {share['editorial']:.0%} the outlet's claim and wording, {share['indirect']:.0%} reported "
        f"in the outlet's wording, {share['direct']:.0%} quoted",
        f"  loaded terms   {row['loaded__terms_n']:.0f} in the outlet's wording ({row['n_own_words']:,.0f} words) = "
        f"{row['loaded__terms_rate']:.1f} per 1,000; {row['loaded__quoted_n']:.0f} in quotations",
    ]
    notes = [f"  note: {note}" for note in report.notes] if len(report.scores) == 1 else []
    lines += [
        f"  subjectivity   {_number(row['subjectivity__sentences_mean'], '.2f')} on average, "
        f"{_number(row['subjectivity__subjective_share'], '.0%')} of the sentences with own words subjective",
        f"  reading ease   {_number(row['readability__flesch_index'], '.0f')} (Flesch), "
        f"{_number(row['readability__words-per-sentence_mean'], '.1f')} words per sentence",
    ]
    lines += [
        *_own_lexicons(report, name),
        *_terms(report, name),
        *_sources(report, name),
        *_actors(report, name),
        *notes,
        "",
    ]
    return "\n".join(lines)


def advice(report: Report, name: str) -> str:
    """Return one article's loaded terms in the outlet's wording, each with its reason and a plainer wording, as plain text."""
    table = report.suggestions()
    table = table[table["doc_id"] == name]
    context = report.kwic("loaded", window=45).set_index(["doc_id", "start"])
    lines = [f"{printable(name)}: {len(table)} loaded terms in the outlet's wording", ""]
    for row in table.to_dict("records"):
        left, right = (" ".join(str(context.at[(name, row["start"]), side]).split()) for side in ("left", "right"))
        why = f"{row['tier']}; {row['label']}: {row['reason']}"
        lines.append(f"  {printable(row['text'])} → {row['neutral'] or '–'}   ({why})")
        lines.append(f"      {printable(left)} [{printable(row['text'])}] {printable(right)}")
    return "\n".join([*lines, ""])


def _own_lexicons(report: Report, name: str) -> list[str]:
    """Return one line for each label of the lexicons that were added."""
    row = report.scores.loc[name]
    added = [measure for measure in report.provenance["settings"]["measures"] if measure not in DEFAULT]
    columns = [c for measure in added for c in row.index if c.startswith(f"{measure}__") and c.endswith("_rate_all")]
    return [
        f"  {printable(column.removesuffix('_rate_all').replace('__', ': ')):<30} {row[column]:.1f} per 1,000 words"
        for column in columns
    ]


def _terms(report: Report, name: str) -> list[str]:
    evidence, context = report.evidence("loaded"), report.kwic("loaded", window=30)
    lines = []
    for i in evidence.index[evidence["doc_id"] == name]:
        left, right = (" ".join(context.at[i, side].split()) for side in ("left", "right"))
        neutral = f" → {evidence.at[i, 'neutral']}" if evidence.at[i, "neutral"] else ""
        words = f"{left} [{printable(evidence.at[i, 'text'])}] {right}"
        lines.append(f"    {evidence.at[i, 'label']:<13}{evidence.at[i, 'voice']:<10}{words}{neutral}")
    return ["", *(printable(line) for line in lines)] if lines else []


def _sources(report: Report, name: str) -> list[str]:
    table = report.sources()
    table = table[table["doc_id"] == name].head(8)
    if table.empty:
        return []
    lines = ["", "  who gets to speak (attributed words)"]
    for source, n_words, share in zip(table["source"], table["n_words"], table["share"], strict=True):
        shown = textwrap.shorten(source or "(nobody named)", 60, placeholder=" …")
        lines.append(f"    {n_words:5d}  {share:4.0%}  {printable(shown)}")
    return lines


def _actors(report: Report, name: str) -> list[str]:
    table = report.actors()
    table = table[table["doc_id"] == name].head(8)
    if table.empty:
        return []
    lines = ["", "  who is spoken of (mentions; balance from -1 to 1 by the outlet, by sources)"]
    for row in table.to_dict("records"):
        held = (_number(row[f"{holder}_balance"], "+.2f") for holder in ("outlet", "sources"))
        shown = textwrap.shorten(row["actor"], 50, placeholder=" …")
        lines.append(f"    {row['mentions']:5d}  {'  '.join(f'{each:>5}' for each in held)}  {printable(shown)}")
    return lines


def _number(value: float, form: str) -> str:
    """Return a number, or a dash where nothing was observed."""
    return "–" if math.isnan(value) else format(value, form)


if __name__ == "__main__":
    sys.exit(main())
