"""A server killed (SIGKILL) again and again under load: what it acknowledged is there, and everything once."""

import http.client
import random
import sys
import threading
import time
import uuid

from demo import Client, Refused

DEEDS = ["assign", "start", "resolve"]
# Words for the search that hold no digit: a run of them may be taken out as a telephone number.
LETTERS = str.maketrans("0123456789", "ghijklmnop")
# What breaks off where a server is killed, or is not there yet.
BROKEN = (OSError, http.client.HTTPException)


def new_id():
    return str(uuid.uuid4())


def report(building, words):
    """A report as it is told."""
    return {"id": new_id(), "door": "hotline", "subclass": "livelihood.water", "place": {"building": building}, "words": words}


class Life:
    """A case from report to resolution. What is not acknowledged is sent again as it was."""

    def __init__(self, building, officer):
        self.mark = uuid.uuid4().hex.translate(LETTERS)
        deeds = [{"deed": "assign", "officer": officer}, {"deed": "start"}, {"deed": "resolve", "outcome": "settled"}]
        self.told = report(building, f"漏水 {self.mark}")
        self.acts = [{"id": new_id(), "deed": deed, "words": "已办"} for deed in deeds]
        self.case, self.seen, self.done, self.again = None, 1, 0, False

    def step(self, client):
        """Does the next thing; true once all is done."""
        if self.case is None:
            self.case = client.call("POST", "/api/cases", self.told)["id"]
            return False
        act = {**self.acts[self.done], "seen": self.seen}
        self.seen = client.call("POST", f"/api/cases/{self.case}/actions", act)["version"]
        self.done += 1
        return self.done == len(self.acts)


class Toil:
    """Many who work at once, each over a connection of their own, until they are told to stop."""

    def __init__(self, demo, building, officer, people):
        self.demo, self.building, self.officer = demo, building, officer
        self.cookie = demo.cookie("officer")
        self.over, self.lives, self.refused, self.broken = threading.Event(), [], [], 0
        self.lock = threading.Lock()
        self.people = [threading.Thread(target=self.work, daemon=True) for _ in range(people)]

    def work(self):
        client = Client(self.demo.at, self.cookie)
        while not self.over.is_set():
            life = Life(self.building, self.officer)
            whole = False
            while not whole:
                try:
                    whole = life.step(client)
                except BROKEN:
                    life.again = True
                    with self.lock:
                        self.broken += 1
                    client.connection.close()
                    time.sleep(0.02)
                    client = Client(self.demo.at, self.cookie)
                except Refused as refused:
                    # What was done already is answered as done: nothing may be refused.
                    with self.lock:
                        self.refused.append(str(refused))
                    break
            if life.case:
                with self.lock:
                    self.lives.append(life)


def figures(demo, building, officer, kills, people, seed=1):
    """Kills the server so many times, and counts what was lost and what was done twice."""
    chance = random.Random(seed)
    toil = Toil(demo, building, officer, people)
    for one in toil.people:
        one.start()
    try:
        for _ in range(kills):
            time.sleep(chance.uniform(0.2, 1.2))
            demo.kill()
            demo.serve()
    finally:
        toil.over.set()
    for one in toil.people:
        one.join()
    client = Client(demo.at, toil.cookie)
    lost = doubled = 0
    for life in toil.lives:
        deeds = [action["deed"] for action in client.call("GET", f"/api/cases/{life.case}")["actions"]]
        lost += sum(deeds.count(deed) == 0 for deed in ["report", *DEEDS[:life.done]])
        doubled += sum(max(0, deeds.count(deed) - 1) for deed in ["report", *DEEDS])
        if life.again:
            total = client.call("GET", f"/api/cases?q={life.mark}&size=5")["total"]
            doubled += max(0, total - 1)
            lost += total == 0
    for refused in toil.refused[:20]:
        print(refused, file=sys.stderr)
    yield "killed", kills
    yield "killed: cases meanwhile", len(toil.lives)
    yield "killed: requests that broke off", toil.broken
    yield "killed: acknowledged actions lost", lost
    yield "killed: actions done twice", doubled
    yield "killed: actions refused when sent again", len(toil.refused)
