"""Annotated news as content words: whether each stands inside a span that annotators call loaded.

The corpora are not part of this repository: BABE (Spinde et al. 2021), PTC (Da San Martino et al. 2020; loaded language and
name calling) and BASIL (Fan et al. 2019; lexical bias).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from framing.core import Bools, Column, Corpus, Floats, objects
from framing.lexicon import load_lexicon
from framing.match import in_name, in_sense, matches
from framing.measures import LoadedTerms
from framing.segment import fold, segment_texts
from framing.training.data import babe_rows, json_lines

Span = tuple[int, int]
WORD = re.compile(r"\w+(?:[’'-]\w+)*")
FUNCTION_WORDS = frozenset(
    "a an the of to in on at by for with from as and or but nor so if that this these those it its is are was were be been being "
    "has have had do does did he she they we i you his her their our my your him them us me who whom which what not no "
    "will would can could may might shall should must about into over than then there here".split()
)
PTC_LOADED = frozenset({"Loaded_Language", "Name_Calling,Labeling"})


@dataclass(frozen=True, slots=True)
class Words:
    """The content words of a corpus, in order.

    Attributes
    ----------
    name : str
    word : array of str, shape (n,)
        Folded, without a possessive ending.
    loaded : array of bool
        Whether annotators marked it.
    group : array of int
        The outlet (BABE) or article, by which folds are made.
    listed : array of float
        The score with which the lexicon marks it there, 0 where it does not.
    shielded : array of bool
        Whether the lexicon says that it is plain there, or another part of speech.
    named : array of bool
        Whether it is part of a name by its capital.
    """

    name: str
    word: Column
    loaded: Bools
    group: Column
    listed: Floats
    shielded: Bools
    named: Bools

    def __len__(self) -> int:
        return len(self.word)


def load_words(folder: Path) -> list[Words]:
    """Return BABE, PTC and BASIL."""
    return [
        _words("babe", *babe_spans(folder / "babe.csv")),
        _words("ptc", *ptc_spans(folder / "ptc_train.jsonl.gz")),
        _words("basil", *_basil(folder / "basil_2010_2014.jsonl.gz")),
    ]


def plain_word(word: str) -> str:
    """Return a word folded, without a possessive ending."""
    return fold(word).removesuffix("'s")


def _words(name: str, texts: Sequence[str], spans: Sequence[Sequence[Span]], groups: Sequence[Any]) -> Words:
    number = {group: i for i, group in enumerate(dict.fromkeys(groups))}
    corpus = segment_texts(list(texts))
    listed, shielded, named = _listed(corpus)
    rows: list[tuple[str, bool, int, float, bool, bool]] = []
    for base, text, annotated, group in zip(corpus.doc_start.tolist(), texts, spans, groups, strict=True):
        loaded = np.zeros(len(text) + 1, dtype=bool)
        for start, end in annotated:
            loaded[start:end] = True
        for found in WORD.finditer(text):
            start, end = found.span()
            if found.group().lower() in FUNCTION_WORDS or found.group().isdigit():
                continue
            here = slice(base + start, base + end)
            flags = float(listed[here].max()), bool(shielded[here].any()), bool(named[here].any())
            rows.append((plain_word(found.group()), bool(loaded[start:end].any()), number[group], *flags))
    word, marked, numbers, *told = zip(*rows, strict=True)
    return Words(name, objects(list(word)), np.array(marked), np.array(numbers), *map(np.array, told))


def _listed(corpus: Corpus) -> tuple[Floats, Bools, Bools]:
    """Return, for each character, the score of the lexicon's mark, and whether it shields it or a name holds it."""
    lexicon = load_lexicon("loaded-terms")
    listed, shielded, named = np.zeros(len(corpus.text) + 1), *np.zeros((2, len(corpus.text) + 1), dtype=bool)
    marks, found = LoadedTerms(lexicon).annotate(corpus), matches(corpus, lexicon)
    plain = found.select((found.score == 0) | ~in_sense(corpus, found, lexicon))
    for spans, target in ((marks, listed), (plain, shielded)):
        for start, end, score in zip(spans.start.tolist(), spans.end.tolist(), spans.score.tolist(), strict=True):
            target[corpus.token_start[start] : corpus.token_end[end - 1]] = score if target is listed else True
    for token in np.flatnonzero(in_name(corpus)):
        named[corpus.token_start[token] : corpus.token_end[token]] = True
    return listed, shielded, named


def babe_spans(path: Path) -> tuple[list[str], list[list[Span]], list[str]]:
    """Return the texts of BABE, the spans of their biased words, and the outlet of each."""
    rows = babe_rows(path, "label_bias")
    spans = []
    for row in rows:
        terms = [term.strip(" \"'“”‘’.,;:!?()") for term in ast.literal_eval(row["biased_words"] or "[]")]
        found = (re.finditer(rf"(?<!\w){re.escape(term)}(?!\w)", row["text"], re.IGNORECASE) for term in terms if term)
        spans.append([match.span() for matches in found for match in matches])
    return [row["text"] for row in rows], spans, [row["outlet"] for row in rows]


def ptc_spans(path: Path) -> tuple[list[str], list[list[Span]], list[int]]:
    """Return the articles of PTC, the spans of loaded language in each, and their numbers."""
    docs = json_lines(path)
    spans = [[(start, end) for start, end, kind in doc["spans"] if kind in PTC_LOADED] for doc in docs]
    return [doc["text"] for doc in docs], spans, list(range(len(docs)))


def _basil(path: Path) -> tuple[list[str], list[list[Span]], list[int]]:
    texts, spans = [], []
    for doc in json_lines(path):
        text, starts = "", []
        for paragraph in doc["article"]["body-paragraphs"]:
            for sentence in paragraph:
                starts.append(len(text))
                text += f"{sentence} "
            text = f"{text.rstrip()}\n\n"
        texts.append(text)
        spans.append(
            [
                (starts[number] + mark["start"], starts[number] + mark["end"])
                for mark in (doc["annotation"] or {}).get("phrase-level-annotations", [])
                if mark["bias"] == "lex" and mark["id"][1:].isdigit()
                for number in (int(mark["id"][1:]),)
                if number < len(starts)
            ]
        )
    return texts, spans, list(range(len(texts)))
