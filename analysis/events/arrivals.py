"""Rules for forces that come: sent, arrived, expected, deployed."""

from __future__ import annotations

from analysis.events.clauses import (
    BE,
    GERUND,
    INFINITIVE,
    PAST,
    PLANNED,
    PRESENT,
    RUNNING,
    TAKING,
    Parsed,
    actors_between,
    ends_as_past,
    first_of,
    force_between,
    has_be,
    is_force,
    is_verb,
    left_edge,
    one_of,
    right_edge,
    tense_of,
    vehicle_between,
    word_with,
)
from analysis.events.steps import (
    Step,
    elsewhere,
    first_said_of,
    force_like,
    goes_somewhere,
    is_denied,
    is_negated,
    is_partial,
    is_passive,
    make_step,
    noun_before,
    tense_said_of,
    to_host,
)
from analysis.language.actors import COALITION, CONTRIBUTOR, HOST, Actor
from analysis.language.words import ADVERBS, PREPOSITIONS


def arrives(parsed: Parsed, verb: int) -> Step | None:
    """ "arrived on Friday", "will fly to Honiara", "left Kigali for Madagascar"."""
    tense, group = tense_of(parsed, verb)
    edge = left_edge(parsed, group)
    if tense == GERUND and parsed.lower(group - 1) in ("after", "since", "upon", "on"):
        tense = PAST
    if is_negated(parsed, group, verb) or is_denied(parsed, edge, group):
        return None
    came = one_of(parsed, group - 2, group, ("whom",))  # "has sent 150, the last of whom crossed on May 21"
    if parsed.lower(verb).startswith("cross") and not came and one_of(parsed, edge, group, ("last", "final")):
        names = actors_between(
            parsed, edge, group
        )  # "the last of the soldiers crossed the border", "into Niger"
        return make_step(parsed, "withdrawal_completed", verb, verb, "leaves", names, tense=tense)
    if _goes_away(parsed, verb, edge, group, tense):
        return make_step(parsed, "withdrawal_completed", verb, verb, "leaves", tense=tense)
    if parsed.lower(verb) == "gone" and has_be(parsed, group, verb):
        return None
    crosses = parsed.lower(verb) in ("cross", "crossed", "crosses", "crossing")
    if crosses and not one_of(parsed, verb + 1, verb + 6, ("into", "over", "the border")):
        return None
    if parsed.lower(verb) == "joined" and has_be(parsed, group, verb):
        return _join_them(parsed, verb, tense)
    if elsewhere(parsed, verb, right_edge(parsed, verb), ("in", "to", "into", "at")):
        return None
    if parsed.lower(edge) == "it" and parsed.lower(verb).startswith(("come", "came")):
        return None
    if parsed.lower(verb).startswith("reach") and parsed.lower(verb + 1)[:1].isdigit():
        return None  # "the force should reach 3,700 troops by May"
    if _is_no_traveller(parsed, edge, group):
        return None
    if parsed.lower(verb) == "gone" and (
        parsed.lower(verb + 1) not in ("to", "into", "in", "there", "on", "through")
        or verb + 1 < len(parsed.words)
        and parsed.dated[verb + 1]
    ):
        return _gone_for_good(parsed, verb, edge, group)
    comma = edge
    if "," in parsed.lowers[edge:group]:
        comma = next((n for n in range(group - 1, edge, -1) if parsed.lowers[n] == ","), edge)
    if word_with(parsed, comma, group, "is_request", "is_decision") is not None or _no_place(parsed, verb):
        return None
    edge, group, tense = subject_elsewhere(parsed, verb, edge, group, tense)
    if tense == GERUND or not force_like(parsed, edge, group):
        return None
    if edge != verb + 1 and not goes_somewhere(parsed, verb):
        return None
    if tense == INFINITIVE and (said := first_said_of(parsed, group)) is not None:
        tense = tense_said_of(parsed, said)
    if tense == INFINITIVE and not noun_before(parsed, group):
        return None
    names = _antecedent(parsed, edge, group) or actors_between(parsed, edge, group)
    if not names and parsed.lower(verb).startswith(("lea", "left", "depart")):  # "a second group left Kigali"
        names = [actor for actor in [parsed.sense(verb + 1, "actor")] if actor]
    if comes_home(parsed, verb) or _last_to_land(parsed, verb, edge, group):
        return make_step(
            parsed,
            "withdrawal_completed",
            verb,
            verb,
            "comes_home",
            names,
            tense=tense,
            partial=is_partial(parsed, edge, group, tense == PLANNED),
        )
    if one_of(parsed, edge, group, BY_LAND) and not names and force_between(parsed, edge, group) is None:
        return None  # "143 vehicles rolled into the town"
    names += _companions(parsed, verb)
    if not any(actor.role in (CONTRIBUTOR, COALITION) for actor in names) and vehicle_between(
        parsed, edge, group
    ):
        names += actors_between(
            parsed, verb + 1, len(parsed.words)
        )  # "an aircraft landed, carrying 75 Guatemalans"
    return make_step(parsed, "deployed", verb, verb, "arrives", names, tense=tense)


