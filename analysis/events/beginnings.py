"""Rules for beginnings: a withdrawal announced, decided or begun, a force that is cut, protests and deployments that start."""

from __future__ import annotations

from analysis.events.clauses import (
    GERUND,
    INFINITIVE,
    PAST,
    PLANNED,
    PRESENT,
    RUNNING,
    SUBORDINATORS,
    TO_FIGHT,
    Parsed,
    actors_between,
    first_of,
    force_between,
    has_be,
    is_verb,
    left_edge,
    objects_between,
    one_of,
    right_edge,
    tense_of,
    vehicle_between,
    word_with,
)
from analysis.events.departures import EVACUEES, head_end
from analysis.events.endings import marks, owner_of
from analysis.events.found import speaks_of_leaving
from analysis.events.steps import (
    TAKES_OUT,
    Step,
    force_like,
    is_denied,
    is_negated,
    make_step,
    noun_before,
    particle_of,
    sentence_wants,
)
from analysis.events.unrest import starts_protests, unrest_begins
from analysis.language.actors import COALITION, CONTRIBUTOR
from analysis.language.words import RELATIVES

DIRECTED = ("directed", "ordered", "instructed", "decided", "authorised", "authorized")
PREPARING = ("talk", "preparation", "preparations", "preparing", "planning", "talks", "negotiations", "work")


def begins(parsed: Parsed, verb: int) -> Step | None:
    """ "began withdrawing", "will begin a gradual withdrawal", "the withdrawal has begun", "protests began", "began arriving"."""
    tense, group = tense_of(parsed, verb)
    edge = left_edge(parsed, group)
    if is_negated(parsed, group, verb) or _is_the_beginning(parsed, verb):
        return None
    for n in _undated_behind(parsed, verb, 6):
        kind, senses, lower = parsed.verbs[n], parsed.words[n].senses, parsed.lowers[n]
        if lower in PREPARING:
            return None  # "have started preparations for the withdrawal"
        if lower in TO_FIGHT and one_of(parsed, n + 1, n + 3, ("each other", "each", "one another", "with")):
            return unrest_begins(parsed, verb, n, group)  # "two peoples began to fight each other"
        if not senses and lower not in ENDS_OF_CLAUSE:
            continue
        if kind == "leave" and _is_finite(parsed, n):
            break  # "the riots that began on Friday have left 40 people injured"
        smaller = kind == "shrink" and force_cut(parsed, n, n + 5) is not None
        if (
            "is_withdrawal" in senses
            or kind == "leave"
            or smaller
            or (kind == "pull" and particle_of(parsed, n))
        ):
            if (
                vehicle_between(parsed, edge, head_end(parsed, edge, group))
                or is_denied(parsed, edge, group)
                and tense == INFINITIVE
            ):
                return None
            if one_of(parsed, n + 1, n + 7, EVACUEES) and lower.startswith(TAKES_OUT):
                return None  # "started to bring out large numbers of people"
            names = actors_between(parsed, edge, group) + objects_between(
                parsed, n + 1, right_edge(parsed, n)
            )
            last = particle_of(parsed, n) or n
            return make_step(
                parsed,
                "withdrawal_began",
                verb,
                last,
                "begins_to_leave",
                names,
                partial=_partial_begin(parsed, edge, group),
            )
        if "is_protesting" in senses or "is_unrest" in senses and parsed.lowers[n - 1] == "to":
            return unrest_begins(parsed, verb, n, group)  # "people began to protest"
        if kind in ("arrive", "send") or "is_deployment" in senses:
            if (came := _begins_to_come(parsed, verb, n, edge, group)) is not None:
                return came
            break  # "the protests started in Oyem, and other towns joined in"
        if lower in ENDS_OF_CLAUSE or (kind and not parsed.dated[n]):
            break
    return starts_protests(parsed, verb) or _noun_begins(parsed, verb, edge, group)


def _is_finite(parsed: Parsed, n: int) -> bool:
    """Whether a verb of leaving is a clause's own: "(what began there) left", "has left"; not "(began) being withdrawn"."""
    return parsed.words[n].senses["step"][1] in ("past", "participle") and not one_of(
        parsed, n - 3, n, ("be", "being")
    )


