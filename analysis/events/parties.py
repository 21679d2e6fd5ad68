"""Whose step it is: the country, the countries or the coalition.

"They" and "the mission" are led back to the force last named. What does not belong here: whether the sentence tells a
step (`steprules`).
"""

from __future__ import annotations

from functools import lru_cache

from analysis.events.clauses import (
    TOKEN,
    Parsed,
    actors_between,
    is_force,
    is_led,
    one_of,
    parse_sentence,
    step_book,
)
from analysis.events.found import LONGEST_SENTENCE, Reading
from analysis.events.steps import Step
from analysis.language.actors import COALITION, CONTRIBUTOR, HOST, OTHER
from analysis.language.datewords import same_length_lower
from analysis.language.recall import Barren, is_word
from analysis.language.words import beside_others
from analysis.sources.crisis import Crisis


def contributors(parsed: Parsed, first: int, last: int) -> tuple[str, ...]:
    """The contributing countries named in a run of words."""
    names = []
    for word in parsed.words[max(0, first) : max(0, last)]:
        actor = word.senses.get("actor")
        if actor and actor.role == CONTRIBUTOR and actor.name not in names:
            names.append(actor.name)
    return tuple(names)


def whose(state: Reading, number: int, step: Step) -> tuple[str, ...]:
    """The country, the countries or the coalition concerned; empty where it is nobody's of this crisis."""
    crisis = state.crisis
    parsed = state.sentence(number)
    if step.event in ("unrest_began", "requested"):
        return (crisis.host,)
    if _is_the_hosts(parsed, step):
        return ()
    names = [actor for actor in step.actors if actor.role != HOST]
    foreign = [actor for actor in names if actor.role == OTHER]
    own = [actor for actor in names if actor.role in (CONTRIBUTOR, COALITION)]
    if not crisis.contributors and not crisis.coalition:
        own, foreign = own + foreign, []
    countries = tuple(dict.fromkeys(actor.name for actor in own if actor.role != COALITION))
    if not countries and (named := _said_of_itself(parsed, step)):
        return named
    if countries and crisis.coalition and _joint_first(parsed, step):
        return (crisis.coalition,)
    if countries:
        return _all_or_each(crisis, countries)
    if any(actor.role == COALITION for actor in own) or (
        crisis.coalition and (step.whole or _is_joint(parsed, step))
    ):
        return (crisis.coalition,)
    if crisis.coalition and _is_the_mission(parsed, step):
        return (crisis.coalition,)
    if crisis.coalition and _is_the_force(parsed, step):
        return (crisis.coalition,)
    if speakers := _speaker_of_ours(parsed, step):
        return speakers
    if foreign:
        return ()
    return _spoken_of(state, number, step)


def _said_of_itself(parsed: Parsed, step: Step) -> tuple[str, ...]:
    """ "Burundi has announced that it has withdrawn its contingent in the African force": whom "it" leads back to."""
    low, high = step.subject
    if "it" not in parsed.lowers[low:high]:
        return ()
    before = contributors(parsed, 0, step.first)
    return before if len(before) == 1 else ()


OF_OTHERS = frozenset(("insurgents", "attackers", "gang members", "protesters"))


def _is_of_others(parsed: Parsed, n: int) -> bool:
    """Whether a word names those whom the force is sent against: rebels, gunmen, a gang."""
    senses = parsed.words[n].senses
    return senses["group"] in OF_OTHERS and "is_force" not in senses


HOSTS_MEN = frozenset(("police", "security forces", "riot police", "army", "guards", "officers", "military"))


