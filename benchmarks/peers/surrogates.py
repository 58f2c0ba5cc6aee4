"""Mean correlograms of 100 sweeps of 2 s at 20 kHz, 1000 times with the sweeps of the second cell shuffled: by NumPy
with spectra that are kept, and by this project.

NumPy does 20 shuffles a round and is counted fifty times; this project does all 1000. The rounds alternate, so that a
change of the machine's speed meets both.

Arguments: the command that starts org.eibalance.benchmarks.SurrogatesBenchmark without its own arguments.
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

SWEEPS = 100
SAMPLES = 40000
MAX_LAG = 4000
SURROGATES = 1000
PEER_SURROGATES = 20
ROUNDS = 5


def cached_spectra(x, y, pairings):
    """Transforms included, as in every run of the project."""
    length = scipy.fft.next_fast_len(SAMPLES + MAX_LAG, real=True)
    start = time.perf_counter()
    first = np.conj(scipy.fft.rfft(x, length))
    second = scipy.fft.rfft(y, length)
    transforms = time.perf_counter() - start
    start = time.perf_counter()
    curves = []
    for pairing in pairings:
        c = scipy.fft.irfft(np.einsum('ij,ij->j', first, second[pairing]), length)
        curves.append(np.concatenate((c[-MAX_LAG:], c[:MAX_LAG + 1])))
    shuffles = time.perf_counter() - start
    return transforms + shuffles * SURROGATES / len(pairings), np.array(curves)


def main():
    generator = np.random.default_rng(2)
    x, y = generator.standard_normal((2, SWEEPS, SAMPLES))
    for signal in (x, y):
        signal -= signal.mean(1, keepdims=True)
        signal /= np.sqrt((signal * signal).sum(1, keepdims=True))
    pairings = np.array([generator.permutation(SWEEPS) for _ in range(SURROGATES)])
    with tempfile.TemporaryDirectory() as folder:
        for name, values in (('x', x), ('y', y)):
            values.astype('<f8').tofile(os.path.join(folder, name + '.f64'))
        pairings.astype('<i4').tofile(os.path.join(folder, 'pairings.i32'))
        ours = subprocess.Popen(sys.argv[1:] + [folder, str(SWEEPS), str(MAX_LAG)], stdin=subprocess.PIPE,
                                stdout=subprocess.PIPE, text=True)

        def run(threads):
            ours.stdin.write(f'{threads}\n')
            ours.stdin.flush()
            return float(ours.stdout.readline())

        run(2), run(2)
        times = {'this project, 2 threads': [], 'this project, 1 thread': [], 'NumPy, cached spectra': []}
        two, one, peer = times.values()
        for _ in range(ROUNDS):
            two.append(run(2))
            seconds, reference = cached_spectra(x, y, pairings[:PEER_SURROGATES])
            peer.append(seconds)
            one.append(run(1))
        ours.stdin.close()
        ours.wait()
        curves = np.fromfile(os.path.join(folder, 'curves.f64'), '<f8').reshape(-1, 2 * MAX_LAG + 1)
    print(f'NumPy {np.__version__}, SciPy {scipy.__version__}; {ROUNDS} rounds; {SURROGATES} shuffles of {SWEEPS} sweeps of '
          f'{SAMPLES} samples, lags to {MAX_LAG}')
    print(f'{"":28s} {"best s":>8s} {"median s":>8s} {"best/best":>9s} {"paired":>7s}')
    for name, measured in times.items():
        paired = statistics.median(a / b for a, b in zip(measured, two))
        print(f'{name:28s} {min(measured):8.3f} {statistics.median(measured):8.3f} {min(measured) / min(two):9.2f} '
              f'{paired:7.2f}')
    print(f'largest difference: {np.abs(curves[:PEER_SURROGATES] - reference).max():.1e}')


if __name__ == '__main__':
    main()
