"""Roles that an actor's place in its noun phrase gives it: owner of what follows, or subject of a verb."""

from __future__ import annotations

import numpy as np

from framing.core import Bools, Corpus, Spans

LONGEST_PHRASE = 3  # tokens between a preposition and the actor in its noun phrase: "to the former Mayor Holm"
_POSSESSIVE = frozenset({"'s", "'"})
# Tagged as prepositions, but a clause follows.
_OPENS_CLAUSE = frozenset("that because if although though while whereas unless whether".split())


def owners(corpus: Corpus, actors: Spans, possessive: Bools) -> Bools:
    """Return which actors own what stands behind them: "Holm's car", "his car"; shape (n_actors,).

    Parameters
    ----------
    possessive : array of bool, shape (n_tokens,)
        Possessive pronouns.
    """
    return np.asarray(possessive[actors.start] | corpus.is_beside(actors.end - 1, 1, _POSSESSIVE))


def subjects(corpus: Corpus, actors: Spans, owning: Bools, naming: Bools, preposition: Bools) -> Bools:
    """Return which actors can be what a verb is said of: neither behind a preposition nor owner of something.

    Parameters
    ----------
    owning : array of bool, shape (n_actors,)
    naming, preposition : arrays of bool, shape (n_tokens,)
        Tokens that can be part of a noun phrase, and prepositions.
    """
    place = actors.start
    for _ in range(LONGEST_PHRASE):
        before, inside = corpus.beside(place, -1)
        place = np.where(inside & naming[before], before, place)
    governed, inside = corpus.beside(place, -1)
    governs = preposition & ~corpus.tokens_in(_OPENS_CLAUSE)
    return np.asarray(~(inside & governs[governed]) & ~owning)
