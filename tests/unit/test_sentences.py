"""Sentences: which stops end one."""

import pytest

from framing.segment import segment_texts


def sentences(text):
    corpus = segment_texts([text])
    return [corpus.text_of(a, b) for a, b in zip(corpus.sentence_start, corpus.sentence_end, strict=True)]


@pytest.mark.parametrize(
    "expected",
    [
        pytest.param(["It rained.", "It stopped."], id="full stop"),
        pytest.param(["Yes!", "No?", "Maybe."], id="hard stops"),
        pytest.param(["No stop at all"], id="no stop"),
        pytest.param(["It rained.", "2,000 people left."], id="number opens a sentence"),
        pytest.param(["Dr. Lee left.", "She ran."], id="title"),
        pytest.param(["They met in St. Louis.", "It rained."], id="saint"),
        pytest.param(["J. R. Cole spoke.", "He left."], id="initials"),
        pytest.param(["So did I.", "Nobody spoke."], id="I is no initial"),
        pytest.param(["The U.S. Senate met.", "It voted."], id="abbreviation before a name"),
        pytest.param(["He moved to the U.S. in May.", "It rained."], id="abbreviation before lower case"),
        pytest.param(["He moved to the U.S.", "The rain stopped."], id="abbreviation ends a sentence"),
        pytest.param(["It ended at 5 p.m.", "The crowd left."], id="time ends a sentence"),
        pytest.param(["Acme Inc. sued Cole.", "He paid."], id="company"),
        pytest.param(["He ranked No. 5 in May.", "She won."], id="number sign"),
        pytest.param(["Prices rose 3.5 percent.", "They fell."], id="decimal"),
        pytest.param(["Well… maybe not.", "He left."], id="ellipsis goes on in lower case"),
        pytest.param(["“Why?” she asked.", "He left."], id="question inside a quotation"),
        pytest.param(["“Stop.”", "The crowd ran."], id="closing mark belongs to its sentence"),
        pytest.param(['"Go," he said.', '"Now."'], id="straight marks"),
        pytest.param(["(He left.)", "She stayed."], id="brackets"),
        pytest.param(["She said: “Rain fell.", "Snow fell.”", "He left."], id="sentences inside a quotation"),
        pytest.param(["Did he pay?", "No.", "He never paid."], id="no as an answer"),
        pytest.param(["She studied modern art.", "Nobody objected."], id="art is a word"),
        pytest.param(["The children were ill.", "Doctors came."], id="ill is a word"),
        pytest.param(["They lay in the sun.", "Children played."], id="sun is a word"),
        pytest.param(["The family went to mass.", "Prayers followed."], id="mass is a word"),
        pytest.param(["There she sat.", "Nobody spoke."], id="sat is a word"),
    ],
)
def test_a_stop_ends_a_sentence_unless_it_belongs_to_an_abbreviation(expected):
    """A stop ends a sentence unless an abbreviation stands before it or lower case follows."""
    assert sentences(" ".join(expected)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Rain expected\n\nHeavy rain fell", ["Rain expected", "Heavy rain fell"], id="blank line"),
        pytest.param("Rain fell\r\nSnow fell", ["Rain fell", "Snow fell"], id="line break of Windows"),
        pytest.param("", [], id="empty"),
        pytest.param("\n \n", [], id="white space"),
    ],
)
def test_a_sentence_ends_with_its_paragraph(text, expected):
    """Sentences never cross a paragraph, and white space holds none."""
    assert sentences(text) == expected


def test_a_sentence_ends_with_its_document():
    """Two texts without stops are two sentences."""
    corpus = segment_texts(["Rain fell", "snow fell"])
    assert corpus.token_doc[corpus.sentence_start].tolist() == [0, 1]
