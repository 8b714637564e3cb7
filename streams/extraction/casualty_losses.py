"""Read the people whom a side loses, and the limbs that people lose.

Example: "the garrison lost six men and the raiders 11" and "cost the army nine men" tell of men killed, "a gardener
lost a leg" of one wounded.
"""

from __future__ import annotations

from streams.extraction.casualty_findings import LOST, Finding, found, is_counted
from streams.extraction.casualty_grammar import subject_of
from streams.extraction.casualty_verbs import auxiliaries
from streams.extraction.clauses import words
from streams.extraction.victim_chains import chain_from
from streams.extraction.victims import View
from streams.text.types import ClaimRole, Term


def losing(view: View, act: Term) -> tuple[Finding, ...]:
    """Read losses of men and of limbs.

    Class: "the garrison lost six men and the raiders 11", "lost a captain and two soldiers", "a gardener lost a leg".
    """
    lower, grammar = view.lower, words()
    after = lower[act.end : act.end + 4]
    part = next((step for step, word in enumerate(after) if word in grammar.body_part), None)
    if part is not None and all(
        word in ("a", "an", "his", "her", "their", "both", "one", "two", "three", "the") for word in after[:part]
    ):
        subject = subject_of(view, auxiliaries(view, act.start)[0])
        some = subject and (subject[0].partitive or (subject[0].bare_number and lower[act.start] == "losing"))
        role: ClaimRole | None = "subset" if some else None
        return (found("wounded", subject, act, "lost_limb", role),) if subject and subject[0].form != "none" else ()
    group = view.group_at(act.end)
    if group is not None and not group.people and lower[group.end : group.end + 1] == ("and",):
        group = view.group_at(group.end + 1)  # "lost three lorries and six men"
    if group is None or not group.people or not is_counted(group) or group.form == "none":
        return ()
    if group.form == "article":
        # "lost a captain and two soldiers"; one man alone is rather out of touch, or lost to a disease.
        chain = chain_from(view, group, len(lower))[0]
        several = len(chain) > 1 and all(each.victims in ("fighter", "attacker") for each in chain)
        return (found("killed", chain, act, LOST, "part"),) if several else ()
    if group.bare_number and lower[act.start] == "losing" and lower[act.start - 1] in ("and", "but", "while"):
        # "killing 18 and losing five"
        return (found("killed", (group,), act, LOST, "part"),)
    if group.victims not in ("fighter", "attacker") and group.head not in ("man", "member", "people", "person"):
        return ()
    at = group.end + (lower[group.end : group.end + 1] == (",",))
    return (found("killed", (group,), act, LOST, "part"), *_other_side(view, act, at))


def costing(view: View, act: Term) -> tuple[Finding, ...]:
    """Read the people whom an attack cost a side or a place.

    Class: "the clash cost the army nine men and the rebels 30", "the raid cost the town 14 of its residents".
    """
    whom = next((one for one in view.groups if one.start > act.end and one.people and is_counted(one)), None)
    if whom is None or whom.start - act.end > _COST_REACH or whom.form in ("article", "none"):
        return ()
    if any(word in words().conjunction or not word[0].isalnum() for word in view.lower[act.end : whom.start]):
        return ()
    if not whom.known or not (whom.victims or whom.head in ("man", "member", "person")):
        return ()
    after = view.lower[whom.end : whom.end + 2]
    if after[:1] in (("their",), ("his",), ("her",)) and after[1:] not in (("lives",), ("life",)):
        return ()  # "cost nine clerks their jobs"
    return (found("killed", (whom,), act, LOST, "part"), *_other_side(view, act, whom.end))


def _other_side(view: View, act: Term, at: int) -> tuple[Finding, ...]:
    """Read what the other side lost, told without the verb: "... and the raiders 11"."""
    lower = view.lower
    if lower[at : at + 1] not in (("and",), ("while",)):
        return ()
    other = next((one for one in view.groups if one.start > at and one.bare_number and one.start - at <= 5), None)
    if other is None or any(place in view.harm for place in range(at, min(other.end + 1, len(lower)))):
        return ()
    return (found("killed", (other,), act, "lost_men_gapped", "part"),)


#: "cost the Rapid Support Forces 60 men": so many words name the side.
_COST_REACH = 6
