"""Rules for forces that leave: they pull out, go home, are to be gone by a day; and which leaving is no withdrawal."""

from __future__ import annotations

from analysis.events.arrivals import arrives, sends, subject_elsewhere
from analysis.events.clauses import (
    BE,
    GERUND,
    INFINITIVE,
    PAST,
    PLANNED,
    PRESENT,
    PRONOUNS,
    RUNNING,
    Parsed,
    actors_between,
    force_between,
    has_be,
    is_verb,
    left_edge,
    objects_between,
    one_of,
    right_edge,
    tense_of,
    word_with,
)
from analysis.events.steps import (
    TAKES_OUT,
    Step,
    elsewhere,
    first_said_of,
    force_like,
    is_denied,
    is_negated,
    is_partial,
    is_whole,
    make_step,
    noun_before,
    particle_of,
    sentence_wants,
    shares_subject,
    tense_said_of,
)
from analysis.language.actors import CONTRIBUTOR, HOST
from analysis.language.words import ADVERBS, PREPOSITIONS

FLOWN_OUT = ("fly out of", "flies out of", "flew out of", "flown out of")
EVACUEES = (
    "people",
    "citizens",
    "nationals",
    "foreigners",
    "civilians",
    "residents",
    "prisoners",
    "hostages",
    "wounded",
)


def is_gone(parsed: Parsed, index: int) -> Step | None:
    """ "will be gone by", "is home again"."""
    _, group = tense_of(parsed, index)
    planned = any("is_plan" in word.senses for word in parsed.words[group:index])
    planned = planned or parsed.lower(group) == "be"  # "will start to leave and be gone in ten days"
    if (have := _has_them_home(parsed, index)) is not None:
        names = objects_between(parsed, have + 1, index) or actors_between(
            parsed, left_edge(parsed, have), have
        )
        return make_step(
            parsed, "withdrawal_completed", index, index, "is_home", names, tense=PLANNED, first=have
        )
    if not planned and not has_be(parsed, group, index):
        return None
    edge = left_edge(parsed, group)
    if not force_like(parsed, edge, group) or is_negated(parsed, group, index):
        return None
    if parsed.lower(index) in ("back", "home") and (
        parsed.sense(index + 1, "step")
        or parsed.lower(index + 1) in ("to", "at", "on", "under")
        and not parsed.dated[index + 1]
        and not one_of(parsed, index + 2, index + 5, ("soil",))  # "back on Kenyan soil"
    ):
        return None
    if word_with(parsed, edge, group, "is_person") is not None:
        return None
    if one_of(parsed, edge, group, ("per cent", "percent", "%", "much")):
        return None  # "80 per cent of the city is gone"
    if parsed.lower(index) == "gone" and parsed.lower(index + 1) == "for":
        return None  # "may be gone for up to a year", from home
    part = word_with(parsed, edge, group, "is_partial")
    under_way = (
        part is not None
        or is_partial(parsed, edge, group)
        or parsed.lower(index) in ("on their way home", "homeward bound")
    )
    event = "withdrawal_began" if under_way and not planned else "withdrawal_completed"
    return make_step(parsed, event, index, index, "is_home", tense=PLANNED if planned else PAST, first=group)


def _has_them_home(parsed: Parsed, index: int) -> int | None:
    """Where "have" stands in "we'll have all our men home by June", "wants to get its troops out by May"."""
    for n in range(index - 1, max(0, index - 9), -1):
        if parsed.lower(n) in ("have", "get"):
            ahead = parsed.lower(n - 1).endswith(("'ll", "’ll")) or tense_of(parsed, n)[0] in (
                PLANNED,
                INFINITIVE,
            )
            ahead = ahead or any("is_plan" in word.senses for word in parsed.words[max(0, n - 3) : n])
            return n if ahead and force_between(parsed, n + 1, index) is not None else None
        if is_verb(parsed, n) or parsed.lower(n) in (",", ";", "."):
            return None
    return None


