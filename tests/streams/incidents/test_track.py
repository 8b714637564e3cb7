from streams.incidents.state import Incidents
from streams.incidents.track import apply_step, open_step
from streams.stage import Context
from tests.builders import clock, event, run


def test_a_step_opens_on_the_state_with_what_the_context_knows() -> None:
    state = Incidents()
    step = open_step(event(), state, Context(0, min_level="Severe", position=7, committed_below=3))
    assert step.state is state and step.settings.min_level == "Severe"
    assert (step.position, step.committed_below) == (7, 3)


def test_the_state_changes_only_when_the_step_is_applied() -> None:
    state, context = Incidents(), Context(round(clock("10:00").timestamp() * 1000))
    step = run(open_step(event(killed=3), state, context), context)
    assert len(state) == 0
    apply_step(step, state)
    assert [incident.incident_id for incident in state] == [step.revised[0].after.incident_id]
