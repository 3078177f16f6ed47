"""Every benchmark, one after the other; ends with 1 where one misses its floor.

python tests/benchmarks
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def main() -> int:
    """Run each file named bench_*.py as a program of its own."""
    missed = []
    for bench in sorted(Path(__file__).parent.glob("bench_*.py")):
        print(f"{bench.name}:", flush=True)
        if subprocess.run([sys.executable, str(bench)], check=False).returncode:
            missed.append(bench.name)
    print(f"missed its floor: {', '.join(missed)}" if missed else "every floor is kept")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
