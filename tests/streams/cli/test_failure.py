"""How each failure ends."""

from streams.cli.failure import CheckFailed, Failure, WrongUsage, unreadable


def test_each_kind_of_failure_has_its_status() -> None:
    assert (Failure("x").exit_code, WrongUsage("x").exit_code, CheckFailed("x").exit_code) == (1, 2, 3)


def test_a_file_that_cannot_be_read_is_wrong_usage() -> None:
    assert (
        str(unreadable("a.json", PermissionError(13, "Permission denied"))) == "cannot read a.json: Permission denied"
    )
