"""Rules for the host's request for a force, and for the decision to send one."""

from __future__ import annotations

import re

from analysis.events.clauses import (
    BE,
    FARTHEST,
    FORCE_SENSES,
    INFINITIVE,
    PAST,
    PLANNED,
    Parsed,
    actors_between,
    force_between,
    has_be,
    is_force,
    left_edge,
    one_of,
    right_edge,
    tense_of,
    word_with,
)
from analysis.events.steps import Step, is_denied, is_negated, make_step, may_contribute, to_host
from analysis.language.actors import COALITION, CONTRIBUTOR, HOST, OTHER, Actor


def asks(parsed: Parsed, verb: int) -> Step | None:
    """ "asked the CSTO", "called for help", "had requested both"."""
    tense, group = tense_of(parsed, verb)
    if tense in (PLANNED, INFINITIVE) or is_negated(parsed, group, verb):
        return None
    right = right_edge(parsed, verb)
    if has_be(parsed, group, verb):
        return _was_requested(parsed, verb, group, right)
    if not {"leave", "pull", "shrink"}.isdisjoint(parsed.verbs[verb + 1 : right]):
        return None
    if word_with(parsed, verb + 1, right, "is_withdrawal") is not None or one_of(
        parsed, verb + 1, verb + 5, ENDINGS
    ):
        return _council_ends(parsed, verb, group, right)
    for n in range(verb + 1, right):
        senses = parsed.words[n].senses
        if not senses:
            continue
        actor = senses.get("actor")
        wanted = not WANTED.isdisjoint(senses) or actor and actor.role in (CONTRIBUTOR, COALITION)
        wanted = wanted and OF_DOCTORS.isdisjoint((parsed.lower(n - 1), parsed.lower(n).partition(" ")[0]))
        if wanted and not parsed.dated[n]:
            if is_force(parsed, n) and not actor and _for_something(parsed, verb, n, right):
                return None
            return _request(parsed, verb, n, group)
    if parsed.lower(verb).startswith("request") and parsed.lower(verb + 1) in ("both", "it", "them"):
        return _request(parsed, verb, verb + 1, group)
    return None


def _was_requested(parsed: Parsed, verb: int, group: int, right: int) -> Step | None:
    """ "military assistance was requested by the government": of the host's, where it or nobody is named as the one who asks."""
    edge = left_edge(parsed, group)
    if parsed.verb_class(verb) != "ask" or word_with(parsed, edge, group, *WANTED) is None:
        return None
    agents = actors_between(parsed, verb + 1, right)
    if agents and not any(actor.role == HOST for actor in agents):
        return None
    return Step("requested", PAST, group, verb, "asks_for_help", (), (edge, group), verb=verb)


NEW_CLAUSE = ("is", "is to", "are", "are to", "was", "were", "will", "has", "have", "had")
NO_SOLDIERS = tuple(
    "nonessential non-essential embassy diplomatic civilian consular families dependants dependents citizens nationals"
    " staff".split()
)
OF_DOCTORS = frozenset(
    ("ambulance", "medical", "hospital")
)  # "people turned to ambulance teams for medical help"
WANTED = FORCE_SENSES | {"is_help", "is_deployment", "is_joint"}
ENDINGS = ("end", "cessation", "termination", "closure", "dissolution", "departure")
COUNCIL = ("resolution", "council", "assembly")


def _council_ends(parsed: Parsed, verb: int, group: int, right: int) -> Step | None:
    """ "the resolution called for the cessation of the mission's operations": whoever sent the force ends it."""
    edge = left_edge(parsed, group)
    ended = force_between(parsed, verb + 1, right)
    ended = word_with(parsed, verb + 1, right, "is_mission", "is_joint") if ended is None else ended
    names = [a for a in actors_between(parsed, verb + 1, right) if a.role in (CONTRIBUTOR, COALITION)]
    council = any(parsed.lower(n).endswith(COUNCIL) for n in range(edge, group))
    if not council or ended is None and not names:
        return None
    return make_step(
        parsed, "withdrawal_announced", verb, verb, "council_ends", names, tense=PAST, whole=True
    )


def _for_something(parsed: Parsed, verb: int, asked: int, right: int) -> bool:
    """Whether soldiers are asked for something else ("asked the soldiers for patience")."""
    if one_of(parsed, verb + 1, asked, ("for", "of")) or " for" in parsed.lower(verb):
        return False
    at = next((n for n in range(asked + 1, right) if parsed.lower(n) == "for"), None)
    return (
        at is not None
        and parsed.lower(verb).startswith("ask")
        and word_with(parsed, at, right, "is_help") is None
    )


