"""Reading and writing lexicons: TSV and CSV with a passport, JSON, LIWC ``.dic``."""

from __future__ import annotations

import csv
import io
import json
import warnings
from collections.abc import Callable, Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Literal

from framing.core import LexiconError
from framing.lexicon.lexicon import Entry, Lexicon, entry_problem
from framing.lexicon.liwc import parse_dic

COLUMNS = ("term", "label", "score", "pos", "neutral", "note")
PASSPORT = ("name", "version", "language", "license", "source")
OnError = Literal["raise", "skip"]


def read_lexicon(path: str | Path, *, errors: OnError = "raise") -> Lexicon:
    """Read a lexicon from a file.

    Parameters
    ----------
    path : path
        ``.tsv``, ``.csv`` (columns ``term`` and, optionally, ``label``,
        ``score``, ``pos``, ``neutral``, ``note``; lines starting with ``#``
        before the column names are the passport), ``.json`` (as written by
        :func:`write_lexicon`), ``.dic`` (LIWC, layouts of 2007 and 2015) or
        ``.txt`` (one term a line).
    errors : {"raise", "skip"}
        What to do with malformed lines: refuse the file and name them, or
        set them aside and name them in a warning.

    Raises
    ------
    LexiconError
        With the line number, what is wrong, and what is allowed.
    """
    path = Path(path)
    readers: dict[str, Callable[[str, str], tuple[Lexicon, list[str]]]] = {
        ".tsv": lambda text, name: _parse_table(text, name, "\t"),
        ".csv": lambda text, name: _parse_table(text, name, ","),
        ".json": _parse_json,
        ".dic": parse_dic,
        ".txt": _parse_list,
    }
    if path.suffix.lower() not in readers:
        raise LexiconError(f"Cannot read a lexicon from '{path.name}'. Save it as one of: {', '.join(readers)}.")
    text = _decode(path)
    try:
        lexicon, problems = readers[path.suffix.lower()](text, path.stem)
    except csv.Error as error:
        raise LexiconError(f"{path.name} is no table that can be read ({error}).") from None
    if problems:
        message = (
            f"{path.name} has {len(problems)} malformed line(s): "
            + " ".join(problems[:20])
            + (" …" if len(problems) > 20 else "")
        )
        if errors == "raise":
            raise LexiconError(message + " Mend them, or read the rest with errors='skip'.")
        warnings.warn(message + " They were set aside.", stacklevel=2)
    return lexicon


