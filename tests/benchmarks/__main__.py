"""Every benchmark, one after the other; ends with 1 where one misses its floor.

python tests/benchmarks
"""

from __future__ import annotations

import compileall
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    """Run each file named bench_*.py as a program of its own."""
    # As installed: what a program would otherwise compile at every start is no part of what is measured.
    compileall.compile_dir(ROOT / "deskmate", quiet=1)
    missed = []
    for bench in sorted(Path(__file__).parent.glob("bench_*.py")):
        print(f"{bench.name}:", flush=True)
        if subprocess.run([sys.executable, str(bench)], check=False).returncode:
            missed.append(bench.name)
    print(f"missed its floor: {', '.join(missed)}" if missed else "every floor is kept")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
