"""Word types: what is asked of a type is asked once, and never of another memory's types."""

import gc
import weakref

import numpy as np
import pytest

from framing.core import PerType, TypeMemory, Types
from framing.core.types import AT_ONCE


def types(words, memory):
    return Types(np.array([memory[word] for word in words]), memory)


def test_a_type_is_asked_once():
    """A second corpus asks only what is new, and rows stay with their types while the memory grows."""
    asked = []

    def length(written, folded):
        asked.append(written)
        return len(written)

    lengths, memory = PerType.each(length, np.int64), TypeMemory(str.lower)
    assert lengths.of(types(("Rain", "in"), memory)).tolist() == [4, 2]
    assert lengths.of(types(("in", "May", "Rain"), memory)).tolist() == [2, 3, 4]
    assert asked == ["Rain", "in", "May"]


def test_a_new_memory_starts_anew():
    """Numbers of another memory mean other types."""
    lengths = PerType.each(lambda written, folded: len(written), np.int64)
    first, second = TypeMemory(str.lower), TypeMemory(str.lower)
    one, other = types(("Rain", "in"), first), types(("a", "valley"), second)
    assert lengths.of(one).tolist() == [4, 2]
    assert lengths.of(other).tolist() == [1, 6]
    assert lengths.of(one).tolist() == [4, 2]


def test_types_are_folded_by_their_memory():
    """Two types can be one folded word."""
    found = types(("RAIN", "rain"), TypeMemory(str.lower))
    assert found.folded == ("rain", "rain")
    assert found.numbers.tolist() == [0, 1]


def test_an_interruption_tears_nothing():
    """A type whose fold is interrupted gets its number the next time, and the others keep theirs."""
    angry = [True]

    def fold(word):
        if word == "STOP" and angry:
            raise KeyboardInterrupt
        return word.lower()

    memory = TypeMemory(fold)
    assert memory["Rain"] == 0
    memory.written.append("half")  # as an interruption between two steps would leave it
    with pytest.raises(KeyboardInterrupt):
        memory["STOP"]
    angry.clear()
    found = types(("STOP", "Rain", "Sun"), memory)
    assert (found.written, found.folded) == (("STOP", "Rain", "Sun"), ("stop", "rain", "sun"))
    assert PerType.each(lambda written, _: len(written), np.int64).of(found).tolist() == [4, 4, 3]


def test_many_types_are_asked_a_few_at_a_time():
    """What is made on the way stays small; rows are those of all types, in order."""
    sizes, memory = [], TypeMemory(str.lower)

    def ask(types):
        sizes.append(len(types))
        return np.array([int(word) for word in types.written], dtype=np.int64)

    numbers = [memory[str(number)] for number in range(3 * AT_ONCE + 1)]
    asked = PerType(ask)
    assert asked.all_of(memory).tolist() == numbers
    assert max(sizes) == AT_ONCE
    assert sum(sizes) == len(numbers)


def test_words_that_were_forgotten_take_no_memory():
    """What is asked of one memory of words does not keep the one before alive, and nothing goes round in a circle."""
    lengths = PerType.each(lambda written, _: len(written), np.int64)
    memory = TypeMemory(str.lower)
    before = weakref.ref(memory)
    gc.disable()
    try:
        lengths.of(types(("Wind",), memory))
        memory = TypeMemory(str.lower)
        lengths.of(types(("Wind",), memory))
        assert before() is None
    finally:
        gc.enable()
