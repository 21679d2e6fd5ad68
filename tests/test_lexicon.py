"""Each row of a word list has an example, and the example must read as the row says."""

from __future__ import annotations

import pytest

from analysis.claims.counted import parse_counted
from analysis.language.actors import country_names
from analysis.language.attribution import find_speaker
from analysis.language.quantities import find_quantities
from analysis.language.words import parse_words, phrasebook
from analysis.vocabulary import MEASURES, QUALIFIERS, read_lexicon
from tests.reading import claims_in


def rows(name: str) -> list:
    return [pytest.param(row, id=row[0]) for row in read_lexicon(name)]


def quantities_in(text: str) -> list:
    return find_quantities(parse_words(text, phrasebook()))


@pytest.mark.parametrize("row", rows("hedges"))
def test_hedge(row):
    phrase, qualifier, _, example = row
    assert qualifier in QUALIFIERS
    assert phrase in example.lower()
    assert [claim.qualifier for claim in claims_in(example)] == [qualifier] or [
        q.qualifier for q in quantities_in(example)
    ] == [qualifier]


@pytest.mark.parametrize("row", rows("numerals"))
def test_numeral(row):
    _, value, example = row
    assert len(quantities_in(example)) == 1
    assert (
        quantities_in(example)[0].value % int(value) == 0
        if int(value)
        else quantities_in(example)[0].value == 0
    )


@pytest.mark.parametrize("row", rows("vague"))
def test_vague_plural(row):
    _, literal, acled, example = row
    (quantity,) = quantities_in(example)
    assert (quantity.value, quantity.low, quantity.high, quantity.qualifier) == (
        None,
        int(literal),
        None,
        "vague",
    )
    assert 0 < int(acled) <= int(literal)


@pytest.mark.parametrize("row", rows("units"))
def test_unit(row):
    (claim,) = claims_in(row[1])
    assert (claim.measure, claim.who, claim.qualifier, claim.value) == ("deployed", "Belarus", "unit", None)


@pytest.mark.parametrize("row", rows("verbs"))
def test_verb(row):
    base, past, participle, measure, frame, example = row
    assert measure in MEASURES
    assert frame in ("subject", "object", "both")
    assert [claim.measure for claim in claims_in(example)] == [measure]


@pytest.mark.parametrize("row", rows("outcomes"))
def test_outcome(row):
    phrase, measure, frame, example = row
    assert phrase in example
    assert frame in ("predicate", "head", "toll")
    expected = [measure] if measure in MEASURES else []  # "casualties" are killed and injured together
    assert [claim.measure for claim in claims_in(example)] == expected


@pytest.mark.parametrize("row", rows("people"))
def test_people(row):
    phrase, group, _, example = row
    assert phrase in example
    assert [claim.who for claim in claims_in(example)] == [group]


@pytest.mark.parametrize("row", rows("services"))
def test_service(row):
    assert [claim.who for claim in claims_in(row[1])] == ["security forces"]


@pytest.mark.parametrize("row", rows("things"))
def test_thing(row):
    _, veto, example = row
    words = parse_words(example, phrasebook())
    (quantity,) = find_quantities(words)
    assert parse_counted(words, quantity).veto == veto
    assert claims_in(example) == ()


@pytest.mark.parametrize("row", rows("missions"))
def test_mission(row):
    assert [(claim.measure, claim.who) for claim in claims_in(row[1])] == [("deployed", "Belarus")]


@pytest.mark.parametrize("row", rows("promises"))
def test_promise(row):
    assert [(claim.measure, claim.who) for claim in claims_in(row[1])] == [("pledged", "Belarus")]


@pytest.mark.parametrize("row", rows("countries"))
def test_country(row):
    phrase, country, example = row
    assert country_names()[phrase] == country
    assert phrase in example.lower()


@pytest.mark.parametrize("row", rows("speech"))
def test_speech(row):
    example = row[3]
    words = parse_words(example, phrasebook())
    (quantity,) = find_quantities(words)
    assert find_speaker(example, words, quantity.first) == "The ministry"


@pytest.mark.parametrize("row", rows("injuries"))
def test_injury(row):
    assert [claim.measure for claim in claims_in(row[1])] == ["injured"]
