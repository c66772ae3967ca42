"""Reads a workload, and answers each line of work with the seconds it took and the loss after it."""
import json
import sys
import time
from types import SimpleNamespace

import numpy as np


def load():
    folder, name = sys.argv[1:3]
    with open(f"{folder}/{name}.json") as file:
        workload = SimpleNamespace(**json.load(file))
    left = np.fromfile(f"{folder}/{name}.bin", dtype=workload.precision)

    def take(*shape):
        nonlocal left
        taken, left = np.split(left, [int(np.prod(shape))])
        return taken.reshape(shape)

    widths = workload.widths
    workload.inputs = take(workload.rows, widths[0])
    workload.targets = take(workload.rows)
    workload.weights = [(take(n, units), take(units)) for n, units in zip(widths, widths[1:])]
    return workload


def answer(program, build, train, loss):
    """`build()` gives a network with the first weights; training it alone is timed."""
    print(json.dumps({"program": program}), flush=True)
    for line in sys.stdin:
        cut = json.loads(line)
        network = build()
        start = time.perf_counter()
        train(network, cut["epochs"], cut["rows"])
        seconds = time.perf_counter() - start
        print(json.dumps({"seconds": seconds, "loss": float(loss(network, cut["rows"]))}), flush=True)
