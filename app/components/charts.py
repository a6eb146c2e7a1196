"""A picture of an answer, where its columns allow one; the table above it says the same in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from app.data import Answer

__all__ = ["numbers", "offer", "years"]

_FIRST_YEAR, _LAST_YEAR = 1500, 2100
_MOST_BARS = 60


def offer(found: Answer) -> None:
    """Offer a timeline where a column holds years, else bars where one column names and another counts."""
    if by_year := years(found):
        if st.toggle("Show as a timeline: rows by year"):
            st.bar_chart({"year": list(by_year), "rows": list(by_year.values())}, x="year", y="rows")
    elif (bars := numbers(found)) and st.toggle("Show as a chart"):
        names, values, label = bars
        st.bar_chart({"name": names, label: values}, x="name", y=label, horizontal=True)


def years(found: Answer) -> dict[str, int]:
    """Return the number of rows of each year, in their order, where a column holds nothing but years."""
    for at, _ in enumerate(found.variables):
        column = _column(found, at)
        if len(set(column)) > 1 and all(one.isdecimal() and _FIRST_YEAR <= int(one) <= _LAST_YEAR for one in column):
            return dict(sorted(Counter(column).items()))
    return {}


def numbers(found: Answer) -> tuple[list[str], list[float], str] | None:
    """Return names, numbers, and what the numbers are, where the columns hold both and the bars can be read."""
    if not 1 < len(found.rows) <= _MOST_BARS:
        return None
    columns = [[term.text if (term := row[at]) else "" for row in found.rows] for at in range(len(found.variables))]
    counted = next((at for at, column in enumerate(columns) if all(map(_is_number, column))), None)
    named = next((at for at, column in enumerate(columns) if at != counted and len(set(column)) == len(column)
                  and not any(map(_is_number, column))), None)
    if counted is None or named is None:
        return None
    return columns[named], [float(one) for one in columns[counted]], found.variables[counted]


def _column(found: Answer, at: int) -> Sequence[str]:
    return [term.text for row in found.rows if (term := row[at])]


def _is_number(text: str) -> bool:
    return text.removeprefix("-").replace(".", "", 1).isdecimal()
