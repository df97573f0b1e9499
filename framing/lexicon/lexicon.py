"""Lexicon: words with labels, and a passport that says where they come from."""

from __future__ import annotations

import hashlib
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from framing.core import LexiconError
from framing.lexicon.inflect import plural, verb_forms

POS = ("", "NOUN", "VERB", "ADJ", "ADV", "PHRASE")
LONGEST_TERM, MOST_GAPS = 1000, 4  # characters, and lone wildcards: more is no term, and takes long to look for


@dataclass(frozen=True, slots=True)
class Entry:
    """One term with its label.

    Parameters
    ----------
    term : str
        A word or several. ``dictator*`` matches any word that starts so,
        ``*monger`` any that ends so; a ``*`` standing alone in a term of
        several words stands for one to four words. A term in lower case
        matches any case (but not two capitals: "us" is not "US"), one with
        capitals only as written.
    label : str
        Category in the codebook of the lexicon.
    score : float
        How surely the term carries its label, 0 to 1 (any range in your own lexicons).
    pos : str
        Part of speech: "NOUN", "VERB", "ADJ", "ADV", "PHRASE" or "".
    neutral : str
        A neutral wording for the same referent, where there is one.
    note : str
        Why the term carries its label.
    """

    term: str
    label: str
    score: float = 1.0
    pos: str = ""
    neutral: str = ""
    note: str = ""

    def forms(self) -> tuple[str, ...]:
        """Return the inflected forms of the term, itself first."""
        if self.pos == "VERB":
            return verb_forms(self.term)
        if self.pos == "NOUN" and "*" not in self.term:
            return (self.term, plural(self.term))
        return (self.term,)


@dataclass(frozen=True, eq=False)
class Lexicon:
    """An ordered set of entries with a passport.

    Parameters
    ----------
    name : str
    entries : tuple of Entry
    version, language, license, source : str
        The passport: shown in ``report.provenance`` beside the hash.
    labels : mapping of str to str
        Each label with its definition.
    inflect : bool
        Whether verbs and nouns match their inflected forms.

    Raises
    ------
    LexiconError
        If an entry has no term, an undeclared label, an unknown part of
        speech, a wildcard that is not allowed, or stands twice.

    Examples
    --------
    >>> lexicon = Lexicon.from_terms("alarm", {"alarm": ["disaster*", "melt down"]})
    >>> len(lexicon), lexicon.entries[0].label
    (2, 'alarm')
    """

    name: str
    entries: tuple[Entry, ...]
    version: str = ""
    language: str = "en"
    license: str = ""
    source: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    inflect: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "entries", tuple(self.entries))
        labels = dict(self.labels) or {entry.label: "" for entry in self.entries}
        object.__setattr__(self, "labels", labels)
        first: dict[tuple[str, str], int] = {}
        for row, entry in enumerate(self.entries, start=1):
            problem = entry_problem(entry, labels, first)
            if problem:
                raise LexiconError(f"Entry {row} of lexicon '{self.name}' {problem}")
            first[entry.term, entry.label] = row

    @classmethod
    def from_terms(cls, name: str, terms: Mapping[str, Iterable[str]] | Iterable[str], **passport: str) -> Lexicon:
        """Make a lexicon from terms alone: a list, or a dict of label to list.

        Parameters
        ----------
        name : str
        terms : iterable of str, or mapping of str to iterable of str
            A list gets `name` as its only label.
        **passport
            ``version``, ``license``, ``source``, ...
        """
        by_label = (
            {label: words if isinstance(words, str) else list(words) for label, words in terms.items()}
            if isinstance(terms, Mapping)
            else {name: terms if isinstance(terms, str) else list(terms)}
        )
        for label, words in by_label.items():
            if isinstance(words, str):
                raise LexiconError(f"The terms of {label!r} are the text {words!r}. Give a list: [{words!r}].")
            if not all(isinstance(word, str) for word in words):
                raise LexiconError(f"The terms of {label!r} hold something that is no text. Give a list of words.")
        entries = [Entry(term, label) for label, words in by_label.items() for term in dict.fromkeys(words)]
        return cls(name, tuple(entries), **passport)  # type: ignore[arg-type]

    def __len__(self) -> int:
        return len(self.entries)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)

    def __repr__(self) -> str:
        return (
            f"<Lexicon {self.name!r} {self.version or '(no version)'}: {len(self)} entries, {len(self.labels)} labels>"
        )

    def counts(self) -> dict[str, int]:
        """Return the number of entries of each label."""
        counts = Counter(entry.label for entry in self.entries)
        return {label: counts[label] for label in self.labels}

    def subset(self, labels: Sequence[str]) -> Lexicon:
        """Return the entries of some labels as a lexicon of its own."""
        unknown = set(labels) - set(self.labels)
        if unknown:
            raise LexiconError(
                f"Lexicon '{self.name}' has no label {sorted(unknown)}. It has: {', '.join(self.labels)}."
            )
        kept = tuple(entry for entry in self.entries if entry.label in labels)
        return replace(self, entries=kept, labels={label: self.labels[label] for label in labels})

    @property
    def sha256(self) -> str:
        """Hash of the passport and every entry: two lexicons that match alike have one hash."""
        rows = [
            (self.name, self.version, str(self.inflect)),
            *((e.term, e.label, repr(float(e.score)), e.pos, e.neutral, e.note) for e in self.entries),
        ]
        return hashlib.sha256("\n".join("\t".join(row) for row in rows).encode("utf-8", "surrogatepass")).hexdigest()


def entry_problem(entry: Entry, labels: Mapping[str, str], first: Mapping[tuple[str, str], int]) -> str:
    """Return what is wrong with an entry, or nothing."""
    if not abs(entry.score) <= sys.float_info.max:  # NaN, infinite, or a whole number that no float holds
        return f"({entry.term!r}) has the score {entry.score!r}. Give a finite number."
    words = entry.term.split()
    if len(entry.term) > LONGEST_TERM or words.count("*") > MOST_GAPS:
        return f"({entry.term[:40]!r} …) is too long: {len(entry.term):,} characters, {words.count('*')} lone wildcards. At most {LONGEST_TERM:,} and {MOST_GAPS} make a term."
    if not any(any(map(str.isalnum, word)) for word in words):
        return f"has the term {entry.term!r}, in which there is no letter or digit. Give a word."
    if any("*" in word.strip("*") or "**" in word or (len(word) > 1 and word[0] == word[-1] == "*") for word in words):
        return f"has the term {entry.term!r}. A wildcard stands at the end or at the start of a word (dictator*, *monger), or alone between words."
    if "*" in (words[0], words[-1]):
        return f"has the term {entry.term!r}, which starts or ends with a lone wildcard. Take it away."
    if entry.label not in labels:
        return f"({entry.term!r}) has the label {entry.label!r}. The passport allows: {', '.join(labels)}."
    if entry.pos not in POS:
        return f"({entry.term!r}) has the part of speech {entry.pos!r}. Choose from: {', '.join(filter(None, POS))}, or leave it empty."
    if (entry.term, entry.label) in first:
        return f"({entry.term!r}, {entry.label!r}) stands twice, first as entry {first[entry.term, entry.label]}. Keep one."
    return ""