def is_out(parsed: Parsed, index: int) -> Step | None:
    """ "will be out of Gabon by Friday", "are to be out of the country"."""
    goal = parsed.sense(index + 1, "actor")
    if parsed.lower(index) == "out" and index + 1 < len(parsed.words) and parsed.dated[index + 1]:
        return is_gone(parsed, index)
    town = parsed.words[index + 1 : index + 2] and parsed.words[index + 1].text[0].isupper() and not goal
    if not (goal and goal.role == HOST or town) and parsed.lower(index + 2) not in (
        "country",
        "islands",
        "kingdom",
    ):
        return None
    return is_gone(parsed, index)


CALM = ("calm", "peace", "order", "normality", "normalcy", "quiet", "life", "power", "stability")
POSTS = ("unit", "units", "duty", "post", "posts", "patrol", "work")


LAST = ("last", "final", "remaining")


def withdrawal_named(parsed: Parsed, noun: int) -> Step | None:
    """ "with the departure of the last Chadians on Friday", "the complete withdrawal on May 3": done, if a date is its own."""
    right = min(right_edge(parsed, noun), noun + 8)
    full = one_of(parsed, noun - 3, noun, ("complete", "full", "final", "total"))
    full = (
        full or parsed.lower(noun - 1) in ("'s", "’s") and noun > 1 and parsed.dated[noun - 2]
    )  # "Thursday's withdrawal"
    final = parsed.lower(noun + 1) in ("of", "on") and one_of(parsed, noun + 1, right, LAST)
    by = _deadline_of(parsed, noun)
    if not (full or final or by) or is_denied(parsed, max(0, noun - 5), noun):
        return None
    if not by and not any(first - noun < 9 and last > noun - 4 for _, first, last in parsed.dates):
        return None
    if one_of(parsed, noun - 4, noun, ("began", "begin", "for", "demand", "demanded", "announced", "agreed")):
        return None
    names = actors_between(parsed, max(0, noun - 3), noun) + objects_between(parsed, noun + 1, right)
    planned = any(
        "is_plan" in word.senses or "is_due" in word.senses
        for word in parsed.words[max(0, noun - 6) : noun + 9]
    ) or any(phrase.bound in ("by", "until", "within") for phrase, first, _ in parsed.dates if first > noun)
    tense = PLANNED if planned else PAST
    last = by - 1 if by else noun
    return Step(
        "withdrawal_completed", tense, noun, last, "withdrawal_named", tuple(names), (noun, noun), verb=noun
    )


def _deadline_of(parsed: Parsed, noun: int) -> int | None:
    """ "announced the end of its presence, WITH THE WITHDRAWAL of 1,500 soldiers BY the end of the year": where "by" stands."""
    if parsed.lowers[noun - 2 : noun + 2] != ["with", "the", parsed.lower(noun), "of"]:
        return None
    return next(
        (first for phrase, first, _ in parsed.dates if phrase.bound == "by" and 0 < first - noun < 13), None
    )


BASES = ("base", "bases", "airbase", "camp", "camps", "outpost", "barracks")