def _is_the_hosts(parsed: Parsed, step: Step) -> bool:
    """Whether the men of the host country move ("Gabonese troops were deployed", "Gabon's army sent", "police withdrew")."""
    low, high = step.subject[0], min(step.subject[1], len(parsed.words))
    actors = [
        (n, actor)
        for n, word in enumerate(parsed.words[low:high], low)
        if (actor := word.senses.get("actor")) and not parsed.dated[n]
    ]
    if any(actor.role in (CONTRIBUTOR, COALITION) for _, actor in actors) or step.rule in (
        "receives",
        "will_get",
    ):
        return False
    if any(actor.role in (CONTRIBUTOR, COALITION) for actor in step.actors):
        return False
    for n, actor in actors:
        moved = step.event in ("deployed", "withdrawal_began", "withdrawal_completed")
        if (
            actor.role == HOST
            and moved
            and parsed.lower(n - 1) not in ("in", "to", "from", "of", "at", "for", "-")
        ):
            men = any(is_force(parsed, m) for m in range(n + 1, min(n + 4, high)))
            if men or step.rule == "sends":
                return True
    if _is_of_another_mission(parsed, step):
        return True
    if any(low <= n < high and _is_of_others(parsed, n) for n in parsed.bearing.get("group", ())):
        return True
    if one_of(parsed, low, high, ("fighters",)) and not step.actors:
        return True  # "the rebels' leader said his fighters would pull out"
    if low >= high or parsed.lower(low) not in HOSTS_MEN or not step.event.startswith("withdrawal"):
        return False
    return sum(is_force(parsed, n) and not parsed.dated[n] for n in range(low, high)) == 1


OTHER_MISSIONS = frozenset(("un", "u.n.", "nato", "eu", "au", "osce"))


def _is_of_another_mission(parsed: Parsed, step: Step) -> bool:
    """ "UN peacekeepers are to be gone by December", "a UN force which is due in July": an organisation's that is no actor."""
    low, high = step.subject
    named = next((n for n in range(low, min(high, low + 4, len(parsed.words))) if is_force(parsed, n)), None)
    before = next(
        (n for n in range(step.first - 1, max(-1, step.first - 8), -1) if is_force(parsed, n)), None
    )
    if any(
        lower.partition(" ")[0] in OTHER_MISSIONS for lower in parsed.lowers[low : low + 3] if " " in lower
    ):
        return True  # "UN peacekeepers" is one phrase
    if any(lower in OTHER_MISSIONS for lower in parsed.lowers[low:high]) and not actors_between(
        parsed, low, high
    ):
        return step.rule in ("sends", "begins_to_arrive")  # "the UN begins to send in 15,000 troops"
    return any(_of_an_organisation(parsed, n) for n in (named, before) if n is not None)


def _of_an_organisation(parsed: Parsed, noun: int) -> bool:
    """Whether an organisation that the crisis does not name stands before a noun for men."""
    for n in range(noun - 1, max(-1, noun - 4), -1):
        if "actor" in parsed.words[n].senses:
            return False
        if parsed.lowers[n] in OTHER_MISSIONS or parsed.lowers[n - 1 : n + 1] == ["united", "nations"]:
            return True
    return False


def _joint_first(parsed: Parsed, step: Step) -> bool:
    """Whether the subject is the bloc, and a country stands only in what describes it ("the bloc, in which Kenya leads")."""
    for n, word in enumerate(parsed.words[slice(*step.subject)], step.subject[0]):
        actor = word.senses.get("actor")
        if actor and actor.role == CONTRIBUTOR:
            return False
        if "is_joint" in word.senses and parsed.lower(n - 2) != "outside":
            return parsed.lower(n + 1) in (",", "") or one_of(parsed, n + 2, n + 6, ("which", "where"))
    return False


def _is_the_mission(parsed: Parsed, step: Step) -> bool:
    """ "The mission was sent", with nothing that says whose: the whole force."""
    low, high = step.subject
    return (
        step.event == "deployed"
        and high - low == 2
        and parsed.lower(low) == "the"
        and parsed.lower(low + 1) in ("mission", "peacekeeping mission", "operation")
    )


def _is_the_force(parsed: Parsed, step: Step) -> bool:
    """ "the withdrawal of the force", "the mission will go": by itself, in a crisis with a coalition, the coalition's."""
    low, high = step.subject
    if step.event == "deployed" and parsed.lower(low) == "the" and low + 2 == high:
        return parsed.lower(low + 1) in THE_FORCE  # "The force was sent in June"
    if step.event == "approved":
        return "the force" in " ".join(parsed.lowers[step.verb : step.last + 3])  # "had authorised the force"
    if not step.event.startswith("withdrawal"):
        return False
    lowers, first = parsed.lowers, min(low, step.first)
    return any(
        lower in THE_FORCE and lowers[n - 1] == "the" and lowers[n + 1] not in ("of", "from", "'s", "’s")
        for n, lower in enumerate(lowers[first : max(high, step.last)], first)
    )


THE_FORCE = frozenset(("force", "mission", "peacekeeping mission", "peacekeeping force", "entire force"))