def _antecedent(parsed: Parsed, edge: int, group: int) -> list[Actor]:
    """Whose men "who" leads back to: "to relieve the Ugandan troops who came in March", "the soldiers who came from Rwanda"."""
    if parsed.lower(group - 1) != "who" or group < 2 or not is_force(parsed, group - 2):
        return []
    actor = parsed.sense(group - 3, "actor")
    if actor is None:
        home = next(
            (n for n in range(group + 1, right_edge(parsed, group)) if parsed.lower(n) == "from"), None
        )
        actor = None if home is None else parsed.sense(home + 1, "actor")
    return [actor] if actor and actor.role in (CONTRIBUTOR, COALITION) else []


def _join_them(parsed: Parsed, verb: int, tense: str) -> Step | None:
    """ "are to be joined by Kenyan police on Friday": those who come are named behind."""
    names = (
        actors_between(parsed, verb + 1, right_edge(parsed, verb)) if parsed.lower(verb + 1) == "by" else []
    )
    return make_step(parsed, "deployed", verb, verb, "arrives", names, tense=tense) if names else None


def _goes_away(parsed: Parsed, verb: int, edge: int, group: int, tense: str) -> bool:
    """ "announced that they would go", where a withdrawal is spoken of and no place named."""
    if parsed.lower(verb) not in ("go", "going") or tense != PLANNED or not force_like(parsed, edge, group):
        return False
    n = verb + 1
    if (
        n < len(parsed.words)
        and not parsed.dated[n]
        and parsed.lower(n) not in (".", ",", ";", "”", '"', "and", "soon")
    ):
        return False
    return parsed.leaving or word_with(parsed, 0, verb, "is_withdrawal") is not None


BY_LAND = ("vehicles", "trucks", "lorries", "tanks")
ABSTRACT = frozenset(
    "end yes news word idea answer response reply announcement comment comments help fall".split()
)


def _is_no_traveller(parsed: Parsed, edge: int, group: int) -> bool:
    """ "The end of the mission came", "word that they would go came", "let the soldiers go": nobody travels."""
    n = edge
    while n < group and (parsed.dated[n] or parsed.lower(n) in ("the", "a", "its", ",")):
        n += 1
    head = n < group and parsed.lower(n) in ABSTRACT and parsed.lower(n + 1) in ("of", "that", "from")
    empty = vehicle_between(parsed, edge, group) and force_between(parsed, edge, group) is None
    if empty and "leave" in parsed.verbs[group:]:
        return True  # "a plane from Chad arrived to take the soldiers home"
    return head or one_of(parsed, edge, group, ("let", "lets"))


def _gone_for_good(parsed: Parsed, verb: int, edge: int, group: int) -> Step | None:
    """ "with the last Chadians gone", "all of them had gone": of the last and of all, nowhere named."""
    if not one_of(parsed, edge, group, ("last", "final", "all", "remaining")) or not force_like(
        parsed, edge, group
    ):
        return None
    tense, _ = tense_of(parsed, verb)
    return make_step(parsed, "withdrawal_completed", verb, verb, "leaves", tense=tense, final=True)


NO_PLACES = (
    "week month day year phase stage end peak village town building house hospital camp palace station prison"
    " capacity capability agreement deal strength target"
).split()


