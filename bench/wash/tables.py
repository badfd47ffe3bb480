"""The tables of a synthetic district with the addresses that its truth says they mean."""

import csv
import os
import pathlib
import random
import subprocess
import sys

LINLI = os.environ.get("LINLI", "linli")
# Table, its columns of address, and the role whose address it is.
TABLES = [
    ("population_registration", "现住址", "self"),
    ("residence_permits", "居住地址", "self"),
    ("property_titles", "坐落", "owner"),
    ("rental_filings", "房屋地址", "landlord"),
    ("market_supervision", "经营场所", "organisation"),
    ("rental_tax", "fwzl", "landlord"),
    ("clinic_enrolment", "住址", "self"),
    ("water_accounts", "用水地址", "holder"),
    ("power_accounts", "用电地址", "holder"),
    ("gas_accounts", "address", "holder"),
    ("agency_listings", "房源地址", "unit"),
    ("hotline_complaints", "诉求地址", "place"),
]


def linli(*arguments):
    """Runs linli; its processor seconds and peak MiB."""
    child = subprocess.Popen([LINLI, "-q", *map(str, arguments)], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    # 3: some rows were refused, and told.
    if child.returncode not in (0, 3):
        sys.exit(f"linli {arguments[0]} ended with status {child.returncode}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def read(path):
    """The rows of a table, whichever way it is written."""
    text = pathlib.Path(path).read_bytes()
    try:
        text = text.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = text.decode("gb18030")
    return list(csv.DictReader(text.splitlines()))


def installed(folder, size, difficulty, seed):
    """A district and an installation that holds its register; made where `folder` has none."""
    district, data = folder / "district", folder / "data"
    if not (data / "wash.index").is_file():
        linli("district", "generate", "--size", size, "--seed", seed, "--difficulty", difficulty, "--out", district)
        linli("--data", data, "import", "district", district / "register")
    return district, data


def truth(district, table, role):
    """What a table's records mean, by their ids."""
    return {r["record_id"]: r for r in read(district / "truth" / "records" / f"{table}.csv") if r["role"] == role}


def spread(path, column, most=50_000):
    """So many lines of one column from all over a table in UTF-8, the same ones each time; no more of it in memory."""
    chance, kept = random.Random(1), []
    with open(path, encoding="utf-8-sig", newline="") as table:
        rows = csv.reader(table)
        at = next(rows).index(column)
        for number, row in enumerate(rows):
            place = number if number < most else chance.randrange(number + 1)
            if place < most:
                kept[place : place + 1] = [row[at]]
    return kept
