"""Models: chains against counting every labelling, the tagger against its training features, weights on disk."""

from itertools import pairwise, product

import numpy as np
import pytest

from framing.core import InputError
from framing.models import NEVER, Sequences, Tagger, Weights, best_labels, load_weights, marginals, named, pos_tagger
from framing.models.store import save_weights
from framing.segment import segment_texts
from framing.training.tagging import Features, Group, fit

BOUNDS = np.array([0, 2, 6]), np.array([2, 6, 8])


def chain():
    """Return random scores and steps of 9 tokens and 3 labels, of which 8 stand in three sequences; one step is not allowed."""
    random = np.random.default_rng(0)
    scores, steps = random.normal(size=(9, 3)), random.normal(size=(4, 3))
    steps[0, 2] = NEVER
    return scores, steps


def labellings(scores, steps, start, end):
    """Yield each labelling of one sequence with its score."""
    for labels in product(range(3), repeat=end - start):
        score = sum(scores[start + i, label] for i, label in enumerate(labels)) + steps[-1, labels[0]]
        yield labels, score + sum(steps[a, b] for a, b in pairwise(labels))


def test_best_labels_are_those_of_counting_every_labelling():
    scores, steps = chain()
    found = best_labels(scores, steps, Sequences.of(*BOUNDS))
    for start, end in zip(*BOUNDS, strict=True):
        best = max(labellings(scores, steps, start, end), key=lambda pair: pair[1])[0]
        assert found[start:end].tolist() == list(best)


def test_marginals_are_those_of_counting_every_labelling():
    scores, steps = chain()
    found, taken = marginals(scores, steps, Sequences.of(*BOUNDS))
    expected, expected_taken = np.zeros_like(scores), np.zeros_like(steps)
    for start, end in zip(*BOUNDS, strict=True):
        weights = {labels: np.exp(score) for labels, score in labellings(scores, steps, start, end)}
        for labels, weight in weights.items():
            share = weight / sum(weights.values())
            expected_taken[-1, labels[0]] += share
            for i, label in enumerate(labels):
                expected[start + i, label] += share
                if i:
                    expected_taken[labels[i - 1], label] += share
    assert found == pytest.approx(expected)
    assert taken == pytest.approx(expected_taken)


def test_chains_of_nothing():
    """No sequence gives no label and no probability."""
    nothing = np.zeros(0, dtype=np.int64)
    assert best_labels(np.zeros((3, 2)), np.zeros((3, 2)), Sequences.of(nothing, nothing)).tolist() == [0, 0, 0]
    assert marginals(np.zeros((3, 2)), np.zeros((3, 2)), Sequences.of(nothing, nothing))[0].sum() == 0


REACH = {"lower": 2, "suffix": 1, "cluster": 0}


def small_weights(labels=("a", "b"), bits=10):
    rows = np.random.default_rng(1).normal(size=(1 << bits, len(labels)))
    return Weights.of(labels, REACH, rows, np.zeros((len(labels) + 1, len(labels))))


@pytest.mark.parametrize("text", ["", "Rain.", "The mayor said it rained.\n\nShe left, he said."])
@pytest.mark.parametrize("labels", ["ab", "abcdefghij"], ids=["few labels", "many labels"])
def test_a_tagger_sees_what_it_was_trained_on(text, labels):
    """Scores gathered from cached vectors are those of the feature matrices of training."""
    corpus, weights = segment_texts([text]), small_weights(labels)
    column = named("column", np.arange(corpus.n_tokens))
    features = Features.of(corpus, corpus.token_sentence, [column], REACH, weights.bits, {})
    found = Tagger(weights).scores(corpus, corpus.token_sentence, [column])
    assert found == pytest.approx(features.scores(weights.rows * weights.scale), abs=1e-4)


