"""Stand-ins: a model reads each name of a state or a party, and each word for its people, as one of its kind.

What a model makes of a sentence then does not depend on whose name it has.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from framing.core import Corpus, Ints, PerType
from framing.lexicon import load_lexicon
from framing.models.words import EXTRA

STAND_INS = {  # label of the gazetteer: who stands for one, and for several
    "country": ("China", "China"),
    "demonym": ("Chinese", "Russians"),
    "party": ("Labour", "Labour"),
    "member": ("Republican", "Republicans"),
}


@lru_cache(maxsize=1)
def _places() -> dict[str, int]:
    """Return where in EXTRA the stand-in of each name stands."""
    found: dict[str, int] = {}
    for entry in load_lexicon("gazetteer"):
        if entry.label in STAND_INS and " " not in entry.term and entry.term[0].isupper():
            found.setdefault(entry.term, EXTRA.index(STAND_INS[entry.label][entry.term.endswith("s")]))
    return found


_STANDS_IN = PerType[np.int64].each(lambda written, folded: _places().get(written, 0), np.int64)


def kinds_read(corpus: Corpus) -> Ints:
    """Return the type of each token as a model reads it, shape (n_tokens,); beyond the vocabulary are :data:`~framing.models.words.EXTRA`.

    Examples
    --------
    >>> from framing.segment import segment_texts
    >>> many = [segment_texts([f"{name} denied it."]) for name in ("Iran", "Norway")]
    >>> [(kinds_read(corpus)[0] - len(corpus.vocab)).item() for corpus in many]
    [3, 3]
    """
    place = _STANDS_IN.of(corpus.types)
    return np.where(place, len(corpus.vocab) + place, np.arange(len(place)))[corpus.token_ids]
