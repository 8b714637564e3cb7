"""How a place name is compared: one key for every way of writing it.

Example: "Sévaré", "SEVARE" and "Sevare" have the key ``sevare``; "Deir al-Balah" and "Deir al Balah" share one too.
"""

from __future__ import annotations

import unicodedata
import zlib
from functools import lru_cache

#: Letters that Unicode does not decompose, and the marks that are dropped or read as a space.
_LETTERS = str.maketrans(
    {
        **dict.fromkeys("'’‘ʼʻ`´ʿʾ′."),
        **dict.fromkeys("-‐‑–/", " "),
        **{"ı": "i", "ł": "l", "đ": "d", "ø": "o", "æ": "ae", "œ": "oe", "ß": "ss", "þ": "th", "ð": "d"},
        **{"ə": "a", "ǝ": "a"},
    }
)


@lru_cache(maxsize=20_000)  # an article names its places again and again
def fold_name(name: str) -> str:
    """Return the key of a name: lower case, no accents, no apostrophes or full stops, hyphens as spaces.

    >>> fold_name("Jamundí"), fold_name("Malam-Fatori"), fold_name("Ma'arrat al-Nu‘man")
    ('jamundi', 'malam fatori', 'maarrat al numan')
    """
    lowered = name.lower()
    if not lowered.isascii():
        lowered = "".join(c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c))
    return " ".join(lowered.translate(_LETTERS).split())


def bucket_of(key: str, bits: int) -> int:
    """Return the bucket of a key in an index with ``2 ** bits`` buckets; the same on every machine.

    >>> bucket_of("kyiv", 4) == bucket_of("kyiv", 4) < 16
    True
    """
    return zlib.crc32(key.encode()) >> (32 - bits)
