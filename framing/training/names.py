"""Fit the name model on machine-made entities of news articles.

    python -m framing.training.names ../shared/data              # fits and writes weights and card
    python -m framing.training.names ../shared/data --left-out   # and says how it does on outlets left out

writes framing/models/weights/names.npz and names.md and prints the card. The data are not part of this repository: the
articles of PolNeAR (Newell et al. 2018) with the entities that CoreNLP (Manning et al. 2014) sees in them. Deterministic.

Names that a study is about are mostly in no training text. So a share of the capitalised words is shown by form alone.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

import framing
from framing.core import Corpus, Ints
from framing.lexicon import load_lexicon
from framing.measures import Actors
from framing.measures.actors.learned import LABELS, Asked, NameModel, name_columns
from framing.models import Hashes, Sequences, Weights
from framing.models.store import save_weights
from framing.segment import segment_texts
from framing.training.cards import WEIGHTS, write_card
from framing.training.data import FOLDS, NamedArticle, folds, mended, named_articles
from framing.training.tagging import Features, Group, fit

REACH = {"lower": 2, "capital": 2, "shape": 1, "written": 1, "ending": 1, "suffix": 0, "prefix": 0, "cluster": 1}
BITS, EPOCHS, RATE, LEAST = 16, 10, 0.1, 0.05
PER_GROUP = 2  # texts
UNKNOWN = 0.3  # of the capitalised words are shown by form alone
COMPARED = ("person", "organisation", "place")
LEXICONS = ("gazetteer", "given-names", "name-words", "groups")
Articles = Sequence[NamedArticle]


def main(path: str, *, left_out: bool) -> None:
    """Fit, measure, and write weights and card."""
    train, dev = (named_articles(Path(path), split) for split in ("train", "dev"))
    gazetteer, given_names, name_words, groups = map(load_lexicon, LEXICONS)
    rules = Actors(gazetteer, given_names, name_words, groups)
    weights = fitted(train, rules)
    save_weights(WEIGHTS / "names.npz", weights, {})
    size = (WEIGHTS / "names.npz").stat().st_size
    known = _names(train)
    shown = [("rules alone", rules), ("with the model", replace(rules, model=NameModel(weights, "")))]
    results = [line for name, measure in shown for line in lines(name, dev, measure, known)]
    parts = [
        ("Construct", [f"whether a capitalised word is part of a name, and of whom: {', '.join(LABELS[1:])}; {size:,} bytes"]),
        (
            "Data",
            [
                "the articles of PolNeAR (Newell et al. 2018; no licence stated) with the entities that CoreNLP (Manning et al. 2014) sees in them, visible errors among them; MISC is “other”",
                f"{len(train)} articles to learn from, {len(dev)} of dev to measure with",
            ],
        ),
        ("Command", ["python -m framing.training.names ../shared/data"]),
        ("Dev", results),
        *([("Outlets left out", _left_out(train, rules))] if left_out else []),
        ("Fails at", ["headlines in title case, names with “and” in them, places named after people"]),
    ]  # fmt: skip
    write_card("names", "Names", parts)


def fitted(articles: Articles, rules: Actors, seed: int = 0) -> Weights:
    """Return the weights that fit the entities of some articles."""
    random = np.random.default_rng(seed)
    groups = [
        _group(articles[first : first + PER_GROUP], rules, random) for first in range(0, len(articles), PER_GROUP)
    ]
    return fit(groups, LABELS, REACH, bits=BITS, epochs=EPOCHS, rate=RATE, least=LEAST)


def _group(articles: Articles, rules: Actors, random: np.random.Generator) -> Group:
    articles = list(map(mended, articles))
    corpus = segment_texts([article.text for article in articles])
    asked = Asked.of(corpus)
    unknown = corpus.capital[corpus.token_ids] & (random.random(corpus.n_tokens) < UNKNOWN)
    columns = [
        _everywhere(column, asked, corpus) for column in name_columns(corpus, rules.candidates(corpus), asked).values()
    ]
    features = Features.of(corpus, corpus.token_sentence, columns, REACH, BITS, {}, unknown=unknown)
    gold = np.full(corpus.n_tokens, -1, dtype=np.int64)
    gold[asked.tokens] = _labels(corpus, articles)[asked.tokens]
    sequences = Sequences(asked.tokens[asked.stretches.place], asked.stretches.cut)
    return Group(features, gold, sequences)


def _everywhere(column: Hashes, asked: Asked, corpus: Corpus) -> Hashes:
    """Return a column of the tokens that are asked as one of all tokens."""
    out = np.zeros(corpus.n_tokens, dtype=np.uint32)
    out[asked.tokens] = column
    return out


def _labels(corpus: Corpus, articles: Articles) -> Ints:
    """Return the label of each token."""
    labels = np.zeros(corpus.n_tokens, dtype=np.int64)
    for first, article in zip(corpus.doc_start.tolist(), articles, strict=True):
        for start, end, label in article.entities:
            low = np.searchsorted(corpus.token_end, first + start, side="right")
            labels[low : np.searchsorted(corpus.token_start, first + end, side="left")] = LABELS.index(label)
    return labels


def _names(articles: Articles) -> set[str]:
    return {article.text[start:end].lower() for article in articles for start, end, _ in article.entities}


def lines(name: str, articles: Articles, measure: Actors, known: set[str]) -> list[str]:
    """Return what a measure finds of the entities: F1 of places, recall of names with their label, seen in training and not."""
    rows = framing.analyze([article.text for article in articles], measures=[measure]).evidence("actors")
    rows = rows[(rows["form"] == "name") & (rows["label"] != "group")]
    found = {(doc, start, end): label for doc, start, end, label in rows[["doc_id", "start", "end", "label"]].itertuples(index=False)}  # fmt: skip
    gold = {(doc, start, end): label for doc, article in enumerate(articles) for start, end, label in article.entities}
    same = len(found.keys() & gold.keys())
    out = [f"{name}: same first and last character F1 {200 * same / (len(found) + len(gold)):.1f} of {len(gold):,}"]
    for seen in (True, False):
        asked = [
            place
            for place, label in gold.items()
            if label in COMPARED and (articles[place[0]].text[place[1] : place[2]].lower() in known) == seen
        ]
        right = [place for place in asked if found.get(place) == gold[place]]
        which = "in training" if seen else "not in training"
        shown = ", ".join(
            f"{label} {sum(gold[place] == label for place in right) / sum(gold[place] == label for place in asked):.3f}"
            for label in COMPARED
        )
        out.append(
            f"{name}: recall with the same label, names {which}: {len(right) / len(asked):.3f} of {len(asked):,} ({shown})"
        )
    return out


def _left_out(articles: Articles, rules: Actors) -> list[str]:
    """Return how each fold of outlets is read by weights that have not seen it."""
    fold = folds([article.outlet for article in articles])
    out = []
    for number in range(FOLDS):
        train, test = ([article for article, i in zip(articles, fold, strict=True) if (i == number) == held] for held in (False, True))  # fmt: skip
        name = ", ".join(sorted({article.outlet for article in test}))
        out += lines(name, test, replace(rules, model=NameModel(fitted(train, rules), "")), _names(train))
    return out


if __name__ == "__main__":
    main(sys.argv[1], left_out="--left-out" in sys.argv)
