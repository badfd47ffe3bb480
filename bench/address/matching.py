"""Matching to a synthetic district's register: clean lines and hard ones, rapidfuzz beside."""

import csv
import json
import os
import pathlib
import subprocess
import sys
import threading
import time
from importlib.metadata import version

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "wash"))
from tables import TABLES, read, truth  # noqa: E402

# Rows that linli washes at least, the same ones again and again.
AT_LEAST = 200_000
# Lines that the peer is asked about: it compares each with every address of the register.
SAMPLE = 300


def asked(district):
    """Written addresses with the code of the place that each means: clean ones, and those with an error."""
    clean, hard = [], []
    for table, column, role in TABLES:
        rows, meant = read(district / "tables" / f"{table}.csv"), truth(district, table, role)
        key = next(iter(rows[0]))
        for row in rows:
            told = meant.get(row[key])
            if told and told["address_code"] and row[column]:
                (hard if told["address_errors"] else clean).append((row[column], told["address_code"]))
    return {"clean": clean, "hard": hard}


def features(path):
    return [feature["properties"] for feature in json.loads(path.read_text("utf-8"))["features"]]


def register(district):
    """Every building and unit of the register as it is written in full, with its code."""
    folder = district / "register"
    areas = {area["area_code"]: area for area in features(folder / "areas.geojson")}

    def above(code):
        area = areas.get(code)
        if area is None:
            return ""
        name = "" if area["level"] == "grid" else area["name_zh"]
        return above(area.get("parent_code")) + name

    lines = {}
    for house in features(folder / "buildings.geojson"):
        parts = (house.get(key) or "" for key in ("thoroughfare", "road_number", "estate", "building"))
        lines[house["building_code"]] = above(house["area_code"]) + "".join(parts)
    for unit in read(folder / "units.csv"):
        entrance = f"{unit['entrance']}单元" if unit["entrance"] else ""
        lines[unit["unit_code"]] = f"{lines[unit['building_code']]}{entrance}{unit['room']}室"
    return lines


def anonymous(pid):
    """Anonymous memory of a process in MiB; 0 where it has ended or the system does not tell."""
    try:
        for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("RssAnon:"):
                return int(line.split()[1]) / 1024
    except OSError:
        pass
    return 0.0


def wash(program, data, lines, folder):
    """The answers of `linli wash`, its processor seconds and the most anonymous memory that was seen."""
    path, out = folder / "asked.csv", folder / "washed.csv"
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["line"])
        writer.writerows([line] for line in lines)
    command = [program, "-q", "--data", data, "wash", "--in", path, "--address", "line", "--out", out]
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    most, ended = [0.0], threading.Event()

    def watch():
        while not ended.is_set():
            most[0] = max(most[0], anonymous(child.pid))
            time.sleep(0.02)

    watcher = threading.Thread(target=watch)
    watcher.start()
    _, status, usage = os.wait4(child.pid, 0)
    ended.set()
    watcher.join()
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f"linli wash ended with status {child.returncode}")
    return read(out), usage.ru_utime + usage.ru_stime, most[0]


def first(answer):
    """The place that an answer puts first, whatever its class."""
    return answer["address_id"] or answer["candidates"].split(":")[0]


def repeated(lines):
    return lines * -(-AT_LEAST // len(lines))


def peer(lines, held):
    """The address most like each line by rapidfuzz's plain ratio, and its processor seconds."""
    from rapidfuzz import fuzz, process

    codes, texts = list(held), list(held.values())
    start = time.process_time()
    found = [codes[process.extractOne(line, texts, scorer=fuzz.ratio)[2]] for line in lines]
    return found, time.process_time() - start


def figures(program, district, data, folder):
    """Pace, precision and recall by kind of line; the peer's pace and how often the first is right, on a sample."""
    share = lambda part, whole: part / whole if whole else 1.0  # noqa: E731
    held = register(district)
    for kind, pairs in asked(district).items():
        lines, codes = [line for line, _ in pairs], [code for _, code in pairs]
        answers, seconds, most = wash(program, data, repeated(lines), folder)
        yield {"name": f"matching, {kind} lines", "value": len(answers) / seconds, "unit": "lines/CPU s"}
        yield {"name": f"matching, {kind}: anonymous memory", "value": most, "unit": "MiB"}
        answers = answers[: len(lines)]
        safe = [(a, code) for a, code in zip(answers, codes) if a["class"] in ("A", "B")]
        good = sum(a["address_id"] == code for a, code in safe)
        yield {"name": f"matching, {kind}: A and B precision", "value": share(good, len(safe)), "unit": "share"}
        yield {"name": f"matching, {kind}: A and B recall", "value": share(good, len(codes)), "unit": "share"}
        step = max(1, len(lines) // SAMPLE)
        some, meant = lines[::step][:SAMPLE], codes[::step][:SAMPLE]
        answers, seconds, _ = wash(program, data, repeated(some), folder)
        own = len(answers) / seconds
        found, theirs = peer(some, held)
        other, called = len(some) / theirs, f"rapidfuzz {version('rapidfuzz')}"
        yield {"name": f"matching, {kind}, {called}", "value": own, "unit": "lines/CPU s", "peer": called, "peer_value": other, "ratio": own / other}
        ours = sum(first(a) == code for a, code in zip(answers, meant)) / len(some)
        theirs = sum(code == other for code, other in zip(meant, found)) / len(some)
        ratio = ours / theirs if theirs else None
        yield {"name": f"first is right, {kind}, {called}", "value": ours, "unit": "share", "peer": called, "peer_value": theirs, "ratio": ratio}
    size = (data / "wash.index").stat().st_size
    yield {"name": f"index of {len(held)} addresses", "value": size / 1e6, "unit": "MB"}
    yield {"name": "index for an address", "value": size / len(held), "unit": "bytes"}
