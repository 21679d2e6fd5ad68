"""The place for which a number stands: "in Almaty alone", "Osh (12), Naryn (4)", "a bomb in Gao killed three".

What belongs here: where in the host's country it happened. What does not: which group of people it befell (`groups`).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from analysis.claims.state import CASUALTIES, Numbered, State, each_of_them
from analysis.language.actors import HOST, capital_names, is_place
from analysis.language.words import ADVERBS, AUXILIARIES, BE, MONTHS, PREPOSITIONS, RELATIVES, Word
from analysis.sources.crisis import Crisis

EVERYWHERE = frozenset("nationwide countrywide across throughout".split())
KINDS_OF_PLACE = frozenset("state province region district county city oblast governorate department".split())
BUILDINGS = frozenset(
    "hospital hospitals university prison airport square street avenue road bridge church mosque parliament station hotel"
    " school clinic morgue court house palace camp base centre center college home institute".split()
)
BEFORE_A_PLACE = KINDS_OF_PLACE | frozenset(
    "the of town capital village port coastal border central provincial regional neighbouring neighboring nearby"
    " northern southern eastern western northeastern northwestern southeastern southwestern".split()
)
BESIDE_A_PLACE = frozenset(
    "other the several surrounding nearby neighbouring neighboring its in at near".split()
)
FARTHEST_PLACE = 8


def place_name(crisis: Crisis, place: str) -> str:
    """A place as `aliases` calls it; as the report writes it where they do not list it."""
    return _spellings_of_places(crisis).get(place.lower(), place) if crisis.aliases else place


@lru_cache(maxsize=64)
def _spellings_of_places(crisis: Crisis) -> dict[str, str]:
    own, spellings = {crisis.host, crisis.coalition, *crisis.contributors}, {}
    for name in crisis.aliases:
        if name not in own and is_place(name):
            short, _, kind = name.rpartition(" ")
            if kind.lower() in KINDS_OF_PLACE:
                spellings[short.lower()] = name  # "in West Province" is read as "West"
            spellings |= {spelling.lower(): name for spelling in crisis.aliases[name]}
    return spellings


def place_after(state: State, position: int) -> str:
    """The place behind the verbs at ``position``: "were killed in Honiara"; empty if none."""
    words = state.words
    while position < len(words) and (
        words[position].lower in AUXILIARIES
        or "verb" in words[position].senses
        or "outcome" in words[position].senses
    ):
        position += 1
    if position + 1 < len(words) and words[position].lower in ("in", "at", "from"):
        return _place_name(state, position + 1)
    return ""


def _place_name(state: State, position: int) -> str:
    words, names = state.words, []
    while position < len(words) and words[position].lower in BEFORE_A_PLACE:
        position += 1
    while position < len(words) and words[position].text[0].isupper() and words[position].text[0].isalpha():
        actor = words[position].senses.get("actor")
        if actor is not None and actor.role == HOST and words[position].lower == state.crisis.host.lower():
            return ""
        if words[position].lower in ADVERBS:
            break
        names.append(words[position].text)
        position += 1
        while (
            position + 1 < len(words)
            and words[position].text == "-"
            and words[position + 1].text[0].isupper()
        ):
            names[-1] += f"-{words[position + 1].text}"  # Pont-Sondé
            position += 2
    while len(names) > 1 and names[-1].lower() in KINDS_OF_PLACE:
        names.pop()
    return " ".join(names)


def place_alone(state: State, index: int) -> str:
    """ "In Almaty alone, 103 people were killed"; "103 people died in Almaty alone"."""
    if "alone" not in state.lowers():
        return ""
    words, first = state.words, state.numbers[index].quantity.first
    for position, word in enumerate(words):
        between = any(position < number.quantity.first < first for number in state.numbers)
        if word.lower != "alone" or between:  # "In Gao alone 93 died, while 28 died elsewhere"
            continue
        start = position - 1
        start -= words[start].lower in KINDS_OF_PLACE  # "in Nimba county alone"
        while start >= 0 and words[start].lower not in ("in", "at", "from"):
            if not words[start].text[0].isupper() and words[start].lower != "and":
                break
            start -= 1
        name = start + 1
        while start >= position - 9 and start >= 0 and words[start].lower not in PREPOSITIONS - {"of"}:
            start -= 1  # "in the country's largest city Almaty alone"
        if start >= 0 and words[start].lower in ("in", "at", "from") and name < position:
            place = _place_name(state, name)
            joint = [word.text for word in words[name:position]]
            place = " ".join(joint) if "and" in joint else place  # "in Sistan and Baluchistan alone"
            return (
                ""
                if place.lower() in MONTHS or place.split()[-1:] and place.split()[-1].lower() in BUILDINGS
                else place
            )
    return ""


def places_of_each(state: State, index: int) -> list[str]:
    """The places that a number holds for, each by itself: "one each in Oyem, Mouila and Franceville"."""
    words, number, places = state.words, state.numbers[index], []
    at = number.quantity.last + 2
    if not each_of_them(state, number) or at >= len(words) or words[at].lower not in ("in", "at"):
        return []
    while at + 1 < len(words) and (place := settlement(state, at + 1)):
        places.append(place)
        at += 1 + len(place.split())
        listed = at < len(words) and (words[at].text == "," or words[at].lower == "and")
        if not listed or at + 1 in state.at:
            break
    return places


def place_of_the_event(state: State, index: int) -> str:
    """Where what a number counts happened: "103 people were killed in Almaty"; "In Zahedan, police shot dead 90"."""
    number = state.numbers[index]
    if number.reading.part_of is not None or not EVERYWHERE.isdisjoint(state.lowers()):
        return ""
    last = max(number.counted.last, number.reading.last or 0)
    if number.reading.rule == "toll_before" and number.reading.last is not None:
        if place := _place_behind(state, number.reading.last + 1):
            return place  # "put the number of those killed in Osh at four"
    return _place_behind(state, last + 1) or _place_in_front(state, number)


PARTS_OF_PLACES = KINDS_OF_PLACE | frozenset(  # "in a commercial centre of Soweto"
    "area center centre market neighborhood neighbourhood outskirts port suburb suburbs town township village".split()
)


def _place_behind(state: State, position: int) -> str:
    """The one place that follows a predicate, past when and in what it happened: "on Friday", "in clashes with police"."""
    words, steps = state.words, 0
    while position + 1 < len(words) and steps < FARTHEST_PLACE:
        word = words[position]
        if position in state.at and not state.numbers[state.at[position]].veto:
            return ""
        part = word.lower == "of" and steps and words[position - 1].lower in PARTS_OF_PLACES
        if (part or word.lower in ("in", "at", "near", "outside", "around")) and (
            place := settlement(state, position + 1)
        ):
            behind = position + 1 + len(place.split())
            several = words[behind : behind + 1] and words[behind].lower == "and"
            return (
                "" if several and not _begins_a_clause(words, behind + 1) else place
            )  # "in Osh and other towns"
        if word.lower == "and" and steps == 0 and (other := state.at.get(position + 1)) is not None:
            return _place_of_the_next(state, other)  # "five dead and ten wounded in Osh"
        if (
            word.text in ",;:.–—("
            or "speech" in word.senses
            or "verb" in word.senses
            or word.lower in RELATIVES
        ):
            return ""
        if word.lower in ("and", "but", "while", "after", "since", "because", "when"):
            return ""
        position, steps = position + 1, steps + 1
    return ""


def _place_of_the_next(state: State, index: int) -> str:
    """The place behind the number that an "and" joins to one, where it tells of casualties as well."""
    last = state.numbers[index].quantity.last
    for position, word in enumerate(state.words[last + 1 : last + 3], last + 1):
        if "outcome" in word.senses:
            told = word.senses["outcome"][0] in CASUALTIES
            return _place_behind(state, position + 1) if told else ""
    return ""


def _begins_a_clause(words: Sequence[Word], position: int) -> bool:
    """Whether a number or a verb follows "and": what goes on is no second place."""
    after = words[position : position + 2]
    if after and after[0].text[0].islower() and after[0].lower not in BESIDE_A_PLACE:
        return True  # "20 injured in Osh and puts the blame on others"
    return any(word.text[0].isdigit() or "number" in word.senses or "verb" in word.senses for word in after)


def _place_in_front(state: State, number: Numbered) -> str:
    """The place with which the clause begins: "In Zahedan, the provincial capital, police shot dead 90 people"."""
    words, first = state.words, number.quantity.first
    if any("speech" in word.senses or word.text == ";" for word in words[:first]):
        return ""
    if words[0].lower == "in" and (place := settlement(state, 1)):
        return place
    if (
        words[number.counted.last + 1 : number.counted.last + 2]
        and words[number.counted.last + 1].lower == "there"
    ):
        attacked = [n for n in range(first) if words[n].lower in ATTACKED]
        return (
            settlement(state, attacked[-1] + 1) if attacked else ""
        )  # "attacked Goma and killed 15 people there"
    if place := _place_told_of(state, first):
        return place
    end = number.reading.first if number.reading.rule == "verb_before" and number.reading.first else first
    places = [
        place for n in range(end) if words[n].lower in ("in", "at") and (place := settlement(state, n + 1))
    ]
    if len(places) != 1 or "," in [word.text for word in words[:end]]:
        return ""
    return places[0]  # "a car bomb in Gao killed three people"; "in clashes in Osh 17 people were killed"


def _place_told_of(state: State, first: int) -> str:
    """The place whose relative clause a number is in: "Gauteng, where 26 people have died, is calm"."""
    words = state.words
    told = next((n for n in range(first - 1, max(-1, first - 6), -1) if words[n].lower == "where"), 0)
    if told < 2 or words[told - 1].text != ",":
        return ""
    start = told - 2
    while start and words[start - 1].text[0].isupper():
        start -= 1
    return settlement(state, start)


ATTACKED = frozenset("attacked attack raided raid stormed storm shelled shell bombed bomb hit struck".split())


def settlement(state: State, position: int) -> str:
    """The name of a place within the host's country that begins here; "" for a country, a month, a building."""
    name = _place_name(state, position)
    words = name.split()
    if not words or words[0].lower() in MONTHS or words[-1].lower() in BUILDINGS:
        return ""
    following = (
        next((n for n in range(position, len(state.words)) if state.words[n].text == words[-1]), position) + 1
    )
    actors = [state.words[n].senses.get("actor") for n in range(position, following)]
    return "" if any(actors) and name.lower() not in capital_names() else name


