#!/usr/bin/env python3
"""Times `./plateau verify` with one thread and with two, interleaved, whole processes, and prints the ratio (goal G10).

    python3 benchmarks/peers/threads.py [--rounds 5] [--effort standard] [--json FILE]

The verdicts of all runs must be the same before any time is printed.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
PLATEAU = os.path.join(HERE, "..", "..", "plateau")


def run(effort, threads, folder):
    command = [PLATEAU, "verify", "--" + effort, "--seed", "1", "--threads", str(threads), "--out", folder]
    begin = time.perf_counter()
    process = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
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
    ratios, one, two, processor = [], [], [], []
    expected = None
    with tempfile.TemporaryDirectory() as folder:
        for i in range(arguments.rounds):
            for threads, times in ((1, one), (2, two)):
                seconds, cpu, verdicts = run(arguments.effort, threads, os.path.join(folder, "%d-%d" % (i, threads)))
                if verdicts != (expected or verdicts):
                    sys.exit("the verdicts differ between runs: no times are worth printing")
                expected = verdicts
                times.append(seconds)
                processor.append(cpu)
            ratios.append(one[-1] / two[-1])
            print("round %d: %.1f s with one thread, %.1f s with two, %.2f x" % (i + 1, one[-1], two[-1], ratios[-1]))
    result = {
        "goal": "G10",
        "workload": "verify --%s, two threads against one" % arguments.effort,
        "wanted": 1.9,
        "secondsOne": sorted(one),
        "secondsTwo": sorted(two),
        "cpuSeconds": sorted(processor),
        "ratioMin": min(ratios),
        "ratioMedian": sorted(ratios)[len(ratios) // 2],
        "ratioMax": max(ratios),
        "rounds": arguments.rounds,
        "processors": os.cpu_count(),
        "load": os.getloadavg()[0],
    }
    print("two threads against one: min %(ratioMin).2f, median %(ratioMedian).2f, max %(ratioMax).2f; wanted %(wanted)s" % result)
    if arguments.json:
        with open(arguments.json, "w") as out:
            json.dump(result, out, indent=1)


if __name__ == "__main__":
    main()
