"""Compare docs/columns.md with the tables the library makes: nothing missing, nothing made up.

Run ``python docs/check_columns.py``; it names what differs and exits with 1.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import framing

PAGE = Path(__file__).with_name("columns.md")
ROW = re.compile(r"^\| `([^`]+)` \| `([^`]+)` \| [^|]*\S[^|]* \| [^|]*\S[^|]* \|$")


def documented() -> set[tuple[str, str]]:
    """Return (table, column) of each complete row of the page."""
    return {found.groups() for line in PAGE.read_text(encoding="utf-8").splitlines() if (found := ROW.match(line))}


def made() -> set[tuple[str, str]]:
    """Return (table, column) of each table of a report with every measure and a lexicon called "own"."""
    own = framing.Lexicon.from_terms("own", ["regime"])
    report = framing.analyze("The regime fell, he said.", lexicons=own)
    tables = {
        "scores": report.scores,
        "sentences()": report.sentences(),
        "words()": report.words(),
        "sources()": report.sources(),
        "kwic()": report.kwic("loaded"),
        "explain()": report.explain("loaded"),
        "set_aside": report.set_aside,
    }
    names = [*report.provenance["settings"]["measures"], "actors", "toward"]
    tables |= {f'evidence("{name}")': report.evidence(name) for name in names}
    return {(name, column) for name, frame in tables.items() for column in frame.columns}


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
