"""Loads a server with what somebody types, or with single addresses, over connections that stay open."""

import http.client
import json
import os
import pathlib
import random
import socket
import struct
import subprocess
import sys
import tempfile
import time
from urllib.parse import quote

from tables import LINLI

TICK = os.sysconf("SC_CLK_TCK")


class Server:
    """`linli serve` on an installation, with an officer signed in."""

    def __init__(self, linli, data):
        login = f"bench{random.randrange(10**9)}"
        made = subprocess.run(
            [linli, "--json", "--data", data, "account", "create", "--name", "bench", "--role", "district_officer", login],
            check=True, capture_output=True, text=True)
        password = json.loads(made.stdout)["password"]
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.at = free.getsockname()
        self.process = subprocess.Popen(
            [linli, "--data", data, "serve", "--listen", "{}:{}".format(*self.at)],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while True:
            try:
                socket.create_connection(self.at).close()
                break
            except ConnectionRefusedError:
                if self.process.poll() is not None:
                    sys.exit("linli serve ended early")
                time.sleep(0.1)
        answer, _ = self.ask("POST", "/api/session", {"account": login, "password": password})
        self.cookie = answer.getheader("set-cookie").split(";")[0]

    def ask(self, method, path, body=None, cookie=""):
        connection = http.client.HTTPConnection(*self.at, timeout=60)
        headers = {"x-linli": "1", "content-type": "application/json", "cookie": cookie}
        connection.request(method, path, json.dumps(body) if body is not None else None, headers)
        answer = connection.getresponse()
        text = answer.read()
        if answer.status >= 300:
            sys.exit(f"{method} {path}: {answer.status} {text[:400]!r}")
        return answer, json.loads(text)

    def request(self, method, path, body=None):
        """The bytes of a request."""
        text = json.dumps(body, ensure_ascii=False).encode() if body is not None else b""
        head = (f"{method} {path} HTTP/1.1\r\nhost: linli\r\nx-linli: 1\r\ncontent-type: application/json\r\n"
                f"cookie: {self.cookie}\r\ncontent-length: {len(text)}\r\n\r\n")
        return head.encode() + text

    def cpu(self):
        """Processor seconds of the server."""
        with open(f"/proc/{self.process.pid}/stat", encoding="utf-8") as stat:
            fields = stat.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICK

    def stop(self):
        self.process.terminate()
        self.process.wait()


def load(server, requests, seconds, connections, rate=None):
    """Answers a second, the time of 99 in 100 in ms, and processor seconds for each: the server's and the generator's.
    With `rate`, requests come at that pace whether the server keeps up or not, and a request's time begins when it was
    due."""
    generator = pathlib.Path(LINLI).parent / "examples" / "load"
    if not generator.is_file():
        sys.exit(f"there is no {generator}: cargo build --release --package server --example load")
    with tempfile.NamedTemporaryFile() as file:
        for request in requests:
            file.write(struct.pack("<I", len(request)) + request)
        file.flush()
        given = ["{}:{}".format(*server.at), file.name, seconds, connections, *([] if rate is None else [rate])]
        cpu = server.cpu()
        child = subprocess.Popen([generator, *map(str, given)], stdout=subprocess.PIPE, text=True)
        told = child.stdout.read()
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        used = server.cpu() - cpu
    if child.returncode:
        sys.exit(f"the generator ended with status {child.returncode}")
    told = json.loads(told)
    answers = told["answers"]
    return answers / told["seconds"], told["p99_ms"], used / answers, (usage.ru_utime + usage.ru_stime) / answers


def figures(data, lines, seconds=10, connections=16, rate=5000):
    """Autocomplete and single wash over HTTP: what the server can do, and how it does at a pace."""
    server = Server(LINLI, data)
    try:
        read = lambda path: server.ask("GET", path, cookie=server.cookie)[1]
        chance = random.Random(1)
        # From all over the register: one area's buildings stand in few roads.
        areas = read("/api/areas")
        while len(areas) < 20 and any(area["children"] for area in areas):
            areas = [below for area in areas for below in read(f"/api/areas?parent={area['id']}") or [area]]
        areas = chance.sample(areas, min(20, len(areas)))
        rows = [row for area in areas for row in read(f"/api/buildings?size=200&area={area['id']}")["rows"]]
        typed = [label[:end] for row in rows for label in [row["label"]["zh"]] for end in range(1, len(label) + 1)]
        chance.shuffle(typed)
        chance.shuffle(lines)
        kinds = {
            "autocomplete": [server.request("GET", f"/api/wash/autocomplete?q={quote(text)}&n=8") for text in typed],
            "single wash": [server.request("POST", "/api/wash", {"line": line}) for line in lines[:5000]],
        }
        for name, requests in kinds.items():
            load(server, requests, 2, connections)
            most, p99, cpu, own = load(server, requests, seconds, connections)
            yield {"name": f"{name}: most, {connections} connections", "value": most, "unit": "requests/s"}
            yield {"name": f"{name}: p99 at that", "value": p99, "unit": "ms"}
            yield {"name": f"{name}: the server's time for one", "value": cpu * 1e6, "unit": "CPU µs"}
            yield {"name": f"{name}: the generator's time for one", "value": own * 1e6, "unit": "CPU µs"}
            got, p99, cpu, _ = load(server, requests, seconds, connections, rate)
            yield {"name": f"{name}: of {rate} a second", "value": got, "unit": "requests/s"}
            yield {"name": f"{name}: p99 at that pace", "value": p99, "unit": "ms"}
            yield {"name": f"{name}: the server's time for one at that pace", "value": cpu * 1e6, "unit": "CPU µs"}
    finally:
        server.stop()
