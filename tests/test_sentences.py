"""Where a sentence ends: the word list's examples, the awkward cases, and properties of any text."""

from itertools import pairwise
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.sources.sentences import KINDS, split_sentences
from analysis.vocabulary import read_lexicon


def texts(text, kinds=()):
    return [sentence.text for sentence in split_sentences(text, kinds)]


@pytest.mark.parametrize(("phrase", "example"), [(row[0], row[2]) for row in read_lexicon("abbreviations")])
def test_abbreviation_does_not_end_a_sentence(phrase, example):
    assert f"{phrase}." in example
    assert texts(example) == [example]


@pytest.mark.parametrize(
    "parts",
    [
        ["Two died.", "Three left."],
        ["He left at 9 a.m. Moscow time.", "It was calm."],
        ["They met in the U.S.", "The talks failed."],
        ["J. R. Smith of the U.S. Embassy said no.", "Nobody asked why."],
        ["It rose by 2.5 percent to 1.495 in 2019.", "Then it fell."],
        ["“Why?” he asked.", "“We had no choice.”", "She left."],
        ["Troops left on Nov. 28.", "On Nov. 29 more did."],
        ["It went on... and on.", "Then it ended…", "It was over!"],
        ["Was it over?", "It was."],
        ["See Lenta.Ru and gazette.example for more.", "It is all there."],
        ["Plan B.", "The rest."],
        ["(Two died.)", "Three left."],
    ],
)
def test_sentences_end_where_a_reader_ends_them(parts):
    assert texts(" ".join(parts)) == parts


def test_missing_space_after_a_full_stop_is_forgiven():
    assert texts("said the president.Three left.”She said no.") == [
        "said the president.",
        "Three left.”",
        "She said no.",
    ]


def test_number_that_opens_a_paragraph_belongs_to_it():
    assert texts("1. Demands were made\n2. Nothing came") == ["1. Demands were made", "2. Nothing came"]


def test_paragraph_ends_a_sentence_and_gives_it_its_kind():
    found = split_sentences("Calm in port\n\nTwo died. Three left.\n\nIt is over.", ("headline", "text"))
    assert [(s.kind, s.paragraph) for s in found] == [("headline", 0), ("text", 1), ("text", 1), ("text", 2)]


PIECES = st.sampled_from(
    [". ", ".", "…", "“", "”", "\n", " ", "U.S.", "Nov. ", "No. ", "A", "b", "1,000", "?", "!", "\u3000"]
)


@given(st.one_of(st.text(), st.lists(PIECES).map("".join)), st.lists(st.sampled_from(KINDS)))
def test_offsets_hold_and_no_letter_is_lost(text, kinds):
    found = split_sentences(text, tuple(kinds))
    assert all(text[s.start : s.end] == s.text and s.text == s.text.strip() and s.text for s in found)
    assert all(left.end <= right.start for left, right in pairwise(found))
    assert "".join("".join(s.text for s in found).split()) == "".join(text.split())


@pytest.mark.parametrize("piece", ["1,000 about ", "12,345.", ". . ", "…", "A. ", "“.", "\n", ".)", ".A"])
def test_a_megabyte_on_one_line_takes_linear_time(piece):
    def seconds(size):
        begun = perf_counter()
        split_sentences(piece * (size // len(piece)))
        return perf_counter() - begun

    assert seconds(400_000) < 20 * seconds(100_000) + 0.5