def _undated_behind(parsed: Parsed, verb: int, most: int) -> list[int]:
    """The words behind a verb, without those of a date that stands between: "began (on Tuesday, April 29,) to withdraw"."""
    found, n = [], verb + 1
    while n < len(parsed.words) and len(found) < most:
        in_date = (
            parsed.dated[n]
            or parsed.lower(n) == ","
            and (parsed.dated[n - 1] or parsed.dated[n + 1 : n + 2] == [True])
        )
        if not in_date:
            found.append(n)
        n += 1
    return found


ENDS_OF_CLAUSE = RELATIVES | SUBORDINATORS | {",", ";"}


def _is_the_beginning(parsed: Parsed, verb: int) -> bool:
    """ "since the beginning of the withdrawal", "ten days from its beginning": a noun."""
    return parsed.lower(verb) == "beginning" and (
        parsed.lower(verb + 1) == "of" or parsed.lower(verb - 1) in ("the", "its", "their")
    )


def _grew_from(parsed: Parsed, verb: int, group: int) -> Step | None:
    """ "what began on May 3 as a protest": the unrest that is named behind "as"."""
    at = next((n for n in range(verb + 1, min(len(parsed.words), verb + 6)) if parsed.lower(n) == "as"), None)
    noun = at and word_with(parsed, at, min(len(parsed.words), at + 6), "is_unrest")
    return unrest_begins(parsed, verb, noun, group) if noun else None


def _begins_to_come(parsed: Parsed, verb: int, n: int, edge: int, group: int) -> Step | None:
    """ "started deploying soldiers", "it began with the arrival of the first Kenyans"."""
    right = right_edge(parsed, n)
    named = parsed.sense(n, "is_deployment") is not None
    brought = force_between(parsed, n + 1, right) is not None and (named or parsed.verb_class(n) == "send")
    if not force_like(parsed, edge, group) and not brought:
        return None
    names = actors_between(parsed, n + 1, right) if named and parsed.lower(n + 1) == "of" else []
    names = [actor for actor in names if actor.role in (CONTRIBUTOR, COALITION)]
    return make_step(parsed, "deployed", verb, n, "begins_to_arrive", names or None)


def _partial_begin(parsed: Parsed, edge: int, group: int) -> bool:
    """Whether only the first few begin to leave."""
    return vehicle_between(parsed, edge, group)


def _noun_begins(parsed: Parsed, verb: int, edge: int, group: int) -> Step | None:
    """A beginning whose subject is the step: "the withdrawal began", "protests began"."""
    edge = antecedent(parsed, edge, group)
    noun = word_with(parsed, edge, group, "is_withdrawal", "is_unrest", "is_deployment")
    if noun is not None and (_of_another(parsed, noun, verb, group) or _talked_about(parsed, edge, noun)):
        return None
    if noun is not None and _later_phase(parsed, edge, group):
        return None
    if noun is None and parsed.leaving:
        noun = word_with(parsed, edge, group, "is_process")
    if noun is None and parsed.lower(verb).startswith("launch"):
        noun = word_with(parsed, edge, group, "is_mission")
        if noun is None and any(
            parsed.sense(n, "actor") and parsed.lower(n).startswith(("operation ", "mission "))
            for n in range(edge, group)
        ):
            noun = edge  # "Operation Helping Hand was launched", a name of the force
    if noun is None and parsed.lower(edge) == "what":
        return _grew_from(parsed, verb, group)
    if noun is None and parsed.lowers[edge:group] == ["it"] and speaks_of_leaving(parsed.before):
        return make_step(parsed, "withdrawal_began", verb, verb, "withdrawal_begins", first=edge)
    if noun is None and parsed.lower(edge) == "it" and parsed.lower(edge + 1) == "all" and not parsed.leaving:
        return unrest_begins(parsed, verb, edge, group)  # "it all started on May 10"
    counted = (
        noun is not None and noun > 0 and parsed.dated[noun - 1]
    )  # "was cut, two days after protests began"
    if noun is None or not counted and word_with(parsed, edge, noun, "is_person", "step") is not None:
        return None
    senses = parsed.words[noun].senses
    names = actors_between(parsed, edge, group)
    if "is_unrest" in senses:
        return unrest_begins(parsed, verb, noun, group)
    if "is_withdrawal" in senses or "is_process" in senses:
        return make_step(parsed, "withdrawal_began", verb, verb, "withdrawal_begins", names, first=noun)
    return make_step(parsed, "deployed", verb, verb, "deployment_begins", names, first=noun)


