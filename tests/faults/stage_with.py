"""Run a stage's process with patches: ``python -m tests.faults.stage_with track die:track.recorded:25``."""

from __future__ import annotations

import sys


def main() -> None:
    """Apply the patches in their order and run the stage."""
    from streams.worker.stage import main as run
    from tests.faults.patches import apply

    stage, *patches = sys.argv[1:]
    for patch in patches:
        apply(patch)
    run([stage])


if __name__ == "__main__":
    main()
