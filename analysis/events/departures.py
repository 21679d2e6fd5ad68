"""Rules for forces that leave: withdrawals announced, begun, under way, completed, and how long they are to take."""

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
)
from analysis.events.unrest import starts_protests, unrest_begins
from analysis.language.actors import COALITION, CONTRIBUTOR, HOST, Actor
from analysis.language.words import ADVERBS, PREPOSITIONS, QUOTATION_MARKS, RELATIVES

DIRECTED = ("directed", "ordered", "instructed", "decided", "authorised", "authorized")
PREPARING = ("preparation", "preparations", "preparing", "planning", "talks", "negotiations", "work")


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
        smaller = kind == "shrink" and force_cut(parsed, n, n + 5) is not None
        if (
            "is_withdrawal" in senses
            or kind == "leave"
            or smaller
            or (kind == "pull" and particle_of(parsed, n))
        ):
            if (
                vehicle_between(parsed, edge, _head_end(parsed, edge, group))
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
            return _begins_to_come(parsed, verb, n, edge, group)
        if lower in ENDS_OF_CLAUSE or (kind and not parsed.dated[n]):
            break
    return starts_protests(parsed, verb) or _noun_begins(parsed, verb, edge, group)


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


def _one_phase(parsed: Parsed, edge: int, stop: int) -> bool:
    """ "the first phase of the drawdown is complete": a part of it, unless it is the last."""
    at = first_of(parsed, edge, stop, ("phase", "stage"))
    return at is not None and not one_of(parsed, max(edge, at - 2), at, ("final", "last"))


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
        if parsed.sense(n, "is_withdrawal"):
            if any(parsed.verb_class(m) == "announce" for m in range(n + 1, min(n + 12, len(parsed.words)))):
                return None  # "the beginning of the withdrawal was announced on Monday"
            if passing and not any(0 < first - n < 8 for _, first, _ in parsed.dates):
                return None  # "276 have gone since the beginning of the withdrawal"
            planned = any("is_plan" in parsed.words[m].senses for m in range(max(0, noun - 5), noun)) or (
                _marks(parsed, noun)
                and any(tense_of(parsed, m)[0] == PLANNED for m in parsed.bearing["step"] if m < noun)
            )
            names = objects_between(parsed, n + 1, right_edge(parsed, n))
            if one_of(parsed, noun - 3, noun, DIRECTED):
                return make_step(
                    parsed, "withdrawal_announced", noun, n, "decides_to_leave", names, tense=PAST
                )
            tense = PLANNED if planned else PAST
            return Step(
                "withdrawal_began", tense, noun, n, "start_of_withdrawal", tuple(names), (n, n + 6), verb=noun
            )
        if parsed.sense(n, "is_unrest"):
            step = unrest_begins(parsed, noun, n, noun)
            return step
        if parsed.sense(n, "step") or parsed.lower(n) in (",", ";"):
            return None
    return None


def _marks(parsed: Parsed, noun: int) -> bool:
    """ "(will leave,) marking the start": what one step is told to mean."""
    return parsed.lower(noun - 2).startswith(("mark", "signal"))


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
    if not _marks(parsed, noun):
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
    return Step(
        "withdrawal_completed", PLANNED, set_at, noun, "deadline", (), (set_at, set_at), verb=noun, due=True
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
    if mandate is None or not denied or _is_the_hosts_no(parsed, verb):
        return None
    names = [a for a in actors_between(parsed, verb, mandate + 5) if a.role in (CONTRIBUTOR, COALITION)]
    decided = (n for n in range(verb - 1, max(-1, verb - 7), -1) if parsed.verb_class(n) == "approve")
    return Step(
        "withdrawal_announced",
        PAST,
        next(decided, verb),
        mandate,
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
    names = _owner_of(parsed, noun, group) or actors_between(parsed, edge, right)
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


def _is_passive_end(parsed: Parsed, group: int, verb: int) -> bool:
    """ "the deployment was completed": the men are there; "the deployment ended" is their leaving."""
    whole = parsed.lower(verb).startswith(("complet", "finish", "finali"))
    return whole and has_be(parsed, group, verb)


def _is_mandate(parsed: Parsed, edge: int, noun: int) -> bool:
    """Whether only a mandate ends ("the mandate of the force runs out"): nobody says that the force leaves."""
    return parsed.lower(noun) == "mandate" or one_of(parsed, edge, noun, ("mandate",))


def _owner_of(parsed: Parsed, noun: int, stop: int) -> list[Actor]:
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
    names = _owner_of(parsed, noun, group)
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


def is_gone(parsed: Parsed, index: int) -> Step | None:
    """ "will be gone by", "is home again"."""
    _, group = tense_of(parsed, index)
    planned = any("is_plan" in word.senses for word in parsed.words[group:index])
    planned = planned or parsed.lower(group) == "be"  # "will start to leave and be gone in ten days"
    if not planned and not has_be(parsed, group, index):
        return None
    edge = left_edge(parsed, group)
    if not force_like(parsed, edge, group) or is_negated(parsed, group, index):
        return None
    if parsed.lower(index) in ("back", "home") and (
        parsed.sense(index + 1, "step")
        or parsed.lower(index + 1) in ("to", "at", "on", "under")
        and not parsed.dated[index + 1]
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


LAST = ("last", "final", "remaining")


def withdrawal_named(parsed: Parsed, noun: int) -> Step | None:
    """ "with the departure of the last Chadians on Friday", "the complete withdrawal on May 3": done, if a date is its own."""
    right = min(right_edge(parsed, noun), noun + 8)
    full = one_of(parsed, noun - 3, noun, ("complete", "full", "final", "total"))
    full = (
        full or parsed.lower(noun - 1) in ("'s", "’s") and noun > 1 and parsed.dated[noun - 2]
    )  # "Thursday's withdrawal"
    final = parsed.lower(noun + 1) in ("of", "on") and one_of(parsed, noun + 1, right, LAST)
    if not full and not final or is_denied(parsed, max(0, noun - 5), noun):
        return None
    if not any(first - noun < 9 and last > noun - 4 for _, first, last in parsed.dates):
        return None
    if one_of(parsed, noun - 4, noun, ("began", "begin", "for", "demand", "demanded", "announced", "agreed")):
        return None
    names = actors_between(parsed, max(0, noun - 3), noun) + objects_between(parsed, noun + 1, right)
    planned = any(
        "is_plan" in word.senses or "is_due" in word.senses
        for word in parsed.words[max(0, noun - 6) : noun + 9]
    ) or any(phrase.bound in ("by", "until", "within") for phrase, first, _ in parsed.dates if first > noun)
    tense = PLANNED if planned else PAST
    return Step(
        "withdrawal_completed", tense, noun, noun, "withdrawal_named", tuple(names), (noun, noun), verb=noun
    )


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


BASES = ("base", "bases", "airbase", "camp", "camps", "outpost", "barracks")


def leaves(parsed: Parsed, verb: int) -> Step | None:
    """ "left the country", "returned home", "will pull out its soldiers"; "left for Honiara" is the way there."""
    tense, group = tense_of(parsed, verb)
    edge = left_edge(parsed, group)
    after = parsed.lower(verb + 1)
    right = right_edge(parsed, verb) if after not in ("along", "together") else verb + 1
    word = parsed.lower(verb)
    if tense == INFINITIVE and (said := first_said_of(parsed, group)) is not None:
        tense, edge = PAST, left_edge(parsed, said)
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
        ("leave", "leaving", "left", "depart", "take off", "took off", "taken off", *FLOWN_OUT)
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
    if _remembers(parsed, verb) or _moves_within(parsed, verb) or _gives_back(parsed, verb, objects):
        return None
    if word_with(parsed, edge, _head_end(parsed, edge, group), "is_person") is not None and (
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


def _head_end(parsed: Parsed, edge: int, group: int) -> int:
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
            names = _owner_of(parsed, noun, group) or actors_between(parsed, edge, group)
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
