"""Actors over a corpus: which actors of single documents are one, and all that is said of each in one row.

Within a document the names are linked already. Over documents the same full
name is the same actor; a short one ("Trump", "the ACLU") is the actor that it
stands for where both are named, if that is nearly always the same one. Rather
two rows than a wrong one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pandas as pd

from framing.actor_tables import COLUMNS, COUNTS, HOLDERS, IN_WORDS, MOST, ROLES, SENTIMENT, as_texts, means, together
from framing.core.tables import table
from framing.measures import same_given_name

CLEAR = 0.8  # share of the documents with a short form and a fuller one in which it stands for the same actor
OFTEN = 3  # documents
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_ARTICLE = "the "


def merged_names(mentions: pd.DataFrame, yours: Iterable[str] = ()) -> dict[tuple[str, str], str]:
    """Return the name over the corpus of each actor of a document.

    Parameters
    ----------
    mentions : DataFrame
        Mentions by name: ``doc_id``, ``text``, ``label``, ``actor``.
    yours : iterable of str
        Ids that stay as they are: those of your own table.

    Returns
    -------
    dict of (str, str) to str
        From the id of an actor within documents, and "person" or "", to its name; where a person and something else
        share one, the latter gets a number.
    """
    rows = mentions.assign(person=np.where(mentions["label"] == "person", "person", ""))
    rows = rows.drop_duplicates(["doc_id", "actor", "text"])
    out: dict[tuple[str, str], str] = {}
    for kind in ("person", ""):
        part = rows[rows["person"] == kind]
        counts: Counter[str] = Counter(part.drop_duplicates(["doc_id", "actor"])["actor"].tolist())
        same: dict[str, str] = _variants(counts) if kind else {}
        bearers = _bearers(counts, same) if kind else {}
        stands_for = _short_forms(part, same, bearers)
        for name in counts:
            full = stands_for.get(_key(name), name)
            out[name, kind] = same.get(full, full)
    out |= {(name, kind): name for name in yours for kind in ("person", "")}
    people = {full for (_, kind), full in out.items() if kind}.difference(yours)
    return {key: f"{full} (2)" if not key[1] and full in people else full for key, full in out.items()}


def _bearers(counts: Counter[str], same: Mapping[str, str]) -> dict[str, Counter[str]]:
    """Return in how many documents each surname is that of whom."""
    bearers: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for name, n in counts.items():
        if len(name.split()) > 1:
            bearers[_key(name).split()[-1]][same.get(name, name)] += n
    return bearers


def _short_forms(rows: pd.DataFrame, same: Mapping[str, str], bearers: Mapping[str, Counter[str]]) -> dict[str, str]:
    """Return the actor that a form stands for in nearly all documents that have a fuller one, too.

    That has to be seen often, or the form is a surname that nearly all full names of the corpus give to one person.
    """
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for text, actor in zip(rows["text"], rows["actor"], strict=True):
        if _key(text) != _key(actor):
            votes[_key(text)][same.get(actor, actor)] += 1
    clear: dict[str, str] = {}
    for form, actors in votes.items():
        actor = _clear(actors)
        if actor and (actors[actor] >= OFTEN or _clear(bearers.get(form, Counter())) == actor):
            clear[form] = actor
    return clear


def _clear(votes: Counter[str]) -> str | None:
    """Return what nearly all votes are for."""
    top = votes.most_common(1)
    return top[0][0] if top and top[0][1] >= CLEAR * votes.total() else None


def _variants(counts: Counter[str]) -> dict[str, str]:
    """Return, for each full name of a person, the most frequent one that can be the same: "Joseph Biden" is "Joe R. Biden"."""
    by_surname: defaultdict[tuple[str, bool], list[str]] = defaultdict(list)
    same: dict[str, str] = {}
    for name, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        words = [word for word in _key(name).split() if word not in SUFFIXES]
        if len(words) < 2:
            continue
        known = by_surname[words[-1], len(words) < len(name.split())]
        fitting = [other for other in known if _can_be_one(_key(other).split(), words)]
        if len(fitting) == 1:
            same[name] = fitting[0]
        else:
            known.append(name)
    return same


def _can_be_one(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two full names of one surname can be one person's: their given names agree, and what stands between is at most an initial of one."""
    (_, *first, _), (_, *second, _) = ([word for word in words if word not in SUFFIXES] for words in (one, other))
    initials = all(len(word) == 1 for word in (*first, *second))
    return same_given_name(one[0], other[0]) and initials and not (first and second)


def _key(name: str) -> str:
    """Return a name as it is compared: in lower case, without an article and marks of abbreviation."""
    return name.lower().removeprefix(_ARTICLE).replace(".", "").replace("’", "'")


def renamed(rows: pd.DataFrame, names: dict[tuple[str, str], str]) -> list[str]:
    """Return the name over the corpus of each row with ``actor`` and ``label``."""
    kinds = np.where(rows["label"] == "person", "person", "").tolist()
    return [names.get((actor, kind), actor) for actor, kind in zip(rows["actor"], kinds, strict=True)]


def over_documents(rows: pd.DataFrame, words: pd.DataFrame) -> pd.DataFrame:
    """Return one row per actor over all documents, those in most documents first.

    Parameters
    ----------
    rows : DataFrame
        Actors of documents with their names over the corpus.
    words : DataFrame
        Their qualifying words, the weightiest first.
    """
    grouped = rows.groupby("actor", sort=False)
    out = grouped.agg(
        label=("label", _most_frequent),
        polity=("polity", "first"),
        n_docs=("doc_id", "nunique"),
        **{name: (name, "sum") for name in (*COUNTS, *ROLES) if not name.endswith("_mentions")},
        cue_classes=("cue_classes", _all_classes),
        loaded=("loaded", _most_loaded),
    )
    for role in ROLES:
        out[role] = out[role].where(grouped[role].count() > 0)
    for holder in HOLDERS:
        judged = rows[rows[f"{holder}_mentions"] > 0]
        each = judged[["actor", "doc_id"]].assign(n=judged[f"{holder}_mentions"], **{name: judged[f"{holder}_{name}"] for name in SENTIMENT[1:4]})  # fmt: skip
        out = out.join(means(each, ["actor"], "doc_id").add_prefix(f"{holder}_"))
        out[f"{holder}_mentions"] = out[f"{holder}_mentions"].fillna(0).astype(np.int64)
    top = words.groupby("actor", sort=False).head(MOST)
    out = out.join(together(top, ["actor"], "word").rename("descriptors"))
    out = out.sort_values(["n_docs", "mentions"], ascending=False, kind="stable").reset_index()
    names = ("actor", "label", "polity", "n_docs", *COLUMNS[2:])
    return table({name: as_texts(out[name], name) if name in ("actor", *IN_WORDS) else out[name].to_numpy() for name in names})  # fmt: skip


def _most_frequent(labels: pd.Series) -> str:
    return str(Counter(labels).most_common(1)[0][0])


def _all_classes(classes: pd.Series) -> str:
    return ", ".join(sorted({each for row in classes if row for each in row.split(", ")}))


def _most_loaded(terms: pd.Series) -> str:
    counts = Counter(term.lower() for row in terms if row for term in row.split("; "))
    return "; ".join(term for term, _ in counts.most_common(MOST))
