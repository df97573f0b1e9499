"""Which measures run, with which lexicons, and in which order."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from framing.core import InputError, Measure, did_you_mean
from framing.lexicon import Lexicon, available_lexicons, is_shipped, load_lexicon, read_lexicon
from framing.measures import (
    Actors,
    Agency,
    Attribution,
    Headline,
    LexiconTerms,
    LoadedTerms,
    NameModel,
    Quotations,
    Readability,
    Subjectivity,
    TargetModel,
    Toward,
    UserTable,
    VoiceModel,
    name_model,
    target_model,
    voice_model,
)
from framing.models import Encoder, Loadedness, PosTagger, encoder, loadedness

MODELS = ("fast", "accurate")
# Measures that run unless you choose, in the order of the columns they add.
DEFAULT = ("attribution", "loaded", "quotations", "actors", "toward", "subjectivity", "headline", "readability")
# Lexicons that a measure reads and that can be replaced: measure -> shipped lexicon.
SHIPPED = {"attribution": "reporting-verbs", "loaded": "loaded-terms", "polarity": "polarity"}
# Shipped lexicons that are measures by themselves, counted in the sense of their entries.
CLUES = ("polarity", "hedges", "boosters", "attitude", "person", "factives", "assertives", "implicatives", "groups")

Models = bool | str | os.PathLike[str]
Makers = dict[str, Callable[[], Measure]]


class Learned(NamedTuple):
    """Learned models, each None for rules and lexicons alone."""

    voice: VoiceModel | None
    loaded: Loadedness | None
    pos: PosTagger | None
    names: NameModel | None
    toward: TargetModel | None
    encoder: Encoder | None = None


def learned_of(models: Models) -> Learned:
    """Return the models that `models` asks for, or say what `models` can be."""
    if models is False:
        return Learned(None, None, None, None, None)
    if models is True or models == "fast":
        return _load(None)
    if models == "accurate":
        return _load(None, encoder())
    if isinstance(models, str | os.PathLike) and Path(models).is_dir():
        return _load(Path(models))
    raise InputError(
        f"models={models!r} is neither True, False nor one of: {', '.join(MODELS)}; nor is it a folder of weights."
    )


def _load(folder: Path | None, reader: Encoder | None = None) -> Learned:
    voice = voice_model(folder, reader)
    one_tagger = voice.pos  # so that each text is tagged once
    names, toward = name_model(folder), target_model(folder, reader)
    return Learned(voice, loadedness(folder), one_tagger, names, toward, reader)


def choose_measures(
    measures: str | Iterable[str | Measure] | None,
    lexicons: Any = None,
    actors: Mapping[str, Iterable[str]] | None = None,
    models: Models = False,
) -> tuple[list[Measure], list[str]]:
    """Return the measures to run, each after what it requires, and the names of those asked for."""
    replaced, added = _read_lexicons(lexicons)
    makers = _makers(replaced, UserTable.of(actors) if actors is not None else None, learned_of(models))
    wanted = ["attribution"]
    for lexicon in added:
        if lexicon.name in makers and not _is_shipped_clue(lexicon):
            instead = f", or replace with lexicons={{{lexicon.name!r}: …}}" if lexicon.name in SHIPPED else ""
            raise InputError(f"A lexicon is called {lexicon.name!r}, as a measure is already. Rename it{instead}.")
        makers.setdefault(lexicon.name, _maker(LexiconTerms(lexicon)))
        wanted.append(lexicon.name)
    for measure in DEFAULT if measures is None else [measures] if isinstance(measures, str) else measures:
        if not isinstance(measure, str):
            makers[measure.name] = _maker(measure)
            measure = measure.name
        if measure not in makers:
            raise InputError(f"No measure is called {measure!r}. {did_you_mean(measure, makers)}")
        wanted.append(measure)
    chosen = _in_order(wanted, makers)
    supporting = set(CLUES) - set(wanted)
    return chosen, [measure.name for measure in chosen if measure.name not in supporting]


def lexicons_of(measures: Iterable[Measure]) -> list[Lexicon]:
    """Return the lexicons that measures match against texts."""
    named = (getattr(measure, name, None) for measure in measures for name in ("lexicon", "groups"))
    return [lexicon for lexicon in named if isinstance(lexicon, Lexicon)]


def _makers(replaced: Mapping[str, Lexicon], table: UserTable | None, learned: Learned) -> Makers:
    """Return what makes each measure that ships."""

    def lexicon(measure: str) -> Lexicon:
        return replaced.get(measure) or load_lexicon(SHIPPED.get(measure, measure))

    def clue(name: str) -> Callable[[], Measure]:
        return lambda: LexiconTerms(lexicon(name), in_sense=True, name=name)

    return {
        "attribution": lambda: Attribution(lexicon("attribution"), learned.voice),
        "loaded": lambda: (
            LoadedTerms(lexicon("loaded"))
            if "loaded" in replaced
            else LoadedTerms(lexicon("loaded"), learned.loaded, encoder=learned.encoder)
        ),
        "quotations": Quotations,
        "actors": lambda: Actors(
            lexicon("gazetteer"), lexicon("given-names"), lexicon("name-words"), lexicon("groups"), table, learned.names
        ),
        "agency": lambda: _agency(learned.pos),
        "toward": lambda: Toward(learned.toward),
        "subjectivity": lambda: Subjectivity(learned.loaded, learned.pos, learned.encoder),
        "headline": Headline,
        "readability": Readability,
        **{name: clue(name) for name in CLUES},
    }


def _agency(pos: PosTagger | None) -> Agency:
    if pos is None:
        raise InputError("agency is read from parts of speech. Use models='fast'.")
    return Agency(pos)


def _maker(measure: Measure) -> Callable[[], Measure]:
    return lambda: measure


def _is_shipped_clue(lexicon: Lexicon) -> bool:
    return lexicon.name in CLUES and is_shipped(lexicon)


def _in_order(wanted: Sequence[str], makers: Makers) -> list[Measure]:
    ordered: dict[str, Measure] = {}

    def add(name: str, above: tuple[str, ...]) -> None:
        if name in above:
            raise InputError(f"The measures {' → '.join((*above, name))} require each other.")
        if name not in makers:
            raise InputError(f"The measure {above[-1]!r} requires {name!r}. {did_you_mean(name, makers)}")
        if name not in ordered:
            measure = makers[name]()
            for required in measure.requires:
                add(required, (*above, name))
            ordered[name] = measure

    for name in wanted:
        add(name, ())
    return list(ordered.values())


def _read_lexicons(lexicons: Any) -> tuple[dict[str, Lexicon], list[Lexicon]]:
    """Return the lexicons that replace a measure's own, and those that come beside."""
    if lexicons is None:
        return {}, []
    if isinstance(lexicons, Mapping):
        unknown = [name for name in lexicons if name not in SHIPPED]
        if unknown:
            raise InputError(
                f"No measure that reads a lexicon is called {unknown[0]!r}. {did_you_mean(str(unknown[0]), SHIPPED)}"
            )
        return {name: _lexicon(value) for name, value in lexicons.items()}, []
    many = [lexicons] if isinstance(lexicons, Lexicon | str | os.PathLike) else list(lexicons)
    return {}, [_lexicon(value) for value in many]


def _lexicon(value: Any) -> Lexicon:
    if isinstance(value, Lexicon):
        return value
    if isinstance(value, str) and value in available_lexicons():
        return load_lexicon(value)
    if isinstance(value, str | os.PathLike) and os.path.splitext(value)[1]:
        return read_lexicon(os.fspath(value))
    if isinstance(value, str):
        return load_lexicon(value)
    raise InputError(
        f"Cannot read a lexicon from a {type(value).__name__}. Give a Lexicon, the path of one, or a name: {', '.join(available_lexicons())}."
    )
