"""Read alerts from Kafka: where to start and stop, what passes, and what to say when the stream is silent.

``from streams.subscribe import alerts`` is for programs (docs/subscribe.md), ``tocsin subscribe`` the same for people.
"""

from streams.subscribe.stream import alerts

__all__ = ["alerts"]
