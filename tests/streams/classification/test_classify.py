"""Verdict, reason, event type and explanation of articles that say one thing clearly."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.vocabulary import EventType, Reason
from streams.classification.classify import classify_article
from streams.text.types import ClassifiedArticle, CleanArticle, ReadArticle, Segment
from tests.reading import CONTEXT, FRIDAY, article, read

REASONS = {
    "sport": ("not_conflict", "Rovers bombarded the United goal and won 4-0, their striker firing home twice."),
    "trade": ("not_conflict", "The price war between the two airlines claimed its first victim, and shares fell."),
    "trial": ("historic", "A court in Kigali sentenced a former rebel to 20 years over a massacre in 1994."),
    "memory": ("historic", "The town laid wreaths to mark thirty years since a bomb killed nine dockers."),
    "threat": ("hypothetical", "The militia threatened to fire rockets at the capital unless its leader is freed."),
    "warning": ("hypothetical", "An attack on the dam could kill thousands of people, engineers warned."),
    "drill": ("exercise", "In the drill a missile struck the station and actors with painted wounds lay about."),
    "game": ("exercise", "In the scenario of the war game a tanker is sunk and 200 sailors are killed."),
    "deal": (
        "commentary",
        "Norway will deliver 90 missiles and 12 howitzers to Estonia under a contract signed in Oslo.",
    ),
    "talks": ("commentary", "Envoys of the army and the rebels met for ceasefire talks in Doha, mediators said."),
    "funeral": ("aftermath", "Thousands of mourners followed the coffins at the funeral of the eleven victims."),
    "swap": ("aftermath", "The two sides exchanged 200 prisoners of war each, and buses brought them home."),
    "gas": ("accident", "Four cooks were killed when a gas cylinder exploded in a restaurant; a leak was to blame."),
    "crash": ("accident", "An army helicopter crashed in bad weather because of an engine failure, killing five."),
    "robbery": ("crime", "Robbers shot dead a jeweller in a robbery in Durban and fled with watches, detectives said."),
    "family": ("crime", "A man was charged with murder after he stabbed his wife in a quarrel, police said."),
}

TYPES = {
    "airstrike": "Army jets bombed a village near Taze on Thursday, killing six people.",
    "missile_strike": "Two ballistic missiles hit a school in Sumy on Thursday, killing three people.",
    "drone_strike": "A drone struck a fuel lorry outside Gao on Thursday and wounded the driver.",
    "combined_strike": "Russia fired 40 missiles and drones at Kyiv on Thursday, wounding nine people.",
    "shelling": "Rebel artillery shelled the market of Goma on Thursday, killing four traders.",
    "bombing": "A car bomb went off outside a tea house in Mogadishu on Thursday, killing eight.",
    "armed_clash": "Soldiers and rebels exchanged fire near Masisi on Thursday; six rebels and a soldier died.",
    "armed_attack": "Gunmen shot dead five villagers at Komanda on Thursday and fled.",
    "abduction": "Bandits kidnapped 20 pupils from a school near Kuriga on Thursday.",
    "naval_attack": "A missile struck a container ship in the Red Sea on Thursday, the navy said.",
    "chemical_attack": "Troops dropped chlorine gas on dugouts near Bakhmut on Thursday, and nine men choked.",
    "territory_change": "The rebels captured the town of Bara on Thursday after the garrison fled.",
    "other_attack": "A militant drove a van into a crowd in Nablus on Thursday, hurting three people.",
}


def classified(body: str, headline: str | None = None, **fields: object) -> ClassifiedArticle:
    return classify_article(read(body, headline) if not fields else _read(body, headline, fields), CONTEXT)


def _read(body: str, headline: str | None, fields: dict[str, object]) -> ReadArticle:
    raw = article(body, headline, **fields)
    return ReadArticle(CleanArticle(raw, (Segment("body", "paragraph", body, 0),), body, raw.language or "en"))


@pytest.mark.parametrize(("reason", "text"), REASONS.values(), ids=REASONS)
def test_a_text_without_a_fresh_attack_is_no_event_for_its_reason(reason: str, text: str) -> None:
    answer = classified(text)
    assert (answer.verdict, answer.reason, answer.event_type) == ("no_event", reason, None)


def test_every_reason_that_is_read_from_the_text_is_tested() -> None:
    stated = {Reason.WITHHELD, Reason.UNSUPPORTED_LANGUAGE}
    assert {reason for reason, _ in REASONS.values()} == set(Reason) - stated


@pytest.mark.parametrize(("kind", "text"), TYPES.items(), ids=TYPES)
def test_an_attack_is_an_event_of_its_type(kind: str, text: str) -> None:
    answer = classified(text)
    assert (answer.verdict, answer.reason, answer.event_type) == ("event", None, kind)


def test_every_event_type_is_tested() -> None:
    assert set(TYPES) == set(EventType)


def test_a_headline_alone_is_enough() -> None:
    answer = classified("Photo: agency", "Suicide bomber kills nine soldiers at checkpoint in Zabul")
    assert (answer.verdict, answer.event_type) == ("event", "bombing")


def test_upper_case_newswire_is_read_like_any_other() -> None:
    answer = classified("LA UNION, 12 MAR -- GUERRILLAS ATTACKED A POLICE POST TODAY, KILLING TWO POLICEMEN.")
    assert answer.verdict == "event"


@pytest.mark.parametrize("status", ["withheld", "canceled"])
def test_an_article_that_is_not_usable_is_withheld(status: str) -> None:
    answer = classified("Shells killed two people in Goma.", None, pub_status=status)
    assert (answer.verdict, answer.reason, answer.confidence) == ("no_event", "withheld", 1.0)


def test_an_embargo_holds_an_article_back_until_it_ends() -> None:
    later, earlier = FRIDAY + timedelta(hours=1), FRIDAY - timedelta(hours=1)
    held = classified("Shells killed two people in Goma.", None, embargoed_until=later.isoformat())
    free = classified("Shells killed two people in Goma.", None, embargoed_until=earlier.isoformat())
    assert (held.reason, free.reason) == ("withheld", "not_conflict")


def test_another_language_is_not_supported() -> None:
    answer = classified("Obuses mataron a dos personas en Goma.", None, language="es")
    assert (answer.reason, answer.features[0].quote) == ("unsupported_language", "es")


def test_an_article_that_the_scan_left_unread_is_not_about_conflict() -> None:
    answer = classified("The bakery on the corner will open an hour later in winter.")
    assert (answer.reason, answer.features[0].name) == ("not_conflict", "scan.hits")


def test_a_verdict_is_explained_by_words_of_the_text() -> None:
    answer = classified("Rebels shelled Goma on Thursday, killing two people.")
    shown = {feature.name: feature for feature in answer.features}
    strike = shown["lead.strike"]
    assert strike.weight > 0 and strike.span is not None
    assert "Rebels shelled Goma on Thursday, killing two people."[strike.span.start : strike.span.end] == strike.quote
    assert shown["event_type.shelling"].quote == "shelled"


def test_a_reason_is_explained_against_the_event() -> None:
    answer = classified("The militia threatened to fire rockets at the capital unless its leader is freed.")
    assert answer.features[0].weight > 0
    assert any(feature.name.endswith(".unreal") for feature in answer.features)


@pytest.mark.parametrize(
    ("text", "breaking"),
    [
        ("Rebels shelled Goma on Friday, killing two people.", True),
        ("BREAKING: Two missiles hit a school in Sumy.", True),
        ("Rebels shelled a camp near Goma, killing two people.", False),
    ],
)
def test_a_fresh_day_or_the_outlets_word_makes_it_breaking(text: str, breaking: bool) -> None:
    assert classified(text).breaking is breaking


def test_a_withdrawn_report_is_an_event_so_that_it_can_cancel() -> None:
    answer = classified(
        "The Daily withdraws its report of an explosion at the market of Goma. There was no attack.",
        "Report of blast at Goma market withdrawn",
    )
    assert (answer.verdict, answer.signals) == ("event", ("retraction",))


def test_missing_mentions_do_not_stop_the_verdict() -> None:
    full = read("Rebels shelled Goma on Friday, killing two people.")
    bare = ReadArticle(clean=full.clean, sentences=full.sentences)
    assert classify_article(bare, CONTEXT).verdict == "no_event"


_WORDS = st.sampled_from(
    ["rebels", "shelled", "could", "killed", "in", "1994", "the drill", "no", "if", "4", "-", "0", ":", ";", "«", "Ş"]
    + ["withdraws", "report", "police said", "bomb", "May", "may", "on Friday", "years ago", "threatened to", "drone"]
)


@given(st.lists(_WORDS, min_size=1, max_size=60), st.booleans())
def test_no_order_of_words_breaks_the_classifier(words: list[str], headline: bool) -> None:
    text = " ".join(words)
    answer = classified(text, text if headline else None)
    assert (answer.verdict == "event") == (answer.event_type is not None) == (answer.reason is None)
    assert 0 <= answer.confidence <= 1


def test_a_withdrawal_is_news_of_a_status_whatever_else_it_talks_about() -> None:
    body = (
        "The Harbour Star withdraws its article about an attack on a ferry off Kalemie. The boatman had told us of an "
        "accident of last year. The editor has apologised to the company."
    )
    found = classify_article(read(body), CONTEXT)
    assert found.verdict == "event" and "retraction" in found.signals


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "Blast at port warehouse kills 12, customs blame bad storage\n\nAn explosion at the port of Poti killed 12 "
            "people on Thursday. "
            "The customs said that chemicals had been stored badly and too close together. A deputy blamed an enemy.",
            "accident",
        ),
        (
            "Grenade thrown at flat in Lund\n\nA boy of 15 was arrested after a hand grenade exploded at a flat in "
            "Lund on Thursday. Police believe that it has to do with a dispute between two criminal networks.",
            "crime",
        ),
    ],
)
def test_a_blast_with_another_cause_is_no_attack(text: str, reason: str) -> None:
    headline, _, body = text.partition("\n\n")
    assert classified(body, headline).reason == reason


def test_a_train_that_a_bomb_derailed_had_no_accident() -> None:
    bombed = classify_article(read("A bomb derailed a train near Goma on Thursday, killing two soldiers."), CONTEXT)
    assert bombed.verdict == "event"
    assert classify_article(read("A train derailed near Goma on Thursday, killing two people."), CONTEXT).reason == (
        "accident"
    )


#: What a town does on the day after; nothing of it speaks of war.
CALM_DETAILS = (
    "\n\nThe brass band played at six, as every week, its conductor said.\n\nThe ferry ran late by an hour.\n\n"
    "The bookshop opened again before noon, and a florist gave away what the frost had spared.\n\n"
    "School marks are handed out next Friday, the headmistress wrote to the parents."
)


@pytest.mark.parametrize(
    "lead",
    [
        "Four people were killed and nine wounded when rockets fell on Sloviansk, a shopkeeper said.",
        "Two people were killed and three hurt when shells fell on Sloviansk, an aid worker said.",
        "Two people were killed when shells fell on Sloviansk, according to a shopkeeper.",
    ],
)
def test_what_a_lead_tells_outright_is_a_report_however_calm_the_rest(lead: str) -> None:
    found = classified(lead + CALM_DETAILS, "A day in Sloviansk")
    assert found.verdict == "event"
    assert (found.features[0].name, found.features[0].quote) == ("plain_report", lead)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        (
            "A watchman was killed in a drone attack on an oil depot in Goma, after authorities had spoken of two "
            "injured and no deaths. He was found when the heat had gone down.",
            True,
        ),
        ("Two workers were killed in a missile strike on a refinery in Goma. The heat was felt a mile away.", True),
        ("A gas cylinder exploded in a bakery in Goma, killing three. An air strike had damaged it in May.", False),
        ("A plane crashed near Goma, killing 60 people. Officials ruled out a missile strike.", False),
    ],
)
def test_what_burns_after_a_strike_met_with_no_accident(text: str, event: bool) -> None:
    assert (classified(text, "Fire in Goma").verdict == "event") is event


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Ukraine's navy sank two Russian landing boats with sea drones off Chornomorske on Thursday.", True),
        ("Two landing boats sank in a storm off Chornomorske on Thursday, the navy said.", False),
        ("A drone crashed into a crane in Oslo on Thursday while an amateur was filming a wedding.", False),
    ],
)
def test_what_a_belligerents_weapons_sink_met_with_no_accident(text: str, event: bool) -> None:
    assert (classify_article(read(text), CONTEXT).verdict == "event") is event


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("The toll of the American-British aggression on Salif has risen to four martyrs and six wounded.", "event"),
        ("The minister condemned Israeli aggression against Lebanon in Geneva on Friday.", "no_event"),
        (
            "Leaders at a summit in Doha called for an end to the Israeli aggression on Gaza and for more aid.",
            "no_event",
        ),
    ],
)
def test_an_attack_that_is_called_an_aggression_is_one_and_its_condemnation_is_none(text: str, verdict: str) -> None:
    more = "The hospital is short of beds and of fuel, and the town has asked its neighbours for blood and for help. "
    assert classify_article(read(f"{text} {more * 4}"), CONTEXT).verdict == verdict


@pytest.mark.parametrize(
    ("headline", "body", "verdict"),
    [
        (
            "Notice: reports of a gas carrier hit off Assab are incorrect",
            "The office is aware of posts about a gas carrier said to have been hit and to be sinking off Assab. No "
            "attack on a vessel has taken place in the strait today. Ship and crew are safe, says a satellite call.",
            "event",
        ),
        (
            "United deny reports of attack on coach",
            "United said in Lagos on Friday that reports of an attack on the coach by a striker are false.",
            "no_event",
        ),
        (
            "Council: no shark attack off Durban",
            "The council said in Durban on Friday that reports of a shark attack on a boat are false. No attack took "
            "place.",
            "no_event",
        ),
    ],
)
def test_a_denial_in_calm_words_is_of_an_attack_of_war(headline: str, body: str, verdict: str) -> None:
    assert classify_article(read(body, headline), CONTEXT).verdict == verdict


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Shells landed at a school and beside a well in Goma on Friday.", "shelling"),
        ("Mortars landed on a roof in Goma on Friday.", "shelling"),
        ("Two missiles were fired at a panamax off Salif on Friday.", "naval_attack"),
    ],
)
def test_what_landed_and_what_ships_are_called_by_size_tell_the_attack(text: str, kind: str) -> None:
    said = classify_article(read(text), CONTEXT)
    assert (said.verdict, said.event_type) == ("event", kind)
