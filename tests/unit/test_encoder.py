"""The encoder: pieces of words, windows of sentences, and what it says in the place of the linear models."""

import builtins
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import framing
from framing.core import InputError
from framing.models import Encoder, encoder
from framing.models.windows import WIDEST, Windows
from framing.models.wordpiece import WordPiece
from framing.segment import segment_texts

TEXT = """Mayor defends vote

Mayor Ada Holm shamelessly defended the vote on Monday. “It was a disgrace,” said Ivo Lund, who called Holm a liar. Holm told the council that the plan would save the shelter.
"""  # fmt: skip
PIECES = WordPiece(["[UNK]", "[CLS]", "[SEP]", "cafe", "un", "##fair", "fair", ".", "-", "'", "s", "u", "日"])


# ---- pieces


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        pytest.param("Café", ["cafe"], id="accents and capitals"),
        pytest.param("unfair-fair.", ["un", "##fair", "-", "fair", "."], id="marks stand apart"),
        pytest.param("fair's", ["fair", "'", "s"], id="apostrophe"),
        pytest.param("U.S.", ["u", ".", "s", "."], id="abbreviation"),
        pytest.param("fairest", ["[UNK]"], id="no piece for the end"),
        pytest.param("日日", ["日", "日"], id="each sign of Chinese"),
        pytest.param("f\u200bair", ["fair"], id="signs that are not seen"),
        pytest.param("fair\u00a0fair", ["fair", "fair"], id="other spaces"),
        pytest.param("s" * 101, ["[UNK]"], id="too long"),
        pytest.param("", [], id="empty"),
    ],
)  # fmt: skip
def test_pieces(text, pieces):
    """As the uncased tokenizer of BERT cuts them."""
    names = list(PIECES._id)
    assert [names[i] for i in PIECES.ids(text)] == pieces


def test_pieces_of_a_corpus():
    """Those of its tokens, one after the other."""
    corpus = segment_texts(["Unfair café.", "Fair."])
    n, pieces = PIECES.pieces_of(corpus)
    assert n.tolist() == [2, 1, 1, 1, 1]
    assert pieces.tolist() == [i for word in ("unfair", "café", ".", "fair", ".") for i in PIECES.ids(word)]


# ---- windows


@pytest.mark.parametrize(
    ("texts", "whole"),
    [
        pytest.param([TEXT, TEXT * 5, "Rain."], True, id="articles"),
        pytest.param(["fair " * 700], False, id="a sentence without end"),
        pytest.param([""], True, id="nothing"),
        pytest.param(["\u200b\n\n\u200b fair"], True, id="tokens without pieces"),
    ],
)
def test_windows_hold_every_token_once(texts, whole):
    """Whole sentences of one document, no window too wide, nothing left out."""
    corpus = segment_texts(texts, blocks=(0, 1, 2, 3, 4))
    windows = Windows.of(corpus, PIECES)
    assert [i for a, b in zip(windows.first, windows.end, strict=True) for i in range(a, b)] == list(range(corpus.n_tokens))  # fmt: skip
    assert (windows.sizes() <= WIDEST).all()
    assert (corpus.token_doc[windows.first] == corpus.token_doc[windows.end - 1]).all()
    assert np.isin(windows.first, corpus.sentence_start).all() == whole


# ---- the encoder


def test_what_it_says_of_a_corpus():
    """A row for each token and sentence, the same in one corpus and in another."""
    corpus = segment_texts([TEXT, "Rain fell all week."])
    said, alone = encoder().read(corpus), encoder().read(segment_texts(["Rain fell all week."]))
    assert said.voice.shape == (corpus.n_tokens, 5)
    assert said.subjective.shape == (len(corpus.sentence_start),)
    n = len(alone.loaded)
    assert np.array_equal(said.voice[-n:], alone.voice)
    assert np.array_equal(said.loaded[-n:], alone.loaded)
    assert np.array_equal(said.subjective[-1:], alone.subjective)


def test_sizes():
    """At most 25 MB together; the figures of the card are those of these files."""
    folder = Path(framing.__file__).parent / "models" / "weights"
    assert sum((folder / name).stat().st_size for name in ("encoder.onnx", "encoder.npz")) <= 25_000_000


def test_without_onnxruntime(monkeypatch):
    """The error says what to install."""
    real = builtins.__import__

    def without(name, *args, **kwargs):
        if name == "onnxruntime":
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(InputError, match=r"framing\[accurate\]"):
        Encoder()


@pytest.mark.parametrize("threads", ["0", "many", "-1", ""])
def test_threads_are_a_number(monkeypatch, threads):
    """The error names the variable and its value."""
    monkeypatch.setenv("FRAMING_THREADS", threads)
    with pytest.raises(InputError, match="FRAMING_THREADS"):
        Encoder()


@pytest.fixture(scope="module")
def reports():
    """Return the report of one text in both modes."""
    return {models: framing.analyze(TEXT, models=models) for models in ("fast", "accurate")}


def test_both_modes_have_the_same_tables(reports):
    """A measure has the same columns, whoever scores."""
    fast, accurate = reports["fast"], reports["accurate"]
    assert list(fast.scores) == list(accurate.scores)
    for name in ("loaded", "attribution", "toward", "subjectivity", "actors"):
        assert list(fast.evidence(name)) == list(accurate.evidence(name))
        for row in accurate.evidence(name).itertuples():
            assert TEXT[row.start : row.end] == row.text
    assert list(fast.actors()) == list(accurate.actors())


