"""What a number counts: the noun phrase to its right, and why a number is none of people.

What belongs here: the extent of the noun phrase and the named vetoes. What does not: what befell the people counted (`claims`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from analysis.language.actors import Actor
from analysis.language.datewords import WEEKDAYS
from analysis.language.quantities import DASHES, Quantity
from analysis.language.words import (
    ADVERBS,
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    MONTHS,
    PREPOSITIONS,
    QUOTATION_MARKS,
    RELATIVES,
    Word,
)  # fmt: skip

COMPOUNDS = frozenset("strong member man person men troop troops soldier officer".split())
LED = frozenset(
    "led dominated backed commanded brokered trained funded made speaking born occupied controlled".split()
)
OTHERS = frozenset("more other others further additional new extra such".split())
NUMBERED = frozenset(
    "resolution decree protocol regulation no nos number article articles section chapter route room page day flight item"
    " act line law unit ward boeing airbus antonov ilyushin hercules".split()
)
PREDICATE_NOUN_FILLERS = frozenset("are is were was will be also all mostly mainly being a".split())
TAKES_INJURIES = frozenset(
    "sustain sustained sustaining suffer suffered suffering receive received receiving seek sought seeking need needed"
    " require required undergo undergoing underwent had have has got get ask asked asking".split()
)
OF_THE_OUTCOME = frozenset(
    "of the those its their our his".split()
)  # "two of those killed", "14 of its dead"
PEOPLE_ENDINGS = ("ists", "icians", "smen", "ologist")  # scientists, technicians, craftsmen, one pathologist
LONGEST_NOUN_PHRASE = 9
LONGEST_QUOTED_COMPLEMENT = 4  # words of "from Fiji", "of the law enforcement agencies" that a quote takes in


@dataclass(slots=True)
class Counted:
    """The noun phrase that a quantity counts.

    `head` is the index of its noun, None where it is left out ("sent 66 from the defence force"); `last` its last word
    with what "of" and "from" add; `core` its last word without them; `veto` names the rule by which the noun is none of people.
    """

    head: int | None = None
    core: int = 0
    last: int = 0
    quote_last: int = 0
    group: str = ""
    force: bool = False
    strong: bool = False
    partitive: str = ""
    outcome: tuple[str, str] | None = None
    outcome_at: int | None = None
    unknown: bool = False
    veto: str = ""
    actors: list[tuple[int, Actor]] = field(default_factory=list)
    service: bool = False
    predicate_noun: bool = False


LEADERS = frozenset(
    "commander commanders general colonel major brigadier admiral officer diplomat leader head chief commissioner".split()
)


LED_BY = (["led", "by"], ["commanded", "by"], ["headed", "by"])


def actor_at(words: Sequence[Word], index: int) -> Actor | None:
    """The actor that a word names; None for a mere attribute as in "Russian-led", and for "non-Russian"."""
    actor = words[index].senses.get("actor")
    if actor is None or index > 1 and words[index - 1].text in DASHES and words[index - 2].lower == "non":
        return None
    if index + 2 < len(words) and words[index + 1].text in DASHES and words[index + 2].lower in LED:
        return None
    return None if _is_a_leaders(words, index) else actor


def _is_a_leaders(words: Sequence[Word], index: int) -> bool:
    """ "led by a South African general", "whose commander is South African": where one man is from, not the force."""
    before = [word.lower for word in words[max(0, index - 4) : index]]
    if before[-1:] in (["a"], ["an"], ["the"]) and before[-3:-1] in LED_BY or before[-2:] in LED_BY:
        return True
    if before[-1:] in (["a"], ["an"]):
        return any(word.lower in LEADERS for word in words[index + 1 : index + 3])
    return before[-1:] in (["is"], ["was"]) and not LEADERS.isdisjoint(before)


def parse_counted(words: Sequence[Word], quantity: Quantity) -> Counted:
    """The noun phrase to the right of a quantity."""
    counted = Counted(core=quantity.last, last=quantity.last)
    position = _compound(words, quantity.last + 1, counted)
    position = _partitive(words, position, counted)
    _walk(words, position, counted)
    if counted.head is None and counted.outcome is None and not counted.veto:
        take_predicate_noun(words, counted)
    if quantity.qualifier == "unit" and counted.head is None:
        counted.force = True
    _complement(words, counted)
    listed = counted.head is None and counted.actors and _is_named(words, counted.actors[0][0])
    if listed and _is_named(words, quantity.first - 1):
        counted.actors = []  # "France 1,503 Ireland 500": each number is of the name before it
        counted.core = counted.last = counted.quote_last = quantity.last
    return counted


def _is_named(words: Sequence[Word], index: int) -> bool:
    """Whether a word is a country's or force's own name, not "Irish"."""
    actor = words[index].senses.get("actor") if index >= 0 else None
    return actor is not None and words[index].lower == actor.name.lower()


def _compound(words: Sequence[Word], position: int, counted: Counted) -> int:
    """ "150-strong", "23-member", "150 strong"."""
    if position < len(words) and words[position].text in DASHES and position + 1 < len(words):
        if words[position + 1].lower in COMPOUNDS:
            counted.strong, counted.force = True, True
            counted.core = counted.last = position + 1
            return position + 2
    if position < len(words) and words[position].lower == "strong":
        counted.strong, counted.force = True, True
        counted.core = counted.last = position
        return position + 1
    return position


def _partitive(words: Sequence[Word], position: int, counted: Counted) -> int:
    """ "100 of its troops", "16 of them", "thousands of people"."""
    if position < len(words) and words[position].text in QUOTATION_MARKS:
        position += 1  # "tens of thousands" of protesters
    if position >= len(words) or words[position].lower != "of":
        return position
    follower = words[position + 1].lower if position + 1 < len(words) else ""
    if (
        follower in ("them", "whom", "which")
        or follower in ("those", "these")
        and _ends_phrase(words, position + 2)
    ):
        counted.partitive = follower
        counted.core = counted.last = position + 1
        return position + 2
    counted.partitive = "of"
    return position + 1


def _ends_phrase(words: Sequence[Word], position: int) -> bool:
    """Whether nothing that "those" could stand before follows: "16 of those were", not "16 of those arrested"."""
    return (
        position >= len(words)
        or words[position].lower in AUXILIARIES
        or not words[position].text[0].isalpha()
    )


OWNERS = frozenset("police military army navy".split())


def _is_plural(word: Word) -> bool:
    """Whether a word that nothing is known of looks like a noun for several things: "booths"."""
    return (
        not word.senses
        and word.text.islower()
        and len(word.text) > 4
        and word.lower[-1] == "s" != word.lower[-2]
    )


def _walk(words: Sequence[Word], position: int, counted: Counted) -> None:
    """Fills in the noun phrase word by word until something that can't belong to it."""
    unknown, thing_at = 0, -1
    limit = min(len(words), position + LONGEST_NOUN_PHRASE)
    if counted.partitive in ("them", "whom", "those", "these", "which"):
        return
    while position < limit:
        word = words[position]
        senses, lower = word.senses, word.lower
        if word.text[0].isdigit() and words[position - 1].text == "-" and counted.head is None:  # An-12
            position += 1
            continue
        if "number" in senses or "vague" in senses or "hedge" in senses and lower not in ("over",):
            break
        if "thing" in senses and counted.strong and senses["thing"] == "units_and_groups":
            counted.head, counted.core, counted.veto = (
                position,
                position,
                "",
            )  # "the 6,000-strong African Union mission"
        elif "thing" in senses and position + 1 < len(words) and words[position + 1].lower in ("'s", "’s"):
            counted.core = position  # "one of the mission's members"
        elif "thing" in senses and "group" not in senses:
            if counted.head is not None and counted.group and counted.head != position - 1:
                break
            if lower == "home" and counted.group:
                break  # "brought 140 soldiers home"
            counted.veto, counted.head, counted.core = str(senses["thing"]), position, position
            thing_at = position
            if counted.outcome_at is not None:
                counted.outcome = counted.outcome_at = None
        elif "group" in senses and counted.veto and thing_at != position - 1:
            break
        elif "group" in senses and counted.veto == "time" and words[position - 2].text == "-":
            break  # "an eight-month military rebellion"
        elif "group" in senses:
            counted.veto = ""
            counted.group, counted.head, counted.core = str(senses["group"]), position, position
            counted.force = counted.force or "force" in senses
        elif _is_modifier(words, position, counted):
            counted.core = position
        elif lower == "transport" and position + 1 < len(words) and "thing" in words[position + 1].senses:
            counted.group, counted.head = "", None  # "three military transport aircraft"
        elif "outcome" in senses or "verb" in senses:
            if not _premodifies(words, position, counted):
                break
        elif (actor := senses.get("actor")) is not None:
            if counted.head is not None and counted.group:
                break
            if actor_at(words, position) is not None:
                counted.actors.append((position, actor))
            counted.core = position
        elif lower in OTHERS:
            counted.core = position
        elif lower in TAKES_INJURIES and (counted.actors or counted.head is not None):
            break  # "19 Hungarians sustained injuries"
        elif lower in ("last", "next") and position + 1 < len(words) and _is_a_time(words[position + 1]):
            break  # "a further seven last Friday", "cut from 250 to 120 last month"
        elif (
            lower in ("'s", "’s")
            or word.text == "-"
            or word.text in ("“", "”", '"', "‘", "’")
            and counted.head is None
        ):
            pass
        elif lower in DETERMINERS and counted.head is None and counted.partitive:
            pass
        elif word.text == "(" and position + 2 < len(words) and words[position + 2].text == ")":
            position += 2  # "the six Gulf Cooperation Council (GCC) states"
        elif (
            "mission" in senses
            or "service" in senses
            or counted.strong
            and ("unit" in senses or lower == "unit")  # "the 776-strong unit"
        ):
            if counted.head is not None and counted.group:
                break
            counted.service = counted.service or "service" in senses
            counted.core = position
            if counted.strong or lower in ("force", "contingent") and not counted.veto:
                counted.head, counted.force = position, True
        elif (
            lower in PREPOSITIONS or lower in DETERMINERS or lower in AUXILIARIES or lower in RELATIVES
            or lower in CONJUNCTIONS or lower in ADVERBS or not word.text[0].isalpha()
        ):  # fmt: skip
            if (
                (lower == "and" or word.text == ",")
                and counted.head is None
                and counted.actors
                and _names_noun(words, position + 1)
            ):
                position += 1
                continue
            if lower == "and" and (joined := _joined_noun(words, position, counted)) is not None:
                counted.head = None
                position += 1
                limit = max(limit, joined + 1)
                continue
            if lower == "and" and (other := _other_group(words, position, counted)) is not None:
                young = counted.group == "children" and words[other].senses["group"] == "youths"
                counted.group, counted.force, counted.core = "children" if young else "all", False, other
            break
        else:
            known = counted.group or counted.veto or counted.force or counted.outcome is not None
            if counted.head == position - 1 and words[counted.head].lower in OWNERS and _is_plural(word):
                counted.head, counted.group, counted.force = None, "", False  # "50 police booths burnt"
            elif counted.head is not None and known:
                break
            unknown += 1
            if unknown > 4:
                break
            counted.core = position
        position += 1
    if counted.head is None and unknown and words[counted.core].lower.endswith(PEOPLE_ENDINGS):
        counted.head, counted.group, counted.force, unknown = counted.core, "all", True, 0
    counted.unknown = counted.head is None and unknown > 0
    counted.last = max(counted.core, counted.last)


