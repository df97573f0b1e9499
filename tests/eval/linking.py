"""How well mentions are linked: python tests/eval/linking.py ../shared/data/polnear_silver_coref_dev.jsonl.gz

Named mentions of people and organisations, pairwise, against machine coreference (CoreNLP) over PolNeAR. A
mention is named where a cluster mention is one entity, with nothing before it but an article or a title. Only
mentions that both found are paired ("found"), or all of the silver ones ("all"). For pronouns: the share, by score,
that agrees on the name, where machine coreference gives one.
"""

import gzip
import json
import sys
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path

import framing
from framing.training.data import named_articles

KINDS = {"person": "people", "organisation": "organisations"}
PRONOUNS = frozenset("he him his himself she her hers herself i me my myself".split())
LONGEST_TITLE = 3  # words before a name


def read(path: Path) -> list[tuple[str, list[tuple[int, int, str]], list[list[tuple[int, int]]]]]:
    """Return text, entities and clusters of each document."""
    split = path.name.split("_")[-1].split(".")[0]
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        clusters = {
            doc["doc"].removesuffix(".txt"): doc["clusters"] for doc in map(json.loads, filter(str.strip, lines))
        }
    return [
        (
            article.text,
            [(start, end, kind) for start, end, kind in article.entities if kind in KINDS],
            clusters.get(article.name, []),
        )
        for article in named_articles(path.parent, split)
    ]


def named(text, found, clusters):
    """Yield kind, start, end and cluster of the mentions that are a name."""
    for number, cluster in enumerate(clusters):
        for start, end in cluster:
            inside = [each for each in found if start <= each[0] and each[1] <= end]
            if len(inside) != 1:
                continue
            first, last, kind = inside[0]
            before, behind = text[start:first].split(), text[last:end]
            titles = len(before) <= LONGEST_TITLE and all(w[:1].isupper() or w in {"the", "a", "an"} for w in before)
            if titles and behind in {"", "'s", "’s", "'", "’"}:
                yield kind, first, last, number


def pairs(docs, rows):
    """Return, by kind, the counts of pairs: right, ours alone, theirs alone, and theirs alone with a mention we lack."""
    counts = defaultdict(lambda: [0, 0, 0, 0])
    for doc, (text, found, clusters) in enumerate(docs):
        mine = rows[rows["doc_id"] == doc]
        spans = list(zip(mine["start"], mine["end"], mine["actor"], strict=True))
        mentions = defaultdict(list)
        for kind, start, end, number in named(text, found, clusters):
            over = [actor for a, b, actor in spans if a < end and b > start]
            mentions[kind].append((number, over[-1] if over else None))
        for kind, many in mentions.items():
            for (one, actor), (other, another) in combinations(many, 2):
                if actor is None or another is None:
                    counts[kind][3] += one == other
                else:
                    same, ours = one == other, actor == another
                    for place, is_so in enumerate((same and ours, ours and not same, same and not ours)):
                        counts[kind][place] += is_so
    return counts


def f1(right, ours, theirs):
    """Return F1 in %."""
    return 200 * right / max(2 * right + ours + theirs, 1)


def pronouns(docs, rows):
    """Return, by score, how many pronouns agree with machine coreference, and how many there are."""
    agree, seen = Counter(), Counter()
    for doc, (text, found, clusters) in enumerate(docs):
        people = [each for each in found if each[2] == "person"]
        names = {}
        for cluster in clusters:
            full = [
                text[a:b] for start, end in cluster for a, b, _ in people if start <= a and b <= end and end - b <= 2
            ]
            for start, end in cluster if full else ():
                if text[start:end].lower() in PRONOUNS:
                    names[start, end] = full
        mine = rows[(rows["doc_id"] == doc)]
        for start, end, actor, score in zip(mine["start"], mine["end"], mine["actor"], mine["score"], strict=True):
            if (start, end) in names:
                seen[score] += 1
                agree[score] += any(
                    actor.split()[-1] == name.split()[-1] or actor in name for name in names[start, end]
                )
    return agree, seen


def measure(path: Path, *, models: bool) -> tuple[dict[str, tuple[float, float]], Counter, Counter]:
    """Return pairwise F1 (found, all) by kind, and the pronouns that agree and all that can be compared."""
    docs = read(path)
    actors = framing.analyze([text for text, _, _ in docs], measures="actors", models=models).evidence("actors")
    counts = pairs(docs, actors[actors["form"] == "name"])
    linked = {KINDS[kind]: (f1(*c[:3]), f1(c[0], c[1], c[2] + c[3])) for kind, c in counts.items()}
    return linked, *pronouns(docs, actors[actors["form"] == "pronoun"])


def main(path: str) -> None:
    """Print both figures of each kind, and the pronouns by score."""
    linked, agree, seen = measure(Path(path), models="--rules" not in sys.argv)
    for kind, (found, everything) in sorted(linked.items()):
        print(f"{kind:<14} pairwise F1 {found:.1f} found, {everything:.1f} all")
    for score in sorted(seen):
        print(f"pronouns {score:.2f}  {agree[score] / seen[score]:.2f}  n = {seen[score]}")
    print(f"pronouns       {sum(agree.values()) / sum(seen.values()):.3f}  n = {sum(seen.values())}")


if __name__ == "__main__":
    main(sys.argv[1])
