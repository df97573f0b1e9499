"""Compare docs/columns.md with the tables the library makes: nothing missing, nothing made up.

Run ``python docs/check_columns.py``; it names what differs and exits with 1.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import framing
from framing.choose import CLUES

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
        "set_aside": report.set_aside,
    }
    tables |= {f'evidence("{name}")': report.evidence(name) for name in report.provenance["settings"]["measures"]}
    found = {(name, column) for name, frame in tables.items() for column in frame.columns}
    found |= {("scores", column) for column in acts.scores.columns}
    found |= {('evidence("agency")', column) for column in acts.evidence("agency").columns}
    found |= {("explain()", column) for name in EXPLAINED for column in report.explain(name)}
    return found | {('evidence("hedges")', column) for name in CLUES for column in clues.evidence(name)}


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
