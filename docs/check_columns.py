"""Compare docs/columns.md with the tables the library makes: nothing missing, nothing made up.

Run ``python docs/check_columns.py``; it names what differs and exits with 1.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

import framing
from framing.choose import CLUES
from framing.io import find_duplicates
from framing.io.columns import STANDARD

PAGE = Path(__file__).with_name("columns.md")
TEXT = "The regime fell, he said."
EXPLAINED = ("loaded", "toward", "subjectivity", "own")
ROW = re.compile(r"^\| `([^`]+)` \| `([^`]+)` \| [^|]*\S[^|]* \| [^|]*\S[^|]* \|$")


def documented() -> set[tuple[str, str]]:
    """Return (table, column) of each complete row of the page."""
    return {found.groups() for line in PAGE.read_text(encoding="utf-8").splitlines() if (found := ROW.match(line))}


def made() -> set[tuple[str, str]]:
    """Return (table, column) of each table of a report with every measure and a lexicon called "own".

    The clue lexicons share their columns; they stand on the page as "hedges".
    """
    own = framing.Lexicon.from_terms("own", ["regime"])
    report = framing.analyze(TEXT, lexicons=own)
    clues = framing.analyze(TEXT, measures=CLUES)
    acts = framing.analyze(TEXT, measures=["agency"])
    tables = {
        "scores": report.scores,
        "sentences()": report.sentences(),
        "words()": report.words(),
        "sources()": report.sources(),
        "suggestions()": report.suggestions(),
        "strongest_terms()": report.strongest_terms(by="document"),
        "norms()": report.norms(),
        "intervals()": report.intervals(),
        "kwic()": report.kwic("loaded"),
        "actors()": report.actors(),
        "descriptors()": report.descriptors(),
        'descriptors(by="mention")': report.descriptors(by="mention"),
        "mentions()": report.mentions(),
        "counts()": report.counts(),
        "to_frame()": report.to_frame(),
        "set_aside": report.set_aside,
    }
    tables |= {f'evidence("{name}")': report.evidence(name) for name in report.provenance["settings"]["measures"]}
    found = {(name, column) for name, frame in tables.items() for column in frame.columns}
    found |= {("scores", column) for column in acts.scores.columns}
    found |= {('evidence("agency")', column) for column in acts.evidence("agency").columns}
    found |= {(name, column) for name, columns in (compared() | read()).items() for column in columns}
    found |= {("explain()", column) for name in EXPLAINED for column in report.explain(name)}
    return found | {('evidence("hedges")', column) for name in CLUES for column in clues.evidence(name)}


def compared() -> dict[str, list[str]]:
    """Return the columns of each table that compares groups."""
    frame = pd.DataFrame({"text": [TEXT] * 20, "outlet": ["A", "B"] * 10, "date": "2024-03-04"})
    report = framing.analyze(frame)
    tables = {
        "compare()": framing.compare(report, columns=["loaded__terms_rate"], n_draws=100),
        "keyness()": framing.keyness(report),
        "trends()": framing.trends(report, "loaded__terms_rate"),
        "source_balance()": framing.source_balance(report),
        "compare_actors()": framing.compare_actors(report),
    }
    return {name: list(frame.columns) for name, frame in tables.items()}


def read() -> dict[str, list[str]]:
    """Return the columns of articles with all that is known of them, the facts beside them, and the columns of their duplicates."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "articles.csv")
        path.write_text(f'{",".join(STANDARD)}\n"{TEXT}",,,,,\n', encoding="utf-8")
        articles = framing.read_articles(path)
    return {
        "read_articles()": list(articles.columns),
        'read_articles().attrs["read"]': list(articles.attrs["read"]),
        "find_duplicates()": list(find_duplicates([TEXT, TEXT]).columns),
    }


def main() -> int:
    """Print what differs; return 1 if anything does."""
    page, library = documented(), made()
    for table, column in sorted(library - page):
        print(f"missing from columns.md: {table} {column}")
    for table, column in sorted(page - library):
        print(f"not in the library: {table} {column}")
    print(f"{len(library)} columns, {len(page & library)} of them documented")
    return int(page != library)


if __name__ == "__main__":
    sys.exit(main())