def _no_place(parsed: Parsed, verb: int) -> bool:
    """ "entered their third week", "reached the end of the phase": a time is no place."""
    if not parsed.lower(verb).startswith(("enter", "reach", "join", "go")):
        return False
    stop = min(verb + 6, right_edge(parsed, verb))
    return one_of(parsed, verb + 1, stop, NO_PLACES)


def subject_elsewhere(parsed: Parsed, verb: int, edge: int, group: int, tense: str) -> tuple[int, int, str]:
    """The subject where it is not before its verb: "Landing on Friday, the Fijians took over", "on Friday came 50 Fijians"."""
    if tense == GERUND or parsed.lower(group) == "having":
        if parsed.lower(edge) in ("after", "since", "upon", "on") or group in (0, edge):
            comma = next(
                (n for n in range(verb + 1, min(len(parsed.words), verb + 14)) if parsed.lower(n) == ","),
                None,
            )
            stop = comma and next(
                (n for n in range(comma + 1, min(len(parsed.words), comma + 12)) if is_verb(parsed, n)), None
            )
            return (comma + 1, stop, PAST) if stop else (edge, group, tense)
        if parsed.lower(group - 1) == "," and force_like(parsed, edge, group):
            later = any("is_plan" in parsed.words[n].senses for n in range(edge, group))
            return edge, group, PLANNED if later else PAST
        return edge, group, tense
    if group == verb and tense in (PAST, PRESENT) and not _has_subject(parsed, edge, group):
        right = right_edge(parsed, verb)
        n = verb + 1
        while n < right and (
            parsed.dated[n] or parsed.lower(n) in ("on", "in", "the", "a", "an", "some", "about", "also")
        ):
            n += 1
        behind = force_between(parsed, n, min(right, n + 7))
        if behind is None and (actor := parsed.sense(n, "actor")) and actor.role == CONTRIBUTOR:
            behind = n  # "two days later came the Rwandans"
        if behind is not None and not one_of(parsed, n, behind, ("to", "into", "from", "by")):
            return verb + 1, behind + 1, tense
    return edge, group, tense


def _has_subject(parsed: Parsed, edge: int, group: int) -> bool:
    """Whether a clause has a noun before its verb that no preposition governs."""
    for n in range(edge, group):
        word = parsed.words[n]
        if parsed.dated[n] or word.lower in ("also", "then", "there", ","):
            continue
        if word.lower in PREPOSITIONS:
            return any(
                (is_force(parsed, m) or parsed.lower(m) == ",") and not parsed.dated[m]
                for m in range(n + 1, group)
            )
        return True
    return False


def comes_home(parsed: Parsed, verb: int) -> bool:
    """ "arrived back in Kigali", "landed in Suva": the place is the contributor's own, or "home" or "back" says so."""
    right = right_edge(parsed, verb)
    if to_host(parsed, verb, right):
        return False
    airport = first_of(parsed, verb + 1, verb + 9, ("airport", "airbase"))
    if (
        airport is not None
        and parsed.lower(airport + 1) == ","
        and (town := parsed.sense(airport + 2, "actor"))
    ):
        return town.role == CONTRIBUTOR  # "landed at the airport, Kigali,"
    for n in range(verb + 1, right):
        if parsed.lowers[n] in ("home", "back", "homeland"):
            return parsed.lowers[n - 1] not in (
                "to",
                "take",
                "win",
                "get",
                "bring",
            )  # "went there to back the others"
        actor = parsed.words[n].senses.get("actor")
        if actor and actor.role == HOST and parsed.lower(n - 1) == "from" and n < verb + 4:
            return True  # "two squadrons that come from the islands"
        if actor and parsed.lower(n - 1) in ("in", "at", "to", "reached", "into", "near", "outside"):
            return actor.role == CONTRIBUTOR
    return False


def _last_to_land(parsed: Parsed, verb: int, edge: int, group: int) -> bool:
    """ "The last planes with peacekeepers landed in Ivanovo": the last come to no host's country, they come home."""
    told = one_of(parsed, edge, group, ("last", "final"))
    if not told or not any(
        parsed.lower(n) in ("last", "final") and not parsed.dated[n] for n in range(edge, group)
    ):
        return False
    if not any(parsed.lower(n) in ("in", "at", "to", "back", "home") for n in range(verb + 1, verb + 4)):
        return False  # "the last of them arrived on Saturday", wherever that was
    return goes_somewhere(parsed, verb) and not to_host(parsed, verb, right_edge(parsed, verb))