def _is_a_time(word: Word) -> bool:
    return word.lower in ADVERBS or word.senses.get("thing") == "time" and not word.lower.endswith("s")


def _other_group(words: Sequence[Word], position: int, counted: Counted) -> int | None:
    """Where a second group ends that shares the number: "336 protesters and police officers were injured"."""
    if not counted.group or position + 2 >= len(words) or "group" not in words[position + 1].senses:
        return None
    follower = words[position + 2]
    active = (
        "verb" in follower.senses
        and position + 3 < len(words)
        and (
            words[position + 3].text[0].isdigit()
            or "number" in words[position + 3].senses
            or words[position + 3].lower in DETERMINERS
        )
    )
    predicate = "verb" in follower.senses or "outcome" in follower.senses or follower.lower in AUXILIARIES
    return position + 1 if predicate and not active else None


def take_predicate_noun(words: Sequence[Word], counted: Counted) -> None:
    """The group that a predicate names: "40 of whom are women", "a dozen of them children", "12 were soldiers"."""
    position = counted.last + 1
    while position < len(words) and words[position].lower in PREDICATE_NOUN_FILLERS:
        position += 1
    if words[position - 1].lower == "belonged" and words[position : position + 1]:
        position += 1  # "of whom 24 belonged TO the police"
    for index in range(position, min(position + 3, len(words))):
        senses = words[index].senses
        if "group" in senses:
            if index + 1 < len(words) and words[index + 1].lower in AUXILIARIES:
                return
            counted.group, counted.head = str(senses["group"]), index
            counted.force = "force" in senses
            counted.last = counted.core = index
            counted.predicate_noun, counted.unknown = True, False
            return
        if (actor := actor_at(words, index)) is not None and (
            position > counted.last + 1 or counted.partitive == "them"
        ):
            counted.actors.append((index, actor))
            if index + 1 >= len(words) or "group" not in words[index + 1].senses:
                counted.head = counted.last = counted.core = index
                counted.predicate_noun = True
                return
        elif (
            "verb" in senses
            or "outcome" in senses
            or "number" in senses
            or not words[index].text[0].isalpha()
        ):
            return
        elif (
            words[index].lower in PREPOSITIONS
            or words[index].lower in AUXILIARIES
            or words[index].lower in ADVERBS
        ):
            return