def antecedent(parsed: Parsed, edge: int, group: int) -> int:
    """Where the noun of a relative clause begins, behind the verb before it ("agreed on the withdrawal, which began")."""
    if parsed.lower(group - 1) not in ("which", "that"):
        return edge
    verbs = (
        n
        for n in range(group - 2, edge, -1)
        if (is_verb(parsed, n) or parsed.verb_class(n)) and not parsed.sense(n, "is_unrest")
    )
    return next(verbs, edge - 1) + 1


TALKS = (
    "talks",
    "discussions",
    "negotiations",
    "preparations",
    "debate",
    "planning",
    "consultations",
    "deliberations",
)
LATER = ("second", "third", "next", "final", "last", "fourth", "two", "three")


def _talked_about(parsed: Parsed, edge: int, noun: int) -> bool:
    """ "talks on a withdrawal began": the talks did."""
    return one_of(parsed, edge, noun, TALKS)


def _later_phase(parsed: Parsed, edge: int, group: int) -> bool:
    """ "the second phase of the withdrawal started": the withdrawal had begun before."""
    at = first_of(parsed, edge, group, ("phase", "stage"))
    return at is not None and one_of(parsed, max(edge, at - 2), at + 2, LATER)


def _of_another(parsed: Parsed, noun: int, verb: int, group: int) -> bool:
    """Whether a bare participle describes a later noun ("despite an offensive launched in May")."""
    return (
        group == verb
        and parsed.lower(verb).startswith(("launch", "initiat"))
        and any(is_verb(parsed, n) for n in range(noun + 1, verb))
    )


def starts_of(parsed: Parsed, noun: int) -> Step | None:
    """ "marking the start of the withdrawal", "the commencement of the protests"."""
    if parsed.lower(noun + 1) != "of":
        return None
    passing = one_of(parsed, noun - 2, noun, ("since", "at", "from", "before", "until", "after", "for"))
    for n in range(noun + 2, min(noun + 7, len(parsed.words))):
        told = parsed.sense(n, "is_withdrawal") or parsed.sense(n, "is_unrest")
        if told and passing and not any(0 < first - n < 8 for _, first, _ in parsed.dates):
            return None  # "276 have gone since the beginning of the withdrawal", "the bloodiest day since the unrest's"
        if parsed.sense(n, "is_withdrawal"):
            if any(parsed.verb_class(m) == "announce" for m in range(n + 1, min(n + 12, len(parsed.words)))):
                return None  # "the beginning of the withdrawal was announced on Monday"
            planned = any("is_plan" in parsed.words[m].senses for m in range(max(0, noun - 5), noun)) or (
                marks(parsed, noun)
                and any(tense_of(parsed, m)[0] == PLANNED for m in parsed.bearing["step"] if m < noun)
            )
            names = objects_between(parsed, n + 1, right_edge(parsed, n))
            if one_of(parsed, noun - 3, noun, DIRECTED):
                return make_step(
                    parsed, "withdrawal_announced", noun, n, "decides_to_leave", names, tense=PAST
                )
            if not names and marks(
                parsed, noun
            ):  # "500 Nigerians went home, marking the start of a withdrawal"
                names = [actor for actor in actors_between(parsed, 0, noun) if actor.role == CONTRIBUTOR]
            tense = PLANNED if planned else PAST
            return Step(
                "withdrawal_began", tense, noun, n, "start_of_withdrawal", tuple(names), (n, n + 6), verb=noun
            )
        if parsed.sense(n, "is_unrest"):
            return unrest_begins(parsed, noun, n, noun)
        if parsed.sense(n, "step") or parsed.lower(n) in (",", ";"):
            return None
    return None