def _companions(parsed: Parsed, verb: int) -> list[Actor]:
    """ "arrived alongside men from Kenya and Ghana": those who came too."""
    right = min(len(parsed.words), verb + 22)
    if not one_of(parsed, verb + 1, right, ("alongside", "together", "along")):
        return []
    at = next(
        (
            n
            for n in range(verb + 1, right)
            if parsed.lower(n) in ("alongside", "together", "along")
            and (parsed.lower(n) == "alongside" or parsed.lower(n + 1) == "with")
        ),
        None,
    )
    if at is None:
        return []
    stop = next(
        (n for n in range(at, right) if parsed.dated[n] or parsed.lower(n) in (";", ".", "who")), right
    )
    return [actor for actor in actors_between(parsed, at, stop) if actor.role == CONTRIBUTOR]


def moves(parsed: Parsed, verb: int) -> Step | None:
    """ "moved 300 soldiers into Gabon", "peacekeepers were introduced into the country": only with the host as its goal."""
    _, group = tense_of(parsed, verb)
    right = right_edge(parsed, verb)
    goal = any(
        (actor := parsed.sense(n, "actor"))
        and actor.role == HOST
        and one_of(parsed, n - 5, n, ("to", "into", "in"))
        and parsed.lower(n - 1) != "from"
        for n in range(verb + 1, right)
    ) or (to_host(parsed, verb, right) and one_of(parsed, verb, right, ("country", "islands", "island")))
    if not goal:
        return None
    moved = force_between(parsed, verb + 1, right)
    men = force_like(parsed, left_edge(parsed, group), group) and one_of(
        parsed, verb + 1, verb + 4, ("into",)
    )
    if moved is None and men and not has_be(parsed, group, verb):
        return arrives(parsed, verb)  # "moved swiftly into the country"
    if moved is None and not is_passive(parsed, group, verb):
        return None
    return sends(parsed, verb)


def receives(parsed: Parsed, verb: int) -> Step | None:
    """ "Honiara welcomed the first Fijians on Friday"; "Suva welcomed its soldiers home" is their return."""
    tense, group = tense_of(parsed, verb)
    right = right_edge(parsed, verb)
    edge = left_edge(parsed, group)
    force = force_between(parsed, verb + 1, right)
    if force is None or tense in (GERUND, INFINITIVE) or is_negated(parsed, group, verb):
        return None
    if (
        word_with(parsed, verb + 1, right, "is_withdrawal", "is_deployment", "is_decision", "is_mission")
        is not None
    ):
        return None
    names = [a for a in actors_between(parsed, verb + 1, right) if a.role in (CONTRIBUTOR, COALITION)]
    if parsed.lower(verb) in ("get", "receive"):
        ours = force_like(parsed, edge, group) or any(
            a.role == HOST for a in actors_between(parsed, edge, group)
        )
        return (
            make_step(parsed, "deployed", verb, force, "will_get", names)
            if tense == PLANNED and ours
            else None
        )
    home = one_of(parsed, force, right + 1, ("home", "back"))
    subject = actors_between(parsed, edge, group)
    if home:
        partial = is_partial(parsed, verb + 1, right)
        return make_step(
            parsed, "withdrawal_completed", verb, force, "comes_home", names or subject, partial=partial
        )
    if not names or not any(actor.role == HOST for actor in subject):
        return None
    return make_step(parsed, "deployed", verb, force, "receives", names)


