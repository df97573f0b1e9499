"""Words that say what an actor is: "angry voters", "Holm, a defiant mayor", "Holm is a liar", "called Holm a liar".

Read from parts of speech, without a parser: a run of adjectives and nouns
that touches the actor, or is tied to it by a form of "be", a comma or a verb
that calls somebody something.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from framing.core import Bools, Corpus, Evidence, Ints, Spans, objects
from framing.core.tables import table
from framing.match import negated
from framing.models import PosTagger
from framing.scoring import DIRECT, owners, subjects, token_voice
from framing.stats import log_odds

ADJECTIVES, NOUNS = ("JJ", "JJR", "JJS"), ("NN", "NNS")
IN_RUN = (*ADJECTIVES, *NOUNS, "RB", "RBS", "VBN", "CD")
GOING_ON = (*ADJECTIVES, *NOUNS, "NNP", "NNPS", "POS")  # behind an actor: its phrase goes on
LONGEST_RUN, LONGEST_VERB = 4, 4  # tokens of a run before the word, and of a verb group before its last form of "be"
NOT = "not "
# Adjectives that count, order or point and do not describe.
PLAIN = frozenset(
    "other another many several few fewer more most much less least own same such last next first second third fourth fifth various "
    "certain due able sure previous following subsequent entire whole half total average additional multiple numerous only".split()
)
TIMES = frozenset(
    "day night morning afternoon evening week weekend month year decade time moment today yesterday".split()
)
_BE = frozenset(
    "is are was were be been being am isn't aren't wasn't weren't seems seemed became remains remained".split()
)
_CALL = frozenset(
    "call calls called calling brand brands branded label labels labeled labelled dub dubs dubbed deem deems deemed consider considers considered declare declares declared".split()
)
_HELP = _BE | frozenset(
    "has have had will would can could may might shall should must not never hasn't haven't hadn't won't wouldn't".split()
)
_A, _COMMA, _WHO = frozenset({"a", "an"}), frozenset({","}), frozenset({"who", "that", "which"})


def qualifying(corpus: Corpus, marked: Evidence, pos: PosTagger) -> Spans:
    """Return adjectives and nouns that say what an actor is.

    Returns
    -------
    Spans
        In order of position. Label: "adjective" or "noun". Columns: ``actor``, ``actor_label``, ``word`` (folded;
        behind a negation with "not " before it).
    """
    reader = _Reader(corpus, marked["actors"], pos)
    place, row = reader.read()
    words = [corpus.folded[i] for i in corpus.token_ids[place].tolist()]
    shown = [NOT + word if no else word for word, no in zip(words, negated(corpus, place).tolist(), strict=True)]
    kind = objects(["noun" if noun else "adjective" for noun in reader.noun[place].tolist()])
    actors = marked["actors"]
    columns = {"actor": actors["actor"][row], "actor_label": actors.label[row], "word": objects(shown)}
    return Spans(place, place + 1, kind, np.ones(len(place)), columns)


class _Reader:
    """Ties words to the actors of one corpus."""

    def __init__(self, corpus: Corpus, actors: Spans, pos: PosTagger) -> None:
        self.corpus, self.actors = corpus, actors
        self.tags, self.names = pos.tag(corpus), pos.tags
        free = corpus.is_word & corpus.counted & ~actors.mask(corpus.n_tokens) & ~corpus.capital[corpus.token_ids]
        self.noun = free & self._is_tag(NOUNS)
        self.adjective = free & self._is_tag(ADJECTIVES) & ~corpus.tokens_in(PLAIN)
        self.run = free & self._is_tag(IN_RUN) & ~corpus.tokens_in(_HELP)
        self.by_start, self.by_end = (np.full(corpus.n_tokens + 1, -1, dtype=np.int64) for _ in range(2))
        self.by_start[actors.start], self.by_end[actors.end] = np.arange(len(actors)), np.arange(len(actors))
        owning = owners(corpus, actors, self._is_tag(("PRP$",)))
        naming = self._is_tag((*IN_RUN, "DT", "PRP$", "NNP", "NNPS", "POS"))
        self.owning = owning
        self.subject = subjects(corpus, actors, owning, naming, self._is_tag(("IN", "TO")))

    def _is_tag(self, names: tuple[str, ...]) -> Bools:
        return np.isin(self.names, names)[self.tags]

    def read(self) -> tuple[Ints, Ints]:
        """Return the words and the row of the actor of each."""
        if not len(self.actors):
            return self.actors.start, self.actors.start
        place = np.flatnonzero(self.adjective | self.noun)
        head = ~(self.noun & self._followed_by(self.run & self._is_tag(NOUNS)))[
            place
        ]  # not "police" of "police officer"
        row = self._named_behind(place)
        before = self._before(place, head)
        row = np.where(row >= 0, row, before)
        return place[row >= 0], row[row >= 0]

    def _followed_by(self, mask: Bools) -> Bools:
        out = np.zeros_like(mask)
        out[:-1] = mask[1:] & (self.corpus.token_sentence[1:] == self.corpus.token_sentence[:-1])
        return out

    def _named_behind(self, place: Ints) -> Ints:
        """Return the actor right behind each word or behind more adjectives: "angry young voters", "preacher Ana Holm"; -1 without."""
        there, describes = place, self.run & ~self._is_tag(NOUNS)
        for _ in range(LONGEST_RUN):
            after, inside = self.corpus.beside(there, 1)
            there = np.where(inside & describes[after] & describes[place], after, there)
        start, inside = self.corpus.beside(there, 1)
        row = np.where(inside, self.by_start[start], -1)
        label, form = (np.append(column, "")[row] for column in (self.actors.label, self.actors["form"]))
        after, inside = self.corpus.beside(self.actors.end - 1, 1)
        open_ = np.append(inside & self._is_tag(GOING_ON)[after], True)[row]  # "senior Chinese officials"
        full = np.append(self.actors.end - self.actors.start > 1, False)[row]  # not "the bill Holm dislikes"
        titled = (label == "person") & (form == "name") & (full | ~self._has_article(place))
        fits = self.adjective[place] | (titled & ~self.corpus.tokens_in(TIMES)[place])
        return np.where(fits & ~open_ & (form != "pronoun"), row, -1)

    def _phrase(self, place: Ints) -> Ints:
        """Return where the run of each word starts."""
        first = place
        for _ in range(LONGEST_RUN):
            before, inside = self.corpus.beside(first, -1)
            first = np.where(inside & self.run[before], before, first)
        return first

    def _has_article(self, place: Ints) -> Bools:
        before, inside = self.corpus.beside(self._phrase(place), -1)
        return np.asarray(inside & self._is_tag(("DT",))[before])

    def _before(self, place: Ints, head: Bools) -> Ints:
        """Return the actor that a word is said of: behind "be", a comma, or a verb that calls it so; -1 without."""
        first = self._phrase(place)
        before, inside = self.corpus.beside(first, -1)
        article = inside & self._is_tag(("DT",))[before]
        lead = np.where(article, before, first)  # where its noun phrase starts
        previous, inside = self.corpus.beside(lead, -1)
        row = np.full(len(place), -1, dtype=np.int64)
        comma = inside & article & self.corpus.tokens_in(_COMMA)[previous]
        explained = self._subject_ending(previous)
        person = np.append(self.actors.label, "")[explained] == "person"
        row = np.where(comma & (person | self.corpus.tokens_in(_A)[before]), explained, row)
        called = self.by_end[lead]
        row = np.where(self._is_called(called) & inside, called, row)
        for _ in range(LONGEST_VERB):  # "is not", "is still not"
            further, inside_too = self.corpus.beside(previous, -1)
            adverb = self._is_tag(("RB",))[previous]
            previous = np.where(adverb & inside_too, further, previous)
        is_ = inside & self.corpus.tokens_in(_BE)[previous]
        return np.where(head, np.where(is_, self._subject_of(previous), row), -1)

    def _subject_of(self, verb: Ints) -> Ints:
        """Return the subject right before each form of "be" and its helpers: "Holm has never been", "Holm, who was"."""
        first = verb
        helps = self.corpus.tokens_in(_HELP) | self._is_tag(("RB", "MD"))
        for _ in range(LONGEST_VERB):
            before, inside = self.corpus.beside(first, -1)
            first = np.where(inside & helps[before], before, first)
        who, inside = self.corpus.beside(first, -1)
        relative = inside & self.corpus.tokens_in(_WHO)[who]
        comma = relative & self.corpus.is_beside(who, -1, _COMMA)
        end = np.where(comma, who - 1, np.where(relative, who, first))
        return self._subject_ending(end)

    def _subject_ending(self, end: Ints) -> Ints:
        """Return the actor that ends at each place and can be a subject; -1 without."""
        row = self.by_end[end]
        return np.where(np.append(self.subject, False)[row], row, -1)

    def _is_called(self, row: Ints) -> Bools:
        before = self.corpus.is_beside(self.actors.start, -1, _CALL)
        return np.asarray(np.append(before & ~self.owning, False)[row])


def mentions(corpus: Corpus, marked: Evidence, pos: PosTagger | None) -> pd.DataFrame:
    """Return each qualifying word as a row, with where it stands and whether it is a source's; none without parts of speech."""
    spans = Spans.empty(("actor", "word", "actor_label")) if pos is None else qualifying(corpus, marked, pos)
    doc, start, end = corpus.characters(spans.start, spans.end)
    return table(
        {
            "doc_id": corpus.doc_ids(doc),
            "start": start,
            "end": end,
            "text": corpus.texts_of(spans.start, spans.end),
            "word": spans["word"],
            "kind": spans.label,
            "actor": spans["actor"],
            "label": spans["actor_label"],
            "quoted": token_voice(corpus, marked["attribution"])[spans.start] == DIRECT,
        }
    )


def weighed(rows: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    """Return how often each word is said of each actor, and how much more than of all others, the weightiest first.

    Parameters
    ----------
    rows : DataFrame
        Of :func:`mentions`.
    key : list of str
        What tells actors apart: ``["doc_id", "actor"]``, or ``["actor"]`` over all documents.

    Returns
    -------
    DataFrame
        `key`, ``word``, ``n``, ``n_quoted``, ``n_docs``, ``weight``: in standard errors, see
        :func:`framing.stats.log_odds`; expected is what is said of all.
    """
    grouped = rows.groupby([*key, "word"], sort=False)
    out = grouped.agg(n=("word", "size"), n_quoted=("quoted", "sum"), n_docs=("doc_id", "nunique")).reset_index()
    ours, every = out["n"], out.groupby("word")["n"].transform("sum")
    n_ours, n = out.groupby(key)["n"].transform("sum"), len(rows)
    weight = log_odds(ours, every - ours, every, (n_ours, n - n_ours, n))
    out = out.assign(weight=np.nan_to_num(weight), number=out.groupby(key, sort=False).ngroup())
    order = out.sort_values(["number", "weight", "n", "word"], ascending=[True, False, False, True], kind="stable")
    return order.drop(columns="number").reset_index(drop=True)
