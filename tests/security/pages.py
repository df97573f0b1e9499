"""Pages with payloads: every text from outside on a page of one article, on one of a corpus and in a notebook."""

import contextlib
import re
import warnings
from dataclasses import fields, is_dataclass, replace

import pandas as pd
import pytest

import framing
from framing.core import objects
from framing.core.tables import table
from framing.lexicon import Entry, Lexicon

SPOKEN = "The cruel thugs of Ada Holm fled on Friday, and “we lost it all, you vile mob,” Ada Holm said."
TERMS = "cruel vile mob thug shameful regime brutal savage corrupt insane evil pathetic".split()
NAMES = "Ada Bea Cay Dee Eve Fay Gus Hal Ian Joe Kim Lee".split()
LONG = " ".join([SPOKEN] * 9)  # an article is telling from 150 words on


@contextlib.contextmanager
def few_and_foreign():
    """Let a corpus be small, and the names in its figures be of letters that no font has."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        yield


def lexicon_of(words):
    """Return a user's lexicon whose labels, notes and neutral wordings are some texts, and its name and passport the first."""
    entries = [Entry(term, word, 0.9, "ADJ", word, word) for term, word in zip(TERMS, words, strict=False)]
    passport = dict.fromkeys(("version", "license", "source"), words[0])
    return Lexicon(words[0], tuple(entries), **passport, labels={word: word for word in words})


def article_text(*words):
    """Return an article that says each word in its headline, byline, body, caption and in quoted and reported speech."""
    parts = [
        f"{word} Regime falls {word}\n\nBy {word} Dana Cole {word}\n\nThe cruel {word} thugs fled. “A shameful {word} day,” Reyes {word} said. "
        f"{word}, a vile spokesman said. Reyes said that the {word} mob had left {word}.\n\nPhoto: {word}"
        for word in words
    ]
    return "\n\n".join(parts)


def article_page(text):
    """Return the page of an article."""
    return framing.analyze(text, models=False).to_html()


def named_report(words):
    """Return the report of one plain article, in which the id, a user's lexicon and the actors are called by some words."""
    text = " ".join(
        f"The {term} {name} fled, and “{name} is {term},” {name} said." for term, name in zip(TERMS, NAMES, strict=True)
    )
    actors = {word: [name] for word, name in zip(words, NAMES, strict=False)}
    texts = pd.Series([text], pd.Index([" ".join(words)], dtype=object), dtype=object)
    return framing.analyze(texts, models=False, lexicons={"loaded": lexicon_of(words)}, actors=actors)


def corpus_report(words, lexicon):
    """Return the report of a corpus whose every name is one of some words: ids, outlets, titles, authors, actors, reasons."""
    every = [word for word in words for _ in range(2)]
    rows = {name: objects(every) for name in ("outlet", "title", "author", "url", "date", "section")}
    ids = pd.Index([f"{word}{i}" for i, word in enumerate(every)], dtype=object)
    texts = table({"text": objects([LONG] * len(every)), **rows}, ids)
    texts.attrs["read"] = {"set_aside": [{"doc_id": word, "reason": word} for word in words]}
    return framing.analyze(texts, models=False, lexicons={"loaded": lexicon}, actors={words[0]: ["Ada Holm"]})


def corpus_page(words, lexicon):
    """Return the page of such a corpus, with everything computed and drawn."""
    with few_and_foreign():
        return corpus_report(words, lexicon).to_html(by="outlet")


def plain_study(words, lexicon):
    """Return what the page of such a corpus is made from."""
    made = []
    with few_and_foreign(), pytest.MonkeyPatch.context() as patch:
        patch.setattr("framing.study.corpus_page", lambda study, *, texts: made.append(study) or "")
        corpus_page(words, lexicon)
    return made[0]


def renamed(thing, names):
    """Return a study, or any part of it, in which words are replaced wherever they stand in a text."""
    if isinstance(thing, str):
        return re.sub("|".join(names), lambda found: names[found[0]], thing)
    if isinstance(thing, pd.DataFrame):
        return table({column: objects([renamed(value, names) for value in thing[column]]) for column in thing})
    if isinstance(thing, dict):
        return {renamed(key, names): renamed(value, names) for key, value in thing.items()}
    if isinstance(thing, list | tuple):
        parts = [renamed(part, names) for part in thing]
        return type(thing)(*parts) if hasattr(thing, "_fields") else type(thing)(parts)
    if is_dataclass(thing):
        return replace(thing, **{part.name: renamed(getattr(thing, part.name), names) for part in fields(thing)})
    return thing
