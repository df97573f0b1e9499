"""Stand-ins: a model reads each name of a state or a party, and each word for its people, as one of its kind.

What a model makes of a sentence then does not depend on whose name it has.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from framing.core import Corpus, Ints, PerType
from framing.lexicon import load_lexicon
from framing.models.words import EXTRA
from framing.segment import parts

AT_THE_END, BEFORE = "pro-China", "China-backed"  # words that have such a name at their end, and before it
KINDS = frozenset({"country", "demonym", "party", "member"})  # labels of the gazetteer


class StandIns:
    """Who stands for all names of a kind, among :data:`~framing.models.words.EXTRA`.

    Parameters
    ----------
    **words : (str, str)
        For each of :data:`KINDS` a name of one, and one that ends in "s", which stands for those that do.

    Examples
    --------
    >>> from framing.segment import segment_texts
    >>> many = [segment_texts([f"{name} denied it."]) for name in ("Iran", "Norway")]
    >>> [(VOICE_NAMES.kinds(corpus)[0] - len(corpus.vocab)).item() for corpus in many]
    [3, 3]
    """

    def __init__(self, **words: tuple[str, str]) -> None:
        self._words = words
        self._places = PerType[np.int64].each(self._place, np.int64)

    def kinds(self, corpus: Corpus, tokens: Ints | slice = slice(None)) -> Ints:
        """Return the type of tokens (all by default) as a model reads them; beyond the vocabulary are :data:`~framing.models.words.EXTRA`."""
        place = self._places.of(corpus.types)
        return np.where(place, len(corpus.vocab) + place, np.arange(len(place)))[corpus.token_ids[tokens]]

    def _place(self, written: str, folded: str) -> int:
        """Return where in EXTRA the stand-in of a word stands; 0 where it has none."""
        kinds = _kinds()
        *before, last = parts(written) or [written]
        if last not in kinds:
            return 0 if kinds.keys().isdisjoint(before) else EXTRA.index(BEFORE)
        return EXTRA.index(AT_THE_END if written[0].islower() else self._words[kinds[last]][last.endswith("s")])


@lru_cache(maxsize=1)
def _kinds() -> dict[str, str]:
    """Return the kind of each name."""
    found: dict[str, str] = {}
    for entry in load_lexicon("gazetteer"):
        if entry.label in KINDS and " " not in entry.term and entry.term[0].isupper():
            found.setdefault(entry.term, entry.label)
    return found


# Names of a kind do equally well: with others, figures on annotated articles differ by a sentence or two.
PARTIES = {"party": ("Labour", "Labour"), "member": ("Republican", "Republicans")}
VOICE_NAMES = StandIns(country=("China", "China"), demonym=("Chinese", "Russians"), **PARTIES)
POS_NAMES = StandIns(country=("Britain", "Britain"), demonym=("Russian", "Russians"), **PARTIES)
