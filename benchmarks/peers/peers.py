#!/usr/bin/env python3
"""Runs Plateau's workloads in NumPy, SciPy and PyTorch, interleaved with Plateau in one run, and prints ratios.

    mvn -q -pl benchmarks -am package -DskipTests
    OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 MKL_NUM_THREADS=1 python3 benchmarks/peers/peers.py [--rounds 5] [--seconds 0.5]

Each workload's instance is written by Plateau as NPZ and read here, so that both sides do the same numbers. Results must agree before
any time is printed. A round times Plateau, then the peer; the ratio is taken round by round. Needs NumPy; SciPy and PyTorch workloads
are left out, and said to be, where the library is missing.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time

import numpy as np

try:
    from scipy.integrate import solve_ivp
except ImportError:
    solve_ivp = None
try:
    import torch

    torch.set_num_threads(1)
    torch.set_default_dtype(torch.float64)
except ImportError:
    torch = None

HERE = os.path.dirname(os.path.abspath(__file__))
JAR = os.path.join(HERE, "..", "target", "benchmarks.jar")
# As for the JMH benchmarks: VectorFlags.java says why.
VECTOR_FLAGS = ("--add-modules=jdk.incubator.vector", "-XX:PerMethodTrapLimit=5000")


def layers(instance):
    return [instance["W%d" % k] for k in range(1, 1 + sum(1 for name in instance if name[0] == "W"))]


class StructuredSharpness:
    """S = 2 lambda_max(C M C^T), Sigma = C^T C, by Horner's rule, with the residual of the top direction under the true Hessian."""

    name = "NumPy, same structure"

    def __init__(self, instance):
        self.layers = layers(instance)
        self.p = instance["p"]
        x, y = instance["X"], instance["y"]
        self.sigma = x.T @ x / len(y)
        self.c = np.linalg.cholesky(self.sigma).T
        self.solution = np.linalg.lstsq(x, y, rcond=None)[0]

    def run(self):
        weights, g = self.layers, [self.p]
        for w in reversed(weights):
            g.append(w.T @ g[-1])
        g.reverse()
        t = (g[-1] @ g[-1]) * np.eye(weights[-1].shape[1])
        for k in range(len(weights) - 2, -1, -1):
            w = weights[k]
            t = w.T @ t @ w
            t[np.diag_indices_from(t)] += g[k + 1] @ g[k + 1]
        values, vectors = np.linalg.eigh(self.c @ t @ self.c.T)
        direction = self.c.T @ vectors[:, -1]
        self.error = self.residual(g, direction, 2 * values[-1])
        return 2 * values[-1]

    def residual(self, g, direction, value):
        weights = self.layers
        b = [self.sigma @ (g[0] - self.solution)]
        s = [direction]
        for w in weights[:-1]:
            b.append(w @ b[-1])
            s.append(w @ s[-1])
        norm = np.sqrt(sum((g[k + 1] @ g[k + 1]) * (s[k] @ s[k]) for k in range(len(weights))))
        gdot = np.zeros_like(self.p)
        gdots = [gdot]
        for k in range(len(weights) - 1, -1, -1):
            gdot = s[k] * (g[k + 1] @ g[k + 1]) / norm + weights[k].T @ gdot
            gdots.append(gdot)
        gdots.reverse()
        bdot = self.sigma @ gdots[0]
        total = 0.0
        for k, w in enumerate(weights):
            block = 2 * (np.outer(gdots[k + 1], b[k]) + np.outer(g[k + 1], bdot))
            block -= value / norm * np.outer(g[k + 1], s[k])
            total += np.sum(block * block)
            bdot = g[k + 1] * (s[k] @ b[k]) / norm + w @ bdot
        return np.sqrt(total)


class BatchedSharpness:
    """The same for 64 minimizers at once, with batched products and batched eigenvalues."""

    name = "NumPy, batched over 64"

    def __init__(self, instance):
        self.layers = layers(instance)
        self.p = instance["p"]
        x, y = instance["X"], instance["y"]
        self.c = np.linalg.cholesky(x.T @ x / len(y)).T

    def run(self):
        weights, g = self.layers, [self.p]
        for w in reversed(weights):
            g.append(np.matmul(np.swapaxes(w, 1, 2), g[-1][:, :, None])[:, :, 0])
        g.reverse()
        eye = np.eye(weights[-1].shape[2])
        t = np.sum(g[-1] ** 2, axis=1)[:, None, None] * eye
        for k in range(len(weights) - 2, -1, -1):
            w = weights[k]
            t = np.swapaxes(w, 1, 2) @ t @ w + np.sum(g[k + 1] ** 2, axis=1)[:, None, None] * eye
        return 2 * np.linalg.eigvalsh(self.c @ t @ self.c.T)[:, -1].sum()


