"""Reading a corpus piece by piece gives what reading it whole does."""

from pathlib import Path

import numpy as np
import pytest

import framing
from framing.measures.attribution import model
from framing.measures.toward import learned
from framing.segment import LONGEST_PARAGRAPH, segment_texts
from framing.segment.sentences import LONGEST_SENTENCE

EXAMPLES = Path(__file__).parents[2] / "examples" / "articles"
TEXTS = [file.read_text(encoding="utf-8") for file in sorted(EXAMPLES.glob("*.txt"))]


@pytest.mark.parametrize("around", [0, 1])
@pytest.mark.parametrize("size", [1, 60, 500, 10**6])
def test_pieces_are_the_corpus(size, around):
    """Every token is the own of one piece, where it has its word, characters, block, sentence and quotation."""
    corpus = segment_texts(["", *TEXTS, "\n"])
    own_tokens = []
    for piece, first, own in corpus.pieces(size, around):
        whole = slice(first, first + piece.n_tokens)
        own_tokens += range(own.start, own.stop)
        assert [piece.vocab[i] for i in piece.token_ids] == [corpus.vocab[i] for i in corpus.token_ids[whole]]
        for name in ("token_start", "token_end", "block", "token_doc", "quoted", "is_word"):
            assert np.array_equal(getattr(piece, name), getattr(corpus, name)[whole]), name
        for name in ("token_sentence", "token_paragraph"):
            assert np.array_equal(np.diff(getattr(piece, name)), np.diff(getattr(corpus, name)[whole])), name
        inside = (corpus.quotations.start >= whole.start) & (corpus.quotations.end <= whole.stop)
        assert np.array_equal(piece.quotations.start + first, corpus.quotations.start[inside])
        assert piece.texts() == corpus.texts()
    assert own_tokens == list(range(corpus.n_tokens))


def test_nothing_depends_on_the_size_of_pieces(monkeypatch):
    """Who says what and sentiment toward actors are the same to the last digit."""
    whole = framing.analyze(TEXTS)
    monkeypatch.setattr(model, "AT_ONCE", 50)
    monkeypatch.setattr(learned, "TOKENS_AT_ONCE", 50)
    pieces = framing.analyze(TEXTS)
    for name in ("attribution", "toward"):
        assert whole.evidence(name).equals(pieces.evidence(name)), name


def test_a_long_paragraph_is_read_in_several():
    """They are cut between sentences, and a text without a stop between those that are cut."""
    for text in ("It rained on Monday. " * 10_000, "rain and " * 25_000):
        corpus = segment_texts([text])
        sizes = np.diff(np.append(corpus.paragraph_start, corpus.n_tokens))
        assert len(sizes) > 1
        assert sizes.max() < LONGEST_PARAGRAPH + LONGEST_SENTENCE
        assert np.isin(corpus.paragraph_start, corpus.sentence_start).all()
