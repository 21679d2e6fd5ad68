"""A name -> the country or the coalition it stands for.

What belongs here: every name, demonym, capital and alias by which a report calls a country or the force. What does not: which
of the actors in a sentence a number or a step belongs to (`claims`, `events`). Names and demonyms of ordinary countries come from
the `countryinfo` package; `lexicon/countries.csv` adds the spellings that it lacks, `corpus.yml` the crisis's own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from analysis.language.words import Phrasebook, phrasebook
from analysis.sources.corpus import Crisis
from analysis.vocabulary import read_lexicon

HOST, CONTRIBUTOR, COALITION, OTHER = "host", "contributor", "coalition", "other"
LATIN = re.compile(r"[A-Za-zÀ-ɏ'’ .-]+$")
# Names that are ordinary words, people's names or other places far more often than the country's or its capital's.
AMBIGUOUS = frozenset(
    "victoria kingston georgetown hamilton douglas stanley san jose santiago washington moroni male lima basse-terre"
    " central african st. peter port jersey saint sark plymouth".split()
) | {
    "san juan",
    "st. george's",
    "saint john's",
    "central african",
    "san salvador",
    "panama city",
    "kuwait city",
    "the valley",
}


# A short name that two countries share: whichever of them the crisis is about, else the first.
SHARED = {
    "congo": ("Democratic Republic of the Congo", "Republic of the Congo"),
    "congolese": ("Democratic Republic of the Congo", "Republic of the Congo"),
    "korea": ("South Korea", "North Korea"),
    "korean": ("South Korea", "North Korea"),
}


# What reporters call a country's people, where the library has another word for them.
OF_COUNTRIES = {
    "Argentina": "Argentine",
    "Botswana": "Botswanan",
    "Comoros": "Comorian",
    "Djibouti": "Djiboutian",
    "Ecuador": "Ecuadorian",
    "Equatorial Guinea": "Equatoguinean",
    "Iceland": "Icelandic",
    "Kazakhstan": "Kazakh",
    "Kyrgyzstan": "Kyrgyz",
    "Maldives": "Maldivian",
    "Nepal": "Nepali",
    "Saudi Arabia": "Saudi",
    "Slovenia": "Slovenian",
    "Suriname": "Surinamese",
    "Tajikistan": "Tajik",
    "Uzbekistan": "Uzbek",
}


DOTTED = re.compile(r"(?:[^\W\d_]\.){2,}")  # U.S.
MEN = ("mission", "force", "forces", "troops", "soldiers", "peacekeepers", "contingent")


@dataclass(frozen=True, slots=True)
class Actor:
    """Who a name stands for: `name` as the tables write it, `role` host, contributor, coalition or other."""

    name: str
    role: str

    def may_contribute(self, contributors: tuple[str, ...]) -> bool:
        """Whether its people can be part of the force: any foreign country's where the contributors are not listed."""
        return self.role == CONTRIBUTOR or (self.role == OTHER and not contributors)


@lru_cache(maxsize=1)
def country_names() -> dict[str, str]:
    """Every known spelling (lower case) of a country, its people or its capital -> the country's short English name.

    Larger countries go first, so that "French" is France's although it is also the demonym of its territories.

    >>> country_names()["kyrgyz"], country_names()["fijian"], country_names()["honiara"]
    ('Kyrgyzstan', 'Fiji', 'Solomon Islands')
    """
    names: dict[str, str] = {}
    for country in sorted(_countries(), key=lambda entry: -(entry.get("population") or 0)):
        for spelling in _spellings(country):
            names.setdefault(spelling.lower(), country["name"])
    listed = {phrase: country for phrase, country, _ in read_lexicon("countries")}
    library = set(names.values())
    renamed = {  # a country that the library still calls otherwise, with all that it lists: Skopje, too, is North Macedonia's
        names[phrase]: country
        for phrase, country in listed.items()
        if country not in library and names.get(phrase, country) != country
    }
    return {spelling: renamed.get(country, country) for spelling, country in names.items()} | listed


@lru_cache(maxsize=1)
def _demonyms() -> dict[str, str]:
    known = {
        country["name"]: re.split(r"[,/]", country.get("demonym") or "")[0].strip()
        for country in _countries()
    }
    return known | OF_COUNTRIES


def demonym_of(country: str) -> str:
    """What a country's people are called; the country's own name where no list says.

    >>> demonym_of("Uzbekistan"), demonym_of("Fiji"), demonym_of("Atlantis")
    ('Uzbek', 'Fijian', 'Atlantis')
    """
    return _demonyms().get(country) or country


