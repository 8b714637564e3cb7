from operator import eq

from hypothesis import given
from hypothesis import strategies as st

from streams.text.fingerprint import BODY_SIZE, LEAD_SIZE, fingerprint, most_agreeing, packed, similarity

MILL = """Shells fell on the grain mill east of Beryslav before dawn, and the night watchman said he had pulled two of
his colleagues from under the conveyor. The roof of the drying hall came down. Lorries that were waiting for
flour turned back at the crossroads, where soldiers asked the drivers to switch off their lights. The mill
belongs to a cooperative and feeds some forty bakeries. Its manager said that the belts could be mended within
a month if spare parts came through."""
BRIDGE = """A drone hit a footbridge in Sumy on Tuesday afternoon while pupils were walking home. A woman who sells tea
beside the stairs said that the children had lain down as they were taught. The railing was bent and one lamp
post broke. Firemen roped off both ends of the bridge, and the tram that runs below it was stopped until the
evening."""


def alike(one: str, other: str, lead: str | None = None) -> tuple[float, float]:
    return similarity(packed(fingerprint(one, lead)), packed(fingerprint(other)))


def test_a_copy_without_its_end_is_found() -> None:
    cut = "BERYSLAV - " + MILL[: len(MILL) * 2 // 3]
    assert alike(MILL, cut)[0] > 0.5


def test_two_stories_share_nothing() -> None:
    body, lead = alike(MILL, BRIDGE)
    assert body < 0.1 and lead < 0.15


def test_two_reports_of_one_attack_have_leads_alike_but_other_texts() -> None:
    other = "Two workers were pulled from under a conveyor when shells fell on the grain mill at Beryslav before dawn."
    body, lead = alike(MILL, other, MILL[:150])
    assert body < 0.3 and lead > 0.2


def test_it_is_small_and_the_same_on_every_machine() -> None:
    sketch = fingerprint(MILL)
    assert len(sketch) == BODY_SIZE + LEAD_SIZE and max(sketch) < 2**16
    assert fingerprint("Shells fell on the mill.")[:3] == (36011, 26164, 28153)


def test_a_text_without_words_is_like_nothing() -> None:
    assert fingerprint(" ... ") == ()
    assert packed(()) == 0 and similarity(0, 0) == similarity(0, packed(fingerprint(MILL))) == (0.0, 0.0)


def test_one_word_is_a_text() -> None:
    assert alike("Mill", "mill!") == (1.0, 1.0)


SKETCHES = st.lists(st.integers(0, 0xFFFF), min_size=BODY_SIZE + LEAD_SIZE, max_size=BODY_SIZE + LEAD_SIZE)


@given(SKETCHES, SKETCHES, st.sets(st.integers(0, BODY_SIZE + LEAD_SIZE - 1)))
def test_packed_sketches_agree_where_their_numbers_do(one: list[int], other: list[int], same: set[int]) -> None:
    for at in same:
        other[at] = one[at]
    body = sum(map(eq, one[:BODY_SIZE], other[:BODY_SIZE]))
    lead = sum(map(eq, one[BODY_SIZE:], other[BODY_SIZE:]))
    if packed(tuple(one)) and packed(tuple(other)):
        assert similarity(packed(tuple(one)), packed(tuple(other))) == (body / BODY_SIZE, lead / LEAD_SIZE)
        assert most_agreeing(packed(tuple(one)), [packed(tuple(other))]) == body + lead
