from streams.text.fingerprint import BODY_SIZE, LEAD_SIZE, body_similarity, fingerprint, lead_similarity

MILL = """Shells fell on the grain mill east of Beryslav before dawn, and the night watchman said he had pulled two of
his colleagues from under the conveyor. The roof of the drying hall came down. Lorries that were waiting for
flour turned back at the crossroads, where soldiers asked the drivers to switch off their lights. The mill
belongs to a cooperative and feeds some forty bakeries. Its manager said that the belts could be mended within
a month if spare parts came through."""
BRIDGE = """A drone hit a footbridge in Sumy on Tuesday afternoon while pupils were walking home. A woman who sells tea
beside the stairs said that the children had lain down as they were taught. The railing was bent and one lamp
post broke. Firemen roped off both ends of the bridge, and the tram that runs below it was stopped until the
evening."""


def test_a_copy_without_its_end_is_found() -> None:
    cut = "BERYSLAV - " + MILL[: len(MILL) * 2 // 3]
    assert body_similarity(fingerprint(MILL), fingerprint(cut)) > 0.5


def test_two_stories_share_nothing() -> None:
    assert body_similarity(fingerprint(MILL), fingerprint(BRIDGE)) < 0.1
    assert lead_similarity(fingerprint(MILL), fingerprint(BRIDGE)) < 0.15


def test_two_reports_of_one_attack_have_leads_alike_but_other_texts() -> None:
    other = "Two workers were pulled from under a conveyor when shells fell on the grain mill at Beryslav before dawn."
    assert body_similarity(fingerprint(MILL), fingerprint(other)) < 0.3
    assert lead_similarity(fingerprint(MILL, MILL[:150]), fingerprint(other)) > 0.2


def test_it_is_small_and_the_same_on_every_machine() -> None:
    sketch = fingerprint(MILL)
    assert len(sketch) == BODY_SIZE + LEAD_SIZE and max(sketch) < 2**16
    assert fingerprint("Shells fell on the mill.")[:3] == (36011, 26164, 28153)


def test_a_text_without_words_is_like_nothing() -> None:
    assert fingerprint(" ... ") == ()
    assert body_similarity((), ()) == 0.0


def test_one_word_is_a_text() -> None:
    assert body_similarity(fingerprint("Mill"), fingerprint("mill!")) == 1.0
