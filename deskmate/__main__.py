"""What `deskmate` and `python -m deskmate` run: the quick status where it will do, else the command line."""

import sys


def main() -> int:
    """Run deskmate and give its exit status: 0 well, 1 failure, 2 usage."""
    from deskmate.glance.command import glance

    line = glance(sys.argv[1:])
    if line is None:
        from deskmate.cli import main as run

        return run()
    from deskmate.glance.show import say

    return say(line)


if __name__ == "__main__":
    sys.exit(main())
