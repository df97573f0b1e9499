"""Long texts: read section by section, and whole in every table."""

import dataclasses
import os
import random
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import framing
from framing import sections as module
from framing.analysis import read_batch
from framing.choose import choose_measures
from framing.core import BLOCKS, Spans
from framing.lexicon import load_lexicon
from framing.measures import LoadedTerms
from framing.sections import LongText, sections

ARTICLES = [file.read_text(encoding="utf-8") for file in sorted((Path(__file__).parents[2] / "examples" / "articles").glob("*.txt"))]  # fmt: skip
TABLES = ("loaded", "attribution", "quotations", "actors", "toward", "subjectivity", "polarity", "hedges")


def paragraphs(n):
    """Return paragraphs of the example articles in a new order, over and over."""
    lines = [line for text in ARTICLES for line in text.split("\n") if len(line) > 150]
    draw = random.Random(0)
    return [draw.choice(lines) for _ in range(n)]


@pytest.fixture(scope="module")
def text():
    """Return a text of three sections, which opens with a headline."""
    return "\n\n".join(["Council votes to close shelter", *paragraphs(900)])


@pytest.fixture(scope="module")
def report(text):
    """Return the report on it."""
    return framing.analyze(text, measures=[*framing.choose.DEFAULT, "agency", *TABLES])


@pytest.fixture(scope="module")
def apart(text):
    """Return the sections, each read as a text, and where they start."""
    cuts = list(sections(text))
    return [start for start, _ in cuts], framing.analyze([text[a:b] for a, b in cuts])


# ---- where a text is cut