class AutogradSharpness:
    """Lanczos with full re-orthogonalization on Hessian-vector products by automatic differentiation, to a relative residual of 1e-10."""

    name = "PyTorch, Hessian-vector Lanczos"

    def __init__(self, instance):
        self.weights = [torch.tensor(w, requires_grad=True) for w in layers(instance)]
        self.p = torch.tensor(instance["p"])
        self.x, self.y = torch.tensor(instance["X"]), torch.tensor(instance["y"])
        self.size = sum(w.numel() for w in self.weights)

    def run(self):
        g = self.p
        for w in reversed(self.weights):
            g = w.T @ g
        loss = torch.mean((self.y - self.x @ g) ** 2)
        gradient = torch.cat([part.reshape(-1) for part in torch.autograd.grad(loss, self.weights, create_graph=True)])

        def product(v):
            parts = torch.autograd.grad(gradient @ v, self.weights, retain_graph=True)
            return torch.cat([part.reshape(-1) for part in parts])

        basis = [torch.ones(self.size) / self.size**0.5]
        alphas, betas = [], []
        while True:
            u = product(basis[-1])
            alphas.append(float(u @ basis[-1]))
            matrix = torch.stack(basis)
            for _ in range(2):
                u = u - matrix.T @ (matrix @ u)
            betas.append(float(u.norm()))
            values, vectors = np.linalg.eigh(np.diag(alphas) + np.diag(betas[:-1], 1) + np.diag(betas[:-1], -1))
            if abs(betas[-1] * vectors[-1, -1]) <= 1e-10 * values[-1] or len(basis) == self.size:
                return values[-1]
            basis.append(u / u.norm())


class SciPyFlow:
    """The best of SciPy's integrators at relative tolerance 1e-8, from the same start to the same loss gap."""

    name = "SciPy, best integrator"

    def __init__(self, instance):
        start = layers(instance)
        self.shapes = [w.shape for w in start]
        self.sizes = np.cumsum([0] + [w.size for w in start])
        self.start = np.concatenate([w.ravel() for w in start])
        self.p, x, y = instance["p"], instance["X"], instance["y"]
        self.sigma = x.T @ x / len(y)
        self.solution = np.linalg.lstsq(x, y, rcond=None)[0]
        self.method = min(("RK45", "DOP853", "LSODA"), key=self.seconds)

    def seconds(self, method):
        self.method = method
        begin = time.perf_counter()
        self.run()
        return time.perf_counter() - begin

    def unpack(self, state):
        return [state[a:b].reshape(s) for a, b, s in zip(self.sizes, self.sizes[1:], self.shapes)]

    def backward(self, weights):
        g = [self.p]
        for w in reversed(weights):
            g.append(w.T @ g[-1])
        return g[::-1]

    def gap(self, _, state):
        e = self.backward(self.unpack(state))[0] - self.solution
        return e @ self.sigma @ e - 1e-10

    def derivative(self, _, state):
        weights = self.unpack(state)
        g = self.backward(weights)
        b = self.sigma @ (g[0] - self.solution)
        out = []
        for k, w in enumerate(weights):
            out.append(-2 * np.outer(g[k + 1], b).ravel())
            b = w @ b
        return np.concatenate(out)

    def run(self):
        self.gap.__func__.terminal = True
        end = solve_ivp(
            self.derivative, (0, 1e6), self.start, method=self.method, rtol=1e-8, atol=1e-12, events=self.gap
        )
        return float(end.y[:, -1] @ end.y[:, -1])


class NumPySubgradient:
    """Sub-gradient steps on a diagonal network, all layers from the old ones."""

    name = "NumPy"

    def __init__(self, instance):
        self.x, self.y = instance["X"], instance["y"]
        self.xt = np.ascontiguousarray(self.x.T)
        depth, steps, self.step, self.alpha = instance["settings"]
        self.depth, self.steps = int(depth), int(steps)

    def run(self):
        m, d = self.x.shape
        w = np.full((self.depth, d), self.alpha)
        for _ in range(self.steps):
            g = self.xt @ np.sign(self.x @ w.prod(axis=0) - self.y) / m
            w = w - self.step * g * np.stack([w[1] * w[2], w[0] * w[2], w[0] * w[1]])
        return np.abs(self.x @ w.prod(axis=0) - self.y).mean()


