"""What stands around a match: negation, names, part of speech."""

import numpy as np
import pytest

from framing.match import in_name, negated, reads_as
from framing.segment import segment_texts


def place(corpus, word):
    return np.flatnonzero([corpus.vocab[i] == word for i in corpus.token_ids])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("It was not cruel.", True, id="not"),
        pytest.param("It was never so cruel.", True, id="never, one word between"),
        pytest.param("It wasn’t cruel.", True, id="curly contraction"),
        pytest.param("It was hardly cruel.", True, id="hardly"),
        pytest.param("Without cruel words they left.", True, id="without"),
        pytest.param("It was cruel.", False, id="none"),
        pytest.param("It was cruel, not kind.", False, id="negation after"),
        pytest.param("No, cruel it was.", False, id="comma between"),
        pytest.param("It was not kind but cruel.", False, id="but between"),
        pytest.param("They did not know how very cruel it was.", False, id="too far"),
        pytest.param("He did not. A cruel act.", False, id="sentence between"),
    ],
)
def test_negation(text, expected):
    """A negation counts within three words to the left, in the same clause."""
    corpus = segment_texts([text])
    assert negated(corpus, place(corpus, "cruel")).tolist() == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Many voters quietly joined the Radical Party this spring.", ["Radical", "Party"], id="name"),
        pytest.param("They joined the Radical Party.", ["Radical", "Party"], id="name in a short sentence"),
        pytest.param("Radical plans failed again.", [], id="sentence start"),
        pytest.param("He said: “Radical plans always fail.”", [], id="quotation start"),
        pytest.param("Radical Plans Fail In Springdale Again", [], id="title case"),
        pytest.param("RADICAL PLANS FAIL AGAIN", [], id="capitals"),
        pytest.param("They left. Radical plans failed.", [], id="second sentence"),
    ],
)
def test_names(text, expected):
    """A capital marks a name except where every word would have one."""
    corpus = segment_texts([text])
    assert [corpus.vocab[i] for i in corpus.token_ids[in_name(corpus)]] == expected


@pytest.mark.parametrize(
    ("text", "word", "pos", "expected"),
    [
        pytest.param("The blast woke them.", "blast", "VERB", False, id="article before a verb"),
        pytest.param("They blast the plan.", "blast", "VERB", True, id="subject before a verb"),
        pytest.param("The botched plan failed.", "botched", "VERB", True, id="participle after an article"),
        pytest.param("They want to mob him.", "mob", "NOUN", False, id="to before a noun"),
        pytest.param("The mob left.", "mob", "NOUN", True, id="article before a noun"),
        pytest.param("The cruel man left.", "cruel", "ADJ", True, id="adjective always"),
        pytest.param("The blast woke them.", "blast", "", True, id="nothing asked"),
        pytest.param("He left the. Blast it.", "Blast", "VERB", True, id="other sentence"),
    ],
)
def test_part_of_speech(text, word, pos, expected):
    """The word before says whether a match can be a verb or a noun."""
    corpus = segment_texts([text])
    start = place(corpus, word)
    assert reads_as(corpus, start, start + 1, np.array([pos], dtype=object)).tolist() == [expected]


@pytest.mark.parametrize("texts", [[], [""], ["Rain."]], ids=["no text", "empty text", "no match"])
def test_nothing_in_gives_nothing_out(texts):
    """Without matches there are no answers, and one name flag per token."""
    corpus = segment_texts(texts)
    nothing = np.zeros(0, dtype=np.int64)
    assert len(negated(corpus, nothing)) == len(reads_as(corpus, nothing, nothing, nothing.astype(object))) == 0
    assert len(in_name(corpus)) == corpus.n_tokens
