"""Who gets to speak: how the words that sources are given are shared among them, by group."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from framing.core import Floats, InputError, Ints, objects
from framing.core.anytext import any_text
from framing.core.tables import table
from framing.scoring import share, share_interval
from framing.stats.grouping import Groups

if TYPE_CHECKING:
    from framing.report import Report

KINDS = ("type", "source")
NOBODY = "nobody named"


@any_text
def source_balance(report: Report, by: str | pd.Series = "outlet", *, of: str = "type") -> pd.DataFrame:
    """Return who is given how many words, by group.

    Parameters
    ----------
    report : Report
    by : str or Series
        A column of ``report.meta``, or a group for each document id. Documents without one are left out.
    of : {"type", "source"}
        Kinds of source (person, official, organisation, document, crowd …), or sources as they are named.

    Returns
    -------
    DataFrame
        One row per group and source, those with most words first: ``group``, ``source`` ("nobody named" where none is), ``n``
        (attributions), ``n_docs`` (documents with one), ``words``, ``share`` (of the attributed words of the group), ``low``,
        ``high`` (95 %), ``effective``: to how many equally heard ones the sources of the group amount.

    Raises
    ------
    InputError
        If `of` is neither, or there is no such column.

    Notes
    -----
    The interval is Wilson's (1927) with articles as clusters (Kish 1965). ``effective`` is the exponential of Shannon's entropy of the shares
    (Hill 1973), of those who are named; over names it grows with the number of articles, so compare kinds.

    Examples
    --------
    >>> import framing, pandas as pd
    >>> frame = pd.DataFrame({"text": ["“We lost,” said Ivo Lund. “Not us,” the police said."], "outlet": ["Wire"]})
    >>> rows = framing.source_balance(framing.analyze(frame, models=False))
    >>> rows[["source", "words"]].to_records(index=False).tolist()
    [('crowd', 2), ('person', 2)]
    """
    if of not in KINDS:
        raise InputError(f"of={of!r} is none of: {', '.join(KINDS)}.")
    groups = Groups.of(report.meta, by)
    rows = report.sources()
    group = pd.Series(groups.code, index=report.meta.index).reindex(rows["doc_id"]).to_numpy()
    rows = rows.assign(group=group, of=[NOBODY if name is None else name for name in rows[of]])[group >= 0]
    each = rows.groupby(["group", "of"]).agg(
        n=("attributions", "sum"), n_docs=("doc_id", "nunique"), words=("n_words", "sum")
    )
    each = each.reset_index().sort_values(["group", "words", "of"], ascending=[True, False, True], ignore_index=True)
    total = each.groupby("group")["words"].transform("sum").to_numpy()
    low, high = _intervals(rows, each)
    code = each["group"].to_numpy(dtype=np.int64)
    return table(
        {
            "group": groups.names[code],
            "source": objects(each["of"].tolist()),
            **{name: each[name].to_numpy() for name in ("n", "n_docs", "words")},
            "share": share(each["words"].to_numpy(), total),
            "low": low,
            "high": high,
            "effective": _effective(each)[code] if len(each) else np.zeros(0),
        }
    )


def _intervals(rows: pd.DataFrame, each: pd.DataFrame) -> tuple[Floats, Floats]:
    """Return the ends of the interval of each share, the documents of its group being what could have been others."""
    whole = rows.groupby(["group", "doc_id"], sort=True)["n_words"].sum().rename("whole").reset_index()
    part = rows.groupby(["group", "of", "doc_id"])["n_words"].sum().rename("part").reset_index()
    cells = (
        each[["group", "of"]]
        .reset_index()
        .merge(whole, on="group")
        .merge(part, on=["group", "of", "doc_id"], how="left")
    )
    code: Ints = cells["index"].to_numpy(dtype=np.int64)
    return share_interval(cells["part"].fillna(0).to_numpy(), cells["whole"].to_numpy(), code, len(each))


def _effective(each: pd.DataFrame) -> Floats:
    """Return the effective number of sources of each group, by its code; NaN where nobody is named."""
    named = each[each["of"] != NOBODY]
    code = named["group"].to_numpy(dtype=np.int64)
    p = share(named["words"].to_numpy(), named.groupby("group")["words"].transform("sum").to_numpy())
    n = int(each["group"].max()) + 1
    entropy = np.bincount(code, weights=-p * np.log(np.maximum(p, 1e-300)), minlength=n)
    return np.where(np.bincount(code, minlength=n) > 0, np.exp(entropy), np.nan)
