"""Runs a command and writes what it cost: measure.py OUT.json COMMAND...

A process of its own, and a small one: the system counts a parent's memory towards a child that it starts.
"""

import json
import os
import subprocess
import sys
import time

start = time.perf_counter()
child = subprocess.Popen(sys.argv[2:], stdout=subprocess.DEVNULL)
_, status, usage = os.wait4(child.pid, 0)
if status != 0:
    sys.exit(f"{sys.argv[2]} ended with status {status}")
cost = {"wall s": time.perf_counter() - start, "CPU s": usage.ru_utime + usage.ru_stime, "peak MiB": usage.ru_maxrss / 1024}
with open(sys.argv[1], "w") as out:
    json.dump(cost, out)
