"""A table of your own actors: names that you say are one, and that win over everything."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from framing.core import Corpus, InputError, LexiconError
from framing.lexicon import Lexicon
from framing.match import matches
from framing.measures.actors.linking import Actor, Mention
from framing.measures.actors.lists import SURE


@dataclass(frozen=True, slots=True)
class UserTable:
    """Names by actor: ``{"China": ["China", "Chinese", "Beijing"]}``.

    Parameters
    ----------
    names : Lexicon
        Terms with the actor as label; made by :meth:`of`.
    """

    names: Lexicon

    @classmethod
    def of(cls, names: Mapping[str, Iterable[str]]) -> UserTable:
        """Return a table from names by actor.

        Raises
        ------
        InputError
            If it is no mapping, an actor has no name, a name is given twice,
            or something is no text.
        """
        if not isinstance(names, Mapping):
            raise InputError(
                f"actors= is a {type(names).__name__}. Give names by actor: {{'China': ['China', 'Chinese', 'Beijing']}}."
            )
        owner: dict[str, str] = {}
        for actor, terms in names.items():
            if not isinstance(actor, str) or not actor.strip():
                raise InputError(f"actors= has the actor {actor!r}. Name each actor by a text.")
            terms = [terms] if isinstance(terms, str) else list(terms)
            if not terms:
                raise InputError(f"actors= has no name for {actor!r}. Give at least one: {{{actor!r}: [{actor!r}]}}.")
            for term in terms:
                if not isinstance(term, str):
                    raise InputError(f"actors= has {term!r} among the names of {actor!r}. Give texts.")
                if owner.setdefault(term, actor) != actor:
                    raise InputError(f"actors= gives {term!r} to {owner[term]!r} and to {actor!r}. Keep one.")
        try:
            return cls(Lexicon.from_terms("actors", {actor: _terms(owner, actor) for actor in names}))
        except LexiconError as error:
            raise InputError(f"actors= cannot be read. {error}") from None

    def apply(self, corpus: Corpus, mentions: Sequence[Mention]) -> list[Mention]:
        """Return the mentions with those of your actors in place of what was found there.

        A name of yours that ends a longer name of a person ("Trump" in "Donald
        Trump") takes the longer one; otherwise it stands alone ("Chinese" in
        "Chinese Defense Ministry"). What the article calls the same actor by
        other names goes with it.
        """
        spans = matches(corpus, self.names)
        spans = spans.select(corpus.counted[spans.start])
        at = {place: mention for mention in mentions for place in range(mention.start, mention.end)}
        replaced: set[Mention] = set()
        yours: list[Mention] = []
        made: dict[tuple[int, str], Actor] = {}
        docs = corpus.token_doc[spans.start].tolist()
        for doc, a, b, name in zip(docs, spans.start.tolist(), spans.end.tolist(), spans.label, strict=True):
            over = {at[place] for place in range(a, b) if place in at}
            replaced |= over
            whole = next(
                (m for m in over if m.start <= a and m.end == b and (m.label == "person" or m.start == a)), None
            )
            if whole is not None and not whole.actor.is_yours:
                whole.actor.display, whole.actor.is_yours = name, True
            actor = made.setdefault((doc, name), Actor((name,), name, is_yours=True))
            yours.append(self._mention(corpus, a, b, whole, actor))
        return sorted([*(m for m in mentions if m not in replaced), *yours], key=lambda mention: mention[:2])

    def _mention(self, corpus: Corpus, start: int, end: int, whole: Mention | None, actor: Actor) -> Mention:
        if whole is not None:
            mine = whole.actor.display == actor.display
            return whole._replace(score=SURE, actor=whole.actor if mine else actor)
        capital = corpus.text_of(start, start + 1)[:1].isupper()
        form, label = ("name", "organisation") if capital else ("nominal", "group")
        return Mention(start, end, SURE, form, actor, label)


def _terms(owner: Mapping[str, str], actor: str) -> list[str]:
    return [term for term, whose in owner.items() if whose == actor]