def leaves(parsed: Parsed, verb: int) -> Step | None:
    """ "left the country", "returned home", "will pull out its soldiers"; "left for Honiara" is the way there."""
    tense, group = tense_of(parsed, verb)
    edge = left_edge(parsed, group)
    after = parsed.lower(verb + 1)
    right = right_edge(parsed, verb) if after not in ("along", "together") else verb + 1
    word = parsed.lower(verb)
    if tense == INFINITIVE and (said := first_said_of(parsed, group)) is not None:
        tense, edge = tense_said_of(parsed, said), left_edge(parsed, said)
    if tense == GERUND:
        moved = subject_elsewhere(parsed, verb, edge, group, tense)
        if moved[2] == GERUND:
            return None
        edge, group, tense = moved
    if is_negated(parsed, group, verb) and not _bounded_below(parsed, verb):
        return None
    if one_of(parsed, verb + 1, min(right, verb + 6), ("treatment", "surgery", "hospital", "burial")):
        return None  # "would be flown home for treatment"
    if is_denied(parsed, edge, group) and not _bounded_below(parsed, verb):
        return None
    if one_of(parsed, group, verb, ("only",)) and one_of(
        parsed, verb + 1, verb + 8, ("once", "when", "after", "if")
    ):
        return None  # "They will only return home once the mission is accomplished"
    if word.startswith(
        ("leave", "leaving", "left", "depart", "sail", "take off", "took off", "taken off", *FLOWN_OUT)
    ) and (
        _bound_for_host(parsed, verb, right)
        or _leaves_own_country(parsed, verb)
        or any(parsed.lower(n).startswith("advance ") for n in range(edge, group))
    ):
        return arrives(parsed, verb)
    if _withdraws_a_thing(parsed, verb, right) or elsewhere(parsed, verb, right, ("from",)):
        return None
    if word.startswith(TAKES_OUT) and one_of(parsed, verb + 1, min(right, verb + 7), EVACUEES):
        return None  # "brought out all the prisoners"
    if word.startswith(("fly out", "flies out", "flew out", "flown out", "flying out")) and _bound_for_host(
        parsed, verb, right
    ):
        return sends(parsed, verb)
    if word.startswith(("leave", "leaving", "left")) and (
        not _leaves_a_place(parsed, verb) or has_be(parsed, group, verb) and word == "left"
    ):
        return None
    objects = force_between(parsed, verb + 1, right)
    if not force_like(parsed, edge, group) and objects is None:
        return None
    if parsed.lower(group - 1) in CALM:
        return None  # "calm had come back"
    if (
        after == "to"
        and one_of(parsed, verb + 2, verb + 5, POSTS)
        and word.startswith(("go", "went", "return", "come", "came"))
    ):
        return None  # "have gone back to their unit"
    if word.startswith("remov") and objects is None and not has_be(parsed, group, verb):
        return None  # "soldiers removed the barricades"
    if _remembers(parsed, verb) or _moves_within(parsed, verb) or _gives_back(parsed, verb, objects):
        return None
    if word_with(parsed, edge, head_end(parsed, edge, group), "is_person") is not None and (
        objects is None or not word.startswith(TAKES_OUT)
    ):
        return None
    if (
        word.startswith("return")
        and after == "to"
        and not parsed.sense(verb + 2, "actor")
        and _nowhere(parsed, verb + 2)
    ):
        return None
    if tense == INFINITIVE and not noun_before(parsed, group):
        return None
    if tense in (INFINITIVE, PRESENT) and (
        sentence_wants(parsed, max(0, edge - 6), group) or _called_for(parsed, max(0, edge - 6), group)
    ):
        return None
    names = actors_between(parsed, edge, group) + (
        objects_between(parsed, verb + 1, right) if objects is not None else []
    )
    partial = (
        not shares_subject(parsed, group)
        and is_partial(parsed, edge, group, tense == PLANNED)
        or word_with(parsed, verb + 1, right, "is_partial") is not None
        or (
            one_of(parsed, verb + 1, right, BASES)
            and not one_of(parsed, verb + 1, right, ("permanent", "home"))
        )
        or not one_of(parsed, edge, group, ("remaining",))
        and _of_one_base(parsed, edge, group, verb)
        or _from_a_spot(parsed, verb, right)
        or tense == PAST
        and not parsed.dates
        and objects is not None
        and is_partial(parsed, verb + 1, right)  # "has withdrawn 300 soldiers"
    )
    final = one_of(parsed, edge, group, ("last", "final", "all", "remaining"))
    leaving = parsed.words[verb].senses["step"][1] == "ing" and one_of(parsed, group, verb, ("been",))
    event = "withdrawal_began" if tense == RUNNING or leaving else "withdrawal_completed"
    last = max(verb, particle_of(parsed, verb) or verb)
    step = make_step(
        parsed,
        event,
        verb,
        last,
        "leaves",
        names,
        partial=partial,
        final=final,
        whole=is_whole(parsed, edge, right),
    )
    if step.tense == INFINITIVE and tense == PAST:  # "was the last to withdraw"
        step.tense = PAST
    given = parsed.lower(verb - 1) == "to" and one_of(parsed, max(0, verb - 8), verb, ("has", "have"))
    if given and any(phrase.bound == "until" and first < verb for phrase, first, _ in parsed.dates):
        step.tense = PLANNED  # "has until 31 December to leave"
    return step


