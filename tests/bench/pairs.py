"""How many pairs of wordings `pactwatch compare --batch` compares in a second of one processor:
pairs.py PACTWATCH PAIRS.tsv. The best of several runs, less what starting the program takes."""

import os
import pathlib
import subprocess
import sys
import tempfile

REPEAT = 50  # times the pairs are asked, under other names
RUNS = 7
OLD, NEW = 4, 5  # columns


def cpu_seconds(program, path):
    with open(path, "rb") as pairs:
        child = subprocess.Popen([program, "compare", "--batch"], stdin=pairs,
                                 stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f"pairs: {program} compare --batch ended with {child.returncode}")
    return usage.ru_utime + usage.ru_stime


def main(program, table):
    rows = [line.split("\t") for line in pathlib.Path(table).read_text().splitlines()[1:]]
    lines = [f"{n}\t{row[OLD]}\t{row[NEW]}\n" for n, row in enumerate(rows * REPEAT)]
    with tempfile.TemporaryDirectory(prefix="pactwatch-bench-") as name:
        path = pathlib.Path(name) / "pairs"
        path.write_text("".join(lines))
        seconds = min(cpu_seconds(program, path) - cpu_seconds(program, os.devnull)
                      for _ in range(RUNS))
        size = path.stat().st_size
    print(f"pairs={len(lines)} bytes_a_pair={size / len(lines):.0f} "
          f"pairs_a_second={len(lines) / seconds:.0f} (at least 50000)")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