def _names_noun(words: Sequence[Word], position: int) -> bool:
    """Whether more adjectives of countries and the noun follow: "83 Guatemalan, Chadian and Salvadoran soldiers"."""
    while position + 1 < len(words) and "actor" in words[position].senses:
        follower = words[position + 1]
        if "group" in follower.senses or "service" in follower.senses:
            return True
        if follower.text != "," and follower.lower != "and":
            return False
        position += 2
    return False


def _joined_noun(words: Sequence[Word], position: int, counted: Counted) -> int | None:
    """Where the second noun of one number stands: "police and national guard troops", "soldiers and federal police"."""
    for after in range(position + 1, min(position + 4, len(words))):
        follower = words[after]
        if "group" in follower.senses:
            joins = counted.head is None or ("force" in follower.senses and counted.force)
            return after if joins else None
        if "number" in follower.senses or "verb" in follower.senses or not follower.text[0].isalpha():
            return None
        if follower.lower in PREPOSITIONS or follower.lower in DETERMINERS or follower.lower in AUXILIARIES:
            return None
        if counted.actors and "actor" in follower.senses:
            return None  # "New Zealand soldiers and Fijian police"
    return None


def _is_modifier(words: Sequence[Word], position: int, counted: Counted) -> bool:
    """ "15 land convoys": a word that is a verb elsewhere stands before the thing that is counted."""
    verb = words[position].senses.get("verb")
    following = words[position + 1] if position + 1 < len(words) else None
    return verb is not None and verb[2] == "base" and counted.head is None and following is not None and (
        "thing" in following.senses and "group" not in following.senses
    )  # fmt: skip


