"""Current-voltage regression at every sample, by NumPy and by this project: 5 levels of 20 sweeps of 40 000 samples.

NumPy averages the sweeps of each level and fits a line with its residual standard error. This project does the whole
decomposition: lines, leak, both conductances with standard errors, reversal potential, R squared, curvature, and the
refits of the systematic error. The runs alternate, so that a change of the machine's speed meets both.

Arguments: the command that starts org.eibalance.benchmarks.IvBenchmark without its own arguments.
"""
import os
import statistics
import subprocess
import sys
import tempfile
import time

import numpy as np

LEVELS = np.array([-90, -70, -50, -30, -10.0])
SWEEPS = 20
SAMPLES = 40000
RATE_HZ = 20000
ROUNDS = 40
WARM_UP = 20


def currents():
    generator = np.random.default_rng(4)
    t = np.arange(SAMPLES) / RATE_HZ
    excitation = 5 * np.exp(-((t - 0.5) / 0.01) ** 2)
    inhibition = 8 * np.exp(-((t - 0.505) / 0.015) ** 2)
    return np.stack([8 * (v + 70) + excitation * v + inhibition * (v + 80)
                     + 10 * generator.standard_normal((SWEEPS, SAMPLES)) for v in LEVELS])


def mean_then_regress(currents_pa):
    means = currents_pa.mean(1)
    centred = LEVELS - LEVELS.mean()
    slope = (centred @ means) / (centred @ centred)
    intercept = means.mean(0) - slope * LEVELS.mean()
    residuals = means - (slope * LEVELS[:, None] + intercept)
    error = np.sqrt((residuals ** 2).sum(0) / (len(LEVELS) - 2) / (centred @ centred))
    return slope, intercept, -intercept / slope, error


def all_sweeps(currents_pa):
    levels = np.repeat(LEVELS, SWEEPS)
    flat = currents_pa.reshape(-1, SAMPLES)
    centred = levels - levels.mean()
    slope = (centred @ flat) / (centred @ centred)
    intercept = flat.mean(0) - slope * levels.mean()
    return slope, intercept, -intercept / slope


def seconds(function, *arguments):
    start = time.perf_counter()
    function(*arguments)
    return time.perf_counter() - start


def main():
    pa = currents()
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, 'currents.f64')
        pa.astype('<f8').tofile(file)
        ours = subprocess.Popen(sys.argv[1:] + [file], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

        def run():
            ours.stdin.write('run\n')
            ours.stdin.flush()
            return [float(word) for word in ours.stdout.readline().split()]

        for _ in range(WARM_UP):
            run(), mean_then_regress(pa)
        times = {'this project, whole decomposition': [], 'NumPy, mean then regress': [], 'NumPy, all sweeps': []}
        for _ in range(ROUNDS):
            mine, means, flat = times.values()
            measured, excitation, inhibition = run()
            mine.append(measured)
            means.append(seconds(mean_then_regress, pa))
            flat.append(seconds(all_sweeps, pa))
        ours.stdin.close()
        ours.wait()
    slope, intercept, _, _ = mean_then_regress(pa)
    base = slice(0, int(0.4 * RATE_HZ))
    g, b = slope - slope[base].mean(), intercept - intercept[base].mean()
    print(f'NumPy {np.__version__}; {ROUNDS} rounds')
    first = times['this project, whole decomposition']
    print(f'{"":36s} {"best ms":>8s} {"median ms":>9s} {"best/best":>9s} {"paired":>7s}')
    for name, measured in times.items():
        paired = statistics.median(a / b for a, b in zip(measured, first))
        print(f'{name:36s} {1e3 * min(measured):8.2f} {1e3 * statistics.median(measured):9.2f} '
              f'{min(measured) / min(first):9.2f} {paired:7.2f}')
    print(f'peaks: project {excitation:.3f} {inhibition:.3f}, NumPy unweighted {((-b + 80 * g) / 80).max():.3f} '
          f'{(b / 80).max():.3f}, truth 5 8 nS')


if __name__ == '__main__':
    main()
