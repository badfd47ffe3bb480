"""Asks the server what its own description allows, and what it does not, as nobody and as every role. See README.md."""

import argparse
import collections
import json
import pathlib
import subprocess
import sys
import tempfile
import tomllib

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from demo import LINLI, ROOT, Demo, keep  # noqa: E402
from door import Door  # noqa: E402

# An answer that never ends.
ENDLESS = "stream$"


def as_every_role(demo):
    """Makes an account for each role that the demo has none of."""
    roles = tomllib.loads((ROOT / "catalogues/roles.toml").read_text())["role"]
    there = {one["role"] for one in demo.accounts.values()}
    demo.stop()
    for role in [one["id"] for one in roles if one["id"] not in there]:
        made = subprocess.run(
            [LINLI, "--json", "--data", str(demo.data), "account", "create", "--name", role, "--role", role, role],
            check=True, env=demo.settings, stdout=subprocess.PIPE, text=True)
        demo.accounts[role] = {"role": role, **json.loads(made.stdout)}
    demo.serve()


def ask(door, schema, phases, examples, seed):
    """Runs schemathesis against a door."""
    st = pathlib.Path(sys.executable).parent / "st"
    done = subprocess.run([
        str(st), "run", str(schema), "--url", door.url, "--phases", phases, "--checks", "not_a_server_error",
        "--max-examples", str(examples), "--request-timeout", "90", "--seed", str(seed), "--workers", "1",
        "--exclude-path-regex", ENDLESS, "--suppress-health-check", "all", "--no-color",
        "--continue-on-failure", "--max-redirects", "0", "--warnings", "off",
    ], cwd=schema.parent, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    # 1 says that a check failed, which the door has counted too.
    if done.returncode not in (0, 1):
        sys.exit(f"schemathesis ended with status {done.returncode}:\n{done.stdout[-4000:]}")


class Told:
    """What was answered so far, to whomever."""

    def __init__(self):
        self.statuses, self.asked, self.signed_out = collections.Counter(), collections.Counter(), 0
        self.faults, self.late, self.leaks = [], [], []

    @property
    def requests(self):
        return sum(self.statuses.values())

    def take(self, door):
        """Adds what a door has counted."""
        self.statuses.update(door.statuses)
        self.asked[door.account or "nobody"] += sum(door.statuses.values())
        self.signed_out += door.signed_out
        for ours, found in [(self.faults, door.faults), (self.late, door.late), (self.leaks, door.leaks)]:
            for line in found[:max(0, 50 - len(ours))]:
                print(line, file=sys.stderr)
            ours += found

    def figures(self):
        counts = [
            ("requests", self.requests),
            *((f"requests as {who}", count) for who, count in sorted(self.asked.items())),
            *((f"answered {status}", count) for status, count in sorted(self.statuses.items())),
            ("asked without the session that was meant", self.signed_out),
            ("answers of 5xx", len(self.faults)),
            ("not answered in 60 s", len(self.late)),
            ("answers that tell what they must not", len(self.leaks)),
        ]
        return [{"name": name, "value": count, "unit": ""} for name, count in counts]


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--cases", type=int, default=20_000, help="at least so many requests")
    arguments.add_argument("--max-examples", type=int, default=5, help="drawn for each operation, role and round")
    arguments.add_argument("--coverage", action="store_true", help="every bound of every operation too, as the officer alone")
    arguments.add_argument("--seed", type=int, default=1)
    given = arguments.parse_args()
    told = Told()
    with tempfile.TemporaryDirectory() as scratch:
        demo = Demo(scratch, {"LINLI_SESSION_IDLE_MINUTES": "720", "LINLI_READS_PEOPLE_AN_HOUR": "0"})
        try:
            as_every_role(demo)
            # Before anybody guesses: whoever guesses slows all who sign in from the same address.
            for account in demo.accounts:
                demo.cookie(account)
            schema = pathlib.Path(scratch) / "openapi.json"
            schema.write_text(json.dumps(demo.client("officer").call("GET", "/api/openapi.json")))
            seed = given.seed
            while told.requests < given.cases:
                before = told.requests
                for account in [None, *demo.accounts]:
                    # Once as every role; what is short of the number then is made up by the first of them.
                    if seed > given.seed and told.requests >= given.cases:
                        break
                    door = Door(demo, account)
                    whole = given.coverage and account == "officer" and seed == given.seed
                    ask(door, schema, "coverage,fuzzing" if whole else "fuzzing", given.max_examples, seed)
                    door.close()
                    demo.ended_early()
                    told.take(door)
                    keep(told.figures())
                if told.requests == before:
                    sys.exit("nothing was asked")
                seed += 1
        finally:
            demo.stop()


if __name__ == "__main__":
    main()
