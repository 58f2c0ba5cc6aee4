"""The correlogram of two signals of 10 minutes at 20 kHz, lags up to 200 ms, by NumPy, SciPy and this project.

The runs alternate, one of each program a round, so that a change of the machine's speed meets all of them. The
ratio is the median over the rounds of (seconds of the peer / seconds of this project in the same round).

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
    return whole[SAMPLES - 1 - MAX_LAG:SAMPLES + MAX_LAG] / np.sqrt(ex * ey)


def scipy_padded(x, y):
    """One transform of all, padded by the lags alone."""
    (x, ex), (y, ey) = standardised(x), standardised(y)
    length = scipy.fft.next_fast_len(SAMPLES + MAX_LAG, real=True)
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


def seconds(function, *arguments):
    start = time.perf_counter()
    function(*arguments)
    return time.perf_counter() - start


def main():
    x, y = pair()
    best = min(BLOCKS, key=lambda block: min(seconds(blockwise, x, y, block) for _ in range(3)))
    reference = scipy_full(x, y)
    with tempfile.TemporaryDirectory() as folder:
        for name, values in (('x', x), ('y', y), ('reference', reference)):
            values.astype('<f8').tofile(os.path.join(folder, name + '.f64'))
        ours = subprocess.Popen(sys.argv[1:] + [folder, str(MAX_LAG)], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                text=True)

        def run(threads):
            ours.stdin.write(f'{threads}\n')
            ours.stdin.flush()
            return [float(word) for word in ours.stdout.readline().split()]

        for _ in range(WARM_UP):
            run(1), run(2)
        times = {'this project, 2 threads': [], 'this project, 1 thread': [],
                 f'SciPy blocks of {best}, means and energies given': [],
                 f'SciPy blocks of {best}, means and energies too': [], 'SciPy padded by the lags': [],
                 'scipy.signal.correlate, full': []}
        names = list(times)
        for n in range(ROUNDS):
            measured, difference = run(2)
            times[names[0]].append(measured)
            times[names[1]].append(run(1)[0])
            times[names[3]].append(seconds(blockwise, x, y, best))
            times[names[2]].append(blockwise.inner_seconds)
            if n % 5 == 0:
                times[names[4]].append(seconds(scipy_padded, x, y))
                times[names[5]].append(seconds(scipy_full, x, y))
        ours.stdin.close()
        ours.wait()
    two = times[names[0]]
    paired = {name: two[::5] if len(times[name]) < ROUNDS else two for name in names}
    print(f'{SAMPLES} samples, lags to {MAX_LAG}; NumPy {np.__version__}, SciPy {scipy.__version__}; {ROUNDS} rounds')
    print(f'{"":52s} {"best s":>8s} {"median s":>8s} {"ratio":>7s}')
    for name in names:
        ratio = statistics.median(a / b for a, b in zip(times[name], paired[name]))
        print(f'{name:52s} {min(times[name]):8.4f} {statistics.median(times[name]):8.4f} {ratio:7.2f}')
    print(f'largest difference from scipy.signal.correlate: {difference:.1e}')


if __name__ == '__main__':
    main()
