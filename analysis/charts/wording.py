"""The words around the marks: quotations, days, who said it, lists; the same for every chart.

What belongs here: turning fields of a row into a short phrase that claims no more than the fields do. What does not:
which phrases a chart needs (`charts`) and how they are set (`forest`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.tables.comparison import in_order_said

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
COUNT_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
UNKNOWN_DAY = "day unknown"
FIXED_SPACE = "\u00a0"  # where a line must not break: between a hedge and its number
LONGEST_UNBROKEN = 32
LONGEST_CUT = 15  # characters of a word that a cut text may lose
LONGEST_BRIEF = 30  # characters of a speaker on a narrow page
LONGEST = 60  # characters of a name or a wording on a chart; the source table has all of it
TAKES_ARTICLE = re.compile(
    r"^United |\bRepublic\b|Islands$|^(Bahamas|Comoros|Gambia|Maldives|Netherlands|Philippines|Seychelles)$"
)
LEADS_ON = re.compile(r"(?<=\w)(?:[,;:]? (?:a|an|and|for|from|in|of|the|to|with)|[,;:])+$")
DAY = re.compile(r"\b(\d{1,2}) ([A-Z][a-z]{2})\b(?: (\d{4})\b)?")
UNNAMED = "source not named".replace(" ", FIXED_SPACE)
DIRECTION = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def visible(text: object) -> str:
    r"""The text on one line, with control characters and changes of writing direction made visible.

    >>> visible("a\tb\n c\x00"), visible("x\u202ey")
    ('a b c␀', 'x⟨U+202E⟩y')
    """
    spaced = re.sub(r"\s+", " ", str(text)).strip()
    return "".join(map(_visible_character, spaced))


def _visible_character(character: str) -> str:
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    if (
        unicodedata.category(character) in ("Cc", "Cs", "Co")
        or unicodedata.bidirectional(character) in DIRECTION
    ):
        return f"⟨U+{code:04X}⟩"
    return "�" if code in (0xFFFE, 0xFFFF) else character


def clip(text: str, most: int = LONGEST) -> str:
    """The text, or its beginning and an ellipsis; cut between words where the last one is not a long one.

    A bracket that the cut would leave open goes with what is cut, and so does a comma or a word that only leads on.

    >>> clip("ministry", 5), clip("police", 6), clip("a statement read on state television", 30)
    ('mini…', 'police', 'a statement read on state…')
    >>> clip("The Guardian (via Another Paper)", 26)
    'The Guardian…'
    >>> clip("Kassym-Jomart Tokayev, the Kazakh President", 30)
    'Kassym-Jomart Tokayev…'
    """
    if len(text) <= most:
        return text
    start, space, _ = text[:most].rpartition(" ")
    whole = space and len(start) > most - LONGEST_CUT
    return (LEADS_ON.sub("", _cut_bracket(start)) if whole else _cut_bracket(text[: most - 1])) + "…"


def _cut_bracket(text: str) -> str:
    """The text without a bracket that it opens and does not close, or closes and did not open.

    >>> _cut_bracket("Monday (Oct. 9, 2023"), _cut_bracket("9)"), _cut_bracket("a (b) c"), _cut_bracket("(Monday")
    ('Monday', '9', 'a (b) c', '(Monday')
    """
    for opening, closing in ("()", "[]"):
        if text.rfind(opening) > max(text.rfind(closing), 0):
            text = text[: text.rfind(opening)].rstrip(" ,;:–-")
        if opening not in text:
            text = text.removesuffix(closing)
    return text


def with_article(name: str) -> str:
    """A country as a sentence has it: some names take "the".

    >>> [with_article(name) for name in ("Bahamas", "United Kingdom", "Democratic Republic of Congo", "Mali")]
    ['the Bahamas', 'the United Kingdom', 'the Democratic Republic of Congo', 'Mali']
    """
    return f"the {name}" if TAKES_ARTICLE.search(name) else name


def join_names(names: Sequence[str], last: str = "and") -> str:
    """Names as a sentence lists them.

    >>> join_names(["Russia"]), join_names(["Russia", "Belarus"]), join_names(["a", "b", "c"], "or")
    ('Russia', 'Russia and Belarus', 'a, b or c')
    """
    return f" {last} ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def count(number: int, noun: str) -> str:
    """A count and its noun; in words up to ten.

    >>> count(1, "report"), count(5, "report"), count(60, "report")
    ('one report', 'five reports', '60 reports')
    """
    return f"{in_words(number)} {noun}{'' if number == 1 else 's'}"


def in_words(number: int) -> str:
    """A number as a sentence has it: a word up to ten.

    >>> in_words(0), in_words(5), in_words(1200)
    ('no', 'five', '1,200')
    """
    return COUNT_WORDS[number] if number < len(COUNT_WORDS) else f"{number:,}"


def sentence_case(text: str) -> str:
    """The text with its first letter in upper case, and nothing else changed."""
    return text[:1].upper() + text[1:]


def quote_claim(words: str, hedge: str) -> str:
    """The report's own words for a number, in quotation marks; a hedge from earlier in its list in marks of its own.

    A short one has fixed spaces, so that a hedge stays with its number.

    >>> quote_claim("164", ""), quote_claim("1,000", "around").replace(FIXED_SPACE, " ")
    ('“164”', '“around” … “1,000”')
    """
    words, hedge = visible(words), visible(hedge)
    carried = hedge and hedge.casefold() not in words.casefold()
    label = f"{_quote(hedge)} … {_quote(words)}" if carried else _quote(words)
    return label.replace(" ", FIXED_SPACE) if len(label) <= LONGEST_UNBROKEN else label


def state_claim(words: str, hedge: str) -> str:
    """A claim inside a sentence of ours: its hedge and number, without quotation marks.

    >>> state_claim("Some 2,030", "some"), state_claim("1,000", "around")
    ('some 2,030', 'around 1,000')
    """
    words, hedge = visible(words), visible(hedge)
    stated = words if hedge.casefold() in words.casefold() else f"{hedge} {words}"
    return clip(stated[:1].lower() + stated[1:])


def quote_words(words: str, quote: str) -> str:
    """Words of a quotation, in quotation marks, from the "not" on where one stands shortly before them.

    A bracket that the words leave open is closed where the report closes it just after them, else left out.

    >>> quote_words("Thursday", "began on Thursday")
    '“Thursday”'
    >>> quote_words("Monday (Oct. 9", "on Monday (Oct. 9, in")
    '“Monday”'
    >>> quote_words("more than ten days", "will not take more than ten days").replace(FIXED_SPACE, " ")
    '“not take more than ten days”'
    """
    before, _, after = quote.partition(words)
    if words.count("(") > words.count(")") and after.startswith(")"):
        words += ")"
    negation = re.search(r"\b(not|never|no)\s+(\w+\s+){0,3}$", before, re.IGNORECASE)
    label = _quote(visible((negation[0] if negation else "") + words))
    return label.replace(" ", FIXED_SPACE) if len(label) <= LONGEST_UNBROKEN else label


def _quote(words: str) -> str:
    words = _cut_bracket(words.strip("“”"))  # the marks of a quotation inside would close ours
    return f"“{words}”" if len(words) <= LONGEST else f"“{words[: LONGEST - 1]}”{FIXED_SPACE}…"


def list_wordings(wordings: Iterable[str]) -> str:
    """Different wordings of one claim, in the order given: two at most, then an ellipsis.

    >>> list_wordings(["“over 2,000”", "“Over 2,000”", "“more than 2,000”"])
    '“over 2,000”, “more than 2,000”'
    """
    distinct = list({wording.casefold(): wording for wording in reversed(list(wordings))}.values())[::-1]
    return ", ".join(distinct[:2]) + (f"{FIXED_SPACE}…" if len(distinct) > 2 else "")


def list_letters(letters: Iterable[str]) -> str:
    """Report letters in brackets; three or more in a row are closed up.

    >>> list_letters(["B", "A"]), list_letters("ABCEF"), list_letters(["Z", "AA", "AB"])
    ('[A, B]', '[A–C, E, F]', '[Z–AB]')
    """
    places = sorted({_place(letter): letter for letter in letters}.items())
    runs: list[list[tuple[int, str]]] = []
    for place, letter in places:
        if runs and runs[-1][-1][0] == place - 1:
            runs[-1].append((place, letter))
        else:
            runs.append([(place, letter)])
    parts = [
        f"{run[0][1]}–{run[-1][1]}" if len(run) > 2 else ", ".join(letter for _, letter in run)
        for run in runs
    ]
    return f"[{', '.join(parts)}]"


def _place(letter: str) -> int:
    place = 0
    for character in letter:
        place = place * 26 + ord(character) - 64
    return place


# --- days --------------------------------------------------------------------------------------------------------


def short_day(iso: str, style: str = "") -> str:
    """A day as a source line gives it.

    >>> short_day("2022-01-09"), short_day("2022-01-09", "year")
    ('9 Jan', '9 Jan 2022')
    """
    years, months, days = iso.split("-")
    return f"{int(days)} {MONTHS[int(months) - 1]}" + (f" {years}" if style == "year" else "")


def day_between(first: str, last: str, style: str = "") -> str:
    """The day something was said, no more exactly than its bounds know it.

    >>> day_between("2022-01-13", "2022-01-13"), day_between("", "2022-01-13"), day_between("2022-01-13", "")
    ('13 Jan', 'by 13 Jan', '13 Jan or later')
    >>> day_between("2022-01-13", "2022-01-18"), day_between("", "")
    ('between 13 and 18 Jan', 'day unknown')
    """
    if not first and not last:
        return UNKNOWN_DAY
    if first == last:
        return short_day(first, style)
    if not first:
        return f"by {short_day(last, style)}"
    if not last:
        return f"{short_day(first, style)} or later"
    start = str(int(first[8:])) if first[:7] == last[:7] else short_day(first, style)
    return f"between {start} and {short_day(last, style)}"


def list_days(days: Iterable[str]) -> str:
    """Days as a source line lists them: distinct ones, the month once; from the first to the last beyond two.

    >>> list_days(["13 Jan", "18 Jan"]), list_days(["1 Dec 2021", "29 May 2023"]), list_days(["1 Jan", "2 Jan", "5 Jan"])
    ('13, 18 Jan', '1 Dec 2021, 29 May 2023', '1–5 Jan')
    >>> list_days(["1 Jan", "2 Jan", "5 Jan", "day unknown"])
    '1–5 Jan, day unknown'
    """
    distinct = list(dict.fromkeys(days))
    if len(distinct) == 1:
        return distinct[0]
    if UNKNOWN_DAY in distinct:
        return f"{list_days(day for day in distinct if day != UNKNOWN_DAY)}, {UNKNOWN_DAY}"
    first, last = distinct[0], distinct[-1]
    if first.partition(" ")[2] == last.partition(" ")[2] and first[0].isdigit() and last[0].isdigit():
        first = first.partition(" ")[0]
    return f"{first}{', ' if len(distinct) == 2 else '–' if first.isdigit() else ' to '}{last}"


# --- who said it, and in which report ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sources:
    """The reports behind a chart: their letters (of the whole corpus), and the style of days (`year`: with it)."""

    letters: Mapping[str, str]
    style: str = ""

    def line(self, rows: pd.DataFrame) -> str:
        """Who said it, when, in which reports: one part for each speaker, or "several sources" beyond two."""
        speakers = rows["said_by"].map(lambda words: clip(visible(words)) or UNNAMED)
        parts = [self._part(speaker, rows[speakers == speaker]) for speaker in dict.fromkeys(speakers)]
        return "; ".join(parts) if len(parts) < 3 else self._part("several sources", rows)

    def _part(self, speaker: str, rows: pd.DataFrame) -> str:
        return f"{speaker}, {self.day(rows)}"

    def brief(self, rows: pd.DataFrame) -> str:
        """`line` for a narrow page: who said it where that is named, and the day and reports alone where it is not."""
        names = dict.fromkeys(clip(visible(words), LONGEST_BRIEF) for words in rows["said_by"])
        named = [name for name in names if name]
        who = (
            named[0] + " and others" * ("" in names)
            if len(named) == 1
            else "several sources"
            if named
            else ""
        )
        return ", ".join(filter(None, [who, self.day(rows)]))

    def day(self, rows: pd.DataFrame) -> str:
        """When it was said and in which reports; the publication day where the report does not date the statement."""
        days, letters = list_days(self.days(in_order_said(rows))), list_letters(self.of(rows))
        days = DAY.sub(lambda day: FIXED_SPACE.join(filter(None, day.groups())), days)
        letters = letters.replace(" ", FIXED_SPACE) if len(letters) <= LONGEST_UNBROKEN else letters
        words = f"{days} {letters}"
        return words.replace(" ", FIXED_SPACE) if len(words) <= LONGEST_UNBROKEN else words

    def days(self, rows: pd.DataFrame) -> list[str]:
        """When each row was said: the report's own dating, else the bounds of its publication."""
        said = rows["said"] if "said" in rows else pd.Series("", index=rows.index)
        bounds = zip(said, rows["pub_first"], rows["pub_last"], strict=True)
        return [day_between(day or first, day or last, self.style) for day, first, last in bounds]

    def of(self, rows: pd.DataFrame) -> list[str]:
        """The letters of the rows' reports."""
        return [self.letters[article] for article in rows["article"]]

    def place(self, article: str) -> int:
        """Where a report stands in the order of letters."""
        return _place(self.letters[article])