def test_it_reads(reports):
    """Who says what, which words judge, and how each is spoken of."""
    report = reports["accurate"]
    contents = report.evidence("attribution").query("label == 'content'")
    assert {"“It was a disgrace,”": "Ivo Lund", "that the plan would save the shelter": "Ada Holm"}.items() <= dict(zip(contents["text"], contents["source"], strict=True)).items()  # fmt: skip
    assert "shamelessly" in report.evidence("loaded")["text"].tolist()
    toward = report.evidence("toward").query("holder == 'Ivo Lund' and actor == 'Ada Holm'")
    assert "negative" in toward["label"].tolist()


def test_provenance_says_which(reports):
    """The hashes of the encoder stand with each measure that it scores."""
    models = reports["accurate"].provenance["models"]
    assert {name for name, hashes in models.items() if "encoder" in hashes} == {"attribution", "subjectivity", "toward", "loaded"}  # fmt: skip
    assert reports["accurate"].provenance["settings"]["models"] == "accurate"
    assert not any("encoder" in hashes for hashes in reports["fast"].provenance["models"].values())


def test_explanations_add_up(reports):
    """Toward: log(positive / negative) of each mention; subjectivity: the log-odds of each sentence."""
    report = reports["accurate"]
    toward, added = report.evidence("toward"), report.explain("toward")
    expected = np.log(toward["positive"] / toward["negative"]).sum()
    assert added["contribution"].sum() == pytest.approx(expected, abs=1e-3)
    score = report.evidence("subjectivity")["score"].to_numpy()
    assert report.explain("subjectivity")["contribution"].sum() == pytest.approx(np.log(score / (1 - score)).sum())


@pytest.mark.parametrize("measure", ["toward", "subjectivity"])
def test_word_by_word_they_add_up_to_the_same(reports, measure):
    """What the words of a sentence add, and the rest, is what the encoder adds."""
    whole, words = reports["accurate"].explain(measure), reports["accurate"].explain(measure, words=True)
    assert words["contribution"].sum() == pytest.approx(whole["contribution"].sum())
    assert len(words) > len(whole)
    assert all(TEXT[row.start : row.end] == row.text for row in words.itertuples())


@pytest.mark.parametrize("models", ["fast", "accurate"])
def test_terms_word_by_word(reports, models):
    """The contributions to each term sum to the log-odds of its score."""
    terms, added = reports[models].evidence("loaded"), reports[models].explain("loaded", words=True)
    sums = added.groupby("feature")["contribution"].sum()
    score = terms.set_index("term")["score"]
    assert sums[score.index].to_numpy() == pytest.approx(np.log(score / (1 - score)).to_numpy())


def test_hidden_words_tell_on_what_a_judgement_rests():
    """The word that judges, not the ones around it."""
    report = framing.analyze(
        "The committee met on Monday. Its plan was a shameless betrayal of the city.", models="accurate"
    )
    added = report.explain("subjectivity", words=True).query("feature == 'encoder' and start > 30")
    assert added[added["text"].str.count(" ") == 0].nlargest(1, "contribution")["text"].item() in (
        "shameless",
        "betrayal",
    )


def test_words_of_a_sentence_without_end():
    """A sentence of several windows is explained too; each word changes what is in its own window."""
    report = framing.analyze("Holm was fair and " * 60 + "shameless.", models="accurate", measures=["toward", "loaded"])
    for measure in ("toward", "loaded"):
        assert np.isfinite(report.explain(measure, words=True)["contribution"]).all()


def test_what_has_no_words_to_explain(reports):
    """Attribution is explained by the token already; the error says what can be."""
    with pytest.raises(InputError, match="word by word"):
        reports["accurate"].explain("attribution", words=True)


def test_a_text_reads_the_same_among_others(reports):
    """Scores and marks do not depend on what else is read."""
    together = framing.analyze(["Rain fell all week. A disgrace, they said.", TEXT], models="accurate")
    alone = reports["accurate"]
    for name in ("loaded", "attribution", "toward"):
        mine = together.evidence(name).query("doc_id == 1").drop(columns="doc_id").reset_index(drop=True)
        pd.testing.assert_frame_equal(mine, alone.evidence(name).drop(columns="doc_id"), rtol=1e-5)
    assert np.allclose(together.scores.loc[1].astype(float), alone.scores.loc[0].astype(float), equal_nan=True)


def test_targets_of_ones_own():
    """target_sentiment asks the encoder too, and can abstain."""
    text = "Holm, who won the prize for her brilliant work, called Berg a liar."
    chances = framing.target_sentiment([text, text], [(0, 4), (55, 59)], models="accurate")
    assert chances.idxmax(axis=1).tolist() == ["positive", "negative"]
    assert chances.sum(axis=1).to_numpy() == pytest.approx(1)


@pytest.mark.parametrize("text", ["", "\u200b", "no", "日本語", "a" * 5000, "\ud800", "(((" * 300])
def test_any_text(text):
    """Nothing breaks it."""
    assert len(framing.analyze([text], models="accurate").scores) == 1
