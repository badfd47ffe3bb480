"""Open311 answers read by public clients: PyPI's three and georeport. See README.md."""

import itertools
import pathlib
import sys
import tempfile
import types

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from demo import Demo, keep  # noqa: E402

KEY = "open311-of-the-benchmark"


def by_three(root):
    """What three reads and sends, in JSON."""
    # It was written for Python 2: what it takes from there is put where it looks for it.
    itertools.ifilter = filter
    parser = types.ModuleType("relaxml")
    parser.xml = None
    sys.modules.setdefault("relaxml", parser)
    from three import Three

    client = Three(root, api_key=KEY)
    services = client.services()
    yield "three: services", len(services)
    asks = next(one for one in services if one["metadata"] in (True, "true"))
    yield "three: questions of a service", len(client.services(asks["service_code"])["attributes"])
    requests = client.requests()
    yield "three: requests", len(requests)
    first = next(one for one in requests if one["lat"] is not None)
    told = client.request(first["service_request_id"])
    yield "three: one request", int(told[0]["service_request_id"] == first["service_request_id"])
    sent = client.post(first["service_code"], description="A pipe leaks in the yard", lat=first["lat"], long=first["long"])
    number = sent[0]["service_request_id"]
    yield "three: one reported", int(client.request(number)[0]["service_code"] == first["service_code"])


def by_georeport(root, form):
    """What georeport reads."""
    from georeport import GeoReport

    client = GeoReport(root_address=root, output_format=form)
    services = client.get_service_list()
    yield f"georeport, {form}: services", len(services)
    asks = next(one for one in services if str(one["metadata"]).lower() == "true")
    told = client.get_service_definition(asks["service_code"])
    yield f"georeport, {form}: one definition", int(told["service_code"] == asks["service_code"])
    requests = client.get_service_requests()
    yield f"georeport, {form}: requests", len(requests)


def main():
    with tempfile.TemporaryDirectory() as scratch:
        demo = Demo(scratch, {"LINLI_CASES_OPEN311_KEYS": f'["{KEY}"]'})
        try:
            root = f"http://{demo.address}/open311/v2"
            read = [*by_three(root), *by_georeport(root, "json"), *by_georeport(root, "xml")]
        finally:
            demo.stop()
    for name, count in read:
        if not count:
            sys.exit(f"{name}: nothing")
    keep([{"name": name, "value": count, "unit": ""} for name, count in read])


if __name__ == "__main__":
    main()
