"""Read from a sentence how many people were killed, wounded, abducted, captured or are missing.

Example: "Five people, two of them children, were killed and 12 wounded" gives killed [5, 5] and wounded [12, 12]; the
aside counts nobody again. Every act (``lexicons/terms/casualties.toml``) is asked for its people by the rules of
``casualty_rules`` (verbs, adjectives) and ``casualty_nouns``; ``casualty_context`` says of which attack each number
speaks. Which claims belong to the event of an article is decided later, from all its sentences.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from streams.extraction.casualty_conditions import also_of_others, died_into_total, dies_into_total, if_alive
from streams.extraction.casualty_context import Setting, setting_of
from streams.extraction.casualty_disputes import gives_only, other_speaker, rule_of_dispute
from streams.extraction.casualty_figures import read_figures
from streams.extraction.casualty_findings import KIND, LOST, Finding
from streams.extraction.casualty_nouns import read_noun
from streams.extraction.casualty_passives import WHOLE
from streams.extraction.casualty_rules import read_act
from streams.extraction.casualty_takings import are_of_the_taken
from streams.extraction.clauses import phrase_ending, words
from streams.extraction.victim_groups import view_of
from streams.extraction.victims import Group, View
from streams.text.types import ClaimRole, Quantity, ReadClaim, Sentence, Term

#: A sentence of a report holds a few acts; a longer list of them is noise or hostile.
MAX_ACTS = 24


def read_casualties(
    sentence: Sentence,
    terms: Sequence[Term],
    quantities: Sequence[Quantity],
    previous: Sequence[ReadClaim] = (),
    announced: str | None = None,
) -> tuple[ReadClaim, ...]:
    """Return the claims about people in a sentence, in order.

    ``previous`` are the claims of earlier sentences: they give a bare figure ("It was one") its kind. ``announced`` is
    the kind whose number the sentence before only spoke of.
    """
    if announced is None and not _worth_reading(sentence, terms, quantities, previous):
        return ()
    view = view_of(sentence, terms, quantities)
    findings: list[Finding] = []
    covered = -1
    for start in sorted(view.harm)[:MAX_ACTS]:
        act = view.harm[start]
        if start < covered:
            continue
        covered = act.end
        read = read_act(view, act) or read_noun(view, act)
        if read and act.category == "harm.number":
            # "the number of people wounded", "of martyrs": what is said of them belongs to the number.
            of = (at + 1 for at in sorted(view.harm) if at > start and view.harm[at].category in _NUMBERED)
            covered = next(of, covered)
        findings += read
    if findings:
        living = [one for finding in _tidy(findings) if (one := if_alive(view, finding)) is not None]
        findings = _settle_roles(view, living, previous)
    findings += read_figures(view, findings, previous, announced)
    claims = [_claim(view, finding, setting_of(view, finding, terms)) for finding in findings]
    return tuple(claim for claim in claims if claim is not None)


def _worth_reading(
    sentence: Sentence, terms: Sequence[Term], quantities: Sequence[Quantity], previous: Sequence[ReadClaim]
) -> bool:
    """Whether a sentence can hold a claim: it names harm, or gives a figure after a claim."""
    weak = False
    for _, _, category, _ in terms:
        if category[:5] == "harm.":
            if category not in _WEAK:
                return True
            weak = True
    lower = sentence.lower
    if weak and (
        not words().harm_beside.isdisjoint(lower)
        or any(quantity.form not in ("article", "none", "both") for quantity in quantities)
    ):
        return True
    if not previous:
        return False
    speak = words().figure_speak
    if weak and not words().denial.isdisjoint(lower):
        return True
    return any(
        quantity.form not in _NO_FIGURES and phrase_ending(speak, lower, quantity.start) is not None
        for quantity in quantities
    )


_NO_FIGURES = frozenset(("article", "none", "both", "vague"))
_NUMBERED = frozenset((*KIND, "harm.death", "harm.injury"))
#: The rule that reads of how many wounded some have died.
_BEFORE = "wounded_before"
#: Acts of common verbs, which harm people only with a number or beside a word that says so.
_WEAK = frozenset(
    (
        *(
            "harm.seize",
            "harm.lose",
            "harm.cost",
            "harm.suffer",
            "harm.treat",
            "harm.number",
            "harm.life",
            "harm.violence",
        ),
        *("harm.neutralize", "harm.execute", "harm.capture", "harm.fall", "harm.survive"),
    )
)


def _tidy(findings: list[Finding]) -> list[Finding]:
    """Drop what another finding says better: the same people twice, a shot man who died."""
    kept: list[Finding] = []
    dead = {finding.start for finding in findings if finding.kind == "killed" and finding.count.min > 0}
    for finding in findings:
        if finding.kind == "wounded" and finding.start in dead and finding.count.min > 0 and finding.rule != _BEFORE:
            continue
        if finding.rule == "attributive" and any(one.start == finding.start and one is not finding for one in findings):
            continue
        others = (one for one in findings if one is not finding)
        if finding.rule in ("nobody_hurt", "no_injuries") and any(one.kind == "killed" for one in others):
            continue
        same = [one for one in kept if one.kind == finding.kind and one.start == finding.start]
        if any(one.role == finding.role or (one.rule == LOST and finding.rule != "lives") for one in same):
            continue
        kept.append(finding)
    return kept


def _settle_roles(view: View, findings: list[Finding], previous: Sequence[ReadClaim]) -> list[Finding]:
    """Turn totals into subsets, parts or additions where the words or the claims before say so."""
    told = [claim for claim in previous if claim.scope == "here" and claim.count.min > 0]
    before = {claim.kind for claim in told}
    harmed = {claim.kind for claim in told if claim.rule != "died_later"} & _HARMED
    settled: list[Finding] = []
    for finding in findings:
        seen = {one.kind for one in settled if one.role == "total"}
        role = finding.role
        if role == "subset" and finding.kind not in before | seen and are_of_the_taken(finding, settled):
            role = "total"
        elif role == "total" and finding.count.max != 0:
            span = view.lower[finding.start : finding.end]
            group = view.by_start.get(finding.start)
            if other_speaker(view, finding, settled):
                finding = replace(finding, rule=rule_of_dispute(view, finding))
            elif settled and settled[-1].kind == "wounded" and _dies_of_those(view, finding):
                role = "died_later"
            elif dies_into_total(view, finding, settled) or (
                _is_vague_again(group, finding, seen)
                or finding.rule == WHOLE
                and finding.kind in seen | {claim.kind for claim in told if claim.role != "subset"}
                or finding.at in view.harm
                and _is_state(view.harm[finding.at])
                and finding.kind in before | seen
                or (finding.kind == "wounded" and _is_of_wounded(view, group))
                or (
                    group is not None
                    and group.partitive
                    and not group.head
                    and finding.kind in seen
                    and not _fought_back(view, finding)
                    and finding.end - finding.start == 3
                )
            ):
                role = "subset"
            elif group is not None and finding.kind == "killed" and _dies_of_wounds(view, finding, settled):
                role = "died_later"
            elif "only" in span and finding.kind in before | seen and not gives_only(view, finding):
                role = "subset"
            elif _says_more(span) and not seen and finding.kind in before and finding.rule in _GROWING:
                role = "delta"
            elif group is not None and finding.kind in before and finding.kind not in seen and not _lived(span):
                if (
                    (
                        group.form == "definite"
                        and not _is_attacker(finding)
                        and not _then(view, finding)
                        and not (_outgrows(finding, told) or also_of_others(view, finding, told))
                    )
                    # "34 of them and five soldiers were killed" is no part of those told before
                    or (group.partitive and not group.head and finding.end == group.end)
                    or (group.partitive and group.head == "victim")
                    or (group.definite and finding.rule in ("attributive", "among"))
                ):
                    role = "subset"
                elif group.other:
                    role = "part"
        if role == "died_later":
            last = settled[-1] if settled else told[-1] if told else None
            role = _role_of_death(view, finding, findings, harmed | {one.kind for one in settled}, last)
        settled.append(replace(finding, role=role))
    return settled


def _is_vague_again(group: Group | None, finding: Finding, seen: set[str]) -> bool:
    """Whether a plural without number only says who some of those counted were.

    Class: "Twenty people died when a clinic was hit twice; the second strike killed rescuers and reporters".
    """
    return group is not None and group.form == "bare" and finding.count.max is None and finding.kind in seen


def _outgrows(finding: Finding, told: Sequence[ReadClaim]) -> bool:
    """Whether a definite holds more people than all that was told, and so none of them alone.

    Class: headline "Bomb kills mayor": "The mayor was killed along with two of her guards".
    """
    highs = [claim.count.max for claim in told if claim.kind == finding.kind]
    return all(high is not None and finding.count.min > high for high in highs)


def _role_of_death(
    view: View, finding: Finding, findings: Sequence[Finding], harmed: set[str], last: Finding | ReadClaim | None
) -> ClaimRole:
    """Return what people who died of wounds are: counted as wounded before, named in a larger number, or new.

    "Three guards died of their wounds" stands alone where nothing was told before; "the victim died of his wounds"
    names one told before; "two tourists and a cook, who died of his wounds, were killed" holds the cook already.
    """
    group = view.by_start.get(finding.start)
    if died_into_total(view, finding, findings):
        return "subset"
    if group is not None and group.partitive:
        return "died_later"
    he = group is not None and group.form == "pronoun"
    told = [one for one in findings if one.kind == "killed" and one.rule == "passive_subject"]
    if any(one.end > finding.start and not (he and one.start > finding.start) for one in told):
        return "subset"
    if harmed.isdisjoint(_HARMED):
        return "total"
    if group is not None and group.form == "pronoun":
        # "A third soldier was wounded. He died in hospital": whoever was told last, and no one told dead before.
        alive = last is not None and last.kind == "wounded" and last.count == finding.count
        return "died_later" if alive else "subset"
    if "wounded" not in harmed and group is not None and (group.definite or group.form == "pronoun"):
        return "subset"
    return "died_later"


_HARMED = frozenset(("killed", "wounded"))


def _dies_of_wounds(view: View, finding: Finding, before: list[Finding]) -> bool:
    """Whether people just told to be wounded die ("wounded 17, three of whom later died", "where two later died")."""
    act = view.harm.get(finding.at)
    if act is None or act.category != "harm.die" or not any(one.kind == "wounded" for one in before):
        return False
    group = view.by_start[finding.start]
    later = not _LATER.isdisjoint(view.lower[act.start - 1 : act.end + 1])
    return group.partitive or (later and group.bare_number)


def _dies_of_those(view: View, finding: Finding) -> bool:
    """Whether some of the wounded just told die where they were taken.

    Class: "five were killed and three taken to hospital, one of whom died there".
    """
    act, group = view.harm.get(finding.at), view.by_start.get(finding.start)
    if act is None or act.category != "harm.die" or group is None or not group.partitive or group.head:
        return False
    return view.lower[act.end : act.end + 1] == ("there",) and view.lower[group.start - 1] == ","


_LATER = frozenset(("later", "subsequently", "there"))


def _is_of_wounded(view: View, group: Group | None) -> bool:
    """Whether people are some of the wounded ("three of the wounded are in intensive care")."""
    if group is None or not group.partitive or group.whole is not None:
        return False
    return view.lower[group.end - 1] in _HURT and view.lower[group.end - 2] == "the"


_HURT = frozenset(("wounded", "injured", "hurt"))


def _lived(span: tuple[str, ...]) -> bool:
    """Whether people are of those who lived, and so of no number of dead before ("One of the survivors was shot")."""
    return not {"survivor", "survivors"}.isdisjoint(span)


def _is_attacker(finding: Finding) -> bool:
    """Whether attackers died, whom a total told before does not hold ("The attacker was shot dead by police")."""
    return finding.kind == "killed" and finding.victims == "attacker"


def _then(view: View, finding: Finding) -> bool:
    """Whether a further act follows ("he then shot the driver dead")."""
    return finding.rule == "active_object" and "then" in view.lower[max(0, finding.at - 2) : finding.at]


def _fought_back(view: View, finding: Finding) -> bool:
    """Whether soldiers or police kill some of the attackers ("killing six before troops shot two of them dead")."""
    if finding.rule != "active_object" or finding.kind != "killed":
        return False
    return any(group.end == finding.at and group.victims == "fighter" for group in view.groups)


def _says_more(span: tuple[str, ...]) -> bool:
    """Whether a number phrase adds to an earlier number ("three more people", not "more than three")."""
    return any(
        word in _MORE and not (word == "more" and span[at + 1 : at + 2] in (("than",), ("of",)))
        for at, word in enumerate(span)
    )


def _is_state(term: Term) -> bool:
    """Whether a term is the condition of people known to be hurt ("in hospital", "fighting for their lives")."""
    return (
        term.category == "harm.injured"
        and term.name.startswith(("in ", "fighting", "on life"))
        or (term.name in ("in intensive care",))
    )


_MORE = frozenset(("more", "further", "additional"))
#: Rules whose number grows when it is said of "more" people.
_GROWING = frozenset(("passive_subject", "bodies", "deaths", "beside_adjective"))


def _claim(view: View, finding: Finding, setting: Setting) -> ReadClaim | None:
    """Return the claim of a finding in its setting; None where nothing is known."""
    asked = view.lower[max(0, finding.start - 2) : finding.start]
    if (setting.unknown and finding.count.min == 0) or asked == ("how", "many") or asked[-1:] == ("whether",):
        return None
    return ReadClaim(
        kind=finding.kind,
        count=finding.count,
        sentence=view.sentence.index,
        start=finding.start,
        end=finding.end,
        clause=setting.clause,
        rule=finding.rule,
        role="former" if setting.former and finding.role == "total" else finding.role,
        victims=finding.victims,
        modality=setting.modality,
        attribution=setting.attribution,
        official=setting.official,
        scope=setting.scope,
    )
