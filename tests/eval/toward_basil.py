"""Sentiment toward the main actors of BASIL articles, beside what its annotators marked and beside VADER.

python tests/eval/toward_basil.py ../shared/data/basil_2010_2014.jsonl.gz

Gold: of the spans annotated with a main actor as target, positive ones less negative ones; for the outlet, those that are
not quotations. Found: positive less negative probability, summed over the mentions of that actor. VADER: the
compound score of the sentences of these mentions, summed. Spearman's correlation over actors of articles, with the 95 %
interval of a bootstrap over articles. Once over the actors that are found, once over all: one that is not found counts as
one of whom nothing is said.
"""

import gzip
import json
import sys

import numpy as np
from scipy.stats import spearmanr
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

import framing

N_DRAWS = 1000
SIGN = {"pos": 1, "neg": -1}


def main(path):
    """Print the correlations over all holders, and over what the outlet says itself."""
    for (holder, name, which), (value, low, high, n) in correlations(
        path, models=False if "--rules" in sys.argv else "accurate" if "--accurate" in sys.argv else "fast"
    ).items():
        print(f"{holder}, {name}: Spearman {value:.3f} ({low:.2f} to {high:.2f}) over {which} {n} actors")


def correlations(path, models):
    """Return the correlation, the ends of its interval and the number of actors, by holder, what is judged with, and "found" or "all"."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [row for row in map(json.loads, lines) if row["annotation"]]
    texts = ["\n\n".join(" ".join(part) for part in row["article"]["body-paragraphs"]) for row in rows]
    report = framing.analyze(texts, models=models)
    toward, sentences = report.evidence("toward"), report.sentences()
    vader, out = SentimentIntensityAnalyzer(), {}
    for holder in ("all holders", "the outlet"):
        found = [
            (doc, gold(row, actor, holder), *judged(toward, sentences, doc, actor, holder, vader))
            for doc, row in enumerate(rows)
            for actor in row["article"]["main-entities"]
        ]
        rows_of = {
            "found": [row for row in found if row[2] is not None],
            "all": [[v or 0 for v in row] for row in found],
        }
        for which, kept in rows_of.items():
            doc, marked, *both = np.array(kept, dtype=float).T
            for name, column in zip(("framing", "VADER"), both, strict=True):
                value = float(spearmanr(marked, column).statistic)
                out[holder, name, which] = value, *interval(doc, marked, column), len(doc)
    return out


def gold(row, actor, holder):
    """Return the balance of what was annotated with this target."""
    marks = row["annotation"]["phrase-level-annotations"]
    return sum(
        SIGN.get(mark["polarity"], 0)
        for mark in marks
        if mark["target"].replace("_", " ") == actor and (holder == "all holders" or mark["quote"] == "no")
    )


def judged(toward, sentences, doc, actor, holder, vader):
    """Return our balance and VADER's over the mentions of an actor; None where it is not mentioned."""
    rows = toward[
        (toward["doc_id"] == doc)
        & toward["actor"].map(lambda name: name.split(" (")[0] == actor or name.split()[-1] == actor.split()[-1])
    ]
    if holder == "the outlet":
        rows = rows[rows["holder"] == "outlet"]
    if not len(rows):
        return None, None
    own = sentences[sentences["doc_id"] == doc]
    place = np.searchsorted(own["start"], rows["start"], side="right") - 1
    tones = [vader.polarity_scores(text)["compound"] for text in own["text"].iloc[place]]
    return (rows["positive"] - rows["negative"]).sum(), sum(tones)


def interval(doc, one, other):
    """Return the ends of the 95 % interval over articles."""
    random, docs = np.random.default_rng(0), np.unique(doc)
    rows = {number: np.flatnonzero(doc == number) for number in docs}
    draws = []
    for _ in range(N_DRAWS):
        chosen = np.concatenate([rows[number] for number in random.choice(docs, len(docs))])
        draws.append(spearmanr(one[chosen], other[chosen]).statistic)
    return np.percentile(draws, [2.5, 97.5])


if __name__ == "__main__":
    main(sys.argv[1])
