"""Marks in brat standoff format, to be looked at and corrected in an annotation tool (Stenetorp et al. 2012).

A folder holds for each article ``NAME.txt``, the text, and ``NAME.ann``, its marks,
and ``annotation.conf``, which tells brat their types. The format: https://brat.nlplab.org/standoff.html
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from framing.core import InputError, objects
from framing.core.tables import table
from framing.export.tables import encodable

LONGEST_NAME = 80  # characters of a file name
LINKS = {"Source": "Said_by", "Cue": "Said_with"}  # from content, by what it is linked to
CONF = "[entities]\n{entities}\n\n[relations]\n<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>\n{relations}\n\n[events]\n\n[attributes]\n"
# A line of the text from its first to its last visible character: brat reads a file line by line, by all ends of lines that
# Unicode has, and fields end with a tab, so that no such character may stand in a mark.
_LINE = re.compile("\\S(?:[^\t\n\x0b\x0c\r\x1c-\x1e\x85\u2028\u2029]*\\S)?")
# Names that Windows keeps for devices, whatever follows the full stop.
_DEVICES = {"con", "prn", "aux", "nul", *(f"{device}{i}" for device in ("com", "lpt") for i in range(1, 10))}
Part = tuple[int, int]


class Mark(NamedTuple):
    """A mark: its type, where its parts are, why it is there, and the attribution it is part of."""

    kind: str
    parts: list[Part]
    note: str
    attribution: Hashable = None


def to_brat(texts: pd.Series, evidence: Mapping[str, pd.DataFrame], folder: str | Path) -> pd.DataFrame:
    r"""Write texts and their marks as a collection for brat.

    Parameters
    ----------
    texts : Series of str, shape (n_docs,)
        The texts as they were analysed, by document id; some are enough, and marks of others are left out.
    evidence : mapping of str to DataFrame
        From ``report.evidence(measure)``: any of "loaded", "attribution", "actors". Other measures are not written.
    folder : path
        Is made; if it is there, it must be empty, so that nobody's corrections are written over.

    Returns
    -------
    DataFrame of shape (n_docs, 2)
        ``doc_id`` and ``name``: a file name of ASCII letters, digits, "-" and "_", made from the id, that is no other's,
        on systems too that do not tell capitals apart.

    Raises
    ------
    InputError
        If the folder holds files, or the evidence is not of these texts.

    Notes
    -----
    T-lines have the types ``Loaded``, ``Source``, ``Cue``, ``Content`` and those of actors (``Person``, …). Offsets count
    code points. A mark that is discontinuous, or goes on in another line, has parts with ";" between them. R-lines link the
    content of an attribution: ``Said_by`` its source, ``Said_with`` its cue. Notes (#-lines) say why a mark is there.
    A lone surrogate, which a file cannot hold, is U+FFFD in both files.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> rows = pd.DataFrame({"doc_id": ["a/b"], "start": [4], "end": [10], "text": ["regime"], "label": ["epithet"], "note": ["denies legitimacy"]})
    >>> with TemporaryDirectory() as folder:
    ...     to_brat(pd.Series({"a/b": "The regime fell."}), {"loaded": rows}, folder)["name"].tolist()
    ...     Path(folder, "a_b.ann").read_text().splitlines()
    ['a_b']
    ['T1\tLoaded 4 10\tregime', '#1\tAnnotatorNotes T1\tepithet: denies legitimacy']
    """
    place = Path(folder)
    if place.is_dir() and any(place.iterdir()):
        raise InputError(f"{place} holds files already. Name a new folder, so that no annotation is written over.")
    place.mkdir(parents=True, exist_ok=True)
    names = file_names(texts.index)
    by_doc = {name: dict(iter(rows.groupby("doc_id", sort=False))) for name, rows in evidence.items() if name in MARKS}
    kinds: set[str] = set()
    for doc, name, text in zip(texts.index, names, texts, strict=True):
        tables = {measure: rows[doc] for measure, rows in by_doc.items() if doc in rows}
        marks = [mark for measure, rows in tables.items() for mark in MARKS[measure](_checked(rows, text))]
        kinds.update(mark.kind for mark in marks)
        _write(place / f"{name}.txt", encodable(text))
        _write(place / f"{name}.ann", "".join(f"{line}\n" for line in _lines(encodable(text), marks)))
    _write(place / "annotation.conf", _conf(kinds))
    return table({"doc_id": texts.index.to_numpy(), "name": objects(names)})


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="")


def file_names(ids: Iterable[Any]) -> list[str]:
    """Return a name for each document that no path and no other document has.

    Examples
    --------
    >>> file_names(["../../x", "a/b", "a_b", "A_B", "", 7, "con"])
    ['x', 'a_b', 'a_b-2', 'A_B-3', 'document', '7', 'con-2']
    """
    taken, names = set(_DEVICES), []
    for doc in ids:
        stem = re.sub(r"[^A-Za-z0-9_-]+", "_", str(doc)).strip("_-")[:LONGEST_NAME] or "document"
        name, n = stem, 1
        while name.lower() in taken:
            n += 1
            name = f"{stem}-{n}"
        taken.add(name.lower())
        names.append(name)
    return names


def _checked(rows: pd.DataFrame, text: str) -> pd.DataFrame:
    """Return the rows of a text, which must stand where they say."""
    for doc, start, end, marked in zip(rows["doc_id"], rows["start"], rows["end"], rows["text"], strict=True):
        if text[start:end] != marked:
            raise InputError(
                f"The evidence is not of these texts: document {doc!r} has {text[start:end][:40]!r} at {start}, not "
                f"{marked[:40]!r}. Give the texts exactly as they were analysed."
            )
    return rows


def _loaded(rows: pd.DataFrame) -> Iterator[Mark]:
    for row in rows.to_dict("records"):
        neutral, source = row.get("neutral"), row.get("source")
        told = (
            f"{row['label']}: {row.get('note') or ''}".rstrip(": "),
            f"neutral: {neutral}" if neutral else "",
            f"voice: {row['voice']}" if "voice" in row else "",
            f"source: {source}" if isinstance(source, str) else "",
        )
        yield Mark("Loaded", [(row["start"], row["end"])], "; ".join(filter(None, told)))


def _attributions(rows: pd.DataFrame) -> Iterator[Mark]:
    for (attribution, label), parts in rows.groupby(["attribution", "label"], sort=False):
        row = parts.iloc[0]
        told = [
            f"{name}: {row[name]}" for name in ("kind", "cue_class", "source_type") if isinstance(row.get(name), str)
        ]
        places = list(zip(parts["start"].tolist(), parts["end"].tolist(), strict=True))
        yield Mark(str(label).capitalize(), sorted(places), "; ".join(told), attribution)


def _actors(rows: pd.DataFrame) -> Iterator[Mark]:
    for row in rows.to_dict("records"):
        told = [f"{name}: {row[name]}" for name in ("actor", "form", "polity") if isinstance(row.get(name), str)]
        yield Mark(str(row["label"]).capitalize(), [(row["start"], row["end"])], "; ".join(told))


MARKS: dict[str, Callable[[pd.DataFrame], Iterator[Mark]]] = {
    "loaded": _loaded,
    "attribution": _attributions,
    "actors": _actors,
}


def _lines(text: str, marks: Iterable[Mark]) -> Iterator[str]:
    """Yield the lines of an annotation file: marks, links, notes."""
    notes, ends = [], []
    for n, mark in enumerate(marks, start=1):
        parts = [part for start, end in mark.parts for part in _within_lines(text, start, end)]
        where = ";".join(f"{start} {end}" for start, end in parts)
        yield f"T{n}\t{mark.kind} {where}\t{' '.join(text[start:end] for start, end in parts)}"
        notes.append(f"#{n}\tAnnotatorNotes T{n}\t{encodable(' '.join(mark.note.split()))}")
        ends.append((mark, n))
    yield from _links(ends)
    yield from notes


def _within_lines(text: str, start: int, end: int) -> list[Part]:
    """Return the parts of a span that lie in one line each.

    Examples
    --------
    >>> _within_lines("The mob\\n  fled.", 4, 15)
    [(4, 7), (10, 15)]
    """
    return [match.span() for match in _LINE.finditer(text, start, end)]


def _links(marks: list[tuple[Mark, int]]) -> Iterator[str]:
    """Yield the links from each content to its source and its cue."""
    content = {mark.attribution: n for mark, n in marks if mark.kind == "Content"}
    linked = [(mark, n) for mark, n in marks if mark.kind in LINKS and mark.attribution in content]
    for i, (mark, n) in enumerate(linked, start=1):
        yield f"R{i}\t{LINKS[mark.kind]} Arg1:T{content[mark.attribution]} Arg2:T{n}"


def _conf(kinds: Iterable[str]) -> str:
    relations = (f"{link}\tArg1:Content, Arg2:{kind}" for kind, link in LINKS.items())
    return CONF.format(entities="\n".join(sorted({*kinds, "Content", *LINKS})), relations="\n".join(relations))
