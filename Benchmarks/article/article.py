"""The job of the classic article in plain Python: five folds of the wheat seeds, 500 epochs of online gradient
descent each, one hidden layer of five sigmoid neurons, no library. Written for comparison; it prints the
mean accuracy."""
import csv
import math
import random
import sys


def read(path):
    with open(path) as file:
        rows = [[float(cell) for cell in row] for row in csv.reader(file) if row]
    for row in rows:
        row[-1] = int(row[-1]) - 1
    columns = list(zip(*rows))[:-1]
    bounds = [(min(column), max(column)) for column in columns]
    for row in rows:
        for place, (low, high) in enumerate(bounds):
            row[place] = (row[place] - low) / (high - low)
    return rows


def layer(inputs, units):
    return [[random.random() for _ in range(inputs + 1)] for _ in range(units)]


def outputs(weights, values):
    result = []
    for neuron in weights:
        total = neuron[-1]
        for weight, value in zip(neuron, values):
            total += weight * value
        result.append(1 / (1 + math.exp(-total)))
    return result


def deltas(errors, values):
    return [error * value * (1 - value) for error, value in zip(errors, values)]


def update(weights, changes, values, rate):
    for neuron, change in zip(weights, changes):
        for place, value in enumerate(values):
            neuron[place] -= rate * change * value
        neuron[-1] -= rate * change


def train(rows, epochs, rate):
    hidden, output = layer(7, 5), layer(5, 3)
    for _ in range(epochs):
        for row in rows:
            middle = outputs(hidden, row)
            ends = outputs(output, middle)
            late = deltas([o - (place == row[-1]) for place, o in enumerate(ends)], ends)
            back = [sum(output[k][j] * late[k] for k in range(3)) for j in range(5)]
            early = deltas(back, middle)
            update(hidden, early, row[:-1], rate)
            update(output, late, middle, rate)
    return hidden, output


def accuracy(network, rows):
    right = 0
    for row in rows:
        ends = outputs(network[1], outputs(network[0], row))
        right += ends.index(max(ends)) == row[-1]
    return right / len(rows)


random.seed(1)
data = read(sys.argv[1])
random.shuffle(data)
folds = [data[start::5] for start in range(5)]
scores = []
for index, test in enumerate(folds):
    training = [row for other, fold in enumerate(folds) if other != index for row in fold]
    scores.append(accuracy(train(training, 500, 0.3), test))
print(sum(scores) / len(scores))
