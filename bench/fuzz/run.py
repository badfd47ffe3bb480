"""Asks the server what its own description allows, and what it does not, as nobody and as every role. See README.md."""

import argparse
import collections
import json
import pathlib
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from demo import Demo, keep  # noqa: E402
from door import Door  # noqa: E402

# An answer that never ends.
ENDLESS = "stream$"


def ask(door, schema, examples, seed):
    """Runs schemathesis against a door."""
    st = pathlib.Path(sys.executable).parent / "st"
    done = subprocess.run([
        str(st), "run", str(schema), "--url", door.url, "--checks", "not_a_server_error", "--max-examples", str(examples),
        "--seed", str(seed), "--workers", "1", "--exclude-path-regex", ENDLESS, "--suppress-health-check", "all", "--no-color",
        "--continue-on-failure", "--max-redirects", "0", "--warnings", "off",
    ], cwd=schema.parent, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    # 1 says that a check failed, which the door has counted too.
    if done.returncode not in (0, 1):
        sys.exit(f"schemathesis ended with status {done.returncode}:\n{done.stdout[-4000:]}")


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--cases", type=int, default=20_000, help="at least so many requests")
    arguments.add_argument("--max-examples", type=int, default=10, help="drawn for each operation, role and round")
    arguments.add_argument("--seed", type=int, default=1)
    given = arguments.parse_args()
    statuses, faults, leaks, asked, signed_out = collections.Counter(), [], [], collections.Counter(), 0
    with tempfile.TemporaryDirectory() as scratch:
        demo = Demo(scratch, {"LINLI_SESSION_IDLE_MINUTES": "720"})
        try:
            # Before anybody guesses: whoever guesses slows all who sign in from the same address.
            for account in demo.accounts:
                demo.cookie(account)
            schema = pathlib.Path(scratch) / "openapi.json"
            schema.write_text(json.dumps(demo.client("officer").call("GET", "/api/openapi.json")))
            seed = given.seed
            while sum(statuses.values()) < given.cases:
                before = sum(statuses.values())
                for account in [None, *demo.accounts]:
                    door = Door(demo, account)
                    ask(door, schema, given.max_examples, seed)
                    door.close()
                    demo.ended_early()
                    statuses.update(door.statuses)
                    asked[account or "nobody"] += sum(door.statuses.values())
                    faults += door.faults
                    leaks += door.leaks
                    signed_out += door.signed_out
                if sum(statuses.values()) == before:
                    sys.exit("nothing was asked")
                seed += 1
        finally:
            demo.stop()
    for line in [*faults[:50], *leaks[:50]]:
        print(line, file=sys.stderr)
    keep([
        {"name": "requests", "value": sum(statuses.values()), "unit": ""},
        *({"name": f"requests as {who}", "value": count, "unit": ""} for who, count in sorted(asked.items())),
        *({"name": f"answered {status}", "value": count, "unit": ""} for status, count in sorted(statuses.items())),
        {"name": "asked without the session that was meant", "value": signed_out, "unit": ""},
        {"name": "answers of 5xx", "value": len(faults), "unit": ""},
        {"name": "answers that tell what they must not", "value": len(leaks), "unit": ""},
    ])


if __name__ == "__main__":
    main()
