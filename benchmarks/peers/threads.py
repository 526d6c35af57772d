#!/usr/bin/env python3
"""Times `./plateau verify` on one thread, on one core and on two threads, interleaved, whole processes (goal G10).

    python3 benchmarks/peers/threads.py [--rounds 5] [--effort standard] [--json FILE]

'One thread' has one worker, but compilers and collector may use the other core; 'one core' confines the whole process to a
single core, where the system can do that. The verdicts of all runs must be the same before any time is printed.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
PLATEAU = os.path.join(HERE, "..", "..", "plateau")


# name, worker threads, whether the process is confined to one core
KINDS = [("one thread", 1, False), ("one core", 1, True), ("two threads", 2, False)]


def one_core():
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def run(effort, threads, confined, folder):
    command = [PLATEAU, "verify", "--" + effort, "--seed", "1", "--threads", str(threads), "--out", folder]
    begin = time.perf_counter()
    process = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
                             preexec_fn=one_core if confined else None)
    seconds = time.perf_counter() - begin
    if not os.path.exists(os.path.join(folder, "run.json")):
        sys.exit("'%s' wrote no run:\n%s" % (" ".join(command), process.stderr))
    with open(os.path.join(folder, "run.json")) as stored:
        document = json.load(stored)
    verdicts = [(claim["id"], claim["verdict"]) for claim in document["result"]["claims"]]
    return seconds, document["environment"]["cpuSeconds"], verdicts


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--effort", choices=("quick", "standard", "deep"), default="standard")
    parser.add_argument("--json", help="write the result to this file")
    arguments = parser.parse_args()
    subprocess.run([PLATEAU, "--version"], check=True, stdout=subprocess.DEVNULL)
    kinds = [kind for kind in KINDS if not kind[2] or hasattr(os, "sched_setaffinity")]
    seconds = {name: [] for name, _, _ in kinds}
    processor = {name: [] for name, _, _ in kinds}
    expected = None
    with tempfile.TemporaryDirectory() as folder:
        for i in range(arguments.rounds):
            for name, threads, confined in kinds:
                taken, cpu, verdicts = run(
                    arguments.effort, threads, confined, os.path.join(folder, "%d %s" % (i, name)))
                if verdicts != (expected or verdicts):
                    sys.exit("the verdicts differ between runs: no times are worth printing")
                expected = verdicts
                seconds[name].append(taken)
                processor[name].append(cpu)
            print("round %d: %s" % (i + 1, ", ".join("%s %.1f s" % (name, seconds[name][-1]) for name in seconds)), flush=True)
    result = {
        "wanted": 1.9,
        "effort": arguments.effort,
        "seconds": seconds,
        "cpuSeconds": processor,
        "ratios": {
            name: sorted(a / b for a, b in zip(seconds[name], seconds["two threads"]))
            for name in seconds if name != "two threads"
        },
        "rounds": arguments.rounds,
        "processors": os.cpu_count(),
        "load": os.getloadavg()[0],
    }
    for name, ratios in result["ratios"].items():
        print("two threads against %s: min %.2f, median %.2f, max %.2f; wanted %s" % (
            name, ratios[0], statistics.median(ratios), ratios[-1], result["wanted"]))
    if arguments.json:
        with open(arguments.json, "w") as out:
            json.dump(result, out, indent=1)


if __name__ == "__main__":
    main()
