import pytest

from schemas.base import Count
from streams.alerting.numbers import spoken


@pytest.mark.parametrize(
    ("low", "high", "about", "words"),
    [
        (7, 7, False, "7"),
        (45, 55, False, "45-55"),
        (63, 77, True, "about 70"),
        (63, 77, False, "63-77"),
        (12, 19, True, "12-19"),
        (7, None, False, "at least 7"),
        (0, 40, False, "up to 40"),
        (0, 0, False, "none"),
    ],
)
def test_a_count_reads_as_people_say_it(low: int, high: int | None, about: bool, words: str) -> None:
    assert spoken(Count(min=low, max=high), about=about) == words
