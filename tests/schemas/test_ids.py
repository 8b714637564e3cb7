"""Identities: functions of content, told apart where the content differs."""

from schemas.ids import alert_id, article_digest, article_id, event_id, incident_id


def test_ids_never_change() -> None:
    assert article_id("wire.example", "urn:a") == "04f25ec3d3b5c347bb4d6abfc31cdbc4bfa9fd26de908e4ed181be3520c8764f"
    assert (
        article_digest("Two hurt", None, "A shell fell.", "usable")
        == "ff1c2d47a12e5761577b2a3d797ba0436502dc0b7d40bf1080a3e5aa2e92fece"
    )
    assert event_id("a", "d", 0) == "abe45abf142f54d954f9fa1cff9cbb90"
    assert (incident_id("e"), alert_id("i", 1)) == (
        "4c37406b-820d-5f34-a1f8-5c35b0e6c498",
        "91e0f994-4014-5a28-b2ae-7a6ecc8609a1",
    )


def test_the_same_uri_of_two_publishers_is_two_articles() -> None:
    assert (
        len({article_id("a.example", "1"), article_id("b.example", "1"), article_id(None, "1"), article_id("", "1")})
        == 4
    )


def test_text_does_not_slip_from_one_field_to_the_next() -> None:
    assert article_digest("ab", "c", None, "usable") != article_digest("a", "bc", None, "usable")
    assert article_digest("a", None, "b", "usable") != article_digest("a", "b", None, "usable")


def test_a_status_alone_makes_a_new_digest() -> None:
    assert article_digest("a", None, None, "usable") != article_digest("a", None, None, "canceled")


def test_events_of_one_article_and_messages_of_one_incident_differ() -> None:
    assert event_id("a", "d", 0) != event_id("a", "d", 1)
    assert alert_id("i", 1) != alert_id("i", 2)
