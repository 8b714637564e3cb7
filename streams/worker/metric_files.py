"""The files in which the processes of a worker count, so that one address exports what all of them counted.

Each process counts in files of its own, named after it and not after its number: a stage that starts again goes on
counting where it was, and no counter goes down while the worker lives. Gauges are another matter: what a stage is at
ends with it, so its gauge files are made anew when it ends. Example::

    with metric_folder(tell) as folder:
        make_files(folder, "detect")
        ...  # the stage, with folder in its environment: with counting_in("detect"): metrics = Metrics(...)
        generate_latest(FilesCollector(folder))
"""

from __future__ import annotations

import fcntl
import os
import shutil
import struct
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from prometheus_client import values
from prometheus_client.metrics_core import Metric as Family
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

#: What the names of the folders begin with.
NAME = "tocsin-metrics-"
#: Where prometheus_client looks for the folder.
FOLDER = "PROMETHEUS_MULTIPROC_DIR"
COUNTERS = ("counter", "histogram")
#: Ours are summed or the largest counts; Faust's are told for each process.
GAUGES = ("gauge_livesum", "gauge_livemax", "gauge_all")
#: Bytes of a file, twice what the metrics of a stage take at most. They are written at once, not left as a hole: a
#: process that writes into the hole of a file ends when the disk is full.
FILE_BYTES = 256 * 1024
#: Readings of the files before one that fails is an error: a file may change under the reader's hands.
READINGS = 5


@contextmanager
def metric_folder(tell: Callable[[str], object]) -> Iterator[Path | None]:
    """Make a folder for the files, removed at the end; where there is no room for it, tell why and yield None.

    It is locked as long as it is in use: systemd removes no old files in it then. Those of workers that were killed
    are not, and are removed.
    """
    with ExitStack() as held:
        folder = None
        try:
            _remove_abandoned()
            folder = Path(tempfile.mkdtemp(prefix=NAME))
            held.callback(shutil.rmtree, folder, ignore_errors=True)
            held.callback(os.close, _locked(folder))
        except OSError as error:
            tell(f"no metrics: {error}")
            folder = None
        yield folder


def _remove_abandoned() -> None:
    for folder in Path(tempfile.gettempdir()).glob(f"{NAME}*"):
        with suppress(OSError):  # in use, somebody else's, or gone by now
            if folder.lstat().st_uid == os.getuid() and not folder.is_symlink():
                lock = _locked(folder)
                try:
                    shutil.rmtree(folder)
                finally:
                    os.close(lock)


def _locked(folder: Path) -> int:
    """Lock a folder until what is returned is closed.

    Raises:
        OSError: it is locked, gone, or no folder.
    """
    lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        folder.stat()  # who locked it before may have removed it
    except OSError:
        os.close(lock)
        raise
    return lock


def make_files(folder: Path, process: str, kinds: Iterable[str] = (*COUNTERS, *GAUGES)) -> None:
    """Give a process empty files; each stands there whole at once, for whoever reads meanwhile.

    Raises:
        OSError: there is no room.
    """
    for kind in kinds:
        fresh = folder / f"{kind}_{process}.new"
        fresh.write_bytes(bytes(FILE_BYTES))
        fresh.replace(fresh.with_suffix(".db"))


@contextmanager
def counting_in(process: str, folder: Path | None = None) -> Iterator[None]:
    """Let metrics that are made in this context count in the files of ``process``.

    ``folder``: where they are, by default the one in the environment.
    """
    before, value_class = os.environ.get(FOLDER), values.ValueClass
    if folder is not None:
        os.environ[FOLDER] = str(folder)
    files = values.MultiProcessValue(lambda: process)  # type: ignore[no-untyped-call]
    values.ValueClass = files
    try:
        yield
    finally:
        values.ValueClass = value_class
        files.close_all_files()
        if before is None:
            os.environ.pop(FOLDER, None)
        else:
            os.environ[FOLDER] = before


class FilesCollector(Collector):
    """Collects what the files in a folder hold. ``shown``: whether a family is exported, by its name."""

    def __init__(self, folder: Path, shown: Callable[[str], bool] = lambda _: True) -> None:
        self._files = MultiProcessCollector(None, str(folder))  # type: ignore[no-untyped-call]
        self._shown = shown

    def collect(self) -> list[Family]:
        """Return the families, sorted by name; the process of a gauge that is told for each is the label ``stage``.

        Raises:
            OSError, RuntimeError, ValueError: the files cannot be read.
        """
        families = [each for each in self._read() if self._shown(each.name)]
        for family in families:
            for sample in family.samples:
                if "pid" in sample.labels:
                    sample.labels["stage"] = sample.labels.pop("pid")
        return sorted(families, key=lambda each: each.name)

    def _read(self) -> list[Family]:
        for _ in range(READINGS - 1):
            try:
                return list(self._files.collect())  # type: ignore[no-untyped-call]
            except (OSError, RuntimeError, ValueError, struct.error):
                continue
        return list(self._files.collect())  # type: ignore[no-untyped-call]
