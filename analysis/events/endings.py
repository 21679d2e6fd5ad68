"""Rules for endings: a mission, mandate or withdrawal that is completed, over, not renewed, or lasts until a day."""

from __future__ import annotations

from analysis.events.clauses import (
    BE,
    GERUND,
    INFINITIVE,
    PAST,
    PLANNED,
    PRESENT,
    Parsed,
    actors_between,
    first_of,
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
from analysis.events.departures import BASES
from analysis.events.steps import (
    Step,
    force_like,
    is_negated,
    make_step,
    noun_before,
    shares_subject,
)
from analysis.language.actors import COALITION, CONTRIBUTOR, Actor
from analysis.language.words import QUOTATION_MARKS


def ends_of(parsed: Parsed, noun: int) -> Step | None:
    """ "marking the end of the mission", "announced the completion of the main mission"."""
    if (
        parsed.lower(noun + 1) in ("due", "expected", "planned", "scheduled")
        and "is_withdrawal" in parsed.bearing
    ):
        left = parsed.bearing["is_withdrawal"][0]  # "withdrawal has begun, with completion due by June"
        names = objects_between(parsed, left + 1, min(noun, left + 9)) or actors_between(parsed, 0, left)
        return Step(
            "withdrawal_completed",
            PLANNED,
            noun,
            noun + 1,
            "end_of_mission",
            tuple(names),
            (noun, noun),
            verb=noun,
        )
    if parsed.lower(noun + 1) != "of":
        return None
    said = next(
        (n for n in range(noun - 1, max(-1, noun - 4), -1) if parsed.verb_class(n) == "announce"), None
    )
    mission = word_with(parsed, noun + 2, noun + 6, "is_mission", "is_task")
    if said is not None and mission is not None:
        names = objects_between(parsed, noun + 2, right_edge(parsed, mission))
        return Step(
            "withdrawal_announced",
            PAST,
            said,
            mission,
            "declared_over",
            tuple(names),
            (said, said),
            verb=said,
        )
    if not marks(parsed, noun):
        return None
    mission = word_with(parsed, noun + 2, noun + 6, "is_mission", "is_withdrawal")
    if mission is None:
        return None
    names = objects_between(parsed, noun + 2, right_edge(parsed, mission))
    return Step(
        "withdrawal_completed",
        PAST,
        noun,
        mission,
        "end_of_mission",
        tuple(names),
        (noun, mission),
        verb=noun,
    )


def marks(parsed: Parsed, noun: int) -> bool:
    """ "(will leave,) marking the start": what one step is told to mean."""
    return parsed.lower(noun - 2).startswith(("mark", "signal"))


def deadline(parsed: Parsed, noun: int) -> Step | None:
    """ "setting December 8 as the deadline for withdrawal"."""
    near = range(max(0, noun - 12), min(len(parsed.words), noun + 10))
    if not any(parsed.sense(n, "is_withdrawal") or parsed.verb_class(n) in ("leave", "pull") for n in near):
        return None
    set_at = next(
        (
            n
            for n in range(noun - 1, max(-1, noun - 12), -1)
            if parsed.lower(n) in ("set", "sets", "setting", "gave", "given")
        ),
        noun,
    )
    if not any(set_at - 4 <= first <= noun + 4 for _, first, _ in parsed.dates):
        return None
    left = next((n for n in parsed.bearing.get("is_withdrawal", ()) if n in near), None)
    names = [] if left is None else objects_between(parsed, left + 1, right_edge(parsed, left))
    names = [actor for actor in names if actor.role in (CONTRIBUTOR, COALITION)]
    return Step(
        "withdrawal_completed",
        PLANNED,
        set_at,
        noun,
        "deadline",
        tuple(names),
        (set_at, set_at),
        verb=noun,
        due=True,
    )


def not_renewed(parsed: Parsed, verb: int) -> Step | None:
    """ "refused to renew the mandate", "will not extend the mission": the force is to leave."""
    mandate = word_with(parsed, verb + 1, min(verb + 9, len(parsed.words)), "is_mandate")
    denied = any(
        parsed.lower(n) in ("not", "refused", "refuses", "refusal", "declined", "declines", "never")
        or parsed.lower(n).endswith("n't")
        for n in range(max(0, verb - 5), verb)
    )
    if not denied and (stay := _stay_extended(parsed, verb)) is not None:
        return stay
    _, group = tense_of(parsed, verb)
    passive = has_be(parsed, group, verb)
    if passive and mandate is None:  # "the mandate will not be extended"
        mandate = word_with(parsed, left_edge(parsed, group), group, "is_mandate")
    if mandate is None or not denied or not passive and _is_the_hosts_no(parsed, verb):
        return None
    names = [a for a in actors_between(parsed, verb, mandate + 5) if a.role in (CONTRIBUTOR, COALITION)]
    decided = (n for n in range(verb - 1, max(-1, verb - 7), -1) if parsed.verb_class(n) == "approve")
    return Step(
        "withdrawal_announced",
        PAST,
        min(next(decided, verb), mandate),
        max(verb, mandate),
        "mandate_not_renewed",
        tuple(names),
        (verb, mandate),
        verb=verb,
        whole=True,
    )


STAY = ("presence", "stay", "deployment", "tour")


def _stay_extended(parsed: Parsed, verb: int) -> Step | None:
    """ "has extended their presence until the end of the year": the force is to stay till then, and no longer."""
    tense, group = tense_of(parsed, verb)
    right = right_edge(parsed, verb)
    stay = next((n for n in range(verb + 1, min(right, verb + 6)) if parsed.lowers[n] in STAY), None)
    until = any(phrase.bound in ("until", "not_before") and first > verb for phrase, first, _ in parsed.dates)
    if stay is None or not until or tense == INFINITIVE:
        return None
    names = objects_between(parsed, verb + 1, right)
    return make_step(
        parsed, "withdrawal_completed", verb, stay, "stays_until", names, tense=PLANNED, lasting=True
    )


def _is_the_hosts_no(parsed: Parsed, verb: int) -> bool:
    """Whether it is the host that won't have the force any longer: a demand; that it leaves, its senders have to say."""
    first = next(
        (
            n
            for n in range(verb - 1, -1, -1)
            if parsed.lower(n) in (";", ".") or parsed.words[n].text in QUOTATION_MARKS
        ),
        -1,
    )
    subject = range(first + 1, verb)
    ours = any((a := parsed.sense(n, "actor")) and a.role in (CONTRIBUTOR, COALITION) for n in subject)
    return not ours and not one_of(parsed, first + 1, verb, SENDERS)


SENDERS = (
    "council",
    "security council",
    "bloc",
    "alliance",
    "union",
    "parliament",
    "leaders",
    "lawmakers",
    "summit",
)


def finishes(parsed: Parsed, verb: int) -> Step | None:
    """ "completed its withdrawal", "the withdrawal has ended", "the mission ended", "its mission has been completed"."""
    tense, group = tense_of(parsed, verb)
    edge = left_edge(parsed, group)
    if is_negated(parsed, group, verb) or (tense == INFINITIVE and not noun_before(parsed, group)):
        return None
    if (process := _process_of_leaving(parsed, verb)) is not None:
        return make_step(parsed, "withdrawal_completed", verb, process, "completes_withdrawal", tense=tense)
    if verb == edge and parsed.words[verb].senses["step"][1] == "base":
        return None  # "Complete withdrawal by May 3"
    if parsed.lower(verb) == "complete" and parsed.lower(verb - 1) in ("until", "till"):
        return None  # "until complete stabilisation"
    if parsed.lower(group - 1) in ("that", "which") and parsed.lower(group - 2) in ACCORDS:
        return None  # "in line with the accord that ended the rebellion"
    if parsed.lower(verb) == "close" and parsed.lower(verb + 1) == "to":
        return None  # "brings close to 900 the number of troops"
    if parsed.lower(verb) == "complete" and parsed.lower(verb - 1) in BE:
        return None  # an adjective: `is_over`
    right = right_edge(parsed, verb)
    if _one_phase(parsed, max(0, edge - 1), min(verb + 5, right)):
        return None
    if (
        tense == GERUND
        and parsed.lower(verb - 1) == ","
        and parsed.lower(verb).startswith(("end", "conclud"))
    ):
        mission = word_with(parsed, verb + 1, min(verb + 6, right), "is_mission")
        if mission is not None and word_with(parsed, verb + 1, mission, "is_unrest", "is_person") is None:
            names = actors_between(parsed, verb + 1, right)
            return make_step(
                parsed, "withdrawal_completed", verb, mission, "end_of_mission", names, tense=PAST
            )
    for n in range(verb + 1, min(verb + 5, right)):
        if parsed.lower(n) in ("and", "but", ","):
            break
        if parsed.sense(n, "is_withdrawal") or parsed.verb_class(n) == "leave":
            names = actors_between(parsed, edge, group) + objects_between(parsed, n + 1, right)
            partial = one_of(parsed, n, right, BASES)
            return make_step(
                parsed, "withdrawal_completed", verb, n, "completes_withdrawal", names, partial=partial
            )
    noun = word_with(parsed, edge, group, "is_withdrawal", "is_mission", "is_task", "is_process")
    nearer = [n for n in parsed.bearing.get("is_withdrawal", ()) if edge <= n < group]
    if nearer and noun is not None and any(is_verb(parsed, n) for n in range(noun + 1, nearer[-1])):
        noun = nearer[-1]  # "the mission left on May 3 as part of a withdrawal to be completed by June"
    if parsed.leaving and parsed.lowers[edge:group] == ["it"] and parsed.lower(verb).startswith("complet"):
        return make_step(parsed, "withdrawal_completed", verb, verb, "completes_withdrawal", tense=tense)
    if noun is not None and parsed.lower(noun) == "deployment" and _is_passive_end(parsed, group, verb):
        return make_step(parsed, "deployed", verb, verb, "deployment_done", first=noun)
    if noun is not None and parsed.verb_class(verb) == "finish" and _is_mandate(parsed, edge, noun):
        if parsed.lower(verb).startswith("terminat") and has_be(parsed, group, verb):
            names = actors_between(parsed, edge, group)  # "their mandate was terminated at a summit"
            return make_step(
                parsed, "withdrawal_announced", verb, verb, "ends_the_mandate", names, first=noun, tense=PAST
            )
        return None
    if noun is None and parsed.leaving and one_of(parsed, group - 1, group, ("all", "everything", "it")):
        return make_step(parsed, "withdrawal_completed", verb, verb, "all_completed")
    if noun is None:
        noun = word_with(parsed, verb + 1, min(verb + 5, right), "is_mission", "is_task")
        if noun is None:
            return None
        if (
            not one_of(parsed, verb, noun, ("its", "their"))
            and word_with(parsed, verb + 1, noun + 4, "is_mandate") is not None
        ):
            names = [a for a in actors_between(parsed, edge, right) if a.role in (CONTRIBUTOR, COALITION)]
            return (
                make_step(parsed, "withdrawal_announced", verb, noun, "ends_the_mandate", names, tense=PAST)
                if group == verb
                else None
            )
        ours = one_of(parsed, edge, group, ("we",)) and parsed.lower(noun - 1) == "our"
        if not force_like(parsed, edge, group) and not ours:
            return None
    if vehicle_between(parsed, edge, noun) or of_another_kind(parsed, noun):
        return None
    names = owner_of(parsed, noun, group) or actors_between(parsed, edge, right)
    over = "is_withdrawal" not in parsed.words[noun].senses and "is_process" not in parsed.words[noun].senses
    if over and word_with(parsed, min(noun, group), noun, "is_unrest") is not None:
        return None
    return make_step(
        parsed,
        "withdrawal_completed",
        verb,
        max(verb, noun),
        "mission_ends",
        names,
        first=min(noun, group),
        over=over,
    )


def _process_of_leaving(parsed: Parsed, verb: int) -> int | None:
    """ "will begin pulling out and complete THE PROCESS within ten days": where the process stands that is completed."""
    process = word_with(parsed, verb + 1, min(verb + 4, right_edge(parsed, verb)), "is_process")
    told = any(
        parsed.verb_class(n) in ("leave", "pull") or parsed.sense(n, "is_withdrawal")
        for n in range(max(0, verb - 14), verb)
    )
    return process if told else None


ACCORDS = frozenset("accord accords agreement ceasefire deal pact treaty truce".split())


def _one_phase(parsed: Parsed, edge: int, stop: int) -> bool:
    """ "the first phase of the drawdown is complete": a part of it, unless it is the last."""
    at = first_of(parsed, edge, stop, ("phase", "stage"))
    return at is not None and not one_of(parsed, max(edge, at - 2), at, ("final", "last"))


def _is_passive_end(parsed: Parsed, group: int, verb: int) -> bool:
    """ "the deployment was completed": the men are there; "the deployment ended" is their leaving."""
    whole = parsed.lower(verb).startswith(("complet", "finish", "finali"))
    return whole and has_be(parsed, group, verb)


def _is_mandate(parsed: Parsed, edge: int, noun: int) -> bool:
    """Whether only a mandate ends ("the mandate of the force runs out"): nobody says that the force leaves."""
    return parsed.lower(noun) == "mandate" or one_of(parsed, edge, noun, ("mandate",))


def owner_of(parsed: Parsed, noun: int, stop: int) -> list[Actor]:
    """Whose withdrawal or mission it is, where "of" says so ("the withdrawal of the Kenyans")."""
    if parsed.lower(noun + 1) != "of":
        return []
    names = objects_between(parsed, noun + 2, min(stop, noun + 8))
    return [actor for actor in names if actor.role in (CONTRIBUTOR, COALITION)]


OVER = ("over", "complete", "at an end", "finished")
OTHER_MISSIONS = frozenset(
    "his her my rescue police search security terrorist terror criminal cleanup evacuation relief sweep".split()
)


def of_another_kind(parsed: Parsed, noun: int) -> bool:
    """Whether a mission is none of the force's: "the rescue operation", "the anti-terrorist operation", "his mandate"."""
    return parsed.lower(noun - 1) in OTHER_MISSIONS and not parsed.sense(noun, "is_withdrawal")


WHAT_ENDS = ("is_withdrawal", "is_mission", "is_task")


def is_over(parsed: Parsed, index: int) -> Step | None:
    """ "the operation is over", "the withdrawal is under way"."""
    if parsed.bearing.keys().isdisjoint(WHAT_ENDS):
        return None
    if parsed.lower(index) == "complete" and any(kind in ("arrive", "send") for kind in parsed.verbs if kind):
        return None  # "91 more have gone there, and with them the mission is complete"
    tense, group = tense_of(parsed, index)
    if group == index:
        return declared_over(parsed, index)
    edge = left_edge(parsed, group)
    noun = word_with(parsed, edge, group, *WHAT_ENDS)
    if noun is None or is_negated(parsed, group, index) or of_another_kind(parsed, noun):
        return None
    if (
        parsed.lower(index) == "over"
        and parsed.words[index + 1 : index + 2]
        and parsed.lower(index + 1)[0].isdigit()
    ):
        return None  # "the mission has just over 400 officers"
    if parsed.lower(index) in OVER and _one_phase(parsed, edge, group):
        return None
    if parsed.lower(edge) == "with" and (later := word_with(parsed, noun + 1, group, "is_withdrawal")):
        return _all_gone_with(parsed, index, later, group)
    tense = PLANNED if tense == PLANNED or parsed.lower(group) in ("will", "would") else PAST
    names = actors_between(parsed, edge, group)
    if parsed.lower(index) not in OVER:
        return (
            make_step(
                parsed,
                "withdrawal_began",
                index,
                index,
                "withdrawal_under_way",
                names,
                first=noun,
                tense=tense,
            )
            if parsed.sense(noun, "is_withdrawal")
            else None
        )
    over = not parsed.sense(noun, "is_withdrawal")
    return make_step(
        parsed,
        "withdrawal_completed",
        index,
        index,
        "mission_over",
        names,
        first=noun,
        tense=tense,
        over=over,
    )


def _all_gone_with(parsed: Parsed, index: int, noun: int, group: int) -> Step | None:
    """ "With the exit of the Chadians the withdrawal of the force is complete"."""
    names = owner_of(parsed, noun, group)
    if parsed.lower(index) not in OVER:
        return None
    return make_step(
        parsed,
        "withdrawal_completed",
        index,
        index,
        "mission_over",
        names,
        first=noun,
        tense=PAST,
        whole=not names,
    )


def declared_over(parsed: Parsed, index: int) -> Step | None:
    """ "declared the mission over", "the operation was declared complete": an authority says that it is done."""
    verb = next(
        (n for n in range(index - 1, max(-1, index - 8), -1) if parsed.lowers[n].startswith("declar")), None
    )
    if verb is None:
        return None
    noun = word_with(parsed, max(0, verb - 8), index, *WHAT_ENDS)
    if noun is None:
        return None
    names = actors_between(parsed, max(0, verb - 8), index)
    event = "withdrawal_completed" if parsed.sense(noun, "is_withdrawal") else "withdrawal_announced"
    low, high = min(noun, verb), max(noun, index)
    return Step(event, PAST, low, high, "declared_over", tuple(names), (low, low), verb=verb)


WHAT_LASTS = ("is_withdrawal", "is_process", "is_mission")


def lasts(parsed: Parsed, verb: int) -> Step | None:
    """ "the withdrawal is expected to last until", "the process will take no more than ten days"."""
    if parsed.bearing.keys().isdisjoint(WHAT_LASTS) and "leave" not in parsed.verbs:
        return None
    tense, group = tense_of(parsed, verb)
    edge = left_edge(parsed, group)
    noun = word_with(parsed, edge, group, "is_withdrawal", "is_process")
    if noun is None and any(phrase.bound in ("until", "not_before", "by") for phrase, _, _ in parsed.dates):
        noun = word_with(parsed, edge, group, "is_mission")
    if noun is None and shares_subject(parsed, verb):
        noun = word_with(parsed, 0, group, "is_withdrawal")
    if noun is None and parsed.lower(edge) == "it":  # "it will take ten days to withdraw the force"
        right = min(len(parsed.words), verb + 10)
        noun = next(
            (
                n
                for n in range(verb + 2, right)
                if parsed.verb_class(n) == "leave" and parsed.lower(n - 1) == "to"
            ),
            None,
        )
        if noun is not None:
            names = objects_between(parsed, noun, right_edge(parsed, noun))
            return make_step(
                parsed, "withdrawal_completed", verb, noun, "lasts", names, tense=PLANNED, lasting=True
            )
    if (
        noun is None
        or word_with(parsed, edge, noun, "is_unrest") is not None
        or of_another_kind(parsed, noun)
    ):
        return None
    if any(parsed.lower(n) == "," and parsed.lower(n + 1) in ("as", "while") for n in range(noun, group)):
        return None  # "the mission, as tensions continue"
    status = PLANNED if tense in (PLANNED, INFINITIVE, PRESENT) else PAST
    if parsed.lower(verb + 1) == "place":  # "the withdrawal took place on December 23"
        names = actors_between(parsed, edge, group)
        return make_step(
            parsed,
            "withdrawal_completed",
            verb,
            verb + 1,
            "withdrawal_named",
            names,
            tense=status,
            first=noun,
        )
    return make_step(
        parsed,
        "withdrawal_completed",
        verb,
        verb,
        "lasts",
        actors_between(parsed, edge, group),
        tense=status,
        first=noun,
        lasting=True,
    )


def stays(parsed: Parsed, verb: int) -> Step | None:
    """ "will stay until", "to be kept there until at least"; only what is said of the force."""
    tense, group = tense_of(parsed, verb)
    edge = left_edge(parsed, group)
    if not force_like(parsed, edge, group) or is_negated(parsed, group, verb):
        return None
    if parsed.lower(verb + 1) == "under":
        return None  # "the force stays under French command until February"
    if tense == INFINITIVE and parsed.lower(verb) == "serve":
        return None  # "flies to Honiara tomorrow to serve there"
    if one_of(parsed, edge, group, ("emergency", "curfew", "restrictions", "internet", "order")):
        return None
    status = PAST if tense == PAST and parsed.lower(group) not in ("will", "would") else PLANNED
    return make_step(parsed, "withdrawal_completed", verb, verb, "stays_until", tense=status, lasting=True)