@lru_cache(maxsize=1)
def capital_names() -> frozenset[str]:
    """The capitals of all countries, in small letters.

    >>> "kathmandu" in capital_names(), "nepal" in capital_names()
    (True, False)
    """
    return frozenset(name.lower() for country in _countries() for name in _capitals(country))


@lru_cache(maxsize=64)
def actors_of(crisis: Crisis) -> Phrasebook:
    """The word lists together with every name of the crisis's actors, each with its `Actor`."""
    book = Phrasebook(phrasebook())
    own = {crisis.host: HOST, **dict.fromkeys(crisis.contributors, CONTRIBUTOR)}
    if crisis.coalition:
        own[crisis.coalition] = COALITION
    canonical = _canonical(own)
    for spelling, country in {**country_names(), **_shared(canonical)}.items():
        name = canonical.get(country, country)
        _add(book, spelling, Actor(name, own.get(name, OTHER)), own_spelling=False)
    for name, role in own.items():
        for spelling in (name, *crisis.aliases.get(name, ())):
            for each in (spelling, *(_men_of(spelling) if role == COALITION else ())):
                _add(book, each, Actor(name, role), own_spelling=True)
    for name, spellings in crisis.aliases.items():
        for spelling in (name, *spellings) if name not in own and not is_place(name) else ():
            _add(book, spelling, Actor(name, OTHER), own_spelling=True)
    return book


def is_place(name: str) -> bool:
    """Whether a name that `aliases` gives spellings of is a place's: no country's, and no organisation's in capitals.

    >>> is_place("KwaZulu-Natal"), is_place("Chad"), is_place("OSCE")
    (True, False, False)
    """
    return name.lower() not in country_names() and not name.isupper()


def _men_of(spelling: str) -> Iterator[str]:
    """The ways to name the men of a force of which one is known.

    >>> sorted(_men_of("SADC mission"))[:3], list(_men_of("KFOR"))
    (['SADC', 'SADC contingent', 'SADC force'], [])
    """
    owner, _, noun = spelling.rpartition(" ")
    if owner and noun in MEN and owner[0].isupper():
        yield from (f"{owner} {other}" for other in MEN if other != noun)
        if owner.isupper() and owner not in ("UN", "US", "UK", "EU"):
            yield owner  # "NATO forces": what NATO says and does is the force's


def _shared(canonical: dict[str, str]) -> dict[str, str]:
    """Short names that two countries share -> the one that is an actor of the crisis, else the better known."""
    return {
        name: next((country for country in countries if country in canonical), countries[0])
        for name, countries in SHARED.items()
    }


def _canonical(own: dict[str, str]) -> dict[str, str]:
    """The library's name of a country -> the crisis's own name for it ("Swaziland" -> "Eswatini")."""
    known = country_names()
    return {known[name.lower()]: name for name in own if name.lower() in known}


def _add(book: Phrasebook, spelling: str, actor: Actor, own_spelling: bool) -> None:
    book.add(spelling, "actor", actor)
    if "-" in spelling:
        book.add(spelling.replace("-", " "), "actor", actor)  # "Guinea Bissau"
    if DOTTED.fullmatch(spelling):  # one word of a claim, and each letter one of a step
        book.add(spelling.upper(), "actor", actor)
        book.add(spelling.lower(), "actor", actor)
    if spelling[0].islower() and own_spelling:  # "peace force", as corpus.yml has it
        book.add(spelling, "own_spelling", True)
    if actor.role != COALITION and not spelling.endswith("s"):
        book.add(spelling + "s", "actor", actor)  # the Australians, 14 South Africans


def _countries() -> Iterator[dict]:
    for path in files("countryinfo").joinpath("data").iterdir():
        if path.name.endswith(".json"):
            yield json.loads(path.read_text(encoding="utf-8"))


def _capitals(country: dict) -> list[str]:
    """One name, or several: South Africa has three."""
    capital = country.get("capital") or []
    return [capital] if isinstance(capital, str) else capital


def _spellings(country: dict) -> Iterator[str]:
    """Latin spellings of a country's name, people and capital; no codes, none that is mostly another word."""
    listed = [country["name"], *re.split(r"[,/]", country.get("demonym") or ""), *_capitals(country)]
    listed += [name for name in country.get("altSpellings", ()) if len(name) > 3]
    for name in listed:
        name = name.strip()
        if len(name) > 2 and LATIN.match(name) and name.lower() not in AMBIGUOUS:
            yield name
