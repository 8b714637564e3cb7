"""Names of the consumer groups: one per stage and deployment, the same for the worker and for those who watch it.

Example: ``group_name(settings.topic_prefix, "detect")``.
"""

from __future__ import annotations


def group_name(prefix: str, stage: str) -> str:
    """Return the consumer group in which the workers of a deployment share a stage.

    >>> group_name("tocsin-", "detect")
    'tocsin-detect'
    """
    return prefix + stage
