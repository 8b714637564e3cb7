from hypothesis import given
from hypothesis import strategies as st

from streams.incidents.names import Names

keys, names = st.sampled_from("abc"), st.sampled_from(["one", "two", "three"])


@given(st.lists(st.tuples(st.booleans(), keys, names)))
def test_it_holds_what_a_set_for_each_key_would(steps: list[tuple[bool, str, str]]) -> None:
    found, wanted = Names[str](), {key: set[str]() for key in "abc"}
    for adds, key, name in steps:
        (found.add if adds else found.discard)(key, name)
        (wanted[key].add if adds else wanted[key].discard)(name)
    assert {key: set(found.get(key)) for key in "abc"} == wanted
    assert bool(found) == any(wanted.values())
