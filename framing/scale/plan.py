"""Plans: what is to be measured, said in names and paths, so that any process on any machine measures the same."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import pandas as pd

from framing.analysis import analyze, read_batch
from framing.batches import Analysed
from framing.choose import choose_measures
from framing.core import BLOCKS, InputError, Measure
from framing.core.anytext import any_text
from framing.lexicon import available_lexicons

MADE_BY = ("framing", "python", "numpy", "pandas", "models", "lexicons", "thresholds")  # of the provenance of a report


@dataclass(frozen=True)
class Plan:
    """What is to be measured, as in :func:`framing.analyze`.

    Parameters
    ----------
    measures : sequence of str, optional
    lexicons : sequence of str or path, optional
        Names and files.
    actors : mapping of str to list of str, optional
    models : {"fast", "accurate"}, bool or path
    blocks : sequence of str

    Raises
    ------
    InputError
        If something is given that has no name and no path, such as a measure of your own.

    Examples
    --------
    >>> Plan(measures=["loaded"], models=False).measures
    ('loaded',)
    """

    measures: Sequence[str] | None = None
    lexicons: Sequence[str] = ()
    actors: Any = None
    models: Any = "fast"
    blocks: Sequence[str] = ("headline", "body")

    def __post_init__(self) -> None:
        put = object.__setattr__
        put(self, "measures", None if self.measures is None else _names(self.measures, "measures"))
        put(self, "lexicons", _names(self.lexicons, "lexicons"))
        put(self, "blocks", _names(self.blocks, "blocks"))
        put(self, "models", self.models if isinstance(self.models, bool) else str(self.models))
        pairs = self.actors.items() if isinstance(self.actors, Mapping) else self.actors
        put(self, "actors", None if pairs is None else tuple((name, tuple(forms)) for name, forms in pairs))

    def asked(self) -> tuple[Any, ...]:
        """Return measures, lexicons, actors and models as :func:`framing.choose.choose_measures` takes them."""
        return self.measures, list(self.lexicons), None if self.actors is None else dict(self.actors), self.models

    def files(self) -> list[Path]:
        """Return the lexicons that are files."""
        return [Path(name) for name in self.lexicons if name not in available_lexicons()]

    def with_files_in(self, folder: Path) -> Plan:
        """Return the same plan with the files of lexicons in another folder."""
        return replace(self, lexicons=[str(folder / Path(name).name) if name not in available_lexicons() else name for name in self.lexicons])  # fmt: skip

    def told(self) -> dict[str, Any]:
        """Return what makes a report: versions, settings, lexicons and models with their hashes."""
        measures, lexicons, actors, models = self.asked()
        provenance = analyze([], measures=measures, lexicons=lexicons or None, actors=actors, models=models, blocks=self.blocks).provenance  # fmt: skip
        return {name: provenance[name] for name in (*MADE_BY, "settings")}

    def written(self) -> dict[str, Any]:
        """Return the plan as JSON knows it."""
        return asdict(self)


def digest_of(told: Mapping[str, Any]) -> str:
    """Return a hash of what makes a report, but for versions of other software."""
    own = {name: value for name, value in told.items() if name not in ("python", "numpy", "pandas")}
    return sha256(json.dumps(own, sort_keys=True, default=str).encode()).hexdigest()


@any_text
def read(plan: Plan, texts: Sequence[str], ids: pd.Index) -> Analysed:
    """Return texts, analysed together."""
    chosen, shown = chosen_of(plan)
    return read_batch(texts, pd.DataFrame(index=ids), chosen, shown, tuple(BLOCKS.index(name) for name in plan.blocks), 1)  # fmt: skip


def chosen_of(plan: Plan) -> tuple[list[Measure], list[str]]:
    """Return the measures of a plan, and the names of those asked for."""
    return _chosen(plan, tuple(path.read_bytes() for path in plan.files()))


@lru_cache(maxsize=1)
def _chosen(plan: Plan, _: tuple[bytes, ...]) -> tuple[list[Measure], list[str]]:
    return choose_measures(*plan.asked())  # made anew where a lexicon has changed: workers of a cluster outlive a run


def _names(given: str | Iterable[Any], what: str) -> tuple[str, ...]:
    names = [given] if isinstance(given, str | Path) else list(given)
    for name in names:
        if not isinstance(name, str | Path):
            raise InputError(f"{what}= has a {type(name).__name__}. A plan is carried out by other processes: give a name, or the path of a file.")  # fmt: skip
    return tuple(map(str, names))
