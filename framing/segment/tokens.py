"""Tokens: what stands between two blanks, split once per form by one regular expression.

Texts are cut at single blanks, which is fast; the same few thousand forms come
again and again, so each is split into tokens once while the process lives, and
positions follow from the lengths of the forms.
A possessive or contracted ending (’s, ’ll) is a token of its own, so that
"Russia’s" mentions Russia; "don’t" stays whole, so that it can negate.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import numpy as np

from framing.core import GROWING, Ints, TypeMemory, Types, expand, running

LARGEST_MEMORY = 80_000  # forms or word types that are remembered, those of some 1,100 articles, so that memory stays flat over millions of texts
TOKENS_A_FORM = 4  # that are remembered, on average; a text without blanks is one form, of millions
MOST_PARTS = 500  # of a token that hyphens, apostrophes, stops or commas hold together: what is matched over and over is remembered until the end
LONGEST_WORD = 500  # characters; a longer one is in no lexicon, and its accents are left alone: to order n on one letter takes n² steps
_INVISIBLE = "\u200b-\u200d\u2060\u00ad\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069"
_W = rf"[\w\u0300-\u036f{_INVISIBLE}]"
_CLITIC = r"(?:s|ll|re|ve|d|m|S|LL|RE|VE|D|M)\b"
TOKEN = re.compile(
    r"https?://\S+|www\.\S+"
    r"|(?:[A-Za-z]\.){2,20}(?!\w)"  # U.S., p.m.; bounded, for a run that goes on is tried again at each letter
    rf"|\d+(?:[.,]\d+){{1,{MOST_PARTS}}}(?:[-‑]\w+){{,{MOST_PARTS}}}"
    rf"|\w{_W}*(?:(?:[-‑]|['’](?!{_CLITIC})|\.(?=(?:com|org|net|gov|edu|co)\b)){_W}+){{,{MOST_PARTS}}}"
    rf"|(?<=\w)['’]{_CLITIC}|['’](?:\d0s|em|til|tis|twas|cause|round|neath)\b"
    r"|\.{2,}|-{2,}|''|’’|``|[@#]\w+|\S"
)
INVISIBLE = re.compile(f"[{_INVISIBLE}]")
_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "‑": "-", "“": '"', "”": '"'})


@lru_cache(maxsize=4_096)  # a type is folded once for the process; lexicons and names ask again
def fold(word: str) -> str:
    """Return a word as lexicons see it: lower case, straight marks, nothing invisible.

    Examples
    --------
    >>> fold("Don’t"), fold("propa\\u200bganda"), fold("café")
    ("don't", 'propaganda', 'café')
    """
    if word.isascii() or len(word) > LONGEST_WORD:
        return word.lower()
    return unicodedata.normalize("NFC", INVISIBLE.sub("", word).translate(_STRAIGHT)).lower()


def split(text: str) -> list[str]:
    """Return the tokens of a text.

    Examples
    --------
    >>> split("He isn’t Russia’s man.")
    ['He', 'isn’t', 'Russia', '’s', 'man', '.']
    """
    return TOKEN.findall(text)


def parts(word: str) -> list[str]:
    """Return what stands between the hyphens of a word, or of its first LONGEST_WORD characters; nothing where it has none.

    Examples
    --------
    >>> parts("so-called"), parts("called")
    (['so', 'called'], [])
    """
    return word[:LONGEST_WORD].split("-") if "-" in word else []


def token_end(text: str, start: int, low: int) -> int:
    """Return where the first token from `start` on ends that goes up to `low` or further; the end of the text without one.

    Examples
    --------
    >>> token_end("He isn’t Russia’s man.", 0, 9)
    15
    """
    return next((match.end() for match in TOKEN.finditer(text, start) if match.end() >= low), len(text))


class Forms(dict[str, int]):
    """The number of each form that was met, what stands between two blanks, and the tokens of each.

    Attributes
    ----------
    types : TypeMemory
        Of the tokens.
    forms : array of int, three for each form
        Its characters with the blank behind it; its first token below, and how many it has.
    tokens : array of int, three for each token of a form
        Its type; the character of the form where it begins; its characters.
    """

    def __init__(self) -> None:
        self.types = TypeMemory(fold)
        self.forms, self.tokens = array("q"), array("q")

    def __missing__(self, form: str) -> int:
        number, first = len(self), len(self.tokens) // 3
        for token, place in [(form, 0)] if form.isalpha() else _places(form):
            self.tokens.extend((self.types[token], place, len(token)))
        self.forms[3 * number :] = array("q", (len(form) + 1, first, len(self.tokens) // 3 - first))
        self[form] = number  # last: what an interruption leaves behind it is written over
        return number


def _places(form: str) -> Iterator[tuple[str, int]]:
    """Yield the tokens of a form and where they begin in it."""
    return ((match[0], match.start()) for match in TOKEN.finditer(form))


_memory = [Forms()]


def forget_types(beyond: int) -> None:
    """Start the memory of the process anew if it holds more forms or word types than that."""
    with GROWING:
        forms = _memory[0]
        if max(len(forms), len(forms.types), len(forms.tokens) // (3 * TOKENS_A_FORM)) > beyond:
            _memory[0] = Forms()


def n_types() -> int:
    """Return how many word types the process remembers."""
    return len(_memory[0].types)


def _forms() -> Forms:
    """Return the memory of the process; a full one is started anew."""
    forget_types(LARGEST_MEMORY)
    return _memory[0]


def tokenize(texts: Iterable[str]) -> tuple[Types, Ints, Ints, Ints]:
    """Return the word types, the token ids, and the character bounds of each token in the texts joined by line breaks.

    Examples
    --------
    >>> types, ids, start, end = tokenize(["He isn’t Russia’s man.", "Is he?"])
    >>> [types.written[i] for i in ids]
    ['He', 'isn’t', 'Russia', '’s', 'man', '.', 'Is', 'he', '?']
    >>> start[-3:].tolist()
    [23, 26, 28]
    """
    with GROWING:
        return _tokenize(texts, _forms())


def types_of(written: Sequence[str]) -> Types:
    """Return word types that were met before, in this or another process, in the order given."""
    with GROWING:
        memory = _forms().types
        return Types(np.fromiter(map(memory.__getitem__, written), dtype=np.int64, count=len(written)), memory)


def _tokenize(texts: Iterable[str], forms: Forms) -> tuple[Types, Ints, Ints, Ints]:
    form = np.concatenate([np.zeros(0, dtype=np.int64), *(_numbers(text, forms) for text in texts)])
    width, first, n = _columns(forms.forms, form)
    which, part = expand(first, n)
    kind, place, size = _columns(forms.tokens, part)
    start = running(width)[:-1][which] + place
    met = np.zeros(len(forms.types), dtype=bool)
    met[kind] = True
    return Types(np.flatnonzero(met), forms.types), running(met)[kind], start, start + size


def _numbers(text: str, forms: Forms) -> Ints:
    """Return the number of each form of a text: what stands between two blanks or line breaks, the empty ones too."""
    found = text.replace("\n", " ").split(" ")
    return np.fromiter(map(forms.__getitem__, found), dtype=np.int64, count=len(found))


def _columns(table: array[int], rows: Ints) -> tuple[Ints, Ints, Ints]:
    """Return the three columns of some rows."""
    columns = np.frombuffer(table, dtype=np.int64).reshape(-1, 3).T if table else np.zeros((3, 0), dtype=np.int64)
    first, second, third = (column[rows] for column in columns)
    return first, second, third
