"""PyTorch on the processor, with the optimizer's variant and the number of threads that are fastest for the workload."""
import itertools
import os
import time

import torch
from torch import nn

from workload import answer, load

work = load()
inputs = torch.from_numpy(work.inputs)
is_classification = work.loss == "crossEntropy"
targets = torch.from_numpy(work.targets)
targets = targets.long() if is_classification else targets[:, None]
loss_of = nn.CrossEntropyLoss() if is_classification else nn.MSELoss()
modules = {"relu": nn.ReLU, "tanh": nn.Tanh}


def build(variant):
    layers = []
    for (kernel, bias), activation in zip(work.weights, work.activations):
        linear = nn.Linear(*kernel.shape, dtype=inputs.dtype)
        with torch.no_grad():
            linear.weight.copy_(torch.from_numpy(kernel.T.copy()))
            linear.bias.copy_(torch.from_numpy(bias))
        layers.append(linear)
        if activation in modules:
            layers.append(modules[activation]())
    network = nn.Sequential(*layers)
    if work.optimizer == "adam":
        return network, torch.optim.Adam(network.parameters(), work.learningRate, **variant)
    return network, torch.optim.SGD(network.parameters(), work.learningRate, work.momentum, **variant)


def train(built, epochs, rows):
    network, optimizer = built
    parameters = list(network.parameters())
    for _ in range(epochs):
        for start in range(0, rows, work.batchSize):
            batch = slice(start, min(start + work.batchSize, rows))
            optimizer.zero_grad(set_to_none=True)
            loss_of(network(inputs[batch]), targets[batch]).backward()
            if work.clip:
                nn.utils.clip_grad_value_(parameters, work.clip)
            optimizer.step()


def loss(built, rows):
    with torch.no_grad():
        return loss_of(built[0](inputs[:rows]), targets[:rows]).item()


def seconds_of(variant, threads):
    torch.set_num_threads(threads)
    rows = min(work.rows, 40 * work.batchSize)
    built = build(variant)
    train(built, 1, min(rows, 4 * work.batchSize))
    start = time.perf_counter()
    train(built, 1, rows)
    return time.perf_counter() - start


cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
choices = list(itertools.product(({"fused": True}, {"foreach": False}), sorted({1, cores})))
measured = [min(seconds_of(*choice) for _ in range(2)) for choice in choices]
variant, threads = choices[measured.index(min(measured))]
torch.set_num_threads(threads)
name = f"PyTorch {torch.__version__}, {next(iter(variant))}={next(iter(variant.values()))}, threads: {threads}"
answer(name, lambda: build(variant), train, loss)