def _request(parsed: Parsed, verb: int, last: int, group: int) -> Step | None:
    """A request of the host's; other people's requests are none."""
    edge = left_edge(parsed, group)
    names = actors_between(parsed, edge, group)
    if any(actor.role in (CONTRIBUTOR, COALITION, OTHER) for actor in names) and not any(
        actor.role == HOST for actor in names
    ):
        return None
    return Step("requested", PAST, group, last, "asks_for_help", (), (edge, group), verb=verb)


def request_made(parsed: Parsed, noun: int) -> Step | None:
    """ "had made its request yesterday", "a request from the government on Friday"."""
    light = {
        "made",
        "make",
        "received",
        "receiving",
        "submitted",
        "sent",
        "issued",
        "lodged",
        "addressed",
        "filed",
        "put",
        "reached",
        "came",
        "come",
        "come through",
    }
    near = [n for n in range(max(0, noun - 4), min(len(parsed.words), noun + 5)) if parsed.lowers[n] in light]
    if not near:
        return None
    return Step(
        "requested",
        PAST,
        min(noun, near[0]),
        max(noun, near[0]),
        "makes_a_request",
        (),
        (noun, noun),
        verb=noun,
    )


def approves(parsed: Parsed, verb: int) -> Step | None:
    """ "decided to send", "parliament approved the deployment", "gave the green light for its soldiers to join"."""
    tense, group = tense_of(parsed, verb)
    edge = left_edge(parsed, group)
    if tense == INFINITIVE or is_negated(parsed, group, verb) or parsed.lower(verb) == "order":
        return None
    if group == verb and parsed.lower(verb - 1) in ("the", "its", "their", "a"):
        return None  # "the promised withdrawal"
    if is_denied(parsed, edge, group) and not parsed.lower(verb).startswith("order"):
        return None
    status = PLANNED if tense == PLANNED else PAST
    word = parsed.lower(verb)
    right = min(len(parsed.words), verb + FARTHEST + 4)
    names = _who_decides(parsed, edge, group)
    if group == verb == edge and parsed.lower(verb + 1) == "by":  # "Promised by El Salvador were 78 soldiers"
        names = [a for a in actors_between(parsed, verb + 2, verb + 5) if a.role in (CONTRIBUTOR, COALITION)]
    for n in range(verb + 1, right):
        kind, senses, lower = parsed.verbs[n], parsed.words[n].senses, parsed.lowers[n]
        if lower == "and" and parsed.lower(n - 1) == "," and one_of(parsed, n + 1, n + 6, NEW_CLAUSE):
            break  # "has been agreed, and the mission is to deploy"
        if parsed.dated[n] or not senses and lower not in DECIDED:
            continue
        if kind and senses["step"][1] in ("past", "present") and tense_of(parsed, n)[0] != PLANNED:
            break
        if (
            lower in FORMING
            and word_with(parsed, n + 1, n + 7, "is_force", "is_mission", "is_joint") is not None
        ):
            whole = lower != "dispatch" and not any(actor.role == CONTRIBUTOR for actor in names)
            return make_step(parsed, "approved", verb, n, "decides_to_form", names, tense=status, whole=whole)
        if kind == "finish" and word_with(parsed, n + 1, n + 6, "is_mission", "is_mandate") is not None:
            return make_step(parsed, "withdrawal_announced", verb, n, "decides_to_end", names, tense=status)
        if kind in ("leave", "pull") and word_with(parsed, n + 1, n + 4, "is_person") is not None:
            return None  # "decided to recall its ambassador"
        if (kind == "leave" or "is_withdrawal" in senses) and one_of(parsed, verb + 1, n + 6, NO_SOLDIERS):
            return None  # "ordered the evacuation of nonessential personnel"
        if kind == "leave" or kind == "pull" or "is_withdrawal" in senses:
            if word.startswith(PROMISES) and parsed.lower(verb + 1) == "that":
                return None  # "promised that the withdrawal would be safe"
            if lower == "return" and _by_host(parsed, edge, group):
                return None  # "the host's prime minister agreed to the return of the troops": they come again
            told_of = actors_between(parsed, verb + 2, n) if parsed.lower(verb + 1) == "that" else []
            names = told_of or names  # "the Council decided that the mission would leave"
            whose_men = names or actors_between(parsed, n, right_edge(parsed, n))
            if word.startswith("order") and (not whose_men or _by_host(parsed, edge, group)):
                return None
            return make_step(
                parsed,
                "withdrawal_announced",
                verb,
                n,
                "decides_to_leave",
                names + actors_between(parsed, n, right_edge(parsed, n)),
                tense=status,
            )
        if (
            lower == "go"
            and parsed.lower(n - 1) == "would"
            and parsed.lower(n + 1) in (".", ",", "and", "by")
        ):
            goes = actors_between(parsed, verb + 1, n)  # "the Council decided that the mission would go"
            return make_step(
                parsed, "withdrawal_announced", verb, n, "decides_to_leave", goes or names, tense=status
            )
        reach = MOVING.get(lower)
        if reach and force_between(parsed, n, n + reach) is not None and to_host(parsed, n, n + 14):
            return make_step(parsed, "approved", verb, n, "decides_to_send", names, tense=status)
        if kind == "send" and _other_errand(parsed, n + 1):
            return None
        if (
            kind == "send"
            or (kind == "arrive" and lower.startswith(("join", "go", "interven", "step in", "take part")))
            or "is_deployment" in senses
        ):
            return make_step(
                parsed,
                "approved",
                verb,
                n,
                "decides_to_send",
                names or actors_between(parsed, n, right_edge(parsed, n)),
                tense=status,
            )
        force = not FORCE_SENSES.isdisjoint(senses)
        if (
            force
            and word.startswith(PROMISES)
            and not any(parsed.lower(m) in ("to", "that") for m in range(verb + 1, n))
        ):
            return make_step(parsed, "approved", verb, n, "promises_men", names, tense=status)
        if (
            force
            and word.startswith("order")
            and one_of(parsed, n + 1, n + 3, ("home", "back", "out"))
            and not _by_host(parsed, edge, group)
        ):
            return make_step(
                parsed, "withdrawal_announced", verb, n + 1, "decides_to_leave", names, tense=status
            )
        signed = word.startswith("sign") and group == verb
        if force and signed and to_host(parsed, n, right):
            return make_step(parsed, "approved", verb, n, "decides_to_send", names, tense=status)
        if lower == "launch" and word_with(parsed, n + 1, n + 4, "is_mission", "actor") is not None:
            return make_step(
                parsed,
                "approved",
                verb,
                n,
                "decides_to_launch",
                names or actors_between(parsed, n, n + 4),
                tense=status,
            )
        agreed = word.startswith("agree") and parsed.lower(verb + 1) in ("to", "on")
        if (
            agreed
            and "is_mission" in senses
            and to_host(parsed, n, right)
            and not _other_errand(parsed, verb + 2)
        ):
            return make_step(
                parsed, "approved", verb, n, "approves_the_mission", names, tense=status, whole=not names
            )
        if lower in ENDINGS and parsed.lower(n + 1) == "of" and _of_the_force(parsed, n + 2):
            names = names or actors_between(parsed, n, right_edge(parsed, n))
            return make_step(parsed, "withdrawal_announced", verb, n, "decides_to_end", names, tense=status)
        own = (actor := senses.get("actor")) is not None and actor.role == COALITION and n - verb <= 3
        agreed_to = (
            agreed
            and n == verb + 3
            and parsed.lower(n - 1) in ("the", "a")
            and (force or "is_joint" in senses)
        )
        blessed = word.startswith(BLESSINGS) and (
            own or force or "is_mission" in senses or "is_mandate" in senses
        )
        if agreed_to or blessed:
            return make_step(
                parsed,
                "approved",
                verb,
                n,
                "approves_the_mission",
                names or actors_between(parsed, verb, right_edge(parsed, n)),
                tense=status,
                whole=not names and "is_mission" in senses,
            )
        joint = force or "is_joint" in senses or "is_mission" in senses
        if word.startswith("decid") and parsed.lower(verb + 1) in ("on", "upon") and joint and n - verb < 5:
            return make_step(
                parsed, "approved", verb, n, "approves_the_mission", names, tense=status, whole=not names
            )
        if lower in (";", "."):
            break
    if word.startswith("agree") and _to_the_request(parsed, verb):
        return make_step(
            parsed, "approved", verb, verb + 1, "agrees_to_the_request", names, tense=status, whole=not names
        )
    return _approved_relative(parsed, verb)