@given(
    st.lists(
        st.sampled_from(["word ", "word", "\n", "\r\n", "\u2028", "“", "\t", ". ", ".” ", "a" * 30]), max_size=60
    ).map("".join)
)
def test_sections_hold_every_character_once(text):
    """They follow one another, none is empty, none is longer than what is looked through."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "LONGEST", 40)
        patch.setattr(module, "STEP", 5)
        found = list(sections(text))
        after = list(sections(f"{text}\n\nIt rained."))
    assert "".join(text[a:b] for a, b in found) == text
    assert all(0 < b - a <= 65 or " " not in text[a + 60 : b - 1] for a, b in found)
    if all(any(mark in text[b - 3 : b] for mark in "\n\r\u2028") for _, b in found[:-1]):
        assert after[: len(found) - 1] == found[:-1]  # a paragraph behind a text moves no end but the last


@pytest.mark.parametrize(
    ("behind", "rest"),
    [
        pytest.param("It rained.\n", "A line.\n\n", id="blank line"),
        pytest.param("a line\n" + "word " * 1_250, "ends.”\n", id="line that ends a sentence"),
        pytest.param("word " * 2_500, "a line\n", id="line"),
        pytest.param("word " * 3_700, "a sentence. ", id="sentence"),
        pytest.param("word_" * 5_000, "word ", id="blank"),
        pytest.param("(" * 29_999, "(", id="token"),
    ],
)
def test_a_section_ends_at_the_best_place(behind, rest):
    """The better the place, the nearer it has to be."""
    first = "x" * module.LONGEST + behind + rest
    found = list(sections(f"{first}{'y' * 200_000}"))
    assert found == [(0, len(first)), (len(first), len(first) + 200_000)]  # no word is cut


def test_hard_wrapped_paragraphs_are_not_cut():
    """Lines of a book end in mid-sentence, paragraphs do not."""
    paragraph = "\n".join(["and they went on to say that the council had voted and"] * 20)
    text = "\n\n".join([paragraph] * 150)
    assert all(text[:b].endswith("\n\n") for _, b in list(sections(text))[:-1])


def test_a_text_that_ends_soon_is_read_whole():
    """Nothing changes for articles, nor for a line that is a little longer."""
    assert not module.is_long("a" * module.LONGEST)
    quoted = "word " * 14_500 + "“The plan is vile " + "word " * 4_000 + "and shameless,” said Ada Holm."
    assert len(list(sections(quoted))) == 1
    rows = framing.analyze(quoted).evidence("quotations")
    assert rows["closed"].all()


def test_a_sentence_appended_moves_no_section(text):
    """What is read before it is read as before."""
    before, after = list(sections(text)), list(sections(f"{text}\n\nIt rained."))
    assert before[:-1] == after[: len(before) - 1]


# ---- what is found


@pytest.mark.parametrize("name", TABLES)
def test_rows_are_those_of_the_sections(text, report, apart, name):
    """Each row stands where it stands in its section, moved; what sections count from 0 is counted on."""
    starts, each = apart
    whole, parts = report.evidence(name), each.evidence(name)
    moved = parts.assign(start=parts["start"] + np.take(starts, parts["doc_id"]), end=parts["end"] + np.take(starts, parts["doc_id"]))  # fmt: skip
    skipped = ["doc_id", *({"attribution"} & {*whole})]
    pd.testing.assert_frame_equal(whole.drop(columns=skipped), moved.drop(columns=skipped), check_dtype=False)
    assert all(text[a:b] == shown for a, b, shown in zip(whole["start"], whole["end"], whole["text"], strict=True))
    assert len(whole) > 20


def test_attributions_are_numbered_on(report, apart):
    """No two attributions of a text share a number, and a quotation has that of its content."""
    rows, parts = report.evidence("attribution"), apart[1].evidence("attribution")
    assert rows["attribution"].nunique() == sum(part["attribution"].nunique() for _, part in parts.groupby("doc_id"))
    contents = rows[rows["label"] == "content"]
    said = report.evidence("quotations").dropna(subset="attribution")
    assert len(said) > 50
    for start, number in zip(said["start"] + 1, said["attribution"], strict=True):
        assert ((contents["attribution"] == number) & (contents["start"] <= start) & (start < contents["end"])).any()


def test_only_the_first_section_has_a_headline(text, report):
    """A short line further on is none."""
    rows = report.evidence("headline")
    assert rows["text"].tolist() == ["Council votes to close shelter"]
    cut = next(sections(text))[1]
    titled = f"{text[:cut]}Rain expected in the valley\n\n{text[cut:]}"
    assert len(framing.analyze(titled).evidence("headline")) == 1


def test_scores_are_those_of_the_whole(report):
    """Sums over sections give what every measure counts in the text as a whole."""
    (batch,) = report._batches
    assert isinstance(batch, LongText)
    for measure in report._measures.values():
        whole = measure.score(batch.corpus, batch.evidence)
        shown = [column for column in whole if column in batch.scores]
        pd.testing.assert_frame_equal(batch.scores[shown], whole[shown], rtol=1e-12, check_column_type=False)
    assert batch.scores["n_words"].item() == len(report.words())
    assert batch.scores["n_sentences"].item() == len(report.sentences())


def test_the_corpus_is_whole(text, report):
    """Tokens, sentences, paragraphs and quotations follow one another."""
    corpus = report._batches[0].corpus
    assert corpus.texts() == [text]
    assert (np.diff(corpus.token_start) > 0).all()
    assert (corpus.sentence_start[1:] == corpus.sentence_end[:-1]).all()
    assert corpus.paragraph_start[0] == 0
    assert (np.diff(corpus.paragraph_start) > 0).all()
    assert [text[a:b] for a, b in zip(corpus.token_start, corpus.token_end, strict=True)] == [corpus.vocab[i] for i in corpus.token_ids]  # fmt: skip
    chains = corpus.quotations["chain"]
    assert (chains <= np.arange(len(chains))).all()


# ---- how it is read


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_the_same_in_other_processes_and_among_others(text, report):
    """A long text among articles, read by two processes."""
    many = framing.analyze([ARTICLES[0], text, ARTICLES[1]], n_jobs=2)
    alone = framing.analyze(text)
    pd.testing.assert_series_equal(many.scores.loc[1], alone.scores.loc[0], check_names=False)
    rows = many.evidence("loaded")
    same = rows[rows["doc_id"] == 1].drop(columns="doc_id").reset_index(drop=True)
    pd.testing.assert_frame_equal(same, alone.evidence("loaded").drop(columns="doc_id"))


def test_the_same_in_a_folder(text, tmp_path):
    """A shard of its own, which opens as the report."""
    table = pd.DataFrame({"text": [ARTICLES[0], text, ARTICLES[1]]})
    table.to_json(tmp_path / "texts.jsonl", orient="records", lines=True)
    told = framing.process_corpus(tmp_path / "texts.jsonl", tmp_path / "out")
    assert len(os.listdir(tmp_path / "out" / "shards")) == 3, told
    opened, read = framing.open_results(tmp_path / "out"), framing.analyze(table)
    pd.testing.assert_frame_equal(opened.scores, read.scores, check_index_type=False)
    for name in TABLES[:6]:
        pd.testing.assert_frame_equal(opened.evidence(name), read.evidence(name), check_dtype=False)


@dataclasses.dataclass(frozen=True)
class Shouts:
    """A measure of one's own, which counts whole texts."""

    name: str = "shouts"
    requires: tuple[str, ...] = ()

    def annotate(self, corpus, evidence, /):
        """Mark words in capitals."""
        place = np.array([i for i, kind in enumerate(corpus.token_ids) if corpus.vocab[kind].isupper()], dtype=np.int64)
        return Spans(place, place + 1, np.full(len(place), "capitals", dtype=object), np.ones(len(place)))

    def score(self, corpus, evidence, /):
        """Count them."""
        assert corpus.n_docs == 1
        return pd.DataFrame({"shouts__words_n": [len(evidence["shouts"])]}, index=corpus.meta.index)


