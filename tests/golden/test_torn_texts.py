"""No text makes the reader fail: sentences of the repository cut, shuffled and put together anew."""

import random
import re
from pathlib import Path

import orjson

from schemas.vocabulary import DeadLetterReason
from streams.runtime import context_of, run_stage
from streams.stage import Record
from streams.topology import DETECT

FOLDER = Path(__file__).parent
TEXTS, SEED = 1500, 7


def sentences() -> list[str]:
    """Return the sentences of the worked-on sets, each with a few words at least."""
    found = []
    for name in ("articles", "counts", "figures", "leads", "munitions", "reasons", "sentences"):
        for line in (FOLDER / f"{name}.jsonl").read_bytes().splitlines():
            article = orjson.loads(line).get("article") or {}
            for text in (article.get("headline"), article.get("body")):
                found += [each for each in re.split(r"(?<=[.!?])\s+", text or "") if len(each) > 15]
    return found


def torn(sentence: str, chance: random.Random) -> str:
    """Return a sentence cut anywhere, often behind a short word, with words left out, moved, or no punctuation."""
    words = sentence.split()
    at = chance.randrange(len(words))
    short = [each for each, word in enumerate(words) if len(word) <= 3] or [at]
    kinds = (
        sentence[: chance.randrange(1, len(sentence))],
        " ".join(words[: at + 1]),
        " ".join(words[: chance.choice(short) + 1]),
        " ".join(words[at:]),
        " ".join(chance.sample(words, len(words))),
        " ".join(word for word in words if chance.random() > 0.25),
        re.sub(r"[^\w\s]", "", sentence),
        sentence,
    )
    return chance.choice(kinds)


def test_no_torn_text_makes_the_reader_fail() -> None:
    chance = random.Random(SEED)
    known = sentences()
    assert len(known) > 500
    failed = []
    for number in range(TEXTS):
        # A paragraph each: what hangs at the end of a sentence hangs at the end of the text.
        body = "\n\n".join(torn(chance.choice(known), chance) for _ in range(chance.randrange(1, 6)))
        article = {"uri": f"torn-{number}", "headline": torn(chance.choice(known), chance) or "News", "body": body}
        record = Record("tocsin-articles", b"k", orjson.dumps(article), 1_773_122_400_000)
        reasons = {each.header("tocsin-dlq-reason") for each in run_stage(DETECT, record, context_of(record))}
        failed += [article] if DeadLetterReason.BUG in reasons else []
    assert failed == []
