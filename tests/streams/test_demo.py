"""The sample stream is there, and plays at its own pace."""

from streams.demo import play, sample_lines


class Clock:
    """A clock that moves only when someone sleeps."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


def test_the_sample_stream_is_found() -> None:
    assert len(sample_lines()) >= 80


def test_articles_are_spread_evenly_over_the_time() -> None:
    clock = Clock()
    played = list(play(sample_lines()[:4], seconds=20, clock=lambda: clock.now, sleep=clock.sleep))
    assert len(played) == 4
    assert clock.slept == [5.0, 5.0, 5.0, 5.0]


def test_no_time_is_no_waiting() -> None:
    clock = Clock()
    list(play(sample_lines()[:2], seconds=0, clock=lambda: clock.now, sleep=clock.sleep))
    assert clock.slept == []


def test_what_is_played_is_marked_as_a_test() -> None:
    (played,) = play(sample_lines()[:1], seconds=0)
    assert {record.header("_test") for record in played.step.written} == {"true"}


def test_every_article_is_told_to_what_counts_after_the_warm_up() -> None:
    stages: list[str] = []
    list(play(sample_lines()[:3], seconds=0, ran=lambda stage, *_: stages.append(stage)))
    assert stages.count("detect") == 3