def present_since(parsed: Parsed, index: int) -> Step | None:
    """ "have been stationed there since May 3", "the force, in the country since May 3": it came then."""
    since = [
        (first, last)
        for phrase, first, last in parsed.dates
        if phrase.bound == "from" and phrase.words.lower().startswith(("since", "from"))
    ]
    after = [row for row in since if 0 < row[0] - index < 10]
    ahead = [row for row in since if row[0] < index < row[1] + 14]
    if not after and not ahead:
        return None
    _, group = tense_of(parsed, index)
    edge = left_edge(parsed, group)
    if is_negated(parsed, group, index):
        return None
    if any(parsed.verbs[n] for n in range(index + 1, after[0][0])) if after else False:
        return None
    if parsed.lower(index).startswith(
        ("maintain", "has ", "have ", "had ")
    ):  # "the forces that they maintain there since May 3"
        edge, stop = max(0, index - 8), after[0][0] if after else min(len(parsed.words), index + 6)
    else:
        stop = index
    force = force_between(parsed, edge, stop)
    names = [a for a in actors_between(parsed, edge, stop) if a.role in (CONTRIBUTOR, COALITION)]
    if force is None and not names:
        return None
    if elsewhere(parsed, index, after[0][0] if after else min(len(parsed.words), index + 6), ("in", "at")):
        return None
    return make_step(
        parsed,
        "deployed",
        index,
        after[0][1] if after else index,
        "is_there",
        names or None,
        tense=PAST,
        first=index,
    )


CARRIED = ("airlift", "flown", "transported", "ferried", "brought")  # "airlifted by Angola": in its aircraft


def sends(parsed: Parsed, verb: int) -> Step | None:
    """ "sent troops", "were airlifted to", "the force, deployed on May 3"."""
    tense, group = tense_of(parsed, verb)
    edge = left_edge(parsed, group)
    if is_negated(parsed, group, verb) or is_denied(parsed, edge, group):
        return None
    right = right_edge(parsed, verb)
    if tense == GERUND and parsed.lower(group - 1) in (",", "by") and is_force_object(parsed, verb, right):
        tense = PLANNED if any("is_plan" in word.senses for word in parsed.words[edge:group]) else PAST
    if tense == GERUND:
        return None
    word = parsed.lower(verb)
    if elsewhere(parsed, verb, right, ("in", "to", "into")):
        return None
    if one_of(parsed, verb + 1, right, ("back", "home", "back home")):
        return None  # "carried the first group back": no deployment
    people = (
        word.startswith(("flew", "fly", "flies"))
        and word_with(parsed, verb + 1, right, "is_person") is not None
    )
    if people and force_between(parsed, verb + 1, right) is None:
        return None  # "flew 24 wounded people to hospital"
    if (
        word.startswith(("flew", "fly", "flies", "flown"))
        and comes_home(parsed, verb)
        and force_like(parsed, edge, group)
    ):
        partial = is_partial(parsed, edge, group, tense == PLANNED)
        names = actors_between(parsed, edge, group)
        return make_step(
            parsed, "withdrawal_completed", verb, verb, "comes_home", names, tense=tense, partial=partial
        )
    objects = force_between(parsed, verb + 1, _object_end(parsed, verb, right))
    objects = _more_of_them(parsed, verb) if objects is None else objects
    if objects is None and group == verb and _sends_something(parsed, verb):
        return None
    subject = force_like(parsed, edge, group)
    if objects is None and not (
        subject
        and (
            word.startswith(("deploy", "redeploy", "flies", "flew", "fly"))
            or tense in (PAST, PLANNED, RUNNING, PRESENT)
            and is_passive(parsed, group, verb)
        )
    ):
        return None
    if (
        word.startswith(("put", "carr", "take", "took", "fly", "flew", "flown"))
        and not to_host(parsed, verb, right)
        and not is_passive(parsed, group, verb)
        and objects is None
    ):
        return None
    if word.startswith(("put", "carr")) and not to_host(parsed, verb, right):
        return None
    if tense == INFINITIVE and (said := first_said_of(parsed, group)) is not None:
        tense = tense_said_of(parsed, said)
    if tense == INFINITIVE and not noun_before(parsed, group):
        return None
    names = _described(parsed, group) if group == verb else []
    names = names or actors_between(parsed, edge, group) or _of_pronoun(parsed, edge)
    carried = is_passive(parsed, group, verb) and parsed.lower(verb + 1) == "by" and word.startswith(CARRIED)
    if not any(actor.role in (CONTRIBUTOR, COALITION) for actor in names) and not carried:
        names += actors_between(parsed, verb + 1, right)
    if not names and not subject and word_with(parsed, edge, group, "is_joint") is None:
        return None
    return make_step(parsed, "deployed", verb, verb, "sends", names, tense=tense)


