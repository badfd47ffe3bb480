"""Reading lines: how fast, and how many levels are right, for linli and each peer on the same lines."""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
from importlib.metadata import version

from peers import LEVELS, PEERS

HERE = pathlib.Path(__file__).resolve().parent
GOLD = HERE.parent.parent / "crates" / "address" / "tests" / "gold"
GOLDS = {"cn": ["cn", "cn_delivery", "cn_enterprise", "cn_kinds"], "us": ["us"]}
# Lines that linli reads at least, the same ones again and again, so that its seconds can be measured.
AT_LEAST = 400_000
KINDS = {"RoadNumber": "road_number", "Room": "room", "Province": "province", "City": "city",
         "County": "county", "Postcode": "postcode"}


def linli(program, profile, path, out=subprocess.DEVNULL):
    """Processor seconds of `linli address parse` on a file."""
    child = subprocess.Popen([program, "address", "parse", "--profile", profile, path], stdout=out)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f"linli ended with status {child.returncode}")
    return usage.ru_utime + usage.ru_stime


def pace_of_linli(program, profile, lines, folder):
    """Lines a processor second, its start taken off."""
    times = -(-AT_LEAST // len(lines))
    many, none = folder / "many.txt", folder / "none.txt"
    many.write_text(("\n".join(lines) + "\n") * times, "utf-8")
    none.write_text("")
    return len(lines) * times / (linli(program, profile, many) - linli(program, profile, none))


def levels_of_linli(program, profile, lines, folder):
    """The levels as linli reads them, one line after the other."""
    asked = folder / "asked.txt"
    asked.write_text("\n".join(lines) + "\n", "utf-8")
    with tempfile.TemporaryFile() as out:
        linli(program, profile, asked, out)
        out.seek(0)
        answers = [json.loads(line) for line in out.read().decode().splitlines()]
    said = []
    for answer in answers:
        parts = [part for part in answer["components"] if not part.get("near")]
        said.append({part["kind"]: part["value"] for part in reversed(parts)})
    return said


def gold(profile):
    """Lines with the levels that they hold, by the gold files."""
    found = []
    for name in GOLDS[profile]:
        text = (GOLD / f"{name}.txt").read_text("utf-8").splitlines()
        text = [line for line in text if line and not line.startswith("# ")]
        for line, parts in zip(text[::2], text[1::2]):
            held = {}
            for part in parts.strip().split(" | "):
                kind, _, value = part.partition("=")
                level = KINDS.get(kind)
                if level in LEVELS[profile]:
                    held.setdefault(level, value)
            # A state's name written out is another writing, not another state.
            if profile == "us" and held.get("province", "") not in line.upper():
                held.pop("province")
            if held:
                found.append((line, held))
    return found


def right(told, held):
    """Of the levels that a line holds, those told rightly."""
    return [level for level in held if told.get(level, "").upper() == held[level].upper()]


def shares(wanted, told, levels):
    """The share told rightly of each level, and the lines with all of them right."""
    found = {}
    for level in levels:
        rows = [(t, h) for t, (_, h) in zip(told, wanted) if level in h]
        found[level] = sum(level in right(t, h) for t, h in rows) / len(rows)
    found["all of them"] = sum(len(right(t, h)) == len(h) for t, (_, h) in zip(told, wanted)) / len(wanted)
    return found


def peer(name, lines, folder):
    """What a peer tells of the lines, and its processor seconds."""
    asked, out = folder / "peer.txt", folder / "peer.json"
    asked.write_text("\n".join(lines) + "\n", "utf-8")
    ran = subprocess.run([sys.executable, HERE / "peers.py", name, asked, out], capture_output=True, text=True)
    if ran.returncode != 0:
        sys.exit(f"{name} failed: {ran.stderr.strip().splitlines()[-1]}")
    told = json.loads(out.read_text())
    return told["read"], told["seconds"]


def figures(program, lines, folder):
    """For each peer the pace on its lines and the levels right on the gold files, ours beside it."""
    of = {"cn": lines, "us": [line for line, _ in gold("us")] * 200}
    for name, (profile, most) in PEERS.items():
        some = of[profile][:most]
        own = pace_of_linli(program, profile, some, folder)
        other = len(some) / peer(name, some, folder)[1]
        called = f"{name} {version(name)}"
        yield {"name": f"reading, {called}", "value": own, "unit": "lines/CPU s", "peer": called, "peer_value": other, "ratio": own / other}
        wanted = gold(profile)
        asked = [line for line, _ in wanted]
        ours = shares(wanted, levels_of_linli(program, profile, asked, folder), LEVELS[profile])
        theirs = shares(wanted, peer(name, asked, folder)[0], LEVELS[profile])
        for level, value in ours.items():
            ratio = value / theirs[level] if theirs[level] else None
            yield {"name": f"{level} right, {called}", "value": value, "unit": "share", "peer": called, "peer_value": theirs[level], "ratio": ratio}
