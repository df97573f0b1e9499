"""Articles in files of their own: text files and saved web pages, one by one or in folders."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from framing.core import InputError
from framing.io.files import DOCUMENTS, TABLES, file_bytes, file_text, kind_of
from framing.io.pages import Page, read_page


@dataclass(frozen=True, slots=True)
class Document:
    """A file that holds one article.

    Parameters
    ----------
    path : Path
    doc_id : str
        Its path, from the folder on that was named.
    outlet : str or None
        The folder in that folder, if it lies in one.
    """

    path: Path
    doc_id: str
    outlet: str | None = None

    @property
    def is_page(self) -> bool:
        """Whether it is a page of HTML."""
        return kind_of(self.path) != ".txt"

    def read(self) -> Page:
        """Return its text and what it says of itself; raise an InputError that says why it cannot be read.

        A sub-folder is the analyst's word for the outlet: it goes before what a page calls its site.
        """
        if not self.is_page:
            return {"text": file_text(self.path), "outlet": self.outlet}
        page = read_page(file_bytes(self.path), str(self.path))
        return {**page, "outlet": self.outlet or page["site"]}


def find_documents(paths: Sequence[Path]) -> tuple[list[Document], list[str]]:
    """Return the articles among files and in folders, and notes on the other files of the folders.

    Parameters
    ----------
    paths : sequence of Path
        Files of their own keep their order; those of a folder stand in the order of their paths. Ids begin with the path
        that was given, unless that is one folder alone.

    Raises
    ------
    InputError
        If a folder has no article or cannot be opened, or a file stands twice.
    """
    documents, notes = [], []
    for path in paths:
        if path.is_dir():
            inside, told = _in_folder(path, alone=len(paths) == 1)
            documents += inside
            notes += told
        else:
            documents.append(Document(path, path.name if len(paths) == 1 else path.as_posix()))
    twice = [doc_id for doc_id, n in Counter(one.doc_id for one in documents).items() if n > 1]
    if twice:
        raise InputError(f"{twice[0]} is named twice. Name each file once.")
    return documents, notes


def _in_folder(folder: Path, *, alone: bool) -> tuple[list[Document], list[str]]:
    files = sorted(_files(folder))
    documents = [_document(folder, path, alone=alone) for path in files if kind_of(path) in DOCUMENTS]
    others = Counter(kind_of(path) or path.name for path in files if kind_of(path) not in DOCUMENTS)
    told = ", ".join(f"{n} {kind}" for kind, n in sorted(others.items()))
    if not documents:
        tables = [str(path) for path in files if kind_of(path) in TABLES]
        hint = f" Name the tables in it instead: [{tables[0]!r}, …]." if tables else ""
        raise InputError(f"No file in {folder} ends in {', '.join(DOCUMENTS)} (there: {told or 'nothing'}).{hint}")
    return documents, [f"Not read in {folder}: {told}."] if told else []


def _files(folder: Path) -> Iterator[Path]:
    def refuse(error: OSError) -> None:
        raise InputError(f"Cannot open the folder {error.filename}: {error.strerror}.")

    for inside, _, names in os.walk(folder, onerror=refuse):
        yield from filter(Path.is_file, (Path(inside, name) for name in names))  # no pipe, which would be waited for


def _document(folder: Path, path: Path, *, alone: bool) -> Document:
    inside = path.relative_to(folder)
    return Document(path, (inside if alone else path).as_posix(), inside.parts[0] if len(inside.parts) > 1 else None)
