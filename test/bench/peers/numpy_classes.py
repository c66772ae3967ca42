"""A network of neuron objects, trained row by row: the style that a first tutorial of back-propagation teaches."""
import numpy as np

from workload import answer, load


class Neuron:
    def __init__(self, weights, bias, activation):
        self.weights = weights
        self.bias = bias
        self.activation = activation

    def forward(self, inputs):
        self.inputs = inputs
        self.sum = np.dot(inputs, self.weights) + self.bias
        return np.maximum(0.0, self.sum) if self.activation == "relu" else self.sum

    def backward(self, gradient, learning_rate, clip):
        slope = np.where(self.sum > 0, 1.0, 0.0) if self.activation == "relu" else 1.0
        delta = gradient * slope
        to_inputs = self.weights * delta
        self.weights -= learning_rate * np.clip(self.inputs * delta, -clip, clip)
        self.bias -= learning_rate * np.clip(delta, -clip, clip)
        return to_inputs


class Layer:
    def __init__(self, kernel, biases, activation):
        self.neurons = [Neuron(column.copy(), float(bias), activation) for column, bias in zip(kernel.T, biases)]

    def forward(self, inputs):
        return np.array([neuron.forward(inputs) for neuron in self.neurons])

    def backward(self, gradients, learning_rate, clip):
        parts = [neuron.backward(g, learning_rate, clip) for neuron, g in zip(self.neurons, gradients)]
        return np.sum(parts, axis=0)


class Network:
    def __init__(self, layers):
        self.layers = layers

    def forward(self, values):
        for layer in self.layers:
            values = layer.forward(values)
        return values

    def backward(self, gradients, learning_rate, clip):
        for layer in reversed(self.layers):
            gradients = layer.backward(gradients, learning_rate, clip)


work = load()


def build():
    layers = zip(work.weights, work.activations)
    return Network([Layer(kernel, biases, activation) for (kernel, biases), activation in layers])


def train(network, epochs, rows):
    for _ in range(epochs):
        total = 0.0
        for inputs, target in zip(work.inputs[:rows], work.targets[:rows]):
            error = network.forward(inputs) - target
            total += np.mean(error**2)
            network.backward(2 * error, work.learningRate, work.clip)


def loss(network, rows):
    pairs = zip(work.inputs[:rows], work.targets[:rows])
    return np.mean([(network.forward(inputs)[0] - target) ** 2 for inputs, target in pairs])


answer(f"NumPy {np.__version__}, a class for each neuron", build, train, loss)