ASKED = re.compile(r"\b(?:ask|request|appeal|plea)", re.IGNORECASE)


def _to_the_request(parsed: Parsed, verb: int) -> bool:
    """ "(asked for help on Monday, and the bloc) agreed to it", "agreed to the request"; not "agreed to a truce"."""
    after = parsed.lowers[verb + 1 : verb + 4]
    if after[:1] != ["to"] or parsed.crisis.coalition is None:
        return False
    if after[1] in ("the", "this", "that") and after[2] in ("request", "appeal", "plea"):
        return True
    asked = ASKED.search(parsed.text[: parsed.places().start(verb)]) or ASKED.search(parsed.before)
    it = after[1] in ("it", "this", "that") and (not after[2].isalpha() or parsed.dated[verb + 3])
    return asked is not None and (it or after[1:] == ["do", "so"])


def _who_decides(parsed: Parsed, edge: int, group: int) -> list[Actor]:
    """The names before a decision, without the town where it was made: "a SADC summit IN PRETORIA agreed"."""
    named = actors_between(parsed, edge, group)
    placed = {
        parsed.words[n].senses["actor"]
        for n in parsed.bearing.get("actor", ())
        if edge <= n < group and parsed.lower(n - 1) in ("in", "at")
    }
    kept = [actor for actor in named if actor not in placed] if len(named) > 1 else named
    return [
        actor for actor in kept if actor.role in (CONTRIBUTOR, COALITION) or may_contribute(parsed, actor)
    ]


