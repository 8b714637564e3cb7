"""What is used of grafana-foundation-sdk, imported once: the import of its classic dashboards warns.

It prefers the schema that Grafana reads from files only from version 13 on; the classic one is read by all of them.
"""

from __future__ import annotations

import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    from grafana_foundation_sdk.builders import (
        bargauge,
        common,
        dashboard,
        geomap,
        prometheus,
        stat,
        table,
        text,
        timeseries,
    )
    from grafana_foundation_sdk.models import dashboard as models

__all__ = ["bargauge", "common", "dashboard", "geomap", "models", "prometheus", "stat", "table", "text", "timeseries"]
