"""LIWC ``.dic`` files: categories between two ``%`` lines, then words with category numbers."""

from __future__ import annotations

import re

from framing.core import LexiconError
from framing.lexicon.lexicon import Entry, Lexicon


def parse_dic(text: str, name: str) -> tuple[Lexicon, list[str]]:
    """Read the text of a ``.dic`` file in the layout of LIWC2007 or LIWC2015.

    A word in several categories becomes one entry for each. Lines that cannot
    be read (no category, an unknown number, the conditional entries of 2007
    such as ``like (02 134)125``) are returned as problems with their number.

    Returns
    -------
    lexicon : Lexicon
        Labels are the category names, entries in the order of the file.
    problems : list of str

    Examples
    --------
    >>> text = "%\\n1\\tposemo\\n2\\tsocial\\n%\\nfriend*\\t1\\t2\\nkind of\\t9\\n"
    >>> lexicon, problems = parse_dic(text, "mine")
    >>> [(e.term, e.label) for e in lexicon], problems
    ([('friend*', 'posemo'), ('friend*', 'social')], ['line 6: unknown category 9.'])
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    borders = [i for i, line in enumerate(lines) if line.strip() == "%"]
    if len(borders) < 2:
        raise LexiconError(
            f"{name}.dic has {len(borders)} lines with a single %; LIWC files have two, around the list of categories."
        )
    categories: dict[str, str] = {}
    problems: list[str] = []
    for number in range(borders[0] + 1, borders[1]):
        key, *title = lines[number].split(maxsplit=1) or [""]
        if title and key.isdecimal():
            categories[key] = title[0].rstrip()
        elif key:
            problems.append(f"line {number + 1}: not a category (number, name).")
    entries: dict[tuple[str, str], Entry] = {}
    for number in range(borders[1] + 1, len(lines)):
        line = lines[number]
        if line.strip():
            found = _words(line, categories)
            if isinstance(found, str):
                problems.append(f"line {number + 1}: {found}")
            else:
                entries.update({(entry.term, entry.label): entry for entry in found})
    labels = dict.fromkeys(categories.values(), "")
    return Lexicon(name, tuple(entries.values()), source="LIWC .dic file", labels=labels), problems


def _words(line: str, categories: dict[str, str]) -> list[Entry] | str:
    parts = line.split()
    behind, first = len(parts), 0 if line[0].isspace() else 1  # a line that opens with a blank has no word
    while behind > first and parts[behind - 1].isdecimal():
        behind -= 1
    term, numbers = " ".join(parts[:behind]), parts[behind:]
    if not numbers or not term:
        return f"no category number after {term!r}." if term else "no word before the category numbers."
    if re.search(r"[()<>/%]", term):
        return f"conditional entry {term!r} is not supported."
    if "*" in term.strip("*") or term.strip("* ") == "":
        return f"wildcard inside the word {term!r}."
    unknown = [number for number in numbers if number not in categories]
    if unknown:
        return f"unknown category {', '.join(unknown)}."
    return [Entry(term, categories[number]) for number in numbers]
