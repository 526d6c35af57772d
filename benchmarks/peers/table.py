#!/usr/bin/env python3
"""Writes the table of goals in benchmarks/README.md from the stored results of peers.py and threads.py.

    python3 benchmarks/peers/table.py [--check]

With --check nothing is written, and the table must be the one that the results give. Needs nothing but Python.
"""

import argparse
import json
import os
import statistics
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
README = os.path.join(HERE, "..", "README.md")
RESULTS = os.path.join(HERE, "..", "results")
BEGIN, END = "<!-- goals -->", "<!-- end of goals -->"


def read(name):
    path = os.path.join(RESULTS, name)
    if not os.path.exists(path):
        return None
    with open(path) as stored:
        return json.load(stored)


def workload(text):
    name, *sizes = text.split(":")
    return {
        "sharpness": lambda: "sharpness, (L,d) = (%s)" % ",".join(sizes),
        "batch": lambda: "64 sharpnesses, (L,d) = (%s)" % ",".join(sizes),
        "flow": lambda: "gradient flow, (L,d) = (%s)" % ",".join(sizes),
        "subgradient": lambda: "%s sub-gradient steps, N = 3, m = 200, d = 100" % "{:,}".format(int(sizes[0])),
        "recovery": lambda: "recovery, %s x %s, %s measurements" % (sizes[0], sizes[0], sizes[1]),
        "splitting": lambda: "recovery by splitting alone, %s x %s, %s measurements" % (sizes[0], sizes[0], sizes[1]),
        "product": lambda: "product, n = %s" % sizes[0],
        "verifier": lambda: "verified instances a second, (L,d) = (8,8), %s threads" % sizes[0],
    }[name]()


def digits(value):
    return "%.2f" % value if value < 10 else "%.1f" % value if value < 100 else "{:,.0f}".format(value)


def reached(least, median, wanted):
    return "yes" if least >= wanted else "yes (median)" if median >= wanted else "**no**"


def line(goal, work, against, wanted, values, share):
    return "| %s | %s | %s | >= %s | %s | %s | %s |" % (
        goal, work, against, "{:,g}".format(wanted), " / ".join(digits(v) for v in values),
        reached(values[0], values[1], wanted), "%.0f %%" % (100 * share) if share else "–")


def table(peers, threads):
    rows = [
        "| goal | workload | against | wanted | min / median / max | reached | share of the flop limit |",
        "|---|---|---|---|---|---|---|",
    ]
    for r in sorted(peers["peers"], key=lambda row: (row["goal"] == "–", row["goal"])):
        rows.append(line(r["goal"], workload(r["workload"]), r["peer"], r["wanted"],
                         (r["ratioMin"], r["ratioMedian"], r["ratioMax"]), r.get("limitShare")))
    rate = peers.get("throughput")
    if rate:
        rows.append(line(rate["goal"], workload(rate["workload"]), "–", rate["wanted"],
                         (rate["perSecondMin"], rate["perSecondMedian"], rate["perSecondMax"]), None))
    if threads:
        for against, ratios in threads["ratios"].items():
            rows.append(line("G10", "verify --%s, two threads" % threads["effort"], against, threads["wanted"],
                             (ratios[0], statistics.median(ratios), ratios[-1]), None))
    facts = ("Machine: %s; Plateau with JDK %s; %s. Load when the peers ended: %.1f. Limits of one core in the same run: "
             "%.1f GFLOP/s of fused multiply-adds, %.1f GB/s of memory. %d interleaved rounds." % (
                 peers["machine"], peers["plateau"],
                 ", ".join("%s %s" % item for item in sorted(peers["versions"].items())),
                 peers["load"], peers["gigaflops"], peers["gigabytes"], peers["peers"][0]["rounds"]))
    return facts + "\n\n" + "\n".join(rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    peers = read("peers.json")
    if peers is None:
        sys.exit("benchmarks/results/peers.json is missing; make it with benchmarks/peers/peers.py --json")
    with open(README, encoding="utf-8") as stored:
        text = stored.read()
    if text.count(BEGIN) != 1 or text.count(END) != 1:
        sys.exit("benchmarks/README.md needs '%s' and '%s' once each" % (BEGIN, END))
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    new = before + BEGIN + "\n" + table(peers, read("threads.json")) + "\n" + END + after
    if arguments.check:
        if new != text:
            sys.exit("the table in benchmarks/README.md is not that of the stored results; run benchmarks/peers/table.py")
    elif new != text:
        with open(README, "w", encoding="utf-8") as out:
            out.write(new)


if __name__ == "__main__":
    main()
