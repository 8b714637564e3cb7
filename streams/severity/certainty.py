"""Say how certain an incident is, in the CAP words, by counting independent publisher families.

Observed: an official or on-scene source and another family. Likely: two families, or one official. Possible: one family
that is not official, never more. Unlikely: denied or withdrawn. Copies never count.

Example: one agency's report is Possible; when the governor confirms it elsewhere it is Observed.
"""

from __future__ import annotations

from schemas.incident import Incident, Report
from schemas.vocabulary import Certainty, IncidentStatus

#: Signal of a report whose reporter was there, should detect give it.
ON_SCENE = "on_scene"


def certainty_of(incident: Incident) -> str:
    """Return the certainty of an incident."""
    if incident.status == IncidentStatus.RETRACTED:
        return Certainty.UNLIKELY.value
    standing = [report for report in incident.reports if _speaks(report)]
    own = [report for report in standing if report.copy_of is None]
    # As long as only copies have come, the source they were taken from is one family.
    families = {report.family for report in own} if own else {report.family for report in standing[:1]}
    official = any(report.official for report in own)
    on_scene = any(ON_SCENE in report.signals for report in own)
    if incident.denied and len(families) < 2 and not official:
        return Certainty.UNLIKELY.value
    if (official or on_scene) and len(families) > 1:
        return Certainty.OBSERVED.value
    if official or len(families) > 1:
        return Certainty.LIKELY.value
    return Certainty.POSSIBLE.value if families else Certainty.UNKNOWN.value


def _speaks(report: Report) -> bool:
    return report.reading is not None and not (report.denial or report.withdrawn or report.replaced)
