"""The peers, each under the same two calls: read lines, and give the levels that can be compared.

A process of its own runs one peer: `peers.py NAME LINES.txt OUT.json`. What a peer loads at its first
call is not counted.
"""

import contextlib
import importlib
import json
import pathlib
import sys
import time

# Peer, the country it reads, and how many lines its pace is measured on: slow ones fewer.
PEERS = {"cpca": ("cn", 20_000), "addressparser": ("cn", 5_000), "jionlp": ("cn", 500), "usaddress": ("us", 5_000)}
# The levels that a country's peers tell. Streets and roads are left out: cpca and addressparser have
# none, the gold files' streets are made up, and usaddress keeps a road's words as they are written.
LEVELS = {"cn": ["province", "city", "county"], "us": ["road_number", "room", "city", "province", "postcode"]}


def frame(name, lines):
    """cpca and addressparser answer with a table."""
    return importlib.import_module(name).transform(lines).to_dict("records")


def chinese(row):
    """The divisions of cpca and addressparser; what stands in a city's place where there is none is none."""
    # An empty cell of a table may be a float.
    province, city, county = (row[key] if isinstance(row[key], str) else "" for key in ("省", "市", "区"))
    placeholders = {"市辖区": province, "县": province, "省直辖县级行政区划": "", "自治区直辖县级行政区划": ""}
    return {"province": province, "city": placeholders.get(city, city), "county": county}


def american(tags):
    """usaddress's parts: each its label and its words, joined."""
    said = {}
    for word, label in tags:
        said[label] = f"{said.get(label, '')} {word}".strip(" ,")
    number = " ".join(filter(None, (said.get(f"AddressNumber{part}") for part in ("Prefix", "", "Suffix"))))
    labels = {"room": "OccupancyIdentifier", "city": "PlaceName", "province": "StateName", "postcode": "ZipCode"}
    return {"road_number": number} | {level: said.get(label, "").lstrip("# ") for level, label in labels.items()}


def reader(name):
    """What reads a list of lines, and what makes levels of one of its answers."""
    if name == "jionlp":
        import jionlp

        return lambda lines: [jionlp.parse_location(line) for line in lines], lambda found: {
            level: found[level] or "" for level in LEVELS["cn"]
        }
    if name == "usaddress":
        import usaddress

        return lambda lines: [usaddress.parse(line) for line in lines], american
    return lambda lines: frame(name, lines), chinese


def main(name, path, out):
    lines = pathlib.Path(path).read_text("utf-8").splitlines()
    # Some greet on standard output.
    with contextlib.redirect_stdout(sys.stderr):
        read, levels = reader(name)
        read(lines[:1])
        start = time.process_time()
        found = read(lines)
        seconds = time.process_time() - start
    pathlib.Path(out).write_text(json.dumps({"seconds": seconds, "read": [levels(one) for one in found]}))


if __name__ == "__main__":
    main(*sys.argv[1:])