class NumPyRecovery:
    """Douglas-Rachford for the weighted nuclear norm, with LAPACK's QR and SVD, to the same duality gap."""

    name = "NumPy with LAPACK"

    def __init__(self, instance):
        self.a, self.b = instance["A"], instance["b"]

    def run(self):
        m, d1, d2 = self.a.shape
        d1_squared = np.einsum("mij,mkj->ik", self.a, self.a) / (m * d2)
        d2_squared = np.einsum("mji,mjk->ik", self.a, self.a) / (m * d1)
        inverse = []
        for square in (d1_squared, d2_squared):
            values, vectors = np.linalg.eigh(square)
            inverse.append(vectors / np.sqrt(values) @ vectors.T)
        rows = (inverse[0] @ self.a @ inverse[1]).reshape(m, -1)
        q, r = np.linalg.qr(rows.T)
        c = np.linalg.solve(r.T, self.b)
        y = q @ c
        gamma = np.linalg.norm(y.reshape(d1, d2), 2)
        while True:
            x = y - q @ (q.T @ y - c)
            u, s, vt = np.linalg.svd((2 * x - y).reshape(d1, d2), full_matrices=False)
            z = (u * np.maximum(s - gamma, 0) @ vt).ravel()
            if np.linalg.norm(z - x) <= 1e-11 * np.linalg.norm(x):
                w = (x - y) / gamma
                value = np.linalg.norm(x.reshape(d1, d2), "nuc")
                if value - w @ x / max(1, np.linalg.norm(w.reshape(d1, d2), 2)) <= 1e-10 * value:
                    return value
            y = y + 1.7 * (z - x)


# goal, workload, peer, least wanted ratio
TABLE = [
    ("G1", "sharpness:4:8", AutogradSharpness, 1000),
    ("G1", "sharpness:8:8", AutogradSharpness, 1000),
    ("G1", "sharpness:16:16", AutogradSharpness, 1000),
    ("G1", "sharpness:16:32", AutogradSharpness, 1000),
    ("G2", "sharpness:8:8", StructuredSharpness, 30),
    ("G2", "sharpness:128:8", StructuredSharpness, 30),
    ("G2", "sharpness:16:16", StructuredSharpness, 10),
    ("G2", "sharpness:64:32", StructuredSharpness, 5),
    ("G2", "sharpness:128:64", StructuredSharpness, 2),
    ("G3", "batch:8:8", BatchedSharpness, 5),
    ("G3", "batch:8:16", BatchedSharpness, 5),
    ("G3", "batch:8:32", BatchedSharpness, 2),
    ("G4", "flow:4:8", SciPyFlow, 50),
    ("G4", "flow:4:32", SciPyFlow, 10),
    ("G5", "subgradient:100000", NumPySubgradient, 12),
    ("G6", "recovery:20:200", NumPyRecovery, 10),
    ("G6", "splitting:20:200", NumPyRecovery, 10),
]
# The same work in the same process on a library's matrices, or by its integrator: goal, workload, library, least wanted ratio.
INSIDE = [
    ("G8", "sharpness:8:8", "hipparchus", 10),
    ("G8", "sharpness:128:8", "hipparchus", 10),
    ("G8", "sharpness:16:16", "hipparchus", 10),
    ("G8", "sharpness:64:32", "hipparchus", 10),
    ("G8", "sharpness:128:64", "hipparchus", 10),
    ("G8", "flow:4:8", "hipparchus", 5),
    ("G8", "flow:4:32", "hipparchus", 5),
    ("G8", "splitting:20:200", "hipparchus", 3),
    ("–", "sharpness:8:8", "commons-math", 1),
    ("–", "sharpness:64:32", "commons-math", 1),
    ("–", "sharpness:8:8", "ejml", 1),
    ("–", "sharpness:64:32", "ejml", 1),
    ("–", "sharpness:128:64", "ejml", 1),
]
LIBRARIES = {"hipparchus": "Hipparchus", "commons-math": "Commons Math", "ejml": "EJML"}
PRODUCTS = [("G7", "product:16", 0.4), ("G7", "product:32", 0.4), ("G7", "product:64", 0.4)]
VERIFIER = ("G9", "verifier:2", 200000)
NEEDS = {AutogradSharpness: torch, SciPyFlow: solve_ivp}
AGREEMENT = {SciPyFlow: 1e-5, NumPySubgradient: 1e-6}


