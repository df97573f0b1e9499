"""Quotations: how marks pair, and which marks are none."""

import pytest

from framing.segment import segment_texts


def quotations(text, *columns):
    corpus = segment_texts([text])
    q = corpus.quotations
    texts = [corpus.text_of(a, b) for a, b in zip(q.start, q.end, strict=True)]
    return list(zip(texts, *(q[c].tolist() for c in columns), strict=True)) if columns else texts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("He said “it rains” twice.", ["“it rains”"], id="curly"),
        pytest.param('He said "it rains" twice.', ['"it rains"'], id="straight"),
        pytest.param('"Rain," he said. "And snow."', ['"Rain,"', '"And snow."'], id="straight pairs stay apart"),
        pytest.param("He said ``it rains'' twice.", ["``it rains''"], id="doubled"),
        pytest.param("He said ''it rains'' twice.", ["''it rains''"], id="doubled apostrophes on both sides"),
        pytest.param("He said «it rains» twice.", ["«it rains»"], id="angled"),
        pytest.param("He said ‘it rains’ twice.", ["‘it rains’"], id="single curly"),
        pytest.param("He said 'it rains' twice.", ["'it rains'"], id="single straight"),
        pytest.param("‘It doesn’t rain,’ he said.", ["‘It doesn’t rain,’"], id="apostrophe inside single marks"),
        pytest.param("‘The workers’ rights matter,’ he said.", ["‘The workers’ rights matter,’"], id="plural inside"),
        pytest.param("The word (“rain”) stood.", ["“rain”"], id="in brackets"),
        pytest.param("Rain fell—“at last”—he said.", ["“at last”"], id="between dashes"),
    ],
)
def test_marks_of_every_family_pair(text, expected):
    """A quotation reaches from its opening mark to its closing mark, marks included."""
    assert quotations(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The workers’ rights and the owners’ plans differ.", id="plural possessives"),
        pytest.param("The workers' rights and the owners' plans differ.", id="straight plural possessives"),
        pytest.param("It’s the mayor’s plan, isn’t it?", id="endings and negation"),
        pytest.param("Music of the ’80s and the ’90s filled the hall.", id="decades"),
        pytest.param('A 6" pipe burst in the hall on Monday.', id="inches"),
        pytest.param("She is 5'4\" tall and lives in the valley.", id="feet and inches"),
        pytest.param("The sons' friends came at five o'clock.", id="o'clock"),
    ],
)
def test_an_apostrophe_or_a_unit_is_no_mark(text):
    """Apostrophes, decades, feet and inches open no quotation."""
    assert quotations(text) == []


def test_nested_quotations_have_a_depth():
    """A quotation inside another stands one level deeper."""
    found = quotations("“She called it ‘a farce’ today,” he said.", "depth")
    assert found == [("“She called it ‘a farce’ today,”", 0), ("‘a farce’", 1)]


def test_a_mark_that_never_closes_is_said_to_be_unclosed():
    """An open quotation ends with its paragraph and is not closed."""
    assert quotations("He said: “It rains.\n\nThe crowd left.", "closed") == [("“It rains.", False)]


@pytest.mark.parametrize(
    ("text", "same"),
    [
        pytest.param("“It rained all day.\n\n“It snowed all night,” he said.", True, id="runs on"),
        pytest.param("“It rained all day.”\n\n“It snowed all night,” he said.", False, id="closed before"),
        pytest.param("“It rained all day.\n\nThey left.\n\n“It snowed,” he said.", False, id="paragraph between"),
    ],
)
def test_a_quotation_over_paragraphs_is_one_chain(text, same):
    """Parts share a chain where the first is open and the next paragraph opens with a mark."""
    (_, first), (_, second) = quotations(text, "chain")
    assert (first == second) is same


def test_a_quotation_never_crosses_documents():
    """A mark left open in one text does not chain to the next text."""
    q = segment_texts(["“It rained.", "“It snowed.”"]).quotations
    assert q["chain"][0] != q["chain"][1]