SPOTS = (
    "village", "town", "district", "position", "positions", "neighbourhood", "suburb", "airport", "streets", "checkpoint",
    "checkpoints", "hill", "hills", "trenches", "frontline", "square",
)  # fmt: skip


def _from_a_spot(parsed: Parsed, verb: int, right: int) -> bool:
    """ "withdrew from the village of Bitam": a move within the country."""
    at = next((n for n in range(verb + 1, right) if parsed.lower(n) == "from"), None)
    return at is not None and one_of(parsed, at + 1, at + 5, SPOTS)


def _of_one_base(parsed: Parsed, edge: int, group: int, verb: int) -> bool:
    """ "the men stationed at the base in Ghat left": a base, not the country, unless the words go on to say so."""
    stationed = next(
        (n for n in range(edge, group) if parsed.lower(n) in ("stationed", "based", "deployed")), None
    )
    if stationed is None or parsed.lower(stationed + 1) != "at":
        return False
    named = any((actor := parsed.sense(n, "actor")) and actor.role == HOST for n in range(verb + 1, verb + 4))
    return not named and not one_of(parsed, verb + 1, verb + 5, LANDS)


def head_end(parsed: Parsed, edge: int, group: int) -> int:
    """Where the head of a subject ends: before the clause that says more of its men ("men who came when the chief asked")."""
    force = force_between(parsed, edge, group)
    if force is None:
        return group
    return next((n for n in range(force, group - 1) if parsed.lower(n) in ("who", "which", "that")), group)


def _called_for(parsed: Parsed, first: int, last: int) -> bool:
    """ "called on Friday for the force to leave": a wish, with a date between the two words."""
    return any(
        parsed.lower(n).split(" ")[0] in ("called", "calls", "calling", "call")
        and one_of(parsed, n + 1, n + 4, ("for",))
        for n in range(first, last)
    )


def _remembers(parsed: Parsed, verb: int) -> bool:
    """ "recalled that", "the ministry recalled, ...": a verb of saying."""
    if not parsed.lower(verb).startswith("recall"):
        return False
    _, group = tense_of(parsed, verb)
    passive = has_be(parsed, group, verb)
    return not passive and (
        parsed.lower(verb + 1) in ("that", "how", "what", ",", ".", ":", "when")
        or force_between(parsed, verb + 1, verb + 6) is None
    )


def _gives_back(parsed: Parsed, verb: int, force: int | None) -> bool:
    """ "returned fire", "returned the keys": no journey."""
    n = verb + 1
    if not parsed.lower(verb).startswith("return") or " " in parsed.lower(verb) or force is not None:
        return False
    if n >= len(parsed.words) or parsed.dated[n] or parsed.sense(n, "is_gone"):
        return False
    lower = parsed.lower(n)
    return lower in ("fire", "the", "gunfire", "a", "their", "its") or parsed.lower(n + 1) == "fire"


def _moves_within(parsed: Parsed, verb: int) -> bool:
    """ "withdrew into a monastery", "pulled back to the barracks": to a place that is no country."""
    if not parsed.lower(verb).startswith(("withdr", "pull")) or parsed.lower(verb + 1) not in ("into", "to"):
        return False
    return parsed.lower(verb + 1) == "into" or not any(
        parsed.sense(n, "actor") for n in (verb + 2, verb + 3) if n < len(parsed.words)
    )


def _withdraws_a_thing(parsed: Parsed, verb: int, right: int) -> bool:
    """Whether what is withdrawn is no force: "withdrew its contribution", "recalled the envoy"."""
    n = verb + 1
    if parsed.lower(verb).endswith(" of"):
        return False
    stop = next((m for m in range(n, right) if parsed.lower(m) in ("to", "for", "from", "in")), right)
    if n >= right or parsed.dated[n] or force_between(parsed, n, stop) is not None:
        return False
    if not parsed.lower(verb).startswith(TAKES_OUT):
        return False
    lower = parsed.lower(n)
    return lower.isalpha() and not (
        lower in PREPOSITIONS
        or lower in ADVERBS
        or lower
        in ("and", "but", "them", "out", "home", "back", "completely", "fully", "shortly", "gradually")
    )


