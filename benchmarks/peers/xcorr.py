"""Correlograms with lags up to 200 ms at 20 kHz, by NumPy, SciPy and this project: two signals of 10 minutes, and
100 sweeps of 2 s.

The runs alternate, one of each program a round, so that a change of the machine's speed meets all of them. Two
ratios of peer to project are printed: of the best times, and the median over the rounds of the ratio in one round.

Arguments: the command that starts org.eibalance.benchmarks.XcorrBenchmark without its own arguments.
"""
import os
import statistics
import subprocess
import sys
import tempfile
import time

import numpy as np
import scipy
import scipy.fft
import scipy.signal

RATE_HZ = 20000
SAMPLES = 600 * RATE_HZ
MAX_LAG = RATE_HZ // 5
DELAY = RATE_HZ // 250
SWEEPS = 100
SWEEP_SAMPLES = 2 * RATE_HZ
ROUNDS = 15
WARM_UP = 3
BLOCKS = [1 << 14, 1 << 15, 40960, 49152, 1 << 16, 81920, 1 << 17]


def coloured(generator, tau_ms):
    """White noise through a first-order low-pass, unit variance."""
    keep = np.exp(-1000 / (tau_ms * RATE_HZ))
    return scipy.signal.lfilter([np.sqrt(1 - keep * keep)], [1, -keep], generator.standard_normal(SAMPLES))


def pair():
    generator = np.random.default_rng(2008)
    common = coloured(generator, 20)
    x = np.sqrt(0.7) * common + np.sqrt(0.3) * coloured(generator, 5)
    y = -np.sqrt(0.7) * np.roll(common, DELAY) - np.sqrt(0.3) * coloured(generator, 8)
    return x, y


def standardised(signal):
    centred = signal - signal.mean()
    return centred, centred @ centred


def scipy_full(x, y):
    (x, ex), (y, ey) = standardised(x), standardised(y)
    whole = scipy.signal.correlate(y, x, mode='full', method='fft')
    return whole[len(x) - 1 - MAX_LAG:len(x) + MAX_LAG] / np.sqrt(ex * ey)


def scipy_padded(x, y):
    """One transform of all, padded by the lags alone."""
    (x, ex), (y, ey) = standardised(x), standardised(y)
    length = scipy.fft.next_fast_len(len(x) + MAX_LAG, real=True)
    c = scipy.fft.irfft(np.conj(scipy.fft.rfft(x, length)) * scipy.fft.rfft(y, length), length)
    return np.concatenate((c[-MAX_LAG:], c[:MAX_LAG + 1])) / np.sqrt(ex * ey)


def blockwise(x, y, block):
    """Blocks of x against the stretch of y that their lags reach; pocketfft for each."""
    (x, ex), (y, ey) = standardised(x), standardised(y)
    start = time.perf_counter()
    step = block - 2 * MAX_LAG
    padded = np.concatenate((np.zeros(MAX_LAG), y, np.zeros(block)))
    spectrum = np.zeros(block // 2 + 1, complex)
    for s in range(0, SAMPLES, step):
        spectrum += np.conj(scipy.fft.rfft(x[s:s + step], block)) * scipy.fft.rfft(padded[s:s + block])
    c = scipy.fft.irfft(spectrum, block)[:2 * MAX_LAG + 1] / np.sqrt(ex * ey)
    blockwise.inner_seconds = time.perf_counter() - start
    return c


def sweepwise(correlate, x, y):
    """The mean of the correlograms of sweeps, one after the other."""
    pieces = [slice(k * SWEEP_SAMPLES, (k + 1) * SWEEP_SAMPLES) for k in range(SWEEPS)]
    return sum(correlate(x[piece], y[piece]) for piece in pieces) / SWEEPS


def seconds(function, *arguments):
    start = time.perf_counter()
    function(*arguments)
    return time.perf_counter() - start


def main():
    x, y = pair()
    best = min(BLOCKS, key=lambda block: min(seconds(blockwise, x, y, block) for _ in range(3)))
    with tempfile.TemporaryDirectory() as folder:
        for name, values in (('x', x), ('y', y), (f'reference-{SAMPLES}', scipy_full(x, y)),
                             (f'reference-{SWEEP_SAMPLES}', sweepwise(scipy_full, x, y))):
            values.astype('<f8').tofile(os.path.join(folder, name + '.f64'))
        ours = subprocess.Popen(sys.argv[1:] + [folder, str(MAX_LAG)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                text=True)

        def run(threads, samples=SAMPLES, sweeps=1):
            ours.stdin.write(f'{samples} {sweeps} {threads}\n')
            ours.stdin.flush()
            return [float(word) for word in ours.stdout.readline().split()]

        for _ in range(WARM_UP):
            run(1), run(2), run(2, SWEEP_SAMPLES, SWEEPS)
        long = {'this project, 2 threads': [], 'this project, 1 thread': [],
                f'SciPy blocks of {best}, means and energies given': [],
                f'SciPy blocks of {best}, means and energies too': [], 'SciPy padded by the lags': [],
                'scipy.signal.correlate, full': []}
        short = {'this project, 2 threads': [], 'this project, 1 thread': [], 'SciPy padded by the lags': [],
                 'scipy.signal.correlate, full': []}
        differences = []
        for n in range(ROUNDS):
            two, one, given, too, padded, full = long.values()
            for times, threads in ((two, 2), (one, 1)):
                measured, difference = run(threads)
                times.append(measured)
                differences.append(difference)
            too.append(seconds(blockwise, x, y, best))
            given.append(blockwise.inner_seconds)
            if n % 5 == 0:
                padded.append(seconds(scipy_padded, x, y))
                full.append(seconds(scipy_full, x, y))
            two, one, padded, full = short.values()
            for times, threads in ((two, 2), (one, 1)):
                measured, difference = run(threads, SWEEP_SAMPLES, SWEEPS)
                times.append(measured)
                differences.append(difference)
            padded.append(seconds(sweepwise, scipy_padded, x, y))
            full.append(seconds(sweepwise, scipy_full, x, y))
        ours.stdin.close()
        ours.wait()
    print(f'NumPy {np.__version__}, SciPy {scipy.__version__}; {ROUNDS} rounds, lags to {MAX_LAG} samples')
    table(f'1 pair of {SAMPLES} samples', long)
    table(f'{SWEEPS} pairs of {SWEEP_SAMPLES} samples', short)
    print(f'largest difference from scipy.signal.correlate: {max(differences):.1e}')


def table(title, times):
    ours = next(iter(times.values()))
    print(f'{title:52s} {"best s":>8s} {"median s":>8s} {"best/best":>9s} {"paired":>7s}')
    for name, measured in times.items():
        rounds = ours[::ROUNDS // len(measured)]
        paired = statistics.median(a / b for a, b in zip(measured, rounds))
        print(f'{name:52s} {min(measured):8.4f} {statistics.median(measured):8.4f} {min(measured) / min(ours):9.2f} '
              f'{paired:7.2f}')


if __name__ == '__main__':
    main()
