"""Records as bytes, and the few used last as models."""

from schemas.codec import decode, encode
from schemas.incident import Incident
from streams.incidents.packed import Packed, pack, unpack
from tests.builders import Desk, event


def records(number: int) -> list[Incident]:
    return list(Desk().take_all(event(killed=1, place=f"Town{at}", outlet=f"Outlet{at}") for at in range(number)).state)


def test_a_record_that_was_packed_is_what_was_put_in() -> None:
    given = records(5)
    kept = Packed(live=2)
    for each in given:
        kept.put(each)
    assert [kept.get(each.incident_id) for each in given] == given == list(kept)
    assert kept.get(given[0].incident_id) is not given[0]


def test_the_records_used_last_stay_models() -> None:
    first, second, third = records(3)
    kept = Packed(live=2)
    kept.put(first)
    kept.put(second)
    assert kept.get(first.incident_id) is first
    kept.put(third)
    assert kept.get(first.incident_id) is first
    assert kept.get(second.incident_id) is not second


def test_a_change_overtakes_what_was_packed() -> None:
    first, second, third = records(3)
    kept = Packed(live=1)
    for each in (first, second, first.model_copy(update={"revision": 7}), third):
        kept.put(each)
    found = kept.get(first.incident_id)
    assert found is not None and found.revision == 7
    assert len(kept) == 3


def test_a_record_that_comes_packed_is_unpacked_when_it_is_asked_for() -> None:
    (first,) = records(1)
    kept = Packed()
    kept.put(first, pack(encode(first)))
    assert kept.get(first.incident_id) == first
    assert kept.get(first.incident_id) is not first


def test_what_is_forgotten_is_gone_live_or_packed() -> None:
    first, second = records(2)
    kept = Packed(live=1)
    kept.put(first)
    kept.put(second)
    kept.pop(first.incident_id)
    kept.pop(second.incident_id)
    assert (len(kept), list(kept), kept.get(first.incident_id)) == (0, [], None)


def test_a_record_is_given_packed_whether_it_is_live_or_not() -> None:
    first, second = records(2)
    kept = Packed(live=1)
    kept.put(first)
    kept.put(second)
    assert [decode(Incident, unpack(kept.packed(each.incident_id))) for each in (first, second)] == [first, second]
    assert kept.get(second.incident_id) is second