def _is_joint(parsed: Parsed, step: Step) -> bool:
    """Whether the step's own words name the whole force by its kind: "the bloc", "the multinational force"."""
    low, high = step.subject
    return any("is_joint" in word.senses for word in parsed.words[low : max(high, step.last)])


def _speaker_of_ours(parsed: Parsed, step: Step) -> tuple[str, ...]:
    """ "“Our officers leave on Wednesday,” the Kenyan minister wrote": the speaker's country; so of "the last soldier"."""
    low, high = step.subject
    if one_of(parsed, low, high, ("last", "final")) and (
        named := contributors(parsed, high, len(parsed.words))
    ):
        return named if len(named) == 1 else ()
    if {"our", "we", "us"}.isdisjoint(parsed.lowers[low : max(high, step.last + 1)]):
        return ()
    return contributors(parsed, 0, len(parsed.words))[:1]


def _all_or_each(crisis: Crisis, countries: tuple[str, ...]) -> tuple[str, ...]:
    """All contributors are the coalition; some are named each."""
    if (
        crisis.coalition
        and len(crisis.contributors) > 1
        and set(countries) >= set(crisis.contributors) - {crisis.host}
    ):
        return (crisis.coalition,)
    return countries


def may_name_force(text: str, crisis: Crisis) -> bool:
    """Whether a sentence has a word that can name the coalition or a contributor; quick, and never wrongly no."""
    return _runs_without_force(crisis).may_be_in(text)


@lru_cache(maxsize=64)
def _runs_without_force(crisis: Crisis) -> Barren:
    """The runs in which no word is the first of what names a force of the crisis, or a force of several countries."""
    names = frozenset(
        first
        for first, entries in step_book(crisis).entries.items()
        for _, senses in entries
        if "is_joint" in senses or (actor := senses.get("actor")) and actor.role in (CONTRIBUTOR, COALITION)
    )

    def names_force(run: str) -> bool:
        lowered = same_length_lower(run)
        return lowered in names if is_word(run) else not names.isdisjoint(TOKEN.findall(lowered))

    return Barren(names_force)


def _spoken_of(state: Reading, number: int, step: Step) -> tuple[str, ...]:
    """The force last spoken of, for "they", "the contingent" and "the mission"; else the coalition."""
    parsed = state.sentence(number)
    before = _named_in(state.crisis, parsed, step.first)
    for back in range(number - 1, max(-1, number - 7), -1):
        if before:
            break
        before = _last_named(state, back)
    if before:
        return before
    return (
        (state.crisis.coalition,)
        if state.crisis.coalition
        else state.crisis.contributors
        if len(state.crisis.contributors) == 1
        else ()
    )


def _last_named(state: Reading, number: int) -> tuple[str, ...]:
    """The force that a whole sentence names last; found out once."""
    if number not in state.named:
        text = state.report.sentences[number].text[:LONGEST_SENTENCE]
        parsed = state.parsed.get(number)
        if parsed is None and may_name_force(text, state.crisis):
            parsed = parse_sentence(text, state.crisis, number, ())  # its dates name nobody
        state.named[number] = (
            _subject_of(state.crisis, parsed) or _named_in(state.crisis, parsed, len(parsed.words))
            if parsed
            else ()
        )
    return state.named[number]


def _subject_of(crisis: Crisis, parsed: Parsed) -> tuple[str, ...]:
    """The one country whose men open a sentence ("The Rwandan battalion that came when the bloc asked has ..."), as spoken of."""
    for n in range(min(4, len(parsed.words))):
        actor = parsed.sense(n, "actor")
        if actor and actor.role == CONTRIBUTOR and _men_follow(parsed, n):
            return (actor.name,) if not _list_follows(parsed, n) else ()
    return ()


def _men_follow(parsed: Parsed, n: int) -> bool:
    """Whether a noun for men stands behind a name ("Rwandan commando battalion")."""
    return any(m < len(parsed.words) and is_force(parsed, m) for m in range(n + 1, n + 4))


def _list_follows(parsed: Parsed, n: int) -> bool:
    """Whether other countries are named beside it."""
    return any(
        (actor := parsed.sense(m, "actor"))
        and actor.role == CONTRIBUTOR
        and (m < n + 5 or _is_beside(parsed, n, m))
        for m in range(n + 1, min(n + 10, len(parsed.words)))
    )