@dataclasses.dataclass(frozen=True)
class Odd:
    """A measure whose columns JSON does not know, and whose first section has none of them."""

    name: str = "odd"
    requires: tuple[str, ...] = ()

    def annotate(self, corpus, evidence, /):
        """Mark the first word of a section, unless it is the first section."""
        if "Council votes" in corpus.text[:40]:
            return Spans.empty()
        values = np.empty(1, dtype=object)
        values[0] = ("a", 1)
        numbers = {"attribution": np.array([-1])}
        first = np.array([0])
        return Spans(first, first + 1, np.array(["first"], dtype=object), np.ones(1), {"pair": values, **numbers})

    def score(self, corpus, evidence, /):
        """Count them."""
        return pd.DataFrame({"odd__n": [len(evidence["odd"])]}, index=corpus.meta.index)


def test_columns_of_your_own_measures_stay_what_they_are(text):
    """A tuple stays a tuple, and what is called "attribution" there is not numbered on."""
    rows = framing.analyze(text, measures=[Odd()]).evidence("odd")
    assert len(rows) == len(list(sections(text))) - 1
    assert rows["pair"].tolist() == [("a", 1)] * len(rows)
    assert rows["attribution"].tolist() == [-1] * len(rows)


class Doubled(LoadedTerms):
    """A measure of this library with a score of one's own."""

    def score(self, corpus, evidence, /):
        """Return twice the number of terms."""
        return pd.DataFrame({"loaded__double_n": [2 * len(evidence["loaded"])]}, index=corpus.meta.index)


def test_a_score_of_your_own_wins_over_the_tally(text):
    """It is asked for the whole text."""
    report = framing.analyze(text, measures=[Doubled(load_lexicon("loaded-terms"))])
    assert report.scores["loaded__double_n"].item() == 2 * len(report.evidence("loaded"))


def test_nothing_of_the_shipped_measures_is_kept_unpacked(report):
    """So that nothing is lost on disk."""
    assert [dict(section.kept) for section in report._batches[0]._found] == [{}] * 3


def test_surrogates_side_by_side_stay_two(text):
    """Two halves of a pair are no pair in Python, and every span counts on it."""
    odd = f"The \ud83d\ude00 regime\ud83d fell. {text}"
    report = framing.analyze(odd)
    assert report.text(0) == odd
    rows = report.words()
    assert [odd[a:b] for a, b in zip(rows["start"], rows["end"], strict=True)] == rows["text"].tolist()


def test_a_measure_of_your_own_counts_the_whole(text):
    """It need not know of sections."""
    report = framing.analyze(text, measures=[Shouts(), "loaded"])
    assert report.scores["shouts__words_n"].item() == len(report.evidence("shouts")) > 100


def test_page_explanation_and_actors(report):
    """What is asked of one document is there for a long one."""
    assert "Council votes to close shelter" in report.to_html()
    told = report.explain("loaded")
    assert told["contribution"].sum() == pytest.approx(report.scores["loaded__terms_rate"].item())
    actors = report.actors()
    assert actors["mentions"].sum() == len(report.evidence("actors"))
    assert not actors["actor"].duplicated().any()


def test_other_blocks_and_models(text):
    """Blocks, rules alone and lexicons go the same way."""
    report = framing.analyze(text, models=False, blocks=BLOCKS, lexicons="hedges")
    assert set(report.evidence("hedges")["block"]) >= {"body"}


def test_an_empty_section_is_read():
    """White space for a section or two."""
    report = framing.analyze(" " * 250_000 + "The council met.")
    assert report.scores["n_words"].item() == 3
    assert report.sentences()["start"].tolist() == [250_000]


def test_a_batch_of_one_long_text_is_read_in_sections(text):
    """Also through the door that shards use."""
    chosen, shown = choose_measures(["loaded"])
    assert isinstance(read_batch([text], pd.DataFrame(index=[7]), chosen, shown, (0, 3), 1), LongText)


def test_one_of_many_is_packed_again(text):
    """What a table needed is let go of where there are many texts, and made again for the next."""
    long = framing.analyze(text, measures="loaded")._batches[0]
    before = long.evidence["loaded"].start
    long.rest()
    assert "_whole" not in vars(long)
    assert (long.evidence["loaded"].start == before).all()
