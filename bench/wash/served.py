"""Loads a server with what somebody types, or with single addresses, over connections that stay open."""

import http.client
import json
import os
import random
import selectors
import socket
import subprocess
import sys
import time
from urllib.parse import quote, urlparse

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


class Connection:
    """One connection: a request under way at most."""

    def __init__(self, at):
        self.socket = socket.create_connection(at)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.began, self.got, self.whole = 0.0, b"", 0

    def send(self, request, due):
        self.began, self.got, self.whole = due, b"", 0
        self.socket.sendall(request)

    def receive(self):
        """Reads what came; whether the answer is whole."""
        self.got += self.socket.recv(1 << 16)
        if not self.whole:
            head, found, _ = self.got.partition(b"\r\n\r\n")
            if not found:
                return False
            if not head.startswith(b"HTTP/1.1 200"):
                sys.exit(head.decode())
            at = head.find(b"content-length: ") + 16
            self.whole = len(head) + 4 + int(head[at:].split(b"\r\n", 1)[0])
        return len(self.got) >= self.whole


def load(server, requests, seconds, connections, rate=None):
    """Answers a second, their times in ms, and the server's processor seconds for each. With `rate`, requests come at
    that pace whether the server keeps up or not, and a request's time begins when it was due."""
    selector = selectors.DefaultSelector()
    idle = []
    for _ in range(connections):
        connection = Connection(server.at)
        selector.register(connection.socket, selectors.EVENT_READ, connection)
        idle.append(connection)
    took, sent, began, cpu = [], 0, time.perf_counter(), server.cpu()
    until = began + seconds
    while True:
        now = time.perf_counter()
        if now >= until:
            break
        while idle and (rate is None or began + sent / rate <= now):
            idle.pop().send(requests[sent % len(requests)], now if rate is None else began + sent / rate)
            sent += 1
        wait = None if rate is None else max(0.0, began + sent / rate - now) if idle else 0.001
        for key, _ in selector.select(wait):
            if key.data.receive():
                took.append((time.perf_counter() - key.data.began) * 1e3)
                idle.append(key.data)
    lasted, used = time.perf_counter() - began, server.cpu() - cpu
    for key in list(selector.get_map().values()):
        key.fileobj.close()
    took.sort()
    return len(took) / lasted, took[int(len(took) * 0.99)], used / len(took)


def figures(linli, data, lines, seconds=10, connections=16, rate=5000):
    """Autocomplete and single wash over HTTP: what the server can do, and how it does at a pace."""
    server = Server(linli, data)
    try:
        rows = server.ask("GET", "/api/buildings?size=200", cookie=server.cookie)[1]["rows"]
        chance = random.Random(1)
        typed = [label[:end] for row in rows for label in [row["label"]["zh"]] for end in range(1, len(label) + 1)]
        chance.shuffle(typed)
        chance.shuffle(lines)
        kinds = {
            "autocomplete": [server.request("GET", f"/api/wash/autocomplete?q={quote(text)}&n=8") for text in typed],
            "single wash": [server.request("POST", "/api/wash", {"line": line}) for line in lines[:5000]],
        }
        for name, requests in kinds.items():
            load(server, requests, 2, connections)
            most, p99, cpu = load(server, requests, seconds, connections)
            yield {"name": f"{name}: most, {connections} connections", "value": most, "unit": "requests/s"}
            yield {"name": f"{name}: p99 at that", "value": p99, "unit": "ms"}
            yield {"name": f"{name}: the server's time for one", "value": cpu * 1e6, "unit": "CPU µs"}
            got, p99, _ = load(server, requests, seconds, connections, rate)
            yield {"name": f"{name}: of {rate} a second", "value": got, "unit": "requests/s"}
            yield {"name": f"{name}: p99 at that pace", "value": p99, "unit": "ms"}
    finally:
        server.stop()
