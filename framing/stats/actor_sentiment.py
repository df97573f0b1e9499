"""One actor through several outlets' eyes: how each group speaks of it, and lets its sources speak."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from framing.core import InputError, did_you_mean, objects
from framing.core.anytext import any_text
from framing.core.tables import table
from framing.scoring import mean_interval, share
from framing.stats.grouping import Groups

if TYPE_CHECKING:
    from framing.report import Report

HOLDERS = ("outlet", "sources")
KEY = ["actor", "group", "holder"]


@any_text
def compare_actors(
    report: Report, by: str | pd.Series = "outlet", *, actors: str | Sequence[str] | None = None, n_actors: int = 20
) -> pd.DataFrame:
    """Return the sentiment toward actors, by group and by who speaks.

    Parameters
    ----------
    report : Report
    by : str or Series
        A column of ``report.meta``, or a group for each document id. Documents without one are left out.
    actors : str or sequence of str, optional
        As ``report.actors(by="corpus")`` names them; without it those in most documents.
    n_actors : int
        How many of these.

    Returns
    -------
    DataFrame
        One row per actor, group and holder that has mentions: ``actor``, ``label``, ``group``, ``holder`` ("outlet", "sources"), ``n_docs``,
        ``mentions``, ``balance`` (mean positive minus negative probability, -1 to 1), ``low``, ``high`` (95 %, by articles; NaN with one
        article). Actors in order of documents, or as asked.

    Raises
    ------
    InputError
        If an actor is not found, or actors were not measured.

    Notes
    -----
    The interval takes articles as clusters (Cochran 1977, ch. 6).

    Examples
    --------
    >>> import framing, pandas as pd
    >>> frame = pd.DataFrame({"text": ["Ivo Lund lied.", "Ivo Lund won a prize."], "outlet": ["Clarion", "Wire"]})
    >>> rows = framing.compare_actors(framing.analyze(frame, models=False), actors=["Ivo Lund"])
    >>> rows[["group", "holder", "mentions"]].to_records(index=False).tolist()
    [('Clarion', 'outlet', 1), ('Wire', 'outlet', 1)]
    """
    groups, rows = Groups.of(report.meta, by), report.mentions()
    group = pd.Series(groups.code, index=report.meta.index).reindex(rows["doc_id"]).to_numpy()
    rows = rows.assign(group=group, holder=np.where(rows["holder"] == HOLDERS[0], *HOLDERS))[group >= 0]
    if n_actors < 1:
        raise InputError(f"n_actors={n_actors} shows nobody. Give a number from 1 on.")
    order = _asked(rows, [actors] if isinstance(actors, str) else actors, n_actors)
    rows = rows.assign(place=rows["actor"].map(order)).dropna(subset=["place"])
    each = (
        rows.groupby(["place", *KEY, "doc_id"], sort=True)
        .agg(n=("balance", "size"), total=("balance", "sum"))
        .reset_index()
    )
    cells = (
        each.groupby(["place", *KEY], sort=True)
        .agg(n_docs=("doc_id", "size"), mentions=("n", "sum"), total=("total", "sum"))
        .reset_index()
    )
    code = each[KEY].merge(cells[KEY].reset_index(), how="left")["index"].to_numpy(dtype=np.int64)
    low, high = mean_interval(each["total"].to_numpy(), each["n"].to_numpy(), code, len(cells))
    label = rows.groupby("actor")["label"].agg(lambda labels: labels.value_counts().sort_index().idxmax())
    return table(
        {
            "actor": objects(cells["actor"].tolist()),
            "label": objects(cells["actor"].map(label).tolist()),
            "group": groups.names[cells["group"].to_numpy(dtype=np.int64)],
            "holder": objects(cells["holder"].tolist()),
            "n_docs": cells["n_docs"].to_numpy(),
            "mentions": cells["mentions"].to_numpy(),
            "balance": share(cells["total"].to_numpy(), cells["mentions"].to_numpy()),
            "low": np.maximum(low, -1),
            "high": np.minimum(high, 1),
        }
    )


def _asked(rows: pd.DataFrame, actors: Sequence[str] | None, n_actors: int) -> dict[str, int]:
    """Return the place of each actor that is shown."""
    found = rows.groupby("actor").agg(n_docs=("doc_id", "nunique"), n=("doc_id", "size")).reset_index()
    if actors is None:
        found = found.sort_values(["n_docs", "n", "actor"], ascending=[False, False, True]).head(n_actors)
        actors = found["actor"].tolist()
    known = set(found["actor"])
    missing = [actor for actor in actors if actor not in known]
    if missing:
        raise InputError(f"No mention is of {missing[0]!r}. {did_you_mean(missing[0], found['actor'].tolist())}")
    return {actor: place for place, actor in enumerate(actors)}