def carries(parsed: Parsed, verb: int) -> Step | None:
    """ "two planes took soldiers to Honiara", "a ship brought 40 Fijian soldiers"."""
    right = right_edge(parsed, verb)
    taken = parsed.lower(verb) in TAKING and to_host(parsed, verb, right)
    edge = left_edge(parsed, tense_of(parsed, verb)[1])
    taken = taken or parsed.lower(verb).startswith("br") and vehicle_between(parsed, edge, verb)
    return sends(parsed, verb) if taken and force_between(parsed, verb + 1, right) is not None else None


def _more_of_them(parsed: Parsed, verb: int) -> int | None:
    """ "would send 600 more next month", "sent another 144": men, without a word for them."""
    n = verb + 2 if parsed.lower(verb + 1) in ("another", "further") else verb + 1
    behind = n + 2 if parsed.lower(n + 1) in ("more", "others") else n + 1
    if not parsed.lower(n)[:1].isdigit() or parsed.dated[n] or behind - verb == 2:
        return None
    ends = behind >= len(parsed.words) or parsed.dated[behind] or parsed.words[behind].opens
    return n if ends or parsed.lower(behind) in (".", ",", "to", "and", "in", "on") else None


def _object_end(parsed: Parsed, verb: int, right: int) -> int:
    """Where the thing sent ends: before "to", if the verb has one right behind it ("sent condolences to the soldiers")."""
    if not _sends_something(parsed, verb):
        return right
    return next((n for n in range(verb + 2, right) if parsed.lower(n) in ("to", "for")), right)


def _sends_something(parsed: Parsed, verb: int) -> bool:
    """Whether an object stands right behind a verb ("sent a mediator"), no place and no day."""
    n = verb + 1
    if n >= len(parsed.words) or parsed.dated[n] or parsed.lower(verb).startswith(("deploy", "redeploy")):
        return False
    lower = parsed.lower(n)
    return lower.isalpha() and not (
        lower in PREPOSITIONS
        or lower in ADVERBS
        or lower in ("and", "but", "as", "at", "there", "out", "because")
    )


def is_force_object(parsed: Parsed, verb: int, right: int) -> bool:
    """Whether men are what is sent, right behind the verb ("answered by sending 200 gendarmes")."""
    return force_between(parsed, verb + 1, min(right, verb + 6)) is not None


def _of_pronoun(parsed: Parsed, edge: int) -> list[Actor]:
    """Whom "it" and "they" stand for where the sentence itself names them before ("Chad said it would send troops")."""
    if not one_of(parsed, edge, edge + 2, ("it", "they", "he", "she")):
        return []
    named = [actor for actor in actors_between(parsed, 0, edge) if actor.role in (CONTRIBUTOR, COALITION)]
    both = one_of(parsed, edge, edge + 2, ("they",)) and parsed.lower(1) in ("and", ",")
    return named if both else named[:1]  # "Chad and Gabon said they would send troops"


NP_ENDS = frozenset((",", ";", "to", "with", "by", "in", "that"))


def _described(parsed: Parsed, verb: int) -> list[Actor]:
    """The names in the phrase that a participle describes: "two hundred British soldiers deployed this month"."""
    if verb == 0 or not is_force(parsed, verb - 1):
        return []
    n = verb - 1
    while n > 0 and verb - n < 10 and parsed.lower(n - 1) not in NP_ENDS:
        if parsed.lower(n - 1) == "and" and not parsed.sense(n - 2, "actor"):
            break
        n -= 1
    return actors_between(parsed, n, verb)