def _premodifies(words: Sequence[Word], position: int, counted: Counted) -> bool:
    """Takes in an outcome that stands in the noun phrase: "12 wounded soldiers", "164 deaths"; False where it is a predicate."""
    outcome = words[position].senses.get("outcome")
    verb = words[position].senses.get("verb")
    following = words[position + 1] if position + 1 < len(words) else None
    if outcome is not None and outcome[1] == "head" and not counted.group:
        counted.outcome, counted.outcome_at = outcome, position
        counted.head, counted.core = position, position
        return True
    if outcome is not None and outcome[1] == "head" and counted.head == position - 1:
        counted.outcome, counted.outcome_at, counted.core = outcome, position, position
        return True  # "12 civilian deaths"
    if counted.head is not None and counted.group:
        return False
    if outcome is not None and counted.partitive == "of" and words[position - 1].lower in OF_THE_OUTCOME:
        counted.outcome, counted.outcome_at = (
            outcome,
            position,
        )  # "thousands of wounded", "two of those killed"
        counted.head, counted.core = position, position
        return True
    modifies = following is not None and (
        "group" in following.senses or (following.senses.get("outcome") or ("", ""))[1] == "head"
        or ("actor" in following.senses and position + 2 < len(words) and "group" in words[position + 2].senses)
    )  # fmt: skip
    if not modifies:
        return False
    if outcome is not None:
        counted.outcome, counted.outcome_at = outcome, position
    elif (
        verb is not None
        and verb[2] in ("past", "participle")
        and verb[0] in ("killed", "injured", "detained")
    ):
        counted.outcome, counted.outcome_at = (verb[0], "predicate"), position
    counted.core = position
    return True


