"""Made-up reports for the benchmarks: as long, as dense in numbers and as varied as news reports, and about no real crisis.

About a quarter of the sentences hold a number, and about one in seven a date; the rest are what reports are mostly made of.
The same seed gives the same reports.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from analysis.sources.corpus import Report
from analysis.sources.crisis import Crisis

CHARACTERS = 3500
CRISIS = Crisis(
    "A made-up crisis",
    "Kazakhstan",
    "CSTO",
    ("Armenia", "Belarus", "Russia"),
    date(2022, 1, 2),
    date(2022, 1, 31),
)
HEDGES = (
    "",
    "",
    "",
    "at least ",
    "about ",
    "more than ",
    "up to ",
    "nearly ",
    "some ",
    "no fewer than ",
    "an estimated ",
)
GROUPS = (
    "people",
    "protesters",
    "police officers",
    "civilians",
    "soldiers",
    "residents",
    "servicemen",
    "demonstrators",
)
PLACES = (
    "Almaty",
    "the capital",
    "the region of Zhambyl",
    "Taraz",
    "the north of the country",
    "the old town",
)
SPEAKERS = (
    "the interior ministry", "a spokesman for the president", "the health ministry", "state television",
    "an official in the city", "the prosecutor general", "a doctor at the central hospital", "the defence ministry",
)  # fmt: skip
COUNTRIES = ("Armenia", "Belarus", "Russia", "Armenian", "Belarusian", "Russian")
WORDED = (
    "a dozen",
    "two dozen",
    "twenty-six",
    "dozens of",
    "hundreds of",
    "a hundred and fifty",
    "scores of",
    "forty",
)
DAYS = (
    "on Monday",
    "on Thursday",
    "on January 6",
    "on 11 January",
    "yesterday",
    "by January 19",
    "in two days",
    "last week",
)

NUMBERED = (
    "{Hedge}{n} {group} were killed in {place}, {speaker} said.",
    "According to {speaker}, {hedge}{n} {group} were injured and {hedge}{m} arrested.",
    "The death toll in {place} rose to {n}, including {few} police officers.",
    "Police detained {hedge}{n} {group} in {place}.",
    "{Speaker} put the number of wounded at {hedge}{m}.",
    "{country} sent {hedge}{n} soldiers to {place}.",
    "A force of {hedge}{m} troops guards the airport and two power stations.",
    "{Worded} {group} were taken to hospital, {few} of them in a critical condition.",
    "Between {few} and {n} {group} were rounded up overnight.",
    "The repairs will cost ${n} million, {speaker} said.",
    "{Hedge}{few} aircraft and {n} vehicles were brought to {place}.",
    "A {few}-year-old man from {place} said that his shop had been looted.",
    "Some {few}% of the shops in {place} stayed shut.",
    "The queue was {few} kilometres long, and {n} lorries stood in it.",
    "{n} members of the security forces and {m} {group} have died, {speaker} reported.",
    "Investigators have opened {n} criminal cases.",
)
DATED = (
    "Troops of the CSTO arrived in the country {day}.",
    "The contingent will leave {day}, {speaker} said.",
    "Protests broke out {day} after fuel prices had been raised.",
    "The withdrawal is to begin {day} and to be completed by January 23.",
    "{Speaker} announced {day} that the mission was over.",
    "The president met the ministers {day} and dismissed one of them.",
)
PLAIN = (
    "Shops in {place} opened their doors again, though few customers came.",
    "“We want to live in peace,” said a woman who had come to the square with her children.",
    "The government blamed the unrest on people trained abroad, without saying where.",
    "{Speaker} did not answer requests for comment.",
    "Access to the internet was restored for a few hours and then cut again.",
    "Residents said that they had heard shots near the town hall during the night.",
    "The rise in fuel prices had angered many who live far from the oil fields.",
    "Observers from abroad asked for an independent inquiry into the use of force.",
    "Burnt cars still stood in the streets, and workers were sweeping up the glass.",
    "The president spoke on television and promised reforms, a new cabinet and lower prices.",
    "Opposition politicians, most of whom live in exile, called the vote a farce.",
    "Banks in {place} stayed shut, and long lines formed in front of the few machines that had cash.",
    "Flights to the city resumed once the army had taken back the airport.",
    "“They came at dawn,” a neighbour said, “and nobody has told us where he was taken.”",
    "Human rights groups accused the police of beating those whom they held.",
    "The alliance has never before sent its peacekeepers into a member state.",
    "Analysts said that the request for help had come as a surprise even to close allies.",
    "Schools will teach from home until the ministry decides otherwise.",
)

TAILS = (
    ", as crowds gathered near the railway station for another night of protests over prices and wages",
    ", although reporters who tried to reach the scene were stopped at checkpoints along the way",
    ", a claim that relatives and lawyers disputed in interviews with several news agencies",
    " while the authorities kept the main roads closed and asked residents to stay in their homes",
    ", in what observers described as the gravest crisis since the country became independent",
    " after days of clashes that began in the oil towns of the west and spread to the largest city",
    ", and the price of bread and fuel rose again in the markets of the southern provinces",
    ", which the governor denied in a message to the local newspapers and on social media",
    " because neither side had agreed to the terms that mediators from abroad proposed",
    ", as footage filmed from the windows of nearby blocks of flats appeared to confirm",
    ", according to a statement that was published late in the evening and later changed",
    "",
)


def make_text(random: Random, characters: int = CHARACTERS) -> str:
    """One report's text: a headline, then paragraphs of one to three sentences, as near to its length as they come."""
    text = f"Unrest in {random.choice(PLACES)} as troops arrive"
    while True:
        paragraph = " ".join(_make_sentence(random) for _ in range(random.randint(1, 3)))
        longer = f"{text}\n\n{paragraph}"
        if len(longer) - characters > characters - len(
            text
        ):  # so that many reports have this length on average
            return text
        text = longer


def _make_sentence(random: Random) -> str:
    chosen = random.random()
    template = random.choice(NUMBERED if chosen < 0.22 else DATED if chosen < 0.36 else PLAIN)
    if template.endswith("."):
        template = f"{template[:-1]}{random.choice(TAILS)}."
    hedge, worded, speaker = random.choice(HEDGES), random.choice(WORDED), random.choice(SPEAKERS)
    return template.format(
        hedge=hedge, Hedge=_capital(hedge), n=_make_number(random, 900), m=_make_number(random, 20_000),
        few=random.randint(3, 60), group=random.choice(GROUPS), place=random.choice(PLACES), speaker=speaker,
        Speaker=_capital(speaker), country=random.choice(COUNTRIES[:3]), Worded=_capital(worded), day=random.choice(DAYS),
    )  # fmt: skip


def _make_number(random: Random, most: int) -> str:
    number = random.randint(20, most)
    return f"{number:,}" if random.random() < 0.8 else str(number)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def make_report(number: int, characters: int = CHARACTERS) -> Report:
    """A made-up report; the same number gives the same one."""
    random = Random(number)
    day = date(2022, 1, 5) + timedelta(days=number % 20)
    return Report(
        f"made-up-{number}", make_text(random, characters), pub_first=day, pub_last=day, pub_basis="stated"
    )
