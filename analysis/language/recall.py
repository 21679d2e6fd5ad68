"""Runs between two spaces, remembered: reports repeat their words, so that most runs ("troops", "said,") need no second look.

What belongs here: memory with a bound, which changes how fast a text is read and nothing else. What does not: words (`words`)
and what is looked for in a run (`quantities`, `datephrases`).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

MOST_RUNS = 20_000  # that are remembered: some megabytes; then memory begins anew
LONGEST_RUN = 40  # characters: a longer run is looked at each time
LONGEST_SHARED = 2000  # characters of a text whose runs are kept until the next reader asks for them

Found = TypeVar("Found")


def runs_of(text: str) -> list[str]:
    """The runs of a text between its spaces: a list that several readers share, so that none may change it."""
    return text.split(" ") if len(text) > LONGEST_SHARED else _shared_runs(text)


@lru_cache(maxsize=512)
def _shared_runs(text: str) -> list[str]:
    return text.split(" ")


class Remembered(dict[str, Found]):
    """Runs, each with what is to be known of it, found out when it is first met.

    >>> lengths = Remembered(len)
    >>> lengths["troops"], list(lengths)
    (6, ['troops'])
    """

    def __init__(self, look: Callable[[str], Found]):
        super().__init__()
        self.look = look

    def __missing__(self, run: str) -> Found:
        found = self.look(run)
        if len(run) <= LONGEST_RUN:
            if len(self) >= MOST_RUNS:
                self.clear()
            self[run] = found
        return found


class Barren:
    """Runs that are known to lack something, such as a digit: a text of such runs alone lacks it too.

    Parameters
    ----------
    look : callable
        What a run holds of it; something false where it holds nothing. It must never need what stands beyond a space.

    Examples
    --------
    >>> digits = Barren(lambda run: [letter for letter in run if letter.isdigit()])
    >>> digits.may_be_in("no digit at all"), digits.may_be_in("one 1")
    (False, True)
    """

    def __init__(self, look: Callable[[str], object]):
        self.look = look
        self.known: set[str] = (
            set()
        )  # runs without it; those with it, such as numbers, are too many to be remembered

    def may_be_in(self, text: str) -> bool:
        """Whether any run of a text holds it."""
        runs = runs_of(text)
        if self.known.issuperset(runs):
            return False
        for run in runs:
            if run in self.known:
                continue
            if self._holds(run):
                return True
        return False

    def _holds(self, run: str) -> bool:
        if self.look(run):
            return True
        if len(run) <= LONGEST_RUN:
            if len(self.known) >= MOST_RUNS:
                self.known.clear()
            self.known.add(run)
        return False


def is_word(run: str) -> bool:
    """Whether a run is plain letters alone, as most are; what it holds is then told at once.

    >>> is_word("troops"), is_word("troops,")
    (True, False)
    """
    return run.isascii() and run.isalpha()


def lower_in_place(text: str) -> str:
    """A text in small letters, as long as it was, so that offsets hold: a few letters grow when they are made small.

    >>> lower_in_place("FRIDAY"), len(lower_in_place("İ"))
    ('friday', 1)
    """
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)