def _is_announced(parsed: Parsed, verb: int, group: int) -> bool:
    """Whether a verb of announcing is passive: "was announced", "has been confirmed"."""
    return parsed.words[verb].senses["step"][1] in ("past", "participle") and has_be(parsed, group, verb)


def _end_of_mission(parsed: Parsed, edge: int, group: int) -> int | None:
    """Where "the end of the mission" stands in a run ("the formal end of the mission has been announced")."""
    return next(
        (
            n
            for n in range(edge, group)
            if parsed.lower(n) in ENDS
            and parsed.lower(n + 1) == "of"
            and word_with(parsed, n, min(n + 5, group), "is_mission") is not None
        ),
        None,
    )


ENDS = ("end", "conclusion", "completion", "termination", "cessation", "closure", "close")


def told_of_leaving(parsed: Parsed, verb: int) -> Step | None:
    """ "the men were told of their pull-out", "were informed that they would leave": the force hears that it will leave."""
    _, group = tense_of(parsed, verb)
    return _told_of_leaving(parsed, verb, group)


def _told_of_leaving(parsed: Parsed, verb: int, group: int) -> Step | None:
    """As `told_of_leaving`."""
    if not parsed.lower(verb).startswith(("told", "inform", "notif")) or parsed.lower(verb + 1) not in (
        "of",
        "about",
    ):
        return None
    noun = word_with(parsed, verb + 2, verb + 5, "is_withdrawal")
    edge = left_edge(parsed, group)
    passive = has_be(parsed, group, verb)
    if noun is None or not passive or not force_like(parsed, edge, group) or is_negated(parsed, group, verb):
        return None
    return make_step(parsed, "withdrawal_announced", verb, noun, "withdrawal_announced", tense=PAST)


def _means_to_leave(parsed: Parsed, verb: int, right: int) -> Step | None:
    """ "announced its intention to withdraw its forces", "confirmed plans to pull out"."""
    noun = next((n for n in range(verb + 1, min(right, verb + 8)) if parsed.lower(n) in INTENTIONS), None)
    if noun is None or parsed.lower(noun + 1) not in ("to", "of"):
        return None
    for n in range(noun + 2, min(len(parsed.words), noun + 5)):
        if (
            parsed.verb_class(n) in ("leave", "shrink")
            or parsed.verb_class(n) == "pull"
            and particle_of(parsed, n)
        ) and (word_with(parsed, n + 1, n + 4, "is_person") is None):
            edge = left_edge(parsed, verb)
            names = actors_between(parsed, edge, verb) + objects_between(parsed, n + 1, right_edge(parsed, n))
            return make_step(parsed, "withdrawal_announced", verb, n, "means_to_leave", names, tense=PAST)
    return None


def _decision_to_leave(parsed: Parsed, group: int) -> int | None:
    """ "the decision to withdraw them (was announced)": where the noun stands."""
    for n in range(max(0, group - 8), group - 2):
        leaves = parsed.verb_class(n + 2) in ("leave", "shrink")
        leaves = leaves or parsed.verb_class(n + 2) == "pull" and bool(particle_of(parsed, n + 2))
        if parsed.lower(n) in INTENTIONS and parsed.lower(n + 1) == "to" and leaves:
            return n
    return None


INTENTIONS = (
    "intention",
    "intentions",
    "plan",
    "plans",
    "decision",
    "readiness",
    "willingness",
    "intent",
    "resolve",
)