FORMING = ("create", "establish", "form", "launch", "mount", "assemble", "set", "raise", "dispatch")
MOVING = {"put": 4, "direct": 6}  # "put troops into", and how far off their noun may stand
DECIDED = frozenset(
    (*FORMING, *ENDINGS, *MOVING, "go", ";", ".")
)  # the words without a sense that `approves` asks for


def _is_decided(parsed: Parsed, verb: int) -> Step | None:
    """ "the force was approved", "the sending of troops was decided by the council", "the withdrawal was agreed on Monday"."""
    _, group = tense_of(parsed, verb)
    if not has_be(parsed, group, verb) or is_negated(parsed, group, verb):
        return None
    edge = left_edge(parsed, group)
    names = [
        a
        for a in actors_between(parsed, edge, right_edge(parsed, verb))
        if a.role in (CONTRIBUTOR, COALITION)
    ]
    if parsed.lower(verb).startswith("sign") and not parsed.lower(verb).startswith("signed off"):
        return None  # "a document on the withdrawal was signed"
    if word_with(parsed, edge, group, "is_withdrawal") is not None:
        return make_step(parsed, "withdrawal_announced", verb, verb, "decides_to_leave", names, tense=PAST)
    sent = any(parsed.verb_class(n) == "send" for n in range(edge, group))
    named = word_with(parsed, edge, group, "is_deployment", "is_mission", "is_joint") is not None
    blessed = parsed.lower(verb).startswith(BLESSINGS)
    made = blessed and (
        force_between(parsed, edge, group) is not None
        or any(actor.role == COALITION for actor in actors_between(parsed, edge, group))
    )
    named = (named or made) and parsed.lower(edge) not in (
        "a",
        "an",
        "another",
    )  # "a U.N. mission" is another
    if not (sent or named) or word_with(parsed, edge, group, "is_person") is not None:
        return None
    return make_step(
        parsed, "approved", verb, verb, "approves_the_mission", names, tense=PAST, whole=not names
    )


BLESSINGS = (
    "sa",  # say yes to
    "approv",
    "authori",
    "endors",
    "ratif",
    "sanction",
    "give",
    "gave",
    "given",
    "sign off",
    "signed off",
)
PROMISES = ("pledg", "promis", "offer", "commit")


def backs(parsed: Parsed, index: int) -> Step | None:
    """ "parliament backed the deployment", "lawmakers supported sending 50 men"; a force that is backed by somebody is none."""
    if (
        parsed.lower(index - 1) in BE
        or parsed.lower(index - 1) == "-"
        or is_negated(parsed, max(0, index - 3), index)
    ):
        return None
    for n in range(index + 1, min(len(parsed.words), index + 5)):
        if parsed.verb_class(n) == "send" or parsed.sense(n, "is_deployment"):
            names = [
                actor
                for actor in actors_between(parsed, left_edge(parsed, index), right_edge(parsed, n))
                if actor.role in (CONTRIBUTOR, COALITION)
            ]
            return make_step(parsed, "approved", index, n, "backs_the_sending", names, tense=PAST)
        if parsed.lower(n) in (",", ";", "and"):
            break
    return None


def _by_host(parsed: Parsed, first: int, last: int) -> bool:
    """Whether the host orders it: a demand, no decision of the force's own."""
    return any(actor.role == HOST for actor in actors_between(parsed, first, last))


