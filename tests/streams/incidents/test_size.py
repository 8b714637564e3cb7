from schemas.codec import encode
from schemas.incident import Incident, Report
from streams.incidents.size import FULL_REPORTS, LIMIT, fitted
from tests.builders import Desk, event


def grown(count: int, *, copies: bool) -> Incident:
    desk = Desk().take_all([event(killed=3, text="Shells fell on the mill. " * 40, quote="Three were killed. " * 15)])
    first = desk.only().reports[0]

    def another(number: int) -> Report:
        update: dict[str, object] = {"event_id": f"{number:032}", "article_uri": f"https://paper.example/{number}"}
        update["claims"] = tuple(
            claim.model_copy(update={"claim_id": f"{number:032}:{claim.claim_id}"}) for claim in first.claims
        )
        if copies:
            update |= {"copy_of": first.article_id, "syndicated_from": first.article_uri}
        return first.model_copy(update=update)

    return desk.only().model_copy(update={"reports": (first, *(another(number) for number in range(count)))})


def test_a_small_record_stays_as_it_is() -> None:
    incident = grown(20, copies=True)
    assert fitted(incident) is incident


def test_past_200_reports_copies_keep_three_fields() -> None:
    incident = fitted(grown(FULL_REPORTS, copies=True))
    assert incident.reports[50].model_dump(exclude_defaults=True).keys() == {"event_id", "article_uri", "family"}
    assert incident.reports[0].claims and len(incident.reports) == FULL_REPORTS + 1


def test_a_record_never_outgrows_its_limit() -> None:
    for count in (150, 600, 3000):
        incident = fitted(grown(count, copies=False))
        assert len(encode(incident)) <= LIMIT
        assert incident.reports[0].claims, "what the toll rests on is kept"
