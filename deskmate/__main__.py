"""`python -m deskmate` is `deskmate`."""

import sys

from deskmate.cli import main

sys.exit(main())