def _complement(words: Sequence[Word], counted: Counted) -> None:
    """What "of", "from" or "with" adds to the noun: "members of the constabulary", "soldiers from Fiji", "battalion of 200"."""
    position, counted.quote_last = counted.last + 1, counted.last
    while position < len(words) and (
        words[position].lower in ("of", "from") or _in_a_contingent(words, position)
    ):
        end = _complement_end(words, position + 1, counted)
        if end is None:
            return
        if (
            counted.quote_last == position - 1
            and end - position <= LONGEST_QUOTED_COMPLEMENT
            and not (
                counted.strong or counted.partitive
            )  # "a company of peacekeepers" holds its noun already
        ):
            counted.quote_last = end if counted.quote_last == counted.core else counted.quote_last
        counted.last = end
        position = end + 1


def _in_a_contingent(words: Sequence[Word], position: int) -> bool:
    """ "(180 soldiers) in a Kenyan battalion"."""
    at = position + 2
    if words[position].lower != "in" or at + 1 >= len(words) or words[position + 1].lower not in DETERMINERS:
        return False
    return "actor" in words[at].senses and not words[at + 1].senses.keys().isdisjoint(("unit", "mission"))


def _complement_end(words: Sequence[Word], position: int, counted: Counted) -> int | None:
    """The last word of a complement that says whose people they are; None where it says something else."""
    end, listed = None, False
    while position < len(words):
        word = words[position]
        senses, lower = word.senses, word.lower
        if "number" in senses or word.text[0].isdigit():
            break
        if (actor := actor_at(words, position)) is not None:
            counted.actors.append((position, actor))
            end, listed = position, True
        elif "service" in senses or "mission" in senses:
            counted.service = counted.service or "service" in senses
            end = position
        elif "group" in senses:
            if not counted.group:
                counted.group, counted.force = str(senses["group"]), "force" in senses
                counted.head = counted.head if counted.head is not None else position
            elif counted.group == "all" or counted.strong:
                counted.group = str(senses["group"])
            end = position
        elif lower in DETERMINERS or lower in ("'s", "’s") or word.text == "-":
            pass
        elif words[position - 1].text == "-" and lower.isalpha():
            pass  # "troop-contributing countries"
        elif "thing" in senses and senses["thing"] in ("units_and_groups", "countries") and counted.group:
            if position + 1 >= len(words) or "group" not in words[position + 1].senses:
                return position  # "from formed police units"; not "of the United Nations Police"
        elif (
            (lower == "and" or word.text == ",")
            and end is not None
            and listed
            and _more_actors(words, position + 1)
        ):
            pass
        elif lower.isalpha() and not (
            lower in PREPOSITIONS or lower in AUXILIARIES or lower in RELATIVES or lower in CONJUNCTIONS
            or lower in ADVERBS or "verb" in senses or "outcome" in senses or "thing" in senses
        ):  # fmt: skip
            if end is not None and not word.text[0].isupper():
                break
        else:
            break
        position += 1
    return end


def _more_actors(words: Sequence[Word], position: int) -> bool:
    """Whether a list of countries goes on: ", Tajikistan", "and Belarus"."""
    for word in words[position : position + 3]:
        if "actor" in word.senses:
            return True
        if word.lower not in DETERMINERS and word.lower not in CONJUNCTIONS and word.text != ",":
            return False
    return False


# ---------------------------------------------------------------- vetoes: (words, quantity, counted) -> is it none of people?


def amount_of_money(words: Sequence[Word], quantity: Quantity, counted: Counted) -> bool:
    """$0.30; €5 million; Rs 500."""
    before = words[quantity.number_first - 1] if quantity.number_first else None
    return before is not None and (
        before.text in "$€£₽₸¥₹" or before.lower in ("rs", "usd", "a$", "us$", "nz$")
    )


def percentage(words: Sequence[Word], quantity: Quantity, counted: Counted) -> bool:
    """40%."""
    after = words[quantity.number_last + 1].text if quantity.number_last + 1 < len(words) else ""
    return after == "%"


