"""Actors of each document in one table: how present, how spoken of and by whom, what they do, how much they speak."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from framing.core import BODY, HEADLINE, Bools, Column, Corpus, Evidence, objects
from framing.core.tables import table
from framing.measures import Agency
from framing.models import PosTagger
from framing.scoring import DIRECT, OUTLET, content_sources, mean_interval, owners, qualified_actor, token_voice

LEAD = 3  # sentences of the body that make up the lead
HOLDERS = ("outlet", "sources")
ROLES = ("agent", "patient", "possessor")  # read from parts of speech
COUNTS = (
    "mentions", "named", "headline", "lead", "speaker", "outlet_mentions", "sources_mentions", "words_spoken", "loaded_n", "loaded_quoted_n",
)  # fmt: skip
TEXTS = ("cue_classes", "loaded", "descriptors")  # "" where there is none
IN_WORDS = ("label", "polity", *TEXTS)
SENTIMENT = ("mentions", "negative", "positive", "balance", "low", "high")
COLUMNS = (
    "label", "polity", "mentions", "named", "headline", "lead", *ROLES, "speaker",
    *(f"{holder}_{name}" for holder in HOLDERS for name in SENTIMENT),
    "words_spoken", "cue_classes", "loaded_n", "loaded_quoted_n", "loaded", "descriptors",
)  # fmt: skip
KEY = ["doc", "actor"]
MOST = 5  # words in a text column of words


def actors(corpus: Corpus, marked: Evidence, pos: PosTagger | None, words: pd.DataFrame, least: float) -> pd.DataFrame:
    """Return one row per document and actor, those with most mentions first.

    Parameters
    ----------
    pos : PosTagger, optional
        Without it roles are NaN.
    words : DataFrame
        Qualifying words, with ``doc_id``, ``actor``, ``word``.
    least : float
        Mentions whose sentiment is less sure are not judged.
    """
    spans = marked["actors"]
    rows = pd.DataFrame(
        {
            "doc": corpus.token_doc[spans.start],
            "actor": objects(spans["actor"]),
            "label": objects(spans.label),
            "polity": objects(spans["polity"]),
            "named": spans["form"] == "name",
            "headline": corpus.block[spans.start] == HEADLINE,
            "lead": _lead(corpus)[spans.start],
        }
    )
    out = rows.groupby(KEY, sort=False).agg(
        polity=("polity", "first"),
        mentions=("actor", "size"),
        named=("named", "sum"),
        headline=("headline", "sum"),
        lead=("lead", "sum"),
    )
    parts = [
        out,
        _most_frequent_label(rows),
        *_sentiment(corpus, marked, least),
        _spoken(corpus, marked),
        *_roles(corpus, marked, pos),
        *_loaded(corpus, marked),
        _described(corpus, words),
    ]
    joined = pd.concat(parts, axis=1).loc[out.index].reset_index()
    return _shown(corpus, joined.sort_values(["doc", "mentions"], ascending=[True, False], kind="stable"), pos)


def _shown(corpus: Corpus, joined: pd.DataFrame, pos: PosTagger | None) -> pd.DataFrame:
    columns: dict[str, Column] = {
        "doc_id": corpus.doc_ids(joined["doc"].to_numpy(dtype=np.int64)),
        "actor": objects(list(joined["actor"])),
    }
    counts = (*COUNTS, *(ROLES if pos is not None else ()))
    for name in COLUMNS:
        values = joined[name]
        if name in counts:
            columns[name] = values.fillna(0).to_numpy(dtype=np.int64)
        elif name in IN_WORDS:
            columns[name] = as_texts(values, name)
        else:
            columns[name] = values.to_numpy(dtype=np.float64)
    return table(columns)


def _lead(corpus: Corpus) -> Bools:
    """Return which tokens stand in the first sentences of a body, shape (n_tokens,)."""
    body = corpus.block[corpus.sentence_start] == BODY if corpus.n_tokens else np.zeros(0, dtype=bool)
    docs = corpus.token_doc[corpus.sentence_start]
    place = np.zeros(len(docs), dtype=np.int64)
    place[body] = pd.Series(docs[body]).groupby(docs[body]).cumcount().to_numpy()
    return np.asarray((body & (place < LEAD))[corpus.token_sentence])


def _most_frequent_label(rows: pd.DataFrame) -> pd.Series:
    """Return the label most mentions of each actor have, the earlier one in a tie."""
    counts = rows.groupby([*KEY, "label"], sort=False).size().sort_values(ascending=False, kind="stable")
    return counts.reset_index("label").groupby(KEY, sort=False)["label"].first()


def _sentiment(corpus: Corpus, marked: Evidence, least: float) -> list[pd.DataFrame]:
    """Return, for the outlet and for sources, the mentions they answer for, the mean sentiment toward the actor, and its interval."""
    if "toward" not in marked:
        empty = pd.DataFrame({name: [] for name in SENTIMENT}, index=_no_actors())
        return [empty.add_prefix(f"{holder}_") for holder in HOLDERS]
    spans = marked["toward"]
    spans = spans.select(spans.score >= least)
    rows = pd.DataFrame(
        {
            "doc": corpus.token_doc[spans.start],
            "actor": objects(spans["actor"]),
            "sentence": corpus.token_sentence[spans.start],
            "negative": spans["negative"].astype(float),
            "positive": spans["positive"].astype(float),
        }
    )
    rows["balance"] = rows["positive"] - rows["negative"]
    outlet = spans["holder"] == OUTLET
    others = ~outlet & (spans["holder"] != spans["actor"])  # what somebody says of himself is no source on him
    return [means(rows[held], KEY, "sentence").add_prefix(f"{holder}_") for holder, held in zip(HOLDERS, (outlet, others), strict=True)]  # fmt: skip


def means(rows: pd.DataFrame, key: Any, cluster: str) -> pd.DataFrame:
    """Return the mean of each actor over its mentions, which come in clusters: a row is one mention, or several with a column ``n``."""
    weight = rows.get("n", 1)
    rows = rows.assign(mentions=weight, **{name: rows[name] * weight for name in SENTIMENT[1:4]})
    each = _sums(rows, [*key, cluster]).reset_index()
    out = _sums(each, key)
    number = each.groupby(key, sort=False).ngroup().to_numpy()
    low, high = mean_interval(each["balance"].to_numpy(), each["mentions"].to_numpy(), number, len(out))
    for name in SENTIMENT[1:4]:
        out[name] /= out["mentions"]
    return out.assign(low=np.clip(low, -1, 1), high=np.clip(high, -1, 1))


def _sums(rows: pd.DataFrame, key: Any) -> pd.DataFrame:
    """Return the sums of each group, in the order of their first rows.

    They follow from the rows of the group alone: the last bit of a sum by pandas may depend on the others.
    """
    number, groups = rows.groupby(key, sort=False).ngroup().to_numpy(), rows[key].drop_duplicates()
    sums = {name: np.bincount(number, rows[name], len(groups)) for name in SENTIMENT[:4]}
    return pd.DataFrame(sums, index=groups.set_index(key).index).astype({"mentions": np.int64})


def _spoken(corpus: Corpus, marked: Evidence) -> pd.DataFrame:
    """Return, for each actor that is a source, its attributions, the words given to it, and the classes of their cues."""
    rows = content_sources(corpus, marked).rename(columns={"source": "actor"}).dropna(subset="actor")
    out = rows.groupby(KEY, sort=False).agg(speaker=("key", "nunique"), words_spoken=("n_words", "sum"))
    classes = rows.drop_duplicates([*KEY, "cue_class"]).sort_values("cue_class")
    return out.join(together(classes, KEY, "cue_class", ", ").rename("cue_classes"))


def together(rows: pd.DataFrame, key: Sequence[str], column: str, mark: str = "; ") -> pd.Series:
    """Return the texts of a column, joined for each key, in order."""
    texts: defaultdict[Any, list[str]] = defaultdict(list)
    keys = rows[key[0]] if len(key) == 1 else zip(*(rows[name] for name in key), strict=True)
    for each, text in zip(keys, rows[column], strict=True):
        texts[each].append(text)
    frame = pd.DataFrame(list(texts), columns=list(key)).assign(text=objects(list(map(mark.join, texts.values()))))
    return frame.set_index(list(key))["text"]


def as_texts(values: pd.Series, name: str) -> Column:
    """Return a column of texts: what is missing is "" where many are joined, else None."""
    out: Column = values.to_numpy(dtype=object, copy=True)
    out[values.isna().to_numpy()] = "" if name in TEXTS else None
    return out


def _roles(corpus: Corpus, marked: Evidence, pos: PosTagger | None) -> list[pd.Series]:
    """Return how often each actor does something, has something done to it, and owns something."""
    if pos is None:
        return [pd.Series(dtype=float, index=_no_actors(), name=name) for name in ROLES]
    acts = marked["agency"] if "agency" in marked else Agency(pos).annotate(corpus, marked)
    doc, actors = corpus.token_doc[acts.start], marked["actors"]
    possessive = np.isin(pos.tags, ("PRP$",))[pos.tag(corpus)]
    owning = actors.select(owners(corpus, actors, possessive))
    pairs = ((doc, acts["agent"]), (doc, acts["patient"]), (corpus.token_doc[owning.start], owning["actor"]))
    return [
        pd.DataFrame({"doc": docs, "actor": objects(ids)}).groupby(KEY, sort=False).size().rename(name)
        for name, (docs, ids) in zip(ROLES, pairs, strict=True)
    ]


def _no_actors() -> pd.MultiIndex:
    return pd.MultiIndex.from_arrays([[], []], names=KEY)


def _loaded(corpus: Corpus, marked: Evidence) -> list[pd.Series]:
    """Return the loaded terms that qualify each actor: how many by the outlet and by sources, and those of the outlet."""
    if "loaded" not in marked:
        empty = pd.Series(dtype=float, index=_no_actors())
        return [empty.rename(name) for name in ("loaded_n", "loaded_quoted_n", "loaded")]
    spans = marked["loaded"]
    direct = token_voice(corpus, marked["attribution"])[spans.start] == DIRECT
    rows = pd.DataFrame(
        {
            "doc": corpus.token_doc[spans.start],
            "actor": qualified_actor(corpus, marked, spans),
            "text": corpus.texts_of(spans.start, spans.end),
        }
    )
    own, quoted = (rows[held].dropna(subset="actor").groupby(KEY, sort=False) for held in (~direct, direct))
    return [
        own.size().rename("loaded_n"),
        quoted.size().rename("loaded_quoted_n"),
        own["text"].agg("; ".join).rename("loaded"),
    ]


def _described(corpus: Corpus, words: pd.DataFrame) -> pd.Series:
    """Return the weightiest of the words that say what each actor is."""
    rows = words.assign(doc=corpus.meta.index.get_indexer(words["doc_id"]))
    top = rows[rows["doc"] >= 0].groupby(KEY, sort=False).head(MOST)
    return together(top, KEY, "word").rename("descriptors")
