"""Source types: a named person, an organisation, a document, an unnamed official, a crowd."""

from __future__ import annotations

import numpy as np

from framing.core import Bools, Column, Corpus, Evidence, Ints, expand, objects
from framing.scoring.voices import actor_heads, source_rows

SOURCE_TYPES = ("person", "organisation", "document", "official", "crowd", "pronoun", "other")
DOCUMENTS = frozenset(
    "poll polls survey surveys study studies report reports data research analysis analyses numbers figures results record records document documents email emails "
    "review statistics video footage investigation census finding findings memo memos letter transcript transcripts filing filings audit index tape tapes".split()
)
_WRITINGS = DOCUMENTS | frozenset(
    "statement statements complaint indictment lawsuit affidavit ruling verdict law bill article articles story book books newspaper post posts tweet tweets "
    "headline headlines editorial editorials evidence estimate estimates forecast forecasts model models website page note notice sign placard text".split()
)
_OFFICIALS = frozenset(
    "official officials spokesman spokeswoman spokesperson spokesmen spokespeople spokespersons authorities authority minister ministers ministry government "
    "administration aide aides adviser advisers advisor advisors diplomat diplomats officer officers prosecutor prosecutors investigator investigators police "
    "lawmaker lawmakers senator senators judge judges regulators regulator agency agencies military army department commission committee council court "
    "campaign source sources insider insiders staffer staffers staff representative representatives".split()
)
_CROWDS = frozenset(
    "critics critic experts expert analysts analyst observers observer people many some others most several few everyone everybody nobody someone somebody "
    "supporters supporter opponents opponent activists activist advocates advocate residents resident voters voter scientists researchers economists "
    "historians scholars academics lawyers doctors workers students protesters demonstrators witnesses neighbors neighbours friends fans users readers "
    "republicans democrats conservatives liberals progressives americans percent majority minority half pundits commentators skeptics sceptics detractors "
    "respondents parents families men women children members leaders groups group allies rivals reporters journalists media press public".split()
)
_PRONOUNS = frozenset(
    "he she they we i it you who which that this these those one both all him her them himself herself themselves".split()
)
_BY_WORD = (("document", _WRITINGS), ("official", _OFFICIALS), ("crowd", _CROWDS))
_BY_LABEL = {"person": "person", "group": "crowd"}


def source_types(corpus: Corpus, evidence: Evidence) -> Column:
    """Return the type of the source of each row of the attribution evidence, one of :data:`SOURCE_TYPES`; None where it has none.

    A source that an actor heads is what the actor is: a person ("Tan", and "he" where it is Tan), an
    organisation (states and their peoples too), a crowd for a group. Of the others its words tell, the last first:
    "a report by two officials" is a document by "report".
    """
    attribution = evidence["attribution"]
    sources = np.flatnonzero(attribution.label == "source")
    start, end = attribution.start[sources], attribution.end[sources]
    found = objects(["other"] * len(sources))
    found[(end - start == 1) & corpus.types_in(_PRONOUNS)[corpus.token_ids[start]]] = "pronoun"
    for kind, words in reversed(_BY_WORD):
        found[_has(corpus.tokens_in(words), start, end)] = kind
    if "actors" in evidence:
        actors, heads = evidence["actors"], actor_heads(corpus, evidence)[sources]
        for label in np.unique(actors.label[heads[heads >= 0]].astype(str)):
            named = (heads >= 0) & (np.append(actors.label, objects([""]))[heads] == label)
            found[named] = _BY_LABEL.get(label, "organisation")
    types = np.append(objects([None] * len(attribution)), objects([None]))  # the last one answers for -1
    types[sources] = found
    return np.asarray(types[source_rows(corpus, attribution)])


def _has(tokens: Bools, start: Ints, end: Ints) -> Bools:
    """Return which ranges hold a true token."""
    row, place = expand(start, end - start)
    return np.bincount(row, weights=tokens[place], minlength=len(start)) > 0