def age(words: Sequence[Word], quantity: Quantity, counted: Counted) -> bool:
    """aged 25; a 25-year-old; children under 18; Mr X, 34, said."""
    before = words[quantity.first - 1] if quantity.first else None
    number_before = words[quantity.number_first - 1] if quantity.number_first else None
    if number_before is not None and number_before.lower in ("aged", "age"):
        return True
    if [word.lower for word in words[max(0, quantity.first - 2) : quantity.first]] in (
        ["young", "as"],
        ["old", "as"],
    ):
        return True  # "children as young as 12"
    for position in range(max(0, quantity.number_first - 5), quantity.number_first):
        if words[position].lower in ("ages", "aged"):
            return counted.head is None
    after = words[quantity.number_last + 1].lower if quantity.number_last + 1 < len(words) else ""
    if after in DASHES and quantity.number_last + 2 < len(words):
        if words[quantity.number_last + 2].lower.startswith("year"):
            return True
    if before is not None and before.lower in ("aged", "age", "ages"):
        return True
    if counted.head is None and (quantity.value or 999) < 110 and quantity.first > 1:
        said = quantity.first - (2 if before.lower in ("only", "just", "barely") else 1)
        if words[said].lower in ("is", "was", "turned") and words[said - 1].lower in ("who", "he", "she"):
            return True  # "a boy who was only 12"
    if before is not None and before.lower == "of" and quantity.first >= 2 and (quantity.value or 999) < 110:
        if words[quantity.first - 2].lower in ("man", "woman", "boy", "girl", "child", "student", "age"):
            return True  # "a woman of 22 died"
    if (
        quantity.hedge in ("under", "over", "below", "above")
        and before is not None
        and "group" in before.senses
    ):
        return counted.head is None
    return (
        before is not None and before.text == "," and after == "," and quantity.qualifier == "exact"
        and quantity.first >= 2 and words[quantity.first - 2].text[0].isupper() and (quantity.value or 0) < 110
        and "actor" not in words[quantity.first - 2].senses and "group" not in words[quantity.first - 2].senses
    )  # fmt: skip


def year(words: Sequence[Word], quantity: Quantity, counted: Counted) -> bool:
    """in 2019; 2014-15."""
    text = words[quantity.number_first].text
    if not (len(text) == 4 and text.isdigit() and 1800 <= int(text) <= 2100) or quantity.qualifier not in (
        "exact",
        "range",
    ):
        return False
    before = words[quantity.number_first - 1] if quantity.number_first else None
    if before is not None and (
        before.lower in MONTHS
        or before.text == ","
        and quantity.number_first > 1
        and _is_day(words, quantity)
    ):
        return True  # "June 22, 2024 French troops"
    return counted.head is None and not counted.strong


def _is_day(words: Sequence[Word], quantity: Quantity) -> bool:
    day = words[quantity.number_first - 2].text
    return (
        day.isdigit()
        and int(day) <= 31
        and any(
            word.lower in MONTHS
            for word in words[max(0, quantity.number_first - 4) : quantity.number_first - 2]
        )
    )


def day_of_month(words: Sequence[Word], quantity: Quantity, counted: Counted) -> bool:
    """January 19; 19 January; Jan. 19-20."""
    first, last = quantity.number_first, quantity.number_last
    value = quantity.value if quantity.value is not None else quantity.high
    if value is None or value > 31:
        return False
    before = [word.lower for word in words[max(0, first - 3) : first]]
    after = [word.lower for word in words[last + 1 : last + 3]]
    if before[-1:] == ["("] and after[:1] == [")"] and before[-2:-1] and before[-2] in WEEKDAYS:
        return True  # "on Tuesday (29)"
    if any(word in MONTHS for word in after[:1]) or (
        after[:1] == ["of"] and after[1:2] and after[1] in MONTHS
    ):
        return not (after[0] in ("may", "march") and not words[last + 1].text[0].isupper())
    if before[-1:] and before[-1] in MONTHS and words[first - 1].text[0].isupper():
        spelled = not words[first].text[0].isdigit() and bool(counted.group)
        return not spelled  # "in February nine soldiers were wounded"
    if before[-2:] and len(before) > 1 and before[-2] in MONTHS and before[-1] == ".":
        return True
    spelled = bool(counted.group) and (not words[first].text[0].isdigit() or counted.head == last + 1)
    return (
        len(before) > 1
        and before[-1] in ("-", "–", "and", "to")
        and any(word in MONTHS for word in before[:-1])
        and not spelled  # "on 13 August, and four peacekeepers were wounded"
    )


OF_DAY = (["the", "morning"], ["the", "afternoon"], ["the", "evening"])


