"""How far annotators agree on who says what: python tests/eval/agreement.py ../shared/data/polnear_{train,dev}.jsonl.gz

Each further annotation of an article is measured against the first, as `score.py voice` measures a prediction.
"""

import gzip
import importlib.util
import json
import sys
from pathlib import Path

SCORER = Path(__file__).parents[2].parent / "shared" / "eval" / "score.py"


def main(*paths: str) -> None:
    """Print F1 of reported words and of linked attributions over all pairs."""
    spec = importlib.util.spec_from_file_location("score", SCORER)
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    words, links, n_articles, n_pairs = [0, 0, 0], [0, 0, 0], 0, 0
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            docs = [json.loads(line) for line in lines]
        for doc in docs:
            first, *others = [score.brat_attributions(each["brat"]) for each in doc["annotations"]]
            n_articles += bool(others)
            n_pairs += len(others)
            for other in others:
                count_words(score, doc["text"], first, other, words)
                count_links(score, first, other, links)
    print(f"{n_articles} articles, {n_pairs} pairs: reported words F1 {f1(words):.1f}, links F1 {f1(links):.1f}")


def count_words(score, text, gold, found, counts) -> None:
    """Add the words that both, only the second and only the first call reported."""
    gold, found = ([span for each in side for span in each[2]] for side in (gold, found))
    for word in score.TOKEN.finditer(text):
        in_gold, in_found = score.covered(gold, *word.span()), score.covered(found, *word.span())
        counts[0] += in_gold and in_found
        counts[1] += in_found and not in_gold
        counts[2] += in_gold and not in_found


def count_links(score, gold, found, counts) -> None:
    """Add the attributions that meet in source, cue and content, and those that do not."""
    free, n = list(found), 0
    for each in gold:
        for other in free:
            same_source = (not each[0] and not other[0]) or any(score.covered(other[0], *span) for span in each[0])
            if same_source and all(any(score.covered(other[i], *span) for span in each[i]) for i in (1, 2)):
                free.remove(other)
                n += 1
                break
    counts[0] += n
    counts[1] += len(found) - n
    counts[2] += len(gold) - n


def f1(counts) -> float:
    """Return F1 in % from what both, only the second and only the first have."""
    return 200 * counts[0] / max(2 * counts[0] + counts[1] + counts[2], 1)


if __name__ == "__main__":
    main(*sys.argv[1:])