def _decode(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise LexiconError(f"{path.name} is not UTF-8 (byte {error.start}). Save it as UTF-8.") from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise LexiconError(f"Cannot open {path}: {getattr(error, 'strerror', None) or error}.") from None


def write_lexicon(lexicon: Lexicon, path: str | Path) -> Path:
    """Write a lexicon with its passport, as ``.tsv``, ``.csv`` or ``.json``; return the path."""
    path = Path(path)
    suffix = path.suffix.lower()
    if suffix == ".json":
        text = json.dumps(
            {**_passport(lexicon), "entries": [asdict(entry) for entry in lexicon]}, ensure_ascii=False, indent=1
        )
    elif suffix in {".tsv", ".csv"}:
        text = _table(lexicon, "\t" if suffix == ".tsv" else ",")
    else:
        raise LexiconError(f"Cannot write a lexicon as '{path.name}'. Choose .tsv, .csv or .json.")
    path.write_text(text, encoding="utf-8")
    return path


def _passport(lexicon: Lexicon) -> dict[str, object]:
    return {
        **{key: getattr(lexicon, key) for key in PASSPORT},
        "inflect": lexicon.inflect,
        "n_entries": len(lexicon),
        "labels": dict(lexicon.labels),
    }


def _table(lexicon: Lexicon, delimiter: str) -> str:
    out = io.StringIO()
    for key, value in _passport(lexicon).items():
        if key != "labels":
            out.write(f"# {key}: {str(value).lower() if isinstance(value, bool) else value}\n")
    for label, definition in lexicon.labels.items():
        out.write(f"# label {label}: {definition}\n")
    rows = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    rows.writerow(COLUMNS)
    rows.writerows((e.term, e.label, _number(e.score), e.pos, e.neutral, e.note) for e in lexicon)
    return out.getvalue()


def _number(score: float) -> str:
    """Return the shortest text that reads back as the same number."""
    return f"{score:g}" if float(f"{score:g}") == score else repr(float(score))


def _parse_table(text: str, name: str, delimiter: str) -> tuple[Lexicon, list[str]]:
    head: dict[str, str] = {}
    labels: dict[str, str] = {}
    lines = text.split("\n")
    n_head = 0
    while n_head < len(lines) and (lines[n_head].startswith("#") or not lines[n_head].strip()):
        key, _, value = lines[n_head].lstrip("# ").partition(":")
        if key.startswith("label "):
            labels[key.removeprefix("label ").strip()] = value.strip()
        elif value:
            head[key.strip().lower()] = value.strip()
        n_head += 1
    rows = csv.DictReader(io.StringIO("\n".join(lines[n_head:]), newline=""), delimiter=delimiter)
    if "term" not in (rows.fieldnames or ()):
        raise LexiconError(
            f"The table '{name}' has no column 'term'. Its columns are: {', '.join(rows.fieldnames or ()) or 'none'}."
        )
    entries: list[Entry] = []
    problems: list[str] = []
    first: dict[tuple[str, str], int] = {}
    for row in rows:
        line = n_head + rows.line_num
        entry = _entry(row, head.get("name", name))
        problem = entry if isinstance(entry, str) else entry_problem(entry, labels or {entry.label: ""}, first)
        if problem:
            problems.append(f"line {line}: {problem}")
        elif isinstance(entry, Entry):
            entries.append(entry)
            first[entry.term, entry.label] = line
    stated = head.get("n_entries")
    if stated is not None and stated != str(len(entries) + len(problems)):
        problems.append(f"the passport says n_entries: {stated}, the table has {len(entries)}.")
    return _build(head, name, entries, labels, head.get("inflect", "").lower() in {"true", "yes"}), problems


def _entry(row: dict[str, str | None], label: str) -> Entry | str:
    cell = {key: (row.get(key) or "").strip() for key in COLUMNS}
    if not cell["term"]:
        return "no term."
    try:
        score = float(cell["score"] or 1)
    except ValueError:
        return f"the score of {cell['term']!r} is {cell['score']!r}, not a number."
    return Entry(cell["term"], cell["label"] or label, score, cell["pos"], cell["neutral"], cell["note"])


def _build(head: dict[str, str], name: str, entries: Iterable[Entry], labels: dict[str, str], inflect: bool) -> Lexicon:
    passport = {key: head[key] for key in PASSPORT if key in head and key != "name"}
    return Lexicon(head.get("name", name), tuple(entries), **passport, labels=labels, inflect=inflect)


def _parse_json(text: str, name: str) -> tuple[Lexicon, list[str]]:
    try:
        data = json.loads(text)
        entries = [_entry_of(row) for row in data["entries"]]
        labels = {str(k): str(v) for k, v in data.get("labels", {}).items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise LexiconError(
            f"{name}.json is not a lexicon: {error}. It needs an object with 'entries', each with 'term' and 'label'."
        ) from None
    head = {key: str(data[key]) for key in PASSPORT if key in data}
    return _build(head, name, entries, labels, bool(data.get("inflect", False))), []


def _entry_of(row: dict[str, object]) -> Entry:
    """Return an entry of a JSON object whose values have the right types."""
    wrong = [key for key, value in row.items() if not isinstance(value, int | float if key == "score" else str)]
    if wrong:
        raise TypeError(f"the {wrong[0]} of an entry is {row[wrong[0]]!r}")
    return Entry(**row)  # type: ignore[arg-type]


def _parse_list(text: str, name: str) -> tuple[Lexicon, list[str]]:
    terms = [line.strip() for line in text.split("\n")]
    return Lexicon.from_terms(name, [term for term in terms if term and not term.startswith("#")]), []
