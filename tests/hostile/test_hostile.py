"""Whatever the text: a report whose every row shows its characters, in time that grows with the text, or a clear error."""

import time
import tracemalloc

import pytest

import framing

from .kinds import KINDS, SCALED

MODERATE = 20_000  # characters
TABLES = ("loaded", "attribution", "quotations", "actors", "toward", "subjectivity", "headline", "polarity", "hedges")
FEW, MANY = 10_000, 100_000  # characters
SLOW = 0.3  # seconds; what takes less is mostly the same for any size
LONG, LONGER = 200_000, 800_000  # characters, in sections
ROOM = 12  # bytes of memory for each further character
MOST = 14  # ten times the text, and what a busy machine adds


@pytest.fixture(scope="module", params=KINDS)
def case(request):
    """A text of one kind with its report."""
    text = KINDS[request.param](MODERATE)
    return text, framing.analyze(text)


def seconds(text):
    """Return the CPU time of reading a text."""
    start = time.process_time()
    framing.analyze(text)
    return time.process_time() - start


def test_a_text_is_a_row_and_rows_show_their_characters(case):
    """One text gives one row of scores, and ``text[start:end] == row.text`` in every table."""
    text, report = case
    assert len(report.scores) == 1
    tables = {name: report.evidence(name) for name in TABLES}
    for name, table in {**tables, "sentences": report.sentences(), "words": report.words()}.items():
        shown = [text[start:end] for start, end in zip(table["start"], table["end"], strict=True)]
        assert shown == table["text"].tolist(), name


def test_whatever_a_report_offers_can_be_made(case):
    """Pages, JSON and tables are made of any report without an error or a warning."""
    text, report = case
    assert report.to_html()
    assert report.to_json()
    assert (report.sources()["n_words"] >= 0).all()
    assert len(report.actors()) <= len(text)
    assert set(report.intervals(n_draws=100)["doc_id"]) <= {0}
    loaded = report.explain("loaded")
    assert [text[start:end] for start, end in zip(loaded["start"], loaded["end"], strict=True)] == loaded[
        "text"
    ].tolist()


@pytest.mark.parametrize("kind", SCALED)
def test_ten_times_the_text_takes_ten_times_as_long(kind):
    """Time grows with the size of a text, whatever is in it: no rule looks back at all that came before."""
    few, many = SCALED[kind](FEW), SCALED[kind](MANY)
    short = long = float("inf")
    for _ in range(3):  # the best of three, where a busy machine disturbs the first
        long = min(long, seconds(many))
        if long <= SLOW:
            return
        short = min(short, seconds(few))
        if long <= MOST * short:
            return
    pytest.fail(f"{kind}: {FEW:,} characters take {short:.2f} s, {MANY:,} take {long:.2f} s.")


def peak(text):
    """Return the peak of the memory taken while a text is read, in bytes."""
    tracemalloc.start()
    framing.analyze(text)
    found = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return found


@pytest.mark.parametrize("kind", ["news", "one line", "brackets", "hyphened words", "words with apostrophes"])
def test_a_longer_text_needs_little_more_memory(kind):
    """What is made of a section is given back or packed: tests/hostile/growth.py measures it for all kinds up to 10 MB."""
    short, long = (SCALED[kind](n) for n in (LONG, LONGER))
    framing.analyze(long)  # so that all words have been met
    assert peak(long) - peak(short) <= ROOM * (LONGER - LONG)


@pytest.mark.parametrize("kind", ["one long word", "one long number", "hyphens", "numbers with hyphens", "one address"])
def test_a_word_that_was_not_met_needs_little_memory(kind):
    """What is asked of a word is asked of its beginning where it is long."""
    framing.analyze("It rained.")
    short, long = (peak(SCALED[kind](n)) for n in (LONG + 1, LONGER + 1))
    assert long - short <= ROOM * (LONGER - LONG)
