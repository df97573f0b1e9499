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
from framing.scoring import BE, DIRECT, NAMING, owners, subjects, token_voice
from framing.stats import log_odds

ADJECTIVES, NOUNS = ("JJ", "JJR", "JJS"), ("NN", "NNS")
VERBS = ("VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "MD")
IN_RUN = (*ADJECTIVES, *NOUNS, "RB", "RBS", "VBN", "CD")
GOING_ON = (*ADJECTIVES, *NOUNS, "NNP", "NNPS", "POS")  # behind an actor: its phrase goes on
LONGEST = 4  # tokens of a run before the word, and of a verb group before its last form of "be"
NOT = "not "
# Adjectives that count, order or point and do not describe.
PLAIN = frozenset(
    "other another many several few fewer more most much less least own same such last next first second third fourth fifth various "
    "certain due able sure previous following subsequent entire whole half total average additional multiple numerous only".split()
)
TIMES = frozenset(
    "day night morning afternoon evening week weekend month year decade time moment today yesterday".split()
)
_HELP = BE | frozenset(
    "has have had will would can could may might shall should must not never hasn't haven't hadn't won't wouldn't".split()
)
_PLURAL = frozenset("are were aren't weren't".split())
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
    place, row, denied = reader.read()
    words = [corpus.folded[i] for i in corpus.token_ids[place].tolist()]
    shown = [NOT + word if no else word for word, no in zip(words, denied.tolist(), strict=True)]
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
        free &= self._in_sentences_with(self._is_tag(VERBS))
        self.noun = free & self._is_tag(NOUNS)
        self.adjective = free & self._is_tag(ADJECTIVES) & ~corpus.tokens_in(PLAIN)
        self.run = free & self._is_tag(IN_RUN) & ~corpus.tokens_in(_HELP)
        self.by_start, self.by_end = (np.full(corpus.n_tokens + 1, -1, dtype=np.int64) for _ in range(2))
        self.by_start[actors.start], self.by_end[actors.end] = np.arange(len(actors)), np.arange(len(actors))
        owning = owners(corpus, actors, self._is_tag(("PRP$",)))
        naming = self._is_tag((*IN_RUN, "DT", "PRP$", "NNP", "NNPS", "POS"))
        self.owning = owning
        self.subject = subjects(corpus, actors, owning, naming, self._is_tag(("IN", "TO")))

    def _in_sentences_with(self, mask: Bools) -> Bools:
        """Return which tokens stand in a sentence that has a token of a mask: without a verb, one is taken for an adjective."""
        n = np.bincount(self.corpus.token_sentence[mask], minlength=len(self.corpus.sentence_start))
        return np.asarray((n > 0)[self.corpus.token_sentence])

    def _is_tag(self, names: tuple[str, ...]) -> Bools:
        return np.isin(self.names, names)[self.tags]

    def read(self) -> tuple[Ints, Ints, Bools]:
        """Return the words, the row of the actor of each, and whether a negation stands before it."""
        place = np.flatnonzero(self.adjective | self.noun) if len(self.actors) else self.actors.start
        more = (self.run & self._is_tag(NOUNS)) | self._is_tag(("POS",))
        goes_on = self.noun & self._followed_by(more)  # "police officer", "the shelter's director"
        behind, said = self._named_behind(place), self._subject_of(place)
        before = np.where(said >= 0, said, self._called_or_explained(place))
        row = np.where(behind >= 0, behind, np.where(goes_on[place], -1, before))
        denied = (behind < 0) & (said >= 0) & negated(self.corpus, place)
        kept = row >= 0
        return place[kept], row[kept], denied[kept]

    def _followed_by(self, mask: Bools) -> Bools:
        out = np.zeros_like(mask)
        out[:-1] = mask[1:] & (self.corpus.token_sentence[1:] == self.corpus.token_sentence[:-1])
        return out

    def _named_behind(self, place: Ints) -> Ints:
        """Return the actor right behind each word or behind more of them: "angry young voters", "defiant preacher Ana Holm"; -1 without."""
        there, describes = place, self.run & ~self._is_tag(NOUNS)
        for _ in range(LONGEST):
            after, inside = self.corpus.beside(there, 1)
            there = np.where(inside & describes[after] & describes[place], after, there)
        start, inside = self.corpus.beside(there, 1)
        over = inside & self.adjective[place] & self.noun[start]
        start, inside = self.corpus.beside(there, np.where(over, 2, 1))
        row = np.where(inside, self.by_start[start], -1)
        label, form = (np.append(column, "")[row] for column in (self.actors.label, self.actors["form"]))
        after, inside = self.corpus.beside(self.actors.end - 1, 1)
        open_ = np.append(inside & self._is_tag(GOING_ON)[after], True)[row]  # "senior Chinese officials"
        full = np.append(self.actors.end - self.actors.start > 1, False)[row]  # not "the bill Holm dislikes"
        titled = (label == "person") & (form == "name") & (full | (~self._has_article(place) & ~over))
        one = self._has_article(place, _A) & np.isin(label, ("nationality", "organisation", "place"))  # "a tall Swede"
        fits = (self.adjective[place] & ~one & ~over) | (titled & ~self.corpus.tokens_in(TIMES)[place])
        return np.where(fits & ~open_ & (form != "pronoun"), row, -1)

    def _phrase(self, place: Ints) -> Ints:
        """Return where the run of each word starts."""
        return self._start(place, self.run)

    def _start(self, place: Ints, mask: Bools) -> Ints:
        """Return the first of the tokens of a mask that lead up to each place."""
        first = place
        for _ in range(LONGEST):
            before, inside = self.corpus.beside(first, -1)
            first = np.where(inside & mask[before], before, first)
        return first

    def _before_adverbs(self, place: Ints) -> Ints:
        """Return the token before the adverbs that end at each place: "is still not"."""
        for _ in range(LONGEST):
            before, inside = self.corpus.beside(place, -1)
            place = np.where(inside & self._is_tag(("RB",))[place], before, place)
        return place

    def _has_article(self, place: Ints, words: frozenset[str] | None = None) -> Bools:
        """Return which words stand behind an article, or behind one of some articles, in their phrase."""
        before, inside = self.corpus.beside(self._phrase(place), -1)
        articles = self._is_tag(("DT",)) if words is None else self.corpus.tokens_in(words)
        return np.asarray(inside & articles[before])

    def _lead(self, place: Ints) -> tuple[Ints, Bools]:
        """Return where the noun phrase of each word starts, and whether with an article."""
        first = self._phrase(place)
        before, inside = self.corpus.beside(first, -1)
        article = inside & self._is_tag(("DT",))[before]
        return np.where(article, before, first), article

    def _called_or_explained(self, place: Ints) -> Ints:
        """Return the actor that is called by each word, or explained behind a comma: "Holm, a mayor"; -1 without."""
        lead, article = self._lead(place)
        previous, inside = self.corpus.beside(lead, -1)
        explained = self._subject_ending(previous)
        person = np.append(self.actors.label, "")[explained] == "person"
        comma = inside & article & self.corpus.tokens_in(_COMMA)[previous]
        comma &= person | self.corpus.tokens_in(_A)[lead]
        called = self.by_end[lead]
        return np.where(inside & self._is_called(called), called, np.where(comma, explained, -1))

    def _subject_of(self, place: Ints) -> Ints:
        """Return the subject of the form of "be" before each word: "Holm has never been", "Holm, who was"; -1 without."""
        verb, inside = self.corpus.beside(self._lead(place)[0], -1)
        verb = self._before_adverbs(verb)
        first = self._start(verb, self.corpus.tokens_in(_HELP) | self._is_tag(("RB", "MD")))
        who, _ = self.corpus.beside(first, -1)
        relative = self.corpus.tokens_in(_WHO)[who]
        comma = relative & self.corpus.is_beside(who, -1, _COMMA)
        row = self._subject_ending(np.where(comma, who - 1, np.where(relative, who, first)))
        several = self.corpus.tokens_in(_PLURAL)[verb] & (np.append(self.actors.label, "")[row] == "person")
        return np.where(inside & self.corpus.tokens_in(BE)[verb] & ~several, row, -1)

    def _subject_ending(self, end: Ints) -> Ints:
        """Return the actor that ends at each place and can be a subject; -1 without."""
        row, inside = self.by_end[end], self.corpus.beside(end, -1)[1]
        return np.where(inside & np.append(self.subject, False)[row], row, -1)

    def _is_called(self, row: Ints) -> Bools:
        before = self.corpus.is_beside(self.actors.start, -1, NAMING)
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
        What tells actors apart: ``["doc_id", "actor"]``, or ``["actor"]`` over all documents. All others are those of the
        same document, or of all.

    Returns
    -------
    DataFrame
        `key`, ``word``, ``n``, ``n_quoted``, ``n_docs``, ``weight``: in standard errors, see
        :func:`framing.stats.log_odds`; expected is what is said of all.
    """
    grouped = rows.groupby([*key, "word"], sort=False)
    out = grouped.agg(n=("word", "size"), n_quoted=("quoted", "sum"), n_docs=("doc_id", "nunique")).reset_index()
    around = out.groupby([*key[:-1], "word"])["n"]
    ours, every = out["n"], around.transform("sum")
    n_ours = out.groupby(key)["n"].transform("sum")
    n = out.groupby(key[:-1])["n"].transform("sum") if key[:-1] else out["n"].sum()
    weight = log_odds(ours, every - ours, every, (n_ours, n - n_ours, n))
    out = out.assign(weight=np.nan_to_num(weight), number=out.groupby(key, sort=False).ngroup())
    order = out.sort_values(["number", "weight", "n", "word"], ascending=[True, False, False, True], kind="stable")
    return order.drop(columns="number").reset_index(drop=True)
