"""An article that loops, eats the memory or kills its process costs itself and no other."""

import orjson

from streams.pool import Pool, Work
from streams.stage import Record
from tests.faults.load import articles
from tests.faults.markers import DIE, EAT, LOOP, detect_with_markers


def marked(headline: str) -> Record:
    value = orjson.dumps({"uri": headline, "headline": headline})
    return Record("tocsin-articles", b"k", value, 1_773_122_400_000)


def test_what_loops_eats_or_dies_is_a_dead_letter_and_all_others_have_their_verdict() -> None:
    good = list(articles(1, 60))
    records = [*good[:20], marked(LOOP), *good[20:40], marked(EAT), marked(DIE), *good[40:]]
    with Pool(detect_with_markers(), processes=2, seconds=8) as pool:
        answers = [answer for answer in pool.ordered(map(Work, records)) if answer is not None]
    reasons = {work.record.value: written[0].header("tocsin-dlq-reason") for work, written in answers}
    assert [reasons[marked(each).value] for each in (LOOP, EAT, DIE)] == ["timeout", "bug", "bug"]
    assert {reasons[each.value] for each in good} == {None}
