"""Ctrl-C ends a step at its end, everything else at once."""

import signal

import pytest

from streams.cli.interrupts import Interrupts


def press() -> None:
    signal.raise_signal(signal.SIGINT)


def test_between_steps_it_ends_at_once() -> None:
    with Interrupts() as interrupts, pytest.raises(KeyboardInterrupt):
        press()
    assert interrupts.clean


def test_in_a_step_it_waits_for_its_end() -> None:
    done = []
    with Interrupts() as interrupts:
        with pytest.raises(KeyboardInterrupt), interrupts.held():
            press()
            done.append(1)
        assert (done, interrupts.clean) == ([1], True)


def test_the_second_one_ends_the_step_too() -> None:
    with Interrupts() as interrupts:
        with pytest.raises(KeyboardInterrupt), interrupts.held():
            press()
            press()
        assert not interrupts.clean


def test_where_it_is_ignored_it_stays_so() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with Interrupts():
            press()
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)


def test_it_is_given_back() -> None:
    before = signal.getsignal(signal.SIGINT)
    with Interrupts():
        assert signal.getsignal(signal.SIGINT) is not before
    assert signal.getsignal(signal.SIGINT) is before
