"""How often the interval of the sentiment toward an actor holds it, over articles and over the sentences of one.

python tests/eval/actor_intervals.py ../shared/data/allsides_sample.jsonl.gz

All articles that speak of an actor stand for those that could have been written, and all sentences of a long article for
its own; some are drawn from them, and the interval of the outlet's balance should hold that of all in 95 of 100.
"""

import gzip
import json
import sys

import numpy as np

import framing
from framing.actor_corpus import renamed
from framing.scoring import mean_interval

N_ARTICLES, N_DRAWS, MANY = 2000, 200, {"articles": 100, "sentences": 20}


def main(path):
    """Print the share of intervals that hold the balance, by what is drawn and how many."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line, _ in zip(lines, range(N_ARTICLES), strict=False)]
    rows = mentions(framing.analyze(texts))
    for unit, keys in (("articles", ["actor"]), ("sentences", ["doc_id", "actor"])):
        groups = [
            totals
            for _, part in rows.groupby(keys, sort=False)
            if len(totals := part.groupby("doc_id" if unit == "articles" else "sentence")["balance"].agg(["sum", "size"])) >= MANY[unit]
        ]  # fmt: skip
        for size in (3, 5, 10, 20):
            print(f"{len(groups)} actors, {size} {unit} drawn: {held(groups, size):.3f} hold the balance")


def mentions(report):
    """Return the mentions that the outlet answers for, with the actor over the corpus and the sentence."""
    rows, sentences = report.evidence("toward"), report.sentences()
    rows = rows.assign(label=report.evidence("actors")["label"].to_numpy())
    rows = rows.assign(
        actor=renamed(rows, report._views("corpus", ("corpus",)).names()), balance=rows["positive"] - rows["negative"]
    )
    far = max(rows["end"].max(), sentences["end"].max()) + 1  # characters: documents lie apart
    places = rows["doc_id"].to_numpy() * far + rows["start"].to_numpy()
    starts = sentences["doc_id"].to_numpy() * far + sentences["start"].to_numpy()
    rows = rows.assign(sentence=np.searchsorted(starts, places, side="right"))
    return rows[rows["holder"] == "outlet"]


def held(groups, size):
    """Return the share of draws whose interval holds the mean of all mentions."""
    random, held = np.random.default_rng(0), []
    for totals in groups:
        total, number = totals["sum"].to_numpy(), totals["size"].to_numpy()
        drawn = random.integers(0, len(total), (N_DRAWS, size))
        low, high = mean_interval(total[drawn].ravel(), number[drawn].ravel(), np.repeat(np.arange(N_DRAWS), size), N_DRAWS)  # fmt: skip
        true = total.sum() / number.sum()
        held.append(((low <= true) & (true <= high)).mean())
    return np.mean(held)


if __name__ == "__main__":
    main(sys.argv[1])