def will_be_in(parsed: Parsed, index: int) -> Step | None:
    """ "will be in Honiara by late today", "has been in Honiara since January 15"."""
    tense, group = tense_of(parsed, index)
    edge = left_edge(parsed, group)
    been = parsed.lower(index).startswith("been")
    if parsed.lower(index + 1) in (
        "power",
        "office",
        "charge",
        "control",
        "force",
        "talks",
        "touch",
        "hiding",
    ):
        return None
    if (
        is_negated(parsed, group, index)
        or not force_like(parsed, edge, group)
        or not (been or tense == PLANNED)
    ):
        return None
    if been and not any(phrase.bound == "from" for phrase, first, _ in parsed.dates if first > index):
        return None
    there = (
        "country",
        "region",
        "territory",
        "republic",
        "area",
        "kingdom",
        "island",
        "place",
        "position",
    )  # "in the mountain kingdom", "should be in place by 10 July"
    town = parsed.words[index + 1] if index + 1 < len(parsed.words) else None
    here = parsed.lower(index) == "be here" or town is not None and town.text[0].isupper() and not town.senses
    if (
        not here
        and not to_host(parsed, index, min(index + 5, len(parsed.words)))
        and not one_of(parsed, index + 1, index + 4, there)
    ):
        return None
    if not been and any(
        phrase.bound in ("until", "not_before") for phrase, first, _ in parsed.dates if first > index
    ):
        return make_step(
            parsed, "withdrawal_completed", index, index, "stays_until", tense=PLANNED, lasting=True
        )
    rule, tense = ("is_there", PAST) if been else ("will_be_in", PLANNED)
    return make_step(parsed, "deployed", index, index, rule, tense=tense)


RETURNS = (
    "return",
    "departure",
    "repatriation",
    "homecoming",
)  # "the return of the men is scheduled for March 18"


def is_due(parsed: Parsed, index: int) -> Step | None:
    """ "was due on Sunday", "are expected on Friday", "have been in the country since January 15"."""
    tense, group = tense_of(parsed, index)
    helpers = {parsed.lower(n) for n in range(group, index)}
    if not helpers & BE and (parsed.lower(index) != "due" or _is_of_another_noun(parsed, index - 1)):
        return None
    if parsed.lower(index + 1) == "to" and not parsed.dated[index + 1]:
        return None
    edge = left_edge(parsed, group)
    if not force_like(parsed, edge, group) or is_negated(parsed, group, index):
        return None
    if one_of(parsed, edge, min(edge + 3, group), RETURNS) and parsed.lower(edge + 2) == "of":
        return make_step(parsed, "withdrawal_completed", index, index, "comes_home", tense=PLANNED)
    if parsed.lower(index + 1) in ("back", "home", "back home", "out", "out of"):
        partial = is_partial(parsed, edge, group)
        return make_step(
            parsed, "withdrawal_completed", index, index + 1, "comes_home", tense=PLANNED, partial=partial
        )
    there = parsed.lower(index) in ("in the country", "in place", "on the ground", "on the spot", "there")
    if (
        there
        and tense == PLANNED
        and any(phrase.bound in ("", "by") and first > index for phrase, first, _ in parsed.dates)
    ):
        return make_step(
            parsed, "deployed", index, index, "is_due", tense=PLANNED
        )  # "should be there on August 25"
    if there and not any(phrase.bound == "from" for phrase, first, _ in parsed.dates if first > index - 3):
        return None
    if not there and word_with(parsed, edge, group, "is_withdrawal", "is_unrest", "is_process") is not None:
        return None
    return make_step(
        parsed, "deployed", index, index, "is_there" if there else "is_due", tense=PAST if there else PLANNED
    )


def _is_of_another_noun(parsed: Parsed, noun: int) -> bool:
    """ "the elections due in June": a noun of several that names no men stands right before "due"."""
    lower = parsed.lower(noun)
    plain = lower.isalpha() and lower.endswith("s") and "actor" not in parsed.words[noun].senses
    return plain and not is_force(parsed, noun) and not parsed.dated[noun] and lower not in BE


def _is_talked_of(parsed: Parsed, noun: int) -> bool:
    """ "debated the deployment", "condemned its arrival": the object of a verb that is no step, whose the date is."""
    if parsed.lower(noun - 2) == "for" and parsed.lower(noun - 1) in ("the", "its"):
        return True  # "stood up for the intervention"
    n = noun - 1
    while n > 0 and parsed.lower(n) in ("the", "its", "their", "a", "planned", "possible", "foreign"):
        n -= 1
    return n >= 0 and n < noun - 1 and ends_as_past(parsed.words[n]) and not parsed.verb_class(n)