class Plateau:
    """A warm Plateau process that answers one request a line."""

    def __init__(self):
        command = ["java", *VECTOR_FLAGS, "-cp", JAR, "org.plateau.benchmarks.PeerServer"]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        self.description = self.process.stdout.readline().split(" ", 1)[1].strip()

    def flops(self, workload):
        """The least number of flops of one run in its present form; 0 where it is not known."""
        return int(self.ask("flops " + workload))

    def ask(self, request):
        self.process.stdin.write(request + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline().strip()
        if not answer:
            sys.exit("Plateau stopped at '%s'; run the jar by hand to see why" % request)
        return answer


def time_peer(peer, seconds):
    begin, runs = time.perf_counter(), 0
    while True:
        peer.run()
        runs += 1
        elapsed = time.perf_counter() - begin
        if elapsed >= seconds:
            return elapsed * 1e9 / runs


def limits(plateau, rounds, seconds):
    """GFLOP/s of fused multiply-adds in registers and GB/s of reading memory, the best of some rounds."""
    best = {}
    for kind in ("flops", "bytes"):
        plateau.ask("limits %s %g" % (kind, 1))
        answers = [plateau.ask("limits %s %g" % (kind, seconds)).split() for _ in range(rounds)]
        best[kind] = max(float(answer[0]) / float(answer[1]) for answer in answers)
    return best


def compare(plateau, goal, workload, kind, wanted, rounds, seconds, warmup, folder):
    file = os.path.join(folder, "instance.npz")
    plateau.ask("write %s %s" % (workload, file))
    with np.load(file) as arrays:
        peer = kind({name: arrays[name] for name in arrays})
    theirs = peer.run()
    ours = float(plateau.ask("run %s %g" % (workload, warmup)).split()[0])
    agree(ours, theirs, workload, kind.name, AGREEMENT.get(kind, 1e-8))
    own, other = [], []
    for _ in range(rounds):
        own.append(float(plateau.ask("run %s %g" % (workload, seconds)).split()[1]))
        other.append(time_peer(peer, seconds))
    name = kind.name + (" (%s)" % peer.method if kind is SciPyFlow else "")
    return summary(goal, workload, name, wanted, own, other)


def agree(ours, theirs, workload, name, tolerance):
    if not abs(ours - theirs) <= tolerance * abs(ours):
        sys.exit("%s: results differ, Plateau %r, %s %r: no times are worth printing" % (workload, ours, name, theirs))


def summary(goal, workload, name, wanted, own, other):
    """Medians of both sides, and the ratios round by round."""
    ratios = sorted(b / a for a, b in zip(own, other))
    return {
        "goal": goal,
        "workload": workload,
        "peer": name,
        "wanted": wanted,
        "nanoseconds": float(np.median(own)),
        "peerNanoseconds": float(np.median(other)),
        "ratioMin": ratios[0],
        "ratioMedian": float(np.median(ratios)),
        "ratioMax": ratios[-1],
        "rounds": len(own),
    }


def compare_inside(plateau, goal, workload, name, wanted, rounds, seconds, warmup):
    """Against a library in the same process: A B A B."""
    library = name + ":" + workload
    ours = float(plateau.ask("run %s %g" % (workload, warmup)).split()[0])
    theirs = float(plateau.ask("run %s %g" % (library, warmup)).split()[0])
    agree(ours, theirs, workload, LIBRARIES[name], 1e-5 if workload.startswith("flow") else 1e-8)
    own, other = [], []
    for _ in range(rounds):
        own.append(float(plateau.ask("run %s %g" % (workload, seconds)).split()[1]))
        other.append(float(plateau.ask("run %s %g" % (library, seconds)).split()[1]))
    return summary(goal, workload, LIBRARIES[name] + ", same algorithm", wanted, own, other)


def compare_peak(plateau, goal, workload, wanted, rounds, seconds, warmup):
    """Against the time that the measured peak of fused multiply-adds would take: A B A B."""
    plateau.ask("run %s %g" % (workload, warmup))
    own, peak = [], []
    for _ in range(rounds):
        own.append(float(plateau.ask("run %s %g" % (workload, seconds)).split()[1]))
        answer = plateau.ask("limits flops %g" % seconds).split()
        peak.append(plateau.flops(workload) * float(answer[1]) / float(answer[0]))
    return summary(goal, workload, "measured FMA peak", wanted, own, peak)


def throughput(plateau, goal, workload, wanted, rounds, seconds, warmup):
    """Instances a second of whole runs."""
    plateau.ask("run %s %g" % (workload, max(warmup, 10)))
    rates = []
    for _ in range(rounds):
        count, nanoseconds, _ = plateau.ask("run %s %g" % (workload, max(seconds, 2))).split()
        rates.append(float(count) * 1e9 / float(nanoseconds))
    return {
        "goal": goal,
        "workload": workload,
        "wanted": wanted,
        "perSecondMin": min(rates),
        "perSecondMedian": float(np.median(rates)),
        "perSecondMax": max(rates),
        "rounds": rounds,
    }


def machine():
    model = platform.processor()
    if os.path.exists("/proc/cpuinfo"):
        with open("/proc/cpuinfo") as lines:
            model = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), model)
    return "%s, %d cores seen" % (model, os.cpu_count())


