"""Mending: what the model tears or leaves out, put right by what the rules read and by parts of speech."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from operator import attrgetter

import numpy as np

from framing.core import Bools, Corpus, Ints, covered, running
from framing.match import in_name
from framing.measures.attribution.cues import Cue
from framing.measures.attribution.draft import CONFIDENCE, Draft, Range

FEW = 8  # contents of one attribution; those with more are long quotations, and whole
SURE = 0.75  # confidence of a rule whose attributions count where the model has none
NEAR = 4  # tokens from a date back to its cue: "said late on Saturday"
LONGEST_ASIDE = 12  # tokens between the commas of an aside, and these
NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
HEADS = NOUNS | {"PRP"}
PHRASE = HEADS | {"DT", "PRP$", "JJ", "JJR", "JJS", "CD", "POS"}
ADVERBS = frozenset({"RB", "RBR", "MD"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
BE = frozenset("is are was were be been being 's ’s".split())  # of a passive, whose subject says nothing
EXPLETIVES = frozenset({"it", "there"})
COMMA = frozenset({","})
ARTICLE = frozenset({"a", "an"})
WHO = frozenset({"who"})
YES = 1  # a true value among bytes
DATES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september "
    "october november december last late early earlier on in this today yesterday week month year".split()
)


def ranges_of(ranges: Iterable[Range]) -> Ints:
    """Return ranges as an array, shape (n, 2)."""
    return np.fromiter(chain.from_iterable(ranges), dtype=np.int64).reshape(-1, 2)


def move_from_dates(corpus: Corpus, drafts: Sequence[Draft], cues: Sequence[Cue]) -> None:
    """Let a cue that is a date, "Saturday" in "said on Saturday", be the reporting word before it."""
    date = corpus.tokens_in(DATES)
    mine = ranges_of(draft.cue for draft in drafts)
    starting = np.flatnonzero(date[mine[:, 0]]).tolist()
    known = (
        {cue.start for cue in cues} - {token for draft in drafts for token in range(*draft.cue)} if starting else set()
    )
    for draft in (drafts[i] for i in starting):
        start, end = draft.cue
        if date[start:end].all():
            low = max(start - NEAR, int(corpus.sentence_start[corpus.token_sentence[start]]))
            place = next((token for token in range(start - 1, low - 1, -1) if token in known), None)
            if place is not None:
                draft.cue = place, place + 1


def complete(corpus: Corpus, drafts: Sequence[Draft], rules: Sequence[Draft]) -> list[Draft]:
    """Add what the rules read and the model has not: sources, what a torn content is part of, and what they are sure of.

    Parameters
    ----------
    drafts : sequence of Draft
        By the model.
    rules : sequence of Draft
        By the rules.
    """
    content, cue = (_counter(corpus, parts) for parts in (_contents(drafts), (draft.cue for draft in drafts)))
    by_cue = {token: rule for rule in rules for token in range(*rule.cue)}
    for draft in drafts:
        rule = next((by_cue[token] for token in range(*draft.cue) if token in by_cue), None)
        if rule is None:
            continue
        if not draft.has_source and rule.has_source and not content(*rule.source):
            draft.source = rule.source
        for a, b in rule.content if len(draft.content) <= FEW else ():
            mine = [part for part in draft.content if a <= part[0] and part[1] <= b]
            size = sum(end - start for start, end in mine)
            apart = all(end <= a or start >= b for start, end in (draft.source, draft.cue) if end > start)
            if apart and content(a, b) == size and 0 < size < b - a:
                draft.content = sorted([*(part for part in draft.content if part not in mine), (a, b)])
    new = [
        rule
        for rule in rules
        if CONFIDENCE[rule.rule] >= SURE
        and not cue(*rule.cue)
        and not content(*rule.cue)
        and not any(content(a, b) for a, b in rule.content)
    ]
    return sorted([*drafts, *new], key=attrgetter("cue"))


def leave_comments(corpus: Corpus, drafts: Sequence[Draft]) -> None:
    """Take out of contents what the outlet says of a term it quotes: “…,” a claim that ….

    An apposition is its writer's, also in what another is reported to say (Potts 2005); it is taken to go on to the next
    quotation, or to the end of the sentence.
    """
    opens, place, end = _comments(corpus)
    n = [len(draft.content) for draft in drafts]
    parts, row = ranges_of(_contents(drafts)), np.repeat(np.arange(len(drafts)), n)
    which = np.searchsorted(opens, parts[:, 0], side="right")  # the first that opens inside, with words before it
    for i in np.flatnonzero(np.append(place, corpus.n_tokens)[which] < parts[:, 1]).tolist():
        draft, first, last = drafts[row[i]], int(place[which[i]]), int(end[which[i]])
        kept = (rest for a, b in draft.content for rest in ((a, min(b, first)), (max(a, last), b)))
        draft.content = [(a, b) for a, b in kept if a < b]


def _comments(corpus: Corpus) -> tuple[Ints, Ints, Ints]:
    """Return where quotations open that end in a comma and have "a" or "an" behind them, where that stands, and how far it goes."""
    quotations = corpus.quotations
    outer = quotations.select((quotations["depth"] == 0) & np.asarray(quotations["closed"], dtype=bool))
    place, inside = corpus.beside(outer.end - 1, 1)
    found = inside & corpus.tokens_in(ARTICLE)[place] & corpus.is_beside(outer.end - 1, -1, COMMA)
    opens, place = outer.start[found], place[found]
    following = np.append(outer.start, corpus.n_tokens)[np.searchsorted(outer.start, place)]
    return opens, place, np.minimum(following, corpus.sentence_end[corpus.token_sentence[place]])


class Sources:
    """Makes sources whole: the phrase before the cue where there is none, and all of a name or noun phrase.

    Parameters
    ----------
    corpus : Corpus
    drafts : sequence of Draft
    pos : array of int, shape (n_tokens,)
    tags : sequence of str
        What the numbers in `pos` stand for.
    """

    def __init__(self, corpus: Corpus, drafts: Sequence[Draft], pos: Ints, tags: Sequence[str]) -> None:
        self._drafts = drafts
        taken = _covered(corpus, (*_contents(drafts), *(draft.cue for draft in drafts)))
        bounds = (corpus.token_sentence, corpus.sentence_start, corpus.sentence_end)
        # Views and bytes, of which single values are read faster than of arrays.
        self._sentence, self._low, self._high = (column.data for column in bounds)
        self._taken, self._name, self._word = taken.tobytes(), in_name(corpus).tobytes(), corpus.is_word.tobytes()
        self._capital = corpus.capital[corpus.token_ids].tobytes()
        kinds = (NOUNS, HEADS, PHRASE, ADVERBS, FINITE, {"IN"}, {"POS"})
        found = (np.array([tag in kind for tag in tags])[pos].tobytes() for kind in kinds)
        self._noun, self._head, self._phrase, self._adverb, self._finite, self._preposition, self._possessive = found
        self._be, self._expletive, self._comma, self._who = (
            corpus.tokens_in(words).tobytes() for words in (BE, EXPLETIVES, COMMA, WHO)
        )

    def mend(self) -> None:
        """Mend the sources of all attributions."""
        for draft in self._drafts:
            if draft.has_source and YES not in self._word[slice(*draft.source)]:
                draft.source = (0, 0)
            if draft.has_source:
                draft.source = self._to_the_left(draft.source)[0], self._to_the_right(draft.source)[1]
                draft.source = self._out_of_aside(draft.source)
            elif self._finite[draft.cue[0]] and YES not in self._be[slice(*draft.cue)]:
                draft.source = self._before(draft.cue[0])

    def _bounds(self, token: int) -> tuple[int, int]:
        sentence = self._sentence[token]
        return self._low[sentence], self._high[sentence]

    def _before(self, cue: int) -> Range:
        """Return the noun phrase before a finite verb, over adverbs and an aside; an empty range where there is none."""
        low = self._bounds(cue)[0]
        end = cue
        while end > low and self._adverb[end - 1]:
            end -= 1
        end = self._before_aside(low, end)
        if end == low or not self._head[end - 1] or self._taken[end - 1] or self._expletive[end - 1]:
            return (0, 0)
        start = end - 1
        while start > low and self._phrase[start - 1] and not self._taken[start - 1]:
            start -= 1
        return start, end

    def _before_aside(self, low: int, end: int) -> int:
        """Return where what precedes an aside ends, "The mayor" in "The mayor, with a smile, | said" or "The mayor, who smiled, | said"; `end` where there is no aside."""
        if end - 1 <= low or not self._comma[end - 1]:
            return end
        opening = (i for i in range(end - 2, max(end - LONGEST_ASIDE, low), -1) if self._comma[i])
        first = next(opening, end)
        return first if first < end and (self._preposition[first + 1] or self._who[first + 1]) else end

    def _out_of_aside(self, source: Range) -> Range:
        """Return who stands before an aside, where the source is in it: "McConnell" for "a shift" in "McConnell, in a shift, said"."""
        start, end = source
        end -= bool(end - start > 1 and self._comma[end - 1])
        low, high = self._bounds(start)
        if end >= high or not self._comma[end] or YES in self._name[start:end]:
            return source
        first = self._before_aside(low, end + 1)
        subject = self._before(end + 1) if first < start else (0, 0)
        return subject if subject[1] else source

    def _to_the_left(self, source: Range) -> Range:
        """Return a source that begins inside a run of capitals with all of the run: "Ana Holm" for "Holm"."""
        start, end = source
        low = self._bounds(start)[0]
        while start - 1 > low and self._capital[start] and self._capital[start - 1]:
            start -= 1
        return start, end

    def _to_the_right(self, source: Range) -> Range:
        """Return a source that ends inside a noun phrase with all of the phrase: "New York's attorney general" for "New"."""
        start, end = source
        high = self._bounds(start)[1]
        while end < high and self._phrase[end - 1] and self._goes_on(end, high):
            end += 1
        return start, end

    def _goes_on(self, place: int, high: int) -> bool:
        joins = self._possessive[place] and place + 1 < high and self._phrase[place + 1]
        return bool((self._noun[place] or joins) and not self._taken[place])


def _counter(corpus: Corpus, ranges: Iterable[Range]) -> Callable[[int, int], int]:
    """Return a function that counts how many tokens of a range lie in some ranges."""
    total = running(_covered(corpus, ranges)).data  # single numbers are read faster than from the array
    return lambda start, end: total[end] - total[start]


def _contents(drafts: Sequence[Draft]) -> list[Range]:
    return [part for draft in drafts for part in draft.content]


def _covered(corpus: Corpus, ranges: Iterable[Range]) -> Bools:
    start, end = ranges_of(ranges).T
    return covered(start, end, corpus.n_tokens)
