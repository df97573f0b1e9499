"""Benchmarks to compare two states of the code by, in CPU time: pytest -c tests/bench/pytest.ini tests/bench

Save one with --benchmark-save=NAME and compare with --benchmark-compare. The figures in docs/speed.md come from tests/bench/table.py.
"""

import pytest
from work import READERS, batches, n_words, texts

from framing.core import Evidence
from framing.segment import segment_texts

MANY = texts(n=96)


@pytest.mark.parametrize("name", READERS)
def test_read(benchmark, name):
    """Articles read whole."""
    read = READERS[name]()
    benchmark.extra_info["words"] = n_words(MANY)
    benchmark.pedantic(read, args=(MANY,), rounds=3, warmup_rounds=1)


def test_segment(benchmark):
    """Texts to tokens, sentences, quotations and blocks."""
    benchmark.pedantic(lambda: [segment_texts(part) for part in batches(MANY)], rounds=5, warmup_rounds=1)


def test_voices(benchmark):
    """Who says what."""
    from framing.choose import choose_measures

    (measure, *_), _ = choose_measures(["attribution"], None, None, "fast")
    benchmark.pedantic(measure.annotate, setup=lambda: ((segment_texts(MANY), Evidence()), {}), rounds=5, warmup_rounds=1)  # fmt: skip
