"""Threads share what the process remembers of words, and get what each would get alone."""

import sys
from concurrent.futures import ThreadPoolExecutor

import framing
from framing.segment import tokens
from framing.segment.tokens import Forms

TEXTS = [
    f"The regime of Holm{i} crushed the protest in Kaz{i}ville. “It is a brazen scam{i},” said Ana Rey{i}es, who left. "
    * 4
    for i in range(24)
]


def test_threads_read_what_one_reads(monkeypatch):
    """Twenty-four texts of words not met before, in eight threads that take turns all the time."""
    alone = [framing.analyze(text).evidence("actors") for text in TEXTS]
    monkeypatch.setattr(tokens, "_memory", [Forms()])
    every = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as pool:
            together = list(pool.map(lambda text: framing.analyze(text).evidence("actors"), TEXTS))
    finally:
        sys.setswitchinterval(every)
    for one, other in zip(alone, together, strict=True):
        assert one.equals(other)