MEMBER_OF = frozenset(
    (
        "part of",
        "belonging",
        "belong",
        "belongs",
        "belonged",
        "under",
        "join",
        "joined",
        "joining",
        "framework",
        "within",
        "member",
        "members",
        "including",
    )
)


def _named_in(crisis: Crisis, parsed: Parsed, end: int) -> tuple[str, ...]:
    """The force that a sentence names last before some word: the coalition, or its countries with their men."""
    named: list[tuple[int, str, bool]] = []
    compared = parsed.lower(0) in ("like", "unlike") and "," in parsed.lowers
    for n, word in enumerate(parsed.words[:end]):
        compared = compared and word.text != ","
        if compared:
            continue  # "Like the Chadians, the French hope to go"
        likewise = word.lower == "as" and parsed.lower(n + 1) in ("did", "well", "have", "had")
        if likewise or n > 1 and beside_others(parsed.words, n):
            break  # "the Malaysians served in the country, along with soldiers from Portugal"
        if word.senses and (name := _force_named(crisis, parsed, n)):
            named.append((n, name, _with_men(parsed, n) or name == crisis.coalition))
    if not named:
        return ()
    last = max((k for k, row in enumerate(named) if row[2]), default=len(named) - 1)
    if named[last][1] == crisis.coalition:
        return (crisis.coalition,)
    low, high = _list_around(parsed, named, last)
    if high - low > 1 and any(name == crisis.coalition for _, name, _ in named):
        return (crisis.coalition,)  # "the force known as ECOMIB, made up of men from Nigeria, Togo and Niger"
    names = (name for _, name, _ in named[low : high + 1] if name != crisis.coalition)
    return _all_or_each(crisis, tuple(dict.fromkeys(names)))


def _list_around(parsed: Parsed, named: list[tuple[int, str, bool]], at: int) -> tuple[int, int]:
    """The ends of the list of names in which one stands: no more than a comma, an "and" and a "the" between two."""
    low = high = at
    while low and _is_beside(parsed, named[low - 1][0], named[low][0]):
        low -= 1
    while high + 1 < len(named) and _is_beside(parsed, named[high][0], named[high + 1][0]):
        high += 1
    return low, high


def _is_beside(parsed: Parsed, first: int, second: int) -> bool:
    """Whether no more than a comma, an "and", a "the" and brackets stand between two names."""
    between = parsed.lowers[first + 1 : second]
    if "(" in between and ")" in between[between.index("(") :]:
        close = between.index(")", between.index("("))
        between = between[: between.index("(")] + between[close + 1 :]  # "Austria (60 troops), Denmark (110)"
    return len(between) <= 2


def _force_named(crisis: Crisis, parsed: Parsed, n: int) -> str:
    """The coalition or the contributing country that a word names; "" for a place, a host, and what others are a part of."""
    senses = parsed.words[n].senses
    actor = senses.get("actor")
    joint = crisis.coalition and "is_joint" in senses and "is_force" in senses
    if not joint and (not actor or actor.role not in (CONTRIBUTOR, COALITION)):
        return ""
    if any(parsed.lower(m) in MEMBER_OF for m in range(max(0, n - 3), n)):
        own_men = (
            parsed.lower(n - 3) == "members" and parsed.lower(n - 2) == "of" and parsed.lower(n - 1) == "the"
        )
        if not (own_men and actor and actor.role == CONTRIBUTOR):  # "members of the Zambian army"
            return ""
    if joint or actor.role == COALITION:
        return crisis.coalition
    if is_led(parsed, n):
        return ""
    if parsed.lower(n - 1) == "with" and one_of(parsed, n - 4, n - 1, SPEAK_TOGETHER):
        return ""  # "announced in a telephone call with France's president"
    place = parsed.lower(n - 1) in ("in", "to", "through", "via", "at", "near") and not _with_men(parsed, n)
    return "" if place else actor.name


SPEAK_TOGETHER = frozenset(
    "call conversation meeting talks telephone phone conference discussions summit".split()
)


def _with_men(parsed: Parsed, n: int) -> bool:
    """Whether the men of a country are meant: "Kenyan troops", "soldiers from Ghana"."""
    after = any(m < len(parsed.words) and is_force(parsed, m) for m in range(n + 1, n + 4))
    return after or parsed.lower(n - 1) == "from"