def show(row, plateau, peak):
    """Prints one row, and adds the share of the flop limit where the flops are known."""
    flops = plateau.flops(row["workload"])
    if flops and row["goal"] != "G7":
        row["limitShare"] = flops / row["nanoseconds"] / peak["flops"]
    digits = 2 if row["ratioMax"] < 10 else 1
    print("%-4s %-18s %-34s %12.1f %12.1f %7.*fx %7.*fx %7.*fx %6gx" % (
        row["goal"], row["workload"], row["peer"], row["nanoseconds"] / 1e3, row["peerNanoseconds"] / 1e3,
        digits, row["ratioMin"], digits, row["ratioMedian"], digits, row["ratioMax"], row["wanted"]), flush=True)
    return row


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=0.5)
    parser.add_argument("--warmup", type=float, default=3, help="seconds that Plateau's compiler gets for each workload")
    parser.add_argument("--only", default="", help="goals, such as G1,G4")
    parser.add_argument("--json", help="write the results to this file")
    arguments = parser.parse_args()
    if not os.path.exists(JAR):
        sys.exit("benchmarks/target/benchmarks.jar is missing; build it with: mvn -q -pl benchmarks -am package -DskipTests")
    plateau = Plateau()
    versions = {"numpy": np.__version__}
    if solve_ivp:
        import scipy

        versions["scipy"] = scipy.__version__
    if torch:
        versions["torch"] = torch.__version__
    print("machine: %s; Plateau on JDK %s; %s" % (machine(), plateau.description, versions))
    print("%-4s %-18s %-34s %12s %12s %8s %8s %8s %7s" % (
        "goal", "workload", "peer", "Plateau us", "peer us", "min", "median", "max", "wanted"))
    peak = limits(plateau, arguments.rounds, arguments.seconds)
    results = []
    settings = (arguments.rounds, arguments.seconds, arguments.warmup)
    chosen = [goal for goal in arguments.only.split(",") if goal]
    with tempfile.TemporaryDirectory() as folder:
        for goal, workload, kind, wanted in TABLE:
            if chosen and goal not in chosen:
                continue
            if kind in NEEDS and NEEDS[kind] is None:
                print("%-4s %-18s %-34s left out: the library is not installed" % (goal, workload, kind.name))
                continue
            results.append(show(compare(plateau, goal, workload, kind, wanted, *settings, folder), plateau, peak))
    rate = None
    for rows, work in ((PRODUCTS, compare_peak), (INSIDE, compare_inside)):
        for goal, *row in rows:
            if not chosen or goal in chosen:
                results.append(show(work(plateau, goal, *row, *settings), plateau, peak))
    if not chosen or VERIFIER[0] in chosen:
        rate = throughput(plateau, *VERIFIER, *settings)
        print("%(goal)-4s %(workload)-18s instances a second: %(perSecondMin).0f, %(perSecondMedian).0f, "
              "%(perSecondMax).0f; wanted %(wanted)d" % rate)
    print("limits of one core: %.1f GFLOP/s of fused multiply-adds, %.1f GB/s of memory" % (peak["flops"], peak["bytes"]))
    if arguments.json:
        with open(arguments.json, "w") as out:
            json.dump(
                {
                    "machine": machine(),
                    "plateau": plateau.description,
                    "versions": versions,
                    "load": os.getloadavg()[0],
                    "gigaflops": peak["flops"],
                    "gigabytes": peak["bytes"],
                    "peers": results,
                    "throughput": rate,
                },
                out,
                indent=1,
            )


if __name__ == "__main__":
    main()
