"""Reads and matches addresses with linli and with public peers, in one run; see README.md."""

import argparse
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
import matching  # noqa: E402  it shows the way to the tables of a district
import reading  # noqa: E402
from tables import installed  # noqa: E402


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--lines", help="a file of Chinese addresses, one a line, to measure the pace of reading; a synthetic district's where absent")
    arguments.add_argument("--size", default="demo", choices=["demo", "street", "district"])
    arguments.add_argument("--seed", default="1")
    arguments.add_argument("--keep", help="a folder for the district and the installation, kept and used again")
    arguments.add_argument("--linli", default=os.environ.get("LINLI", "linli"))
    arguments.add_argument("--json", default=os.environ.get("LINLI_BENCH_OUT"))
    given = arguments.parse_args()
    told = subprocess.run([given.linli, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    print(f"{told}; lines of a synthetic district, size {given.size}, seed {given.seed}, hard setting")
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        district, data = installed(pathlib.Path(given.keep or scratch), given.size, "hard", given.seed)
        if given.lines:
            lines = pathlib.Path(given.lines).read_text("utf-8").splitlines()
        else:
            lines = [line for pairs in matching.asked(district).values() for line, _ in pairs]
            random.Random(given.seed).shuffle(lines)
        found = [*reading.figures(given.linli, lines, folder), *matching.figures(given.linli, district, data, folder)]
    if given.json:
        pathlib.Path(given.json).write_text(json.dumps(found, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
