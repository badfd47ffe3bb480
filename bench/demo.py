"""A demo district that is served while a benchmark runs, and clients that are signed in to it."""

import http.client
import json
import os
import pathlib
import socket
import subprocess
import sys
import time

LINLI = os.environ.get("LINLI", "linli")
ROOT = pathlib.Path(__file__).resolve().parents[1]


class Refused(Exception):
    """An answer that is no success."""

    def __init__(self, status, told):
        super().__init__(told)
        self.status = status


class Client:
    """One connection that stays open; signed in where it has a cookie."""

    def __init__(self, at, cookie=None):
        self.connection = http.client.HTTPConnection(*at, timeout=120)
        self.headers = {"x-linli": "1", "content-type": "application/json", "accept-language": "en"}
        if cookie:
            self.headers["cookie"] = cookie

    def ask(self, method, path, body=None):
        """The answer and its text, whatever it is."""
        self.connection.request(method, path, json.dumps(body) if body is not None else None, self.headers)
        answer = self.connection.getresponse()
        return answer, answer.read()

    def call(self, method, path, body=None):
        """What was answered."""
        answer, text = self.ask(method, path, body)
        if answer.status >= 300:
            raise Refused(answer.status, f"{method} {path}: {answer.status} {text[:400]!r}")
        return json.loads(text) if text else None


class Demo:
    """A demo district in a folder, served at one address until it is stopped; `settings` are of the environment."""

    def __init__(self, data, settings=None):
        self.data, self.settings = pathlib.Path(data), {**os.environ, **(settings or {})}
        self.data.mkdir(parents=True, exist_ok=True)
        self.said = self.data / "said.log"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.at = free.getsockname()
        ready = self.data / "ready.json"
        ready.unlink(missing_ok=True)
        self.begin("demo", "--ready", str(ready))
        while not ready.exists():
            self.ended_early()
            time.sleep(0.5)
        self.accounts = {one["account"]: one for one in json.loads(ready.read_text())["accounts"]}
        self.cookies = {}

    @property
    def address(self):
        return "{}:{}".format(*self.at)

    def begin(self, *command):
        with open(self.said, "ab") as said:
            self.process = subprocess.Popen(
                [LINLI, "--data", str(self.data), command[0], "--listen", self.address, *command[1:]],
                env=self.settings, stdout=subprocess.DEVNULL, stderr=said)

    def ended_early(self):
        if self.process.poll() is not None:
            sys.exit(f"linli ended early: {self.said.read_text(errors='replace')[-2000:]}")

    def cookie(self, account):
        """A session of one of the demo's accounts."""
        if account not in self.cookies:
            body = {"account": account, "password": self.accounts[account]["password"]}
            answer, text = Client(self.at).ask("POST", "/api/session", body)
            if answer.status >= 300:
                raise Refused(answer.status, f"{account} cannot sign in: {answer.status} {text[:400]!r}")
            self.cookies[account] = answer.getheader("set-cookie").split(";")[0]
        return self.cookies[account]

    def client(self, account):
        return Client(self.at, self.cookie(account))

    def serve(self):
        """Serves it again; who was signed in still is."""
        self.begin("serve")
        while True:
            try:
                socket.create_connection(self.at, timeout=5).close()
                return
            except OSError:
                self.ended_early()
                time.sleep(0.05)

    def stop(self):
        self.process.terminate()
        self.process.wait()

    def kill(self):
        """SIGKILL: nothing is closed, nothing is said."""
        self.process.kill()
        self.process.wait()


def percentile(client, path, times=200, part=0.99):
    """So long a part of the requests takes at most, milliseconds."""
    took = []
    for _ in range(times):
        start = time.perf_counter()
        client.call("GET", path)
        took.append((time.perf_counter() - start) * 1e3)
    return sorted(took)[int(times * part) - 1]


def built(example):
    """An example that was built beside the program."""
    path = pathlib.Path(LINLI).parent / "examples" / example
    if not path.is_file():
        sys.exit(f"there is no {path}: run this by cargo xtask bench")
    return str(path)


def told_by(example, *arguments, **settings):
    """What an example prints."""
    command = [built(example), *map(str, arguments)]
    done = subprocess.run(command, env={**os.environ, **settings}, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        sys.exit(f"the example {example} ended with status {done.returncode}")
    return done.stdout


def keep(figures):
    """Writes the figures where `cargo xtask bench` reads them; prints them where nothing is named."""
    text, out = json.dumps(figures, indent=1, ensure_ascii=False), os.environ.get("LINLI_BENCH_OUT")
    pathlib.Path(out).write_text(text) if out else print(text)
