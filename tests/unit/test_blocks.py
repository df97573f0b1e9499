"""Blocks: headline, byline, caption, body, furniture."""

import pytest

from framing.core import BLOCKS
from framing.segment import segment_texts
from framing.segment.blocks import CREDIT_WORDS, FURNITURE_WORDS, find_blocks, hints
from framing.segment.tokens import fold, split

PROSE = (
    "The council of the valley met on Friday to discuss the old bridge, and after five hours of talks its members "
    "voted to rebuild it before the winter, which will cost the town a year of taxes."
)


def blocks(text):
    return [(text[b.start : b.end], BLOCKS[b.kind]) for b in find_blocks(text, 0, len(text))]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        pytest.param("ADVERTISEMENT", "furniture", id="advertisement"),
        pytest.param("Share this article on Facebook", "furniture", id="share link"),
        pytest.param("Read more: Rain closes the school", "furniture", id="read more"),
        pytest.param("Sign up for our daily newsletter", "furniture", id="newsletter"),
        pytest.param("All rights reserved.", "furniture", id="rights"),
        pytest.param("Updated May 3, 2021 at 5:10 p.m.", "furniture", id="time stamp"),
        pytest.param("* * *", "furniture", id="rule of stars"),
        pytest.param("By Dana Cole", "byline", id="byline"),
        pytest.param("By DANA COLE and Lee Park, Staff Writers", "byline", id="byline of two"),
        pytest.param("March 3, 2021", "byline", id="date line"),
        pytest.param("The old bridge on Monday. (Lee Park/Getty Images)", "caption", id="credit"),
        pytest.param("FILE - The old bridge in winter.", "caption", id="file photo"),
        pytest.param("The bridge in an undated handout photo.", "caption", id="handout photo"),
        pytest.param("Residents at the bridge on Monday. Handout", "caption", id="handout"),
        pytest.param("Farmers deserve better than handouts from the county.", "body", id="handouts in prose"),
        pytest.param("A spokesman told Reuters that the bridge was safe.", "body", id="agency in prose"),
        pytest.param("By noon the bridge was closed.", "body", id="by in prose"),
        pytest.param("Photos of the bridge were found in her desk.", "body", id="photos in prose"),
        pytest.param("Related charges were dropped in May.", "body", id="related in prose"),
        pytest.param("Share prices fell for the third day.", "body", id="share in prose"),
        pytest.param("More than forty people left the hall.", "body", id="more in prose"),
        pytest.param("Comments by the mayor angered residents.", "body", id="comments in prose"),
    ],
)
def test_a_line_is_known_by_what_it_says(line, kind):
    """Page furniture, bylines and captions are told from prose that uses the same words."""
    assert dict(blocks(f"{PROSE}\n\n{line}\n\n{PROSE}"))[line] == kind


@pytest.mark.parametrize("words", [*CREDIT_WORDS, *FURNITURE_WORDS])
def test_a_line_to_look_at_has_a_word_that_hints_at_it(words):
    """Lines without such a word are not searched for photo credits and furniture, so each must have one."""
    assert any(hints(fold(word)) for word in split(f"The ({words}) line"))


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        pytest.param("Council votes to rebuild bridge", "headline", id="no stop"),
        pytest.param("Will the Valley Rebuild Its Bridge?", "headline", id="question in title case"),
        pytest.param("The council met on Friday.", "body", id="a sentence"),
        pytest.param("The council decided the following:", "body", id="a lead-in"),
    ],
)
def test_the_first_line_is_the_headline_if_it_reads_like_one(title, kind):
    """A short line without a full stop above prose is a headline; a sentence is body."""
    assert blocks(f"{title}\n\n{PROSE}")[0] == (title, kind)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Council votes to rebuild bridge", id="one line"),
        pytest.param("Council votes to rebuild bridge. It rained.", id="two sentences"),
        pytest.param("Council votes\n\nIt rained.", id="two short paragraphs"),
    ],
)
def test_a_short_text_is_body(text):
    """A text of one or two sentences is body."""
    assert {kind for _, kind in blocks(text)} == {"body"}


def test_a_dateline_stands_apart():
    """Place and agency before the first sentence are byline; the sentence is body."""
    assert blocks(f"SPRINGDALE (Reuters) - {PROSE}") == [("SPRINGDALE (Reuters) - ", "byline"), (PROSE, "body")]


def test_titles_under_read_more_are_links():
    """What is listed under "Related" is furniture until prose goes on."""
    found = dict(blocks(f"{PROSE}\n\nRelated stories\n\nRain closes school\n\n{PROSE} Again."))
    assert (found["Rain closes school"], found[f"{PROSE} Again."]) == ("furniture", "body")


def test_lines_broken_to_a_width_are_one_paragraph():
    """A paragraph wrapped by a mail program is not cut at its line breaks."""
    words = (PROSE + " ") * 4
    rows, row = [], ""
    for word in words.split():
        if len(row) + len(word) > 70:
            rows, row = [*rows, row], ""
        row = f"{row} {word}".strip()
    assert len(blocks("\n".join([*rows, row]))) == 1


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\u2028", "\u2029", "\x85"], ids=ascii)
def test_every_line_break_parts_lines(newline):
    """Any line break of Unicode ends a line."""
    assert [text for text, _ in blocks(f"It rained.{newline}It snowed.")] == ["It rained.", "It snowed."]


def test_every_word_lies_in_one_block():
    """Nothing is removed: every token has a block, in order and without overlap."""
    text = f"Council votes\n\nBy Dana Cole\n\n{PROSE}\n\nADVERTISEMENT\n\n{PROSE}"
    found = find_blocks(text, 0, len(text))
    covered = "".join(text[b.start : b.end] for b in found)
    assert "".join(covered.split()) == "".join(text.split())
    corpus = segment_texts([text])
    assert set(corpus.block.tolist()) == {BLOCKS.index(kind) for kind in ("headline", "byline", "body", "furniture")}
    assert not corpus.counted[corpus.block == BLOCKS.index("furniture")].any()