def place_dealt(state: State, index: int) -> str:
    """The place in a sentence that deals its numbers to places: "In Colombo 17 people died, in Galle four"."""
    places = [place_beside(state, other) for other in range(len(state.numbers))]
    return places[index] if sum(bool(place) for place in places) > 1 else ""


RECORDED = frozenset("confirmed counted recorded registered reported".split())


def place_beside(state: State, index: int) -> str:
    """The place that stands right before or behind a number: "in Galle four", "Kandy: 9 people", "21 in Kyzylorda"."""
    words, number = state.words, state.numbers[index]
    people = number.counted.head is None or number.counted.group == "all"
    predicate = number.reading.last if number.reading is not None else None
    after = max(number.counted.core, predicate if predicate is not None else 0) + 1
    following = state.numbers[index + 1].quantity.first if index + 1 < len(state.numbers) else len(words)
    if number.counted.head is None and after < len(words) and words[after].lower in BE:
        after += 1  # "149 were in Osh"
    elif (
        number.counted.partitive == "of"
        and after + 1 < len(words)
        and words[after].lower in BE
        and words[after + 1].lower in RECORDED
    ):
        people, after = True, after + 2  # "234 of the deaths were reported in Mouila"
    behind = ""
    if people and after + 1 < following and words[after].lower in ("in", "from", "at"):
        behind = _place_name(state, after + 1)
    if behind and behind.split()[-1].lower() in BUILDINGS:
        return ""
    if behind and number.counted.head is None:
        return behind  # ", 21 in Kyzylorda"
    before = number.quantity.first - 1
    while before >= 0 and (words[before].text in ",:(" or words[before].lower in ("another", "a", "further")):
        before -= 1
    start = before
    while start >= 0 and words[start].text[0].isupper() and words[start].lower not in ("in", "at"):
        start -= 1
    if start < before and (
        start >= 0 and words[start].lower in ("in", "at") or words[before + 1].text in ":("
    ):
        named = [state.words[n].senses.get("actor") for n in range(start + 1, before + 1)]
        outside = any(
            actor is not None and actor.role != HOST for actor in named
        )  # "against the bloc: 43 dead"
        if not outside and (place := _place_name(state, start + 1)):
            return place
    return behind
