"""The charts by name: from the tables to rows of words and marks, one function a chart.

What belongs here: the list of charts. What does not: the rows of any one of them, which have a module each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from analysis.charts.casualties import draw_casualties
from analysis.charts.contingents import draw_contingents
from analysis.charts.desk import Chart
from analysis.charts.panels import join_charts
from analysis.charts.withdrawal import draw_withdrawal

if TYPE_CHECKING:
    import pandas as pd

    from analysis.sources.crisis import Crisis

__all__ = ["Chart", "draw_casualties", "draw_charts", "draw_contingents", "draw_overview", "draw_withdrawal"]


def draw_charts(
    claims: pd.DataFrame,
    events: pd.DataFrame,
    articles: pd.DataFrame,
    crisis: Crisis,
    as_of: str = "",
    scale: str = "log",
) -> tuple[Chart, ...]:
    """Contingents, casualties and withdrawal, in that order."""
    return (
        draw_contingents(claims, articles, crisis, as_of),
        draw_casualties(claims, articles, crisis, as_of, scale),
        draw_withdrawal(events, articles, crisis, as_of),
    )


def draw_overview(
    claims: pd.DataFrame, events: pd.DataFrame, articles: pd.DataFrame, crisis: Crisis, as_of: str = ""
) -> Chart:
    """The three charts as panels a, b and c of one figure for a paper; one that no report says anything for is left out."""
    return join_charts(draw_charts(claims, events, articles, crisis, as_of), "overview", crisis.title)
