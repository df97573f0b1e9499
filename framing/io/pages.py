"""Saved web pages to articles: the text without the page around it, and what the page says of itself.

`trafilatura <https://trafilatura.readthedocs.io>`_ finds the text (Barbaresi 2021, ACL demo papers). Nothing is fetched.
"""

from __future__ import annotations

import re
from typing import Any

from framing.core import InputError

Page = dict[str, str | None]
STARTS = ("<!doctype html", "<html", "<?xml")  # of a page of HTML
_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_HEAD = 4096  # bytes in which a page names its encoding
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")  # it names the encoding of the bytes, and these are decoded


def read_page(data: bytes, name: str) -> Page:
    """Return the article of a web page.

    Parameters
    ----------
    data : bytes
        The page, in UTF-8 or the encoding it names.
    name : str
        The file, for messages.

    Returns
    -------
    dict
        ``text`` (paragraphs parted by blank lines; without the title, if it stands first), ``title``, ``author``,
        ``date``, ``site``, ``url``; None where the page does not say it.

    Raises
    ------
    InputError
        If the encoding is wrong, no article is found, or trafilatura is missing.
    """
    trafilatura = extractor()
    tree = trafilatura.load_html(_DECLARATION.sub("", _decoded(data, name)))
    about = {} if tree is None else _about(trafilatura, tree)
    text = None if tree is None else trafilatura.extract(tree, include_comments=False, include_tables=False)
    if not text:
        raise InputError(f"No article is found in {name}. Save its text as a .txt file.")
    return {"text": _paragraphs(text, about["title"]), **about}


def extractor() -> Any:
    """Return the package that reads pages; raise an InputError that says how to get it."""
    try:
        import trafilatura
    except ImportError:
        raise InputError(
            "Reading pages of HTML needs trafilatura: pip install 'framing[html]' (in a clone: pip install '.[html]')."
        ) from None
    return trafilatura


def _about(trafilatura: Any, tree: Any) -> Page:
    """Return what the page says of itself; a date only where it is marked as one, not guessed from the text."""
    found = trafilatura.extract_metadata(tree, date_config={"original_date": True, "extensive_search": False})
    said = {"title": found.title, "author": found.author, "date": found.date, "site": found.sitename, "url": found.url}
    return {name: value or None for name, value in said.items()}


def _paragraphs(text: str, title: str | None) -> str:
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return "\n\n".join(lines[1:] if len(lines) > 1 and lines[0] == title else lines)


def _decoded(data: bytes, name: str) -> str:
    named = _CHARSET.search(data[:_HEAD])
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else named[1].decode() if named else "utf-8"
    for each in ("utf-8-sig", encoding):
        try:
            return data.decode(each)
        except UnicodeDecodeError as error:
            wrong = f"byte {error.start} is 0x{data[error.start]:02x}"
        except UnicodeError as error:
            wrong = str(error)
        except LookupError:
            wrong = f"it names {encoding!r}, which is no encoding that is known"
    raise InputError(f"{name} is neither UTF-8 nor in the encoding it names ({wrong}). Save it as UTF-8.")