def clock_time(words: Sequence[Word], quantity: Quantity, counted: Counted) -> bool:
    """10:30; 8 a.m.; three in the afternoon."""
    after = words[quantity.number_last + 1] if quantity.number_last + 1 < len(words) else None
    before = words[quantity.number_first - 1] if quantity.number_first else None
    if after is not None and after.text == ":" and _digit_after(words, quantity.number_last + 2):
        return True
    if before is not None and before.text == ":" and quantity.number_first >= 2:
        return words[quantity.number_first - 2].text.isdigit() and words[quantity.number_first].glued
    if after is None:
        return False
    if after.lower in ("a", "p"):
        following = [word.lower for word in words[quantity.number_last + 2 : quantity.number_last + 4]]
        return following == [".", "m"]
    if (
        after.lower == "in"
        and [word.lower for word in words[quantity.number_last + 2 : quantity.number_last + 4]] in OF_DAY
    ):
        return True  # "around three in the afternoon"
    return after.lower in ("a.m", "p.m", "am", "pm", "gmt", "hrs")


def _digit_after(words: Sequence[Word], position: int) -> bool:
    return position < len(words) and words[position].text.isdigit() and words[position].glued


def number_of_a_thing(words: Sequence[Word], quantity: Quantity, counted: Counted) -> bool:
    """Article 12; No. 5; flight 370; a phone number."""
    position = quantity.number_first - 1
    if position < 0:
        return False
    before = words[position]
    if before.text == "." and position:
        before = words[position - 1]
    if before.text in ("#", "№"):
        return True
    unit = len(before.text) > 3 and before.text.isupper() and before.text.isalpha()
    if unit and counted.head is None and (quantity.value or 100) < 20 and quantity.qualifier == "exact":
        return True  # "NIBATT 1"
    if before.text == "France" and words[quantity.number_first].text in ("2", "3", "5", "24"):
        return counted.head is None  # the broadcasters
    return before.lower in NUMBERED and (
        before.lower not in ("number", "day", "law", "unit", "line") or before.text[0].isupper()
    )


BEFALL = ("killed", "injured", "detained")


def pronoun(words: Sequence[Word], quantity: Quantity, counted: Counted) -> bool:
    """ "no one", "one of the", "one another", "the one"."""
    if words[quantity.number_first].lower != "one" or quantity.number_first != quantity.number_last:
        return False
    if quantity.qualifier == "unit":
        return False  # "one battalion"
    if counted.partitive == "of" and any(
        word.opens and word.lower not in ("a", "an") for word in words[quantity.last + 2 : quantity.last + 4]
    ):
        return True  # "one of the 18 people killed"
    if counted.partitive in ("whom", "them") and words[counted.last + 1 : counted.last + 2]:
        befell = words[counted.last + 1].senses.get("verb", ("", ""))
        if befell[0] in BEFALL and befell[1] == "subject":
            return False  # "two young men, one of whom died"
    before = words[quantity.number_first - 1].lower if quantity.number_first else ""
    verb = words[quantity.number_first - 1].senses.get("verb") if quantity.number_first else None
    if verb is not None and verb[0] in BEFALL and words[quantity.last + 1 : quantity.last + 2]:
        follower = words[quantity.last + 1].lower
        return follower in ("another", "of") or counted.unknown  # "killing one and wounding 40"
    if quantity.last + 2 < len(words) and words[quantity.last + 1].lower == "each":
        return False  # "four deaths, one each in four towns"
    if before in ("no", "the", "any", "every", "each", "bigger", "only", "not"):
        return True
    if before in ("which", "this", "that") and counted.head is None:
        return True
    if counted.partitive == "of" and not (
        counted.group
        or any(
            word.lower in ("its", "their", "our", "his")
            for word in words[quantity.number_last + 1 : quantity.number_last + 4]
        )
    ):
        return True
    following = words[quantity.number_last + 1] if quantity.number_last + 1 < len(words) else None
    if following is not None and (
        "outcome" in following.senses or following.lower in AUXILIARIES and quantity.first == 0
    ):
        return False
    return counted.head is None and counted.outcome is None and not counted.actors


VETOES: tuple[Callable[[Sequence[Word], Quantity, Counted], bool], ...] = (
    amount_of_money, percentage, age, day_of_month, year, clock_time, number_of_a_thing, pronoun,
)  # fmt: skip