def _bounded_below(parsed: Parsed, verb: int) -> bool:
    """ "not to leave before Dec. 31" says when, not that they stay."""
    return any(parsed.lower(n) == "before" for n in range(verb + 1, min(len(parsed.words), verb + 6)))


def _bound_for_host(parsed: Parsed, verb: int, right: int) -> bool:
    """ "left (Kigali) for Madagascar", "will depart for the island nation", "left on Thursday night" of a flight out."""
    for n in range(verb + 1, right):
        if parsed.lower(n) in ("for", "to"):
            if parsed.lower(n + 1) == "the" and one_of(parsed, n + 2, n + 5, COUNTRIES):
                return True
            actor = parsed.sense(n + 1, "actor") or (
                parsed.lower(n + 1) == "the" and parsed.sense(n + 2, "actor")
            )
            if actor and actor.role == HOST:
                return True
    return False


def _leaves_own_country(parsed: Parsed, verb: int) -> bool:
    """ "left Kigali on Monday", "took off from Kigali" of Rwandans: the way there."""
    actor = parsed.sense(verb + 1 + (parsed.lower(verb + 1) == "from"), "actor")
    return bool(actor) and actor.role == CONTRIBUTOR


def _leaves_a_place(parsed: Parsed, verb: int) -> bool:
    """Whether "leave" means going away, not leaving something behind ("left 225 people dead")."""
    n = verb + 1
    if n >= len(parsed.words) or parsed.dated[n]:
        return True
    lower = parsed.lower(n)
    actor = parsed.sense(n, "actor")
    if actor:
        return actor.role == HOST
    if parsed.words[n].text[0].isupper() and "speech" not in parsed.words[n].senses:
        behind = parsed.lower(n + 1)
        if (
            parsed.leaving
            or parsed.dated[n + 1 : n + 2] == [True]
            or behind in (".", ",", "on", "for", "by", "in", "last")
        ):
            return True  # the name of a place
    described = lower == "the" or not parsed.words[n].senses and lower.endswith(("ed", "y", "n"))
    if described and (land := parsed.sense(n + 1, "actor")) and land.role == HOST:
        return True  # "left the DRC", "left ruined Liberia"
    if lower in ("the", "this", "that"):
        return one_of(parsed, n + 1, n + 3, LANDS)
    if lower == "at" and parsed.lower(n + 1) in ("least", "most"):
        return False
    return lower in (
        ".",
        ",",
        ";",
        "for",
        "by",
        "in",
        "within",
        "and",
        "on",
        "soon",
        "home",
        "along",
        "together",
        "there",
        "early",
        "at",
        "from",
        "after",
        "before",
        "as",
        "”",
        '"',
        "last",
        "-",
        "shortly",
        "next",
        "this",
        "without",
    )


COUNTRIES = ("country", "nation", "republic", "archipelago", "kingdom")
LANDS = (
    "country",
    "island",
    "islands",
    "nation",
    "capital",
    "republic",
    "territory",
    "region",
    "kingdom",
    "archipelago",
    "zone",
    "zones",
)


def _nowhere(parsed: Parsed, index: int) -> bool:
    """ "returned to normal", "to work": not a journey."""
    return parsed.lower(index) in (
        "normal",
        "normality",
        "calm",
        "work",
        "power",
        "office",
        "service",
        "duty",
        "order",
        "peace",
    )


def pulls(parsed: Parsed, verb: int) -> Step | None:
    """ "pull all its officers out", "bring the troops home"."""
    particle = particle_of(parsed, verb)
    if particle is None or (
        force_between(parsed, verb, particle) is None
        and parsed.lower(verb + 1) not in PRONOUNS | BE
        and "step" not in parsed.words[verb].senses
    ):
        return None
    if (
        particle > verb + 1
        and force_between(parsed, verb + 1, particle) is None
        and parsed.lower(verb + 1) not in ("them", "it")
    ):
        return None
    return leaves(parsed, verb)
