#!/usr/bin/env python3
"""Measures whole commands of the release binary against their bounds.

Each command runs many times; the median counts, since these machines are noisy. Prints one line a
bound and exits 1 when one does not hold.
"""

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BINARY = ROOT / "build/release/src/inland"
EXAMPLE = ROOT / "examples/private.yaml"

# command, milliseconds, MiB of resident memory
BOUNDS = [
    (["--version"], 15, 40),
    (["design", str(EXAMPLE)], 100, 40),
    (["prove", str(EXAMPLE)], 100, 40),
]
RUNS = 31


def measure(arguments):
    """Milliseconds and MiB of one run."""
    started = time.perf_counter()
    process = subprocess.Popen([BINARY, *arguments], stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    took = (time.perf_counter() - started) * 1000
    process.returncode = os.waitstatus_to_exitcode(status)
    return took, usage.ru_maxrss / 1024


def main():
    failed = False
    for arguments, milliseconds, mebibytes in BOUNDS:
        runs = [measure(arguments) for _ in range(RUNS)]
        took = statistics.median(run[0] for run in runs)
        memory = max(run[1] for run in runs)
        holds = took < milliseconds and memory < mebibytes
        failed |= not holds
        print(f"{'ok' if holds else 'OVER':4}  inland {arguments[0]:10}"
              f"  {took:6.1f} ms of {milliseconds:3}  {memory:5.1f} MiB of {mebibytes}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