def deployment_named(parsed: Parsed, noun: int) -> Step | None:
    """ "its deployment", "the arrival of the first Kenyans": a step if a date is its own."""
    right = right_edge(parsed, noun)
    if (told := _deployment_announced(parsed, noun, right)) is not None:
        return told
    if parsed.verb_class(noun + 1) or is_denied(parsed, max(0, noun - 4), noun):
        return None
    if _is_talked_of(parsed, noun):
        return None
    whole = ("months", "years", "weeks", "end", "close", "extension", "request")
    if one_of(parsed, noun - 3, noun, ("of",)) and one_of(parsed, noun - 5, noun, whole):
        return None  # "after seven months of deployment"
    if (
        parsed.lower(noun) == "arrival"
        and parsed.lower(noun + 1) != "of"
        and parsed.lower(noun - 1) not in ("its", "their", "'s", "’s")
    ):
        return None
    joint = word_with(parsed, noun, right, "is_joint") is not None
    if word_with(parsed, noun, min(right, noun + 6), "is_person") is not None and not joint:
        return None
    names = actors_between(parsed, max(0, noun - 3), noun) + actors_between(
        parsed, noun + 1, min(right, noun + 7)
    )
    ahead = one_of(
        parsed, noun - 4, noun, ("will", "would", "shall", "resume")
    )  # "is to resume its deployment today"
    return Step(
        "deployed",
        PLANNED if ahead else PAST,
        max(0, noun - 1) if parsed.lower(noun - 1) in ("its", "their") else noun,
        noun,
        "deployment_named",
        tuple(names),
        (noun, noun),
        verb=noun,
        whole=joint,
    )


def _deployment_announced(parsed: Parsed, noun: int, right: int) -> Step | None:
    """ "Jamaica announced the deployment of 200 soldiers on Sunday": the decision, unless a day ahead is the deployment's."""
    verb = noun - 1
    while verb > 0 and parsed.lower(verb) in ("its", "their", "the", "a", "immediate", "planned"):
        verb -= 1
    if verb < 1 or parsed.verb_class(verb) != "announce" or parsed.lower(noun) in ("arrival", "presence"):
        return None
    if any(phrase.bound for phrase, first, _ in parsed.dates if first > noun):
        return None
    group = tense_of(parsed, verb)[1]
    names = actors_between(parsed, left_edge(parsed, group), group)
    names = [actor for actor in names if actor.role in (CONTRIBUTOR, COALITION)]
    names = names or actors_between(parsed, noun + 1, min(right, noun + 7))
    return make_step(parsed, "approved", verb, noun, "decision_announced", names, tense=PAST)


THE_REST = ("rest", "remainder", "others", "remaining")


def follows(parsed: Parsed, verb: int) -> Step | None:
    """ "the Fijians follow five days later": what the others did before them."""
    tense, group = tense_of(parsed, verb)
    edge = left_edge(parsed, group)
    names = [actor for actor in actors_between(parsed, edge, group) if actor.role == CONTRIBUTOR]
    after = parsed.dated[verb + 1] if verb + 1 < len(parsed.words) else False
    more = one_of(parsed, edge, group, ("another", "further", "more"))
    if not {"leave", "pull"}.isdisjoint(parsed.verbs[:group]):
        if one_of(
            parsed, group - 3, group, THE_REST
        ):  # "half of them will fly home, with the rest to follow on Friday"
            left = actors_between(parsed, 0, group)
            return make_step(parsed, "withdrawal_completed", verb, verb, "the_rest_follows", left)
        if more:
            return None  # "100 have gone home and another 200 will follow"
    first = after and tense == PLANNED and names and not any(parsed.verbs[:group])
    if first:
        return make_step(
            parsed, "deployed", verb, verb, "follows", names
        )  # "Chad's police unit is to follow in July"
    if after and tense == PLANNED and more:
        return (
            make_step(parsed, "deployed", verb, verb, "follows", names)
            if force_like(parsed, edge, group)
            else None
        )
    ended = parsed.lower(verb + 1) in (
        ".",
        ",",
        ";",
        "suit",
        "",
    )  # "and Chad followed", of a force that leaves
    return make_step(parsed, "", verb, verb, "follows", names) if names and (after or ended) else None
