"""Housing under load: a district rated, a building's page at a pace, notices written, a day planned beside peers. See README.md."""

import argparse
import json
import os
import pathlib
import re
import struct
import subprocess
import sys
import tempfile
import time
import uuid

sys.dont_write_bytecode = True
BENCH = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(BENCH))
from demo import Demo, Refused, built, keep, told_by  # noqa: E402

RATED = re.compile(r"^(into columns|rated by columns)\s+([\d.]+) ms", re.M)


def figure(name, value, unit):
    return {"name": name, "value": value, "unit": unit}


def district(buildings):
    """All buildings of a district rated."""
    told = RATED.findall(told_by("rate_district", buildings))
    if len(told) != 2:
        sys.exit("the rating of a district tells no figures")
    for name, ms in told:
        yield figure(f"{buildings} buildings {name}, in memory", float(ms), "ms")


def pages(demo, buildings, rate, seconds, connections):
    """The page of a building, asked for at a pace whether the server keeps up or not."""
    cookie = demo.cookie("inspector")
    with tempfile.NamedTemporaryFile() as file:
        for building in buildings:
            request = (f"GET /api/housing/buildings/{building} HTTP/1.1\r\nhost: linli\r\nx-linli: 1\r\n"
                       f"cookie: {cookie}\r\ncontent-length: 0\r\n\r\n").encode()
            file.write(struct.pack("<I", len(request)) + request)
        file.flush()
        for warm, lasts in [(True, 2), (False, seconds)]:
            told = subprocess.run(
                [built("load"), demo.address, file.name, str(lasts), str(connections), str(rate)],
                check=True, stdout=subprocess.PIPE, text=True)
            if not warm:
                told = json.loads(told.stdout)
                yield figure(f"page of a building, of {rate} a second", told["answers"] / told["seconds"], "requests/s")
                yield figure("page of a building: p99", told["p99_ms"], "ms")


def ordered(officer, buildings, count):
    """Hazards that their owners told of and that are ordered to be put right: so many."""
    types = officer.call("GET", "/api/housing/catalogue")["types"]
    kinds = [kind["id"] for kind in types if kind["of"] in ("building", "either")]
    for kind in kinds:
        for building in buildings:
            if count == 0:
                return
            found = {"id": str(uuid.uuid4()), "kind": kind, "how": "declared", "building": building}
            try:
                hazard = officer.call("POST", "/api/housing/hazards", found)
            except Refused as refused:
                # One of the kind is open there already.
                if refused.status != 409:
                    raise
                continue
            order = {"id": str(uuid.uuid4()), "seen": hazard["version"], "deed": {"deed": "order"}, "words": "限期整改"}
            officer.call("POST", f"/api/housing/hazards/{hazard['id']}/actions", order)
            count -= 1
            yield hazard["id"]
    sys.exit(f"the demo has no room for {count} hazards more")


def notices(demo, buildings, count):
    """Notices written: issued, durable, and the paper read as it is printed."""
    officer, took = demo.client("officer"), []
    hazards = list(ordered(officer, buildings, count))
    begun = time.perf_counter()
    for hazard in hazards:
        start = time.perf_counter()
        new = {"id": str(uuid.uuid4()), "kind": "order", "hazard": hazard, "basis": ""}
        notice = officer.call("POST", "/api/housing/notices", new)
        if not officer.call("GET", f"/api/housing/notices/{notice['id']}")["paper"]["target"]:
            sys.exit("a notice without its code")
        took.append((time.perf_counter() - start) * 1e3)
    yield figure(f"{count} notices written", time.perf_counter() - begun, "s")
    yield figure("a notice written: p99", sorted(took)[int(len(took) * 0.99) - 1], "ms")


def rounds(visits, inspectors, streets, limit):
    """A day's plan of so many streets beside VROOM and OR-Tools, each on the same matrix in one run."""
    with tempfile.TemporaryDirectory() as scratch:
        out = pathlib.Path(scratch) / "rounds.json"
        command = [sys.executable, str(BENCH / "rounds/run"), "--visits", str(visits), "--inspectors", str(inspectors)]
        command += ["--days", str(streets), "--limit", str(limit)]
        subprocess.run(command, check=True, env={**os.environ, "LINLI_BENCH_OUT": str(out)})
        for one in json.loads(out.read_text()):
            yield {**one, "name": f"{visits * streets} visits, {inspectors * streets} inspectors, {one['name']}"}


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--buildings", type=int, default=175_700, help="rated by columns, in memory")
    arguments.add_argument("--rate", type=int, default=200, help="pages asked for in a second")
    arguments.add_argument("--seconds", type=float, default=20)
    arguments.add_argument("--connections", type=int, default=32)
    arguments.add_argument("--notices", type=int, default=1_000)
    arguments.add_argument("--visits", type=int, default=1_000, help="of a street")
    arguments.add_argument("--inspectors", type=int, default=50, help="of a street")
    arguments.add_argument("--streets", type=int, default=10, help="planned one after the other, and summed")
    arguments.add_argument("--limit", type=int, default=60, help="seconds that a peer is given for a street")
    given = arguments.parse_args()
    figures = list(district(given.buildings))
    keep(figures)
    with tempfile.TemporaryDirectory() as scratch:
        demo = Demo(scratch)
        try:
            rows = demo.client("officer").call("GET", "/api/housing/buildings?size=200&sort=-open")["rows"]
            buildings = [row["id"] for row in rows]
            figures += pages(demo, buildings, given.rate, int(given.seconds), given.connections)
            keep(figures)
            figures += notices(demo, buildings, given.notices)
            keep(figures)
        finally:
            demo.stop()
    figures += rounds(given.visits, given.inspectors, given.streets, given.limit)
    keep(figures)


if __name__ == "__main__":
    main()
