"""Reading one text file, and saying clearly what is wrong with it."""

from __future__ import annotations

import re
import string
import sys
from pathlib import Path

from framing.core import InputError

# Function words that make up a third to a half of running English, and of no other language.
_ENGLISH = frozenset(
    "the of and to in a is that for it was on are as with he be at by this had not but from or have an they which his her".split()
)
_COMMONEST = frozenset({"the", "and", "to", "of"})
_MIN_SHARE, _MIN_COMMONEST = 0.17, 0.05  # of the words; of 6,341 news articles all but a handful lie above
_MIN_ASCII = 0.7  # of the letters
_LETTERS, _NOT_ASCII = string.ascii_letters.encode(), re.compile(r"[^\x00-\x7f]")
_MIN_WORDS = 30  # fewer words say nothing about the language
_CONTROL = frozenset(range(32)) - {9, 10, 11, 12, 13, 27}


def read_text(path: str | Path) -> str:
    """Return the text of a file, or of standard input for ``"-"``.

    Raises
    ------
    InputError
        If the file is missing, a folder, empty, binary, not UTF-8, or not English.
    """
    name = "standard input" if str(path) == "-" else str(path)
    try:
        data = sys.stdin.buffer.read() if str(path) == "-" else Path(path).read_bytes()
    except FileNotFoundError:
        raise InputError(f"There is no file {name}.") from None
    except IsADirectoryError:
        raise InputError(f"{name} is a folder. Name the files in it: {name}/*.txt") from None
    except OSError as error:
        raise InputError(f"Cannot read {name}: {error.strerror}.") from None
    text = decode(data, name)
    if not any(map(str.isalnum, text)):
        raise InputError(f"{name} is empty: there is no word in it.")
    if text[:500].lstrip().lower().startswith(("<!doctype html", "<html", "<?xml")):
        raise InputError(f"{name} is a page of HTML. Save the text of the article from it, without the page around it.")
    if not looks_english(text):
        raise InputError(f"{name} does not read as English. framing reads English news only.")
    return text


def decode(data: bytes, name: str) -> str:
    """Return the text of bytes, or say why they are none."""
    refuse_binary(data[:4096], name)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            f"{name} is not UTF-8 (byte {error.start} is 0x{data[error.start]:02x}). Save it as UTF-8."
        ) from None


def refuse_binary(head: bytes, name: str) -> None:
    """Raise an error if a file is no text of UTF-8, by its first bytes."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError(f"{name} is UTF-16. Save it as UTF-8.")
    if (
        head.startswith((b"%PDF", b"PK\x03\x04", b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff"))
        or sum(byte in _CONTROL for byte in head) > len(head) // 50
    ):
        raise InputError(f"{name} is binary (it starts {head[:8]!r}). Save it as plain text, UTF-8.")


def looks_english(text: str) -> bool:
    """Return whether a text reads as English by its function words; a text under 30 words always does.

    Examples
    --------
    >>> looks_english("Der Rat hat am Dienstag beschlossen, das Haus zu schließen. " * 5)
    False
    >>> looks_english("The council voted on Tuesday to close the house. " * 5)
    True
    """
    head = text[:20_000]
    plain = head.encode("ascii", "ignore")
    n_ascii = len(plain) - len(plain.translate(None, _LETTERS))
    n_letters = n_ascii + sum(map(str.isalpha, _NOT_ASCII.findall(head)))
    if n_letters >= _MIN_WORDS and n_ascii < _MIN_ASCII * n_letters:
        return False
    words = head.lower().split()
    if len(words) < _MIN_WORDS:
        return True
    n_english, n_commonest = (sum(map(known.__contains__, words)) for known in (_ENGLISH, _COMMONEST))
    return n_english >= _MIN_SHARE * len(words) and n_commonest >= _MIN_COMMONEST * len(words)