ERRANDS = frozenset(
    "assessment fact-finding technical observer observers mediation verification ministerial humanitarian aid rescue"
    " medical delegation envoy envoys reconnaissance monitors monitoring survey".split()
)


def _other_errand(parsed: Parsed, first: int) -> bool:
    """ "decided to send an assessment mission", "a team of mediators": men, but no force."""
    for n in range(first, min(len(parsed.words), first + 7)):
        if parsed.lower(n) in (",", ".", ";", "to", "with"):
            return False
        if parsed.lower(n) in ERRANDS or parsed.lower(n) == "fact" and parsed.lower(n + 2) == "finding":
            return True
    return False


def _of_the_force(parsed: Parsed, first: int) -> bool:
    """Whether what ends is the force's ("approved the end of the mission")."""
    return word_with(parsed, first, first + 5, "is_mission", "is_joint", "is_mandate") is not None


def _agreed_on(parsed: Parsed, verb: int) -> Step | None:
    """ "the force, which heads of state agreed on in June": the noun stands before the clause."""
    if not parsed.lower(verb).startswith(("agree", "decid")) or parsed.lower(verb + 1) not in (
        "on",
        "to",
        "upon",
    ):
        return None
    if (
        verb + 2 < len(parsed.words)
        and not parsed.dated[verb + 2]
        and parsed.lower(verb + 2) not in (",", ".", "and", "at")
    ):
        return None
    pronoun = next(
        (n for n in range(verb - 1, max(-1, verb - 9), -1) if parsed.lower(n) in ("which", "that")), None
    )
    if pronoun is None:
        return None
    before = max(0, pronoun - 8)
    joint = any(a.role == COALITION for a in actors_between(parsed, before, pronoun))
    if not joint and word_with(parsed, before, pronoun, "is_joint", "is_mission", "is_deployment") is None:
        return None
    return make_step(parsed, "approved", verb, verb, "approves_the_mission", [], tense=PAST, whole=True)


def _approved_relative(parsed: Parsed, verb: int) -> Step | None:
    """ "the mission that the Security Council approved", "troops were asked for, and the council gave its approval"."""
    if passive := _is_decided(parsed, verb):
        return passive
    if agreed := _agreed_on(parsed, verb):
        return agreed
    if not parsed.lower(verb).startswith(("approv", "authori", "endors", "gave", "give")):
        return None
    if parsed.lower(verb + 1) in ("it", "this", "them") and not parsed.lower(verb).startswith("g"):
        near = word_with(parsed, 0, len(parsed.words), "is_mission", "is_deployment", "is_joint")
        if near is not None:
            return make_step(
                parsed, "approved", verb, verb + 1, "approves_the_mission", [], tense=PAST, whole=True
            )
    noun = word_with(parsed, max(0, verb - 10), verb, "is_mission", "is_deployment")
    if noun is None and parsed.lower(verb).startswith(("gave", "give")):
        noun = force_between(parsed, max(0, verb - 26), verb)
    if noun is None or one_of(parsed, noun - 3, noun, ("a", "an", "another")):
        return None  # "a U.N. mission was authorised": another
    return make_step(parsed, "approved", verb, verb, "approves_the_mission", [], tense=PAST, whole=True)


def decision_announced(parsed: Parsed, noun: int) -> Step | None:
    """ "the decision to deploy Zambian police was announced", "Lusaka's decision to send men came on Friday"."""
    right = min(len(parsed.words), noun + FARTHEST)
    sent = next((n for n in range(noun + 1, min(right, noun + 4)) if _sends_men(parsed, n)), None)
    if sent is None or parsed.lower(noun + 1) not in ("to", "for", "of", "on"):
        return None
    said = next((n for n in range(sent + 1, right) if _is_made(parsed, n)), None)
    if said is None:
        return None
    names = actors_between(parsed, max(0, noun - 4), said) or actors_between(parsed, said, right)
    return Step("approved", PAST, noun, said, "decision_announced", tuple(names), (noun, noun), verb=said)


def _sends_men(parsed: Parsed, n: int) -> bool:
    """Whether a word is the sending of a force: a verb for it, "intervene", or its noun."""
    return (
        parsed.verb_class(n) == "send"
        or parsed.lower(n) in ("intervene", "step in", "join", "take part in")
        or parsed.sense(n, "is_deployment") is not None
    )


def _is_made(parsed: Parsed, n: int) -> bool:
    """Whether a word says that a decision is made or made known."""
    return parsed.verb_class(n) in ("announce", "say", "approve") or (
        parsed.lower(n) in ("came", "taken", "made", "given", "issued", "signed", "followed", "reached")
    )
