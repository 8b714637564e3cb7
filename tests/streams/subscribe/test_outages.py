"""An outage is told once, and so is its end."""

from streams.subscribe.outages import Outage


def test_an_outage_is_told_once_and_so_is_its_end() -> None:
    told: list[str] = []
    outage = Outage(["kafka-1:9092", "kafka-2:9092"], told.append)
    for step in (outage.back, outage.away, outage.away, outage.back, outage.back, outage.away):
        step()
    assert [each.split(":")[0] for each in told] == [
        "no broker answers at kafka-1",
        "the broker at kafka-1",
        told[0].split(":")[0],
    ]
    assert "kafka-1:9092,kafka-2:9092" in told[0]


def test_a_better_reason_is_told_instead() -> None:
    told: list[str] = []
    Outage(["kafka:9092"], told.append).away("missing on the broker: tocsin-alerts")
    assert told == ["missing on the broker: tocsin-alerts: no alert can arrive; trying on"]
