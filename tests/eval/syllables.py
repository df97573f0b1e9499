"""Syllables by spelling against cmudict: python tests/eval/syllables.py ../shared/data

The dictionary is the one textstat uses; the words are those of the AllSides articles, counted as often as they occur.
"""

import gzip
import json
import sys
import zipfile
from collections import Counter
from pathlib import Path

from framing.segment import count_syllables, segment_texts

N_ARTICLES = 1500


def dictionary(path: Path) -> dict[str, int]:
    """Return the syllables of each word of cmudict, by its first pronunciation."""
    syllables: dict[str, int] = {}
    for line in zipfile.ZipFile(path).read("cmudict/cmudict").decode().splitlines():
        word, _, *phones = line.split()
        syllables.setdefault(word.lower(), sum(phone[-1].isdigit() for phone in phones))
    return syllables


def compare(folder: Path) -> tuple[float, float]:
    """Return the share of words whose syllables are right, and the relative error of their sum."""
    known = dictionary(folder / "nltk_cmudict.zip")
    with gzip.open(folder / "allsides_sample.jsonl.gz", "rt", encoding="utf-8") as lines:
        corpus = segment_texts([json.loads(line)["text"] for line, _ in zip(lines, range(N_ARTICLES), strict=False)])
    words = Counter(corpus.folded[i] for i in corpus.token_ids.tolist())
    seen = [(known[word], count_syllables(word), n) for word, n in words.items() if word in known]
    right = sum(n for truth, count, n in seen if truth == count) / sum(n for _, _, n in seen)
    return right, sum(count * n for _, count, n in seen) / sum(truth * n for truth, _, n in seen) - 1


def main(folder: str) -> None:
    """Print both."""
    right, error = compare(Path(folder))
    print(f"words right {right:.3f}, error of the sum {error:+.4f}")


if __name__ == "__main__":
    main(sys.argv[1])