@pytest.mark.parametrize(
    "text", ["The mayor said it rained. She left.", "He said: “It rained. She left.” They stayed. Both slept."]
)
def test_words_behind_count_in_a_nearer_unit(text):
    """With two units a token sees the words before it in the first and those behind it in the second; one by one, and in training."""
    corpus, weights = segment_texts([text]), small_weights()
    units = np.stack([corpus.token_paragraph, corpus.token_passage], axis=1)
    found = Tagger(weights).scores(corpus, units, [])
    features = Features.of(corpus, units, [], REACH, weights.bits, {})
    assert found == pytest.approx(features.scores(weights.rows * weights.scale), abs=1e-4)
    tokens = np.arange(corpus.n_tokens)
    assert np.array_equal(Tagger(weights).scores_at(corpus, units, [], tokens), found)
    passage = corpus.passage_start[1]
    for units_, same in ((units, True), (corpus.token_paragraph, False)):
        whole = Tagger(weights).scores(corpus, units_, [])
        alone = segment_texts([corpus.text_of(0, passage)])
        cut = Tagger(weights).scores(alone, alone.token_paragraph, [])
        assert np.array_equal(whole[:passage], cut) == same


def test_contributions_add_up_to_the_score():
    """What the features add to a label is its score less that of the first label."""
    corpus, weights = segment_texts(["The mayor said it rained."]), small_weights("abc")
    column, kinds = named("column", np.arange(corpus.n_tokens)), corpus.token_ids.astype(np.int64)
    tagger, tokens, labels = Tagger(weights), np.array([0, 2, 5]), np.array([1, 2, 1])
    features, found = tagger.contributions(corpus, corpus.token_sentence, {"column": column}, kinds, tokens, labels)
    scores = tagger.scores(corpus, corpus.token_sentence, [column])[tokens]
    assert features == ["word -2", "word -1", "word", "word +1", "word +2", "column"]
    assert found.sum(axis=1) == pytest.approx(scores[np.arange(3), labels] - scores[:, 0], abs=1e-4)


def test_a_tagger_remembers_words_between_texts():
    """The second text gives the same scores whether or not the first was read before."""
    first, second = segment_texts(["The mayor said it rained."]), segment_texts(["It rained, the dean said."])
    tagger = Tagger(small_weights())
    tagger.scores(first, first.token_sentence, [])
    fresh = Tagger(small_weights()).scores(second, second.token_sentence, [])
    assert np.array_equal(tagger.scores(second, second.token_sentence, []), fresh)


def test_fit_learns_what_a_word_is():
    """Labels that a word decides are learned, twice the same."""
    corpus = segment_texts(["A b a b b a. A a b."])
    gold = np.array([{"a": 0, "b": 1}.get(corpus.folded[i], -1) for i in corpus.token_ids])
    group = Group(Features.of(corpus, corpus.token_sentence, [], {"lower": 0}, 8, {}), gold)
    one, two = (fit([group], ["a", "b"], {"lower": 0}, bits=8, epochs=3, rate=0.1) for _ in range(2))
    found = Tagger(one).scores(corpus, corpus.token_sentence, []).argmax(axis=1)
    assert (found == gold)[gold >= 0].all()
    assert np.array_equal(one.rows, two.rows)


def test_weights_come_back_from_disk(tmp_path):
    weights = small_weights()
    save_weights(tmp_path / "small.npz", weights, {"temperature": 2.0})
    found, about = load_weights("small", tmp_path)
    assert (found.labels, found.reach, about) == (
        weights.labels,
        weights.reach,
        {"temperature": 2.0, "sha256": about["sha256"]},
    )
    assert all(np.array_equal(getattr(found, part), getattr(weights, part)) for part in ("rows", "scale", "steps"))


def test_weights_that_are_not_whole_are_refused(tmp_path):
    save_weights(tmp_path / "small.npz", small_weights(), {})
    (tmp_path / "small.npz").write_bytes((tmp_path / "small.npz").read_bytes()[:-1])
    with pytest.raises(InputError, match="not whole"):
        load_weights("small", tmp_path)


def test_weights_that_are_not_there_are_named(tmp_path):
    with pytest.raises(InputError, match=r"No weights 'voice\.npz'"):
        load_weights("voice", tmp_path)


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        pytest.param("He was shot by police.", ["PRP", "VBD", "VBN", "IN", "NN", "."], id="passive"),
        pytest.param("The reports say so.", ["DT", "NNS", "VBP", "RB", "."], id="noun"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_parts_of_speech(text, tags):
    tagger = pos_tagger()
    assert [tagger.tags[i] for i in tagger.tag(segment_texts([text]))] == tags
