"""What `deskmate` and `python -m deskmate` run: the quick status where it will do, else the command line."""

import os
import sys
import time

A_DAY = 86400
"""Seconds that a zone must stay below, before and after UTC."""


def main() -> int:
    """Run deskmate and give its exit status: 0 well, 1 failure, 2 usage.

    A reader that has left the pipe is no failure; an output that cannot be written is, in one sentence.
    """
    from deskmate.glance.show import OutputError, flush

    _open_closed()
    _leave_impossible_zone()
    try:
        try:
            return _run()
        finally:
            flush()
    except BrokenPipeError:
        _say_no_more()
        return 0
    except OutputError as error:
        _say_no_more()
        sys.stderr.write(f"deskmate: the output cannot be written: {error}.\n")
        return 1


def _run() -> int:
    if "status" in sys.argv:
        from deskmate.glance.command import glance
        from deskmate.glance.show import say

        if (line := glance(sys.argv[1:])) is not None:
            return say(line)
    from deskmate.opening import open_where_asked

    if (status := open_where_asked(sys.argv[1:])) is not None:
        return status
    from deskmate.cli import main as run

    return run()


def _open_closed() -> None:
    """Let what was started without an input, output or error stream have one that leads nowhere."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115 - for as long as it runs


def _leave_impossible_zone() -> None:
    """Go by UTC where TZ names an offset that no moment can have, such as UTC+25, and say so."""
    if hasattr(time, "tzset") and max(abs(time.timezone), abs(time.altzone)) >= A_DAY:
        zone = os.environ.get("TZ", "")
        os.environ["TZ"] = "UTC"
        time.tzset()
        sys.stderr.write(
            f"deskmate: TZ is {zone!r}, a day or more from UTC, which cannot be; times are told in UTC.\n"
        )


def _say_no_more() -> None:
    """Lead the output nowhere: the interpreter would try to write what is left once more at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())
