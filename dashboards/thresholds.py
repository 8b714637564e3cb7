"""From where on something is wrong: the numbers that rules, dashboards and their tests share.

Example: ``Thresholds().heartbeat`` is 90 (seconds); a test shortens: ``Thresholds(heartbeat=3, heartbeat_for=1)``.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From where on something is wrong. Times in whole seconds; rate windows span four scrapes or more.

    Args:
        down_for: how long a worker may not answer; it restarts in 10 to 20 s.
        stalled: age of the last record of a stage; signs of life pass every 30 s, however quiet the news is.
        stalled_for: how long that must last.
        heartbeat: age of the last sign of life through the whole pipeline, as for `tocsin doctor`.
        heartbeat_for: how long that must last.
        lag_records: records waiting in a partition that are too few to speak of.
        lag_seconds: records waiting, as seconds of what the stage takes at the moment.
        lag_window: over how long the lag must not shrink.
        lag_for: how long that must last; longer than the window, so that a batch that comes at once is no alert.
        delay: 95 of 100 alerts come within this of the article's publication; feeds are polled, outlets stamp early.
        delay_window: over how long that is taken.
        delay_alerts: alerts in that time without which it says nothing.
        delay_for: how long that must last.
        dead_letter_ratio: dead letters among all articles, as for `tocsin doctor`.
        dead_letter_window: over how long that is taken.
        dead_letters: dead letters in that time without which it says nothing.
        source_silent: age of the last article of a named source; a day, because small outlets rest at night and at
            weekends, and a feed that died is still noticed the next day.
        storm_window: over how long alerts are counted.
        storm_alerts: alerts in that time without which it is no storm; 50 in 10 minutes would be 7,200 a day.
        storm_factor: how many times the mean of `storm_mean`.
        storm_mean: over how long the mean is taken; before the first worker there were none.
        leak_window: how long test traffic stays visible.
        rate_window: window of the recorded rates.
    """

    down_for: int = 60
    stalled: int = 300
    stalled_for: int = 60
    heartbeat: int = 90
    heartbeat_for: int = 30
    lag_records: int = 20
    lag_seconds: int = 60
    lag_window: int = 300
    lag_for: int = 600
    delay: int = 1800
    delay_window: int = 1800
    delay_alerts: int = 5
    delay_for: int = 300
    dead_letter_ratio: float = 0.01
    dead_letter_window: int = 900
    dead_letters: int = 5
    source_silent: int = 86400
    storm_window: int = 600
    storm_alerts: int = 50
    storm_factor: int = 10
    storm_mean: int = 86400
    leak_window: int = 900
    rate_window: int = 300