def shrinks(parsed: Parsed, verb: int) -> Step | None:
    """ "will be scaled back to 500 men", "is reducing its force": a cut is a beginning, never the end."""
    tense, group = tense_of(parsed, verb)
    edge = left_edge(parsed, group)
    if (
        is_negated(parsed, group, verb)
        or is_denied(parsed, edge, group)
        or sentence_wants(parsed, edge, group)
    ):
        return None
    right = min(right_edge(parsed, verb), verb + 7)
    passive = has_be(parsed, group, verb) and not parsed.lower(verb).endswith("ing")
    active = force_cut(parsed, verb + 1, right)
    if passive and tense in (PAST, PLANNED, RUNNING, PRESENT) or parsed.lower(verb).startswith("shr"):
        cut = force_cut(parsed, edge, group) is not None or _of_ours(parsed, edge, group)
    else:
        cut = active is not None
    if not cut or word_with(parsed, edge, group, "is_unrest") is not None:
        return None
    if tense == INFINITIVE and not noun_before(parsed, group):
        return None
    if tense == GERUND:
        return None
    names = actors_between(parsed, edge, group) + objects_between(parsed, verb + 1, right)
    return make_step(parsed, "withdrawal_began", verb, verb, "shrinks", names, tense=tense)


def force_cut(parsed: Parsed, first: int, last: int) -> int | None:
    """The noun for a force, or for its mission or strength, in a run."""
    force = force_between(parsed, first, last)
    return force if force is not None else word_with(parsed, first, last, "is_mission", "is_joint")


def _of_ours(parsed: Parsed, first: int, last: int) -> bool:
    """ "Ghana's contribution": a country's part in the force."""
    ours = any(a.role in (CONTRIBUTOR, COALITION) for a in actors_between(parsed, first, last))
    return ours and one_of(parsed, first, last, ("contribution", "share", "part", "involvement", "footprint"))


def announces_withdrawal(parsed: Parsed, verb: int) -> Step | None:
    """ "announced the withdrawal of his country's police", "announcing the end of the deployment"."""
    right = right_edge(parsed, verb)
    tense, group = tense_of(parsed, verb)
    if tense == PLANNED or is_negated(parsed, group, verb):
        return None
    if (
        parsed.lower(verb - 1) == ","
        and word_with(parsed, max(0, verb - 6), verb, "is_withdrawal") is not None
    ):
        names = actors_between(parsed, max(0, verb - 6), verb)  # "the withdrawal, announced on Monday"
        return make_step(
            parsed, "withdrawal_announced", verb, verb, "withdrawal_announced", names, tense=PAST
        )
    if _is_announced(parsed, verb, group):
        edge = left_edge(parsed, group)
        noun = word_with(parsed, edge, group, "is_withdrawal")
        noun = _end_of_mission(parsed, edge, group) if noun is None else noun
        if noun is not None and not is_denied(parsed, edge, group):
            names = owner_of(parsed, noun, group) or actors_between(parsed, edge, group)
            return make_step(
                parsed,
                "withdrawal_announced",
                verb,
                verb,
                "withdrawal_announced",
                names,
                tense=PAST,
                first=noun,
            )
        if (noun := _decision_to_leave(parsed, group)) is not None:
            names = actors_between(parsed, noun, group)
            return make_step(
                parsed, "withdrawal_announced", verb, verb, "plan_announced", names, tense=PAST, first=noun
            )
    if told := _told_of_leaving(parsed, verb, group):
        return told
    if meant := _means_to_leave(parsed, verb, right):
        return meant
    if parsed.lower(verb - 1) in (
        "timeframe",
        "timetable",
        "schedule",
        "deadline",
        "move",
        "plan",
        "date",
        "decision",
    ):
        if one_of(parsed, 0, verb, ("leave", "withdraw", "withdrawal", "depart", "pull out", "go home")):
            return make_step(parsed, "withdrawal_announced", verb, verb, "plan_announced", tense=PAST)
    for n in range(verb + 1, min(right, verb + 6)):
        end_of = (
            parsed.lower(n) in ("end", "conclusion", "completion")
            and word_with(parsed, n, n + 5, "is_mission", "is_deployment") is not None
        )
        if parsed.sense(n, "is_withdrawal") or end_of:
            edge = left_edge(parsed, group)
            names = actors_between(parsed, n, right) or actors_between(parsed, edge, group)
            return make_step(
                parsed, "withdrawal_announced", verb, n, "announces_withdrawal", names, tense=PAST
            )
        if parsed.verb_class(n) or parsed.lower(n) in RELATIVES or parsed.lower(n) in SUBORDINATORS:
            return None
    return None
