"""The topology on Kafka: one Faust application for each stage, guarded, and a supervisor that restarts them.

``supervisor`` (what ``tocsin worker`` runs) starts a process for each stage, ``stage`` is that process: it builds the
application (``application``), runs the loop of its stage (``detect``, ``track``) and keeps watch (``guards``,
``watchdog``). docs/delivery.md says what is promised and which test shows it.
"""
