"""Detection of 6000 synaptic events in 10 minutes at 20 kHz: Stimfit's functions and this project, back to back.

The runs alternate, one of each program a round, so that a change of the machine's speed meets all of them. The
ratio is the median over the rounds of (seconds of the peer / seconds of this project in the same round), for the
deconvolved trace alone: what stfio.detect_events does. With --check the trace goes through this project's command
instead, as a file, and the exit status tells whether F1 reached 0.965.

Arguments: the command that starts org.eibalance.benchmarks.EventsBenchmark without its own arguments; or --check
and the command that starts the program, without its own arguments.
"""
import contextlib
import csv
import os
import statistics
import struct
import subprocess
import sys
import tempfile
import time

import numpy as np
import scipy.signal

RATE_HZ = 20000
SAMPLES = 600 * RATE_HZ
EVENTS = 6000
TOLERANCE = int(0.003 * RATE_HZ)
ROUNDS = 5
WARM_UP = 3
REQUIRED_F1 = 0.965


def template():
    t = np.arange(int(0.020 * RATE_HZ)) * 1e3 / RATE_HZ
    shape = np.exp(-t / 5) - np.exp(-t / 0.5)
    return shape / shape.max()


def trace():
    """Noise of 3 pA below 2 kHz, and downward events of 20 pA (median, lognormal) at uniform times."""
    generator = np.random.default_rng(3)
    noise = generator.standard_normal(SAMPLES) * 3
    b, a = scipy.signal.butter(4, 2000 / (RATE_HZ / 2))
    noise = scipy.signal.lfilter(b, a, noise)
    onsets = np.sort(generator.integers(1000, SAMPLES - 1000, EVENTS))
    amplitudes = generator.lognormal(np.log(20), 0.4, EVENTS)
    impulses = np.zeros(SAMPLES)
    np.add.at(impulses, onsets, amplitudes)
    return noise - scipy.signal.oaconvolve(impulses, template())[:SAMPLES], onsets


def f1(found, onsets):
    """Each event is found once at most, by a detection within 3 ms of its onset."""
    used = np.zeros(len(onsets), bool)
    for at in np.sort(found):
        near = np.searchsorted(onsets, at)
        close = [i for i in range(max(0, near - 2), min(len(onsets), near + 2))
                 if not used[i] and abs(onsets[i] - at) <= TOLERANCE]
        if close:
            used[min(close, key=lambda i: abs(onsets[i] - at))] = True
    return 2 * used.sum() / (len(found) + len(onsets))


def write_abf1(path, samples):
    """A gap-free ABF 1.83 file of one current, floating point."""
    header = bytearray(6144)
    header[0:4] = b'ABF '
    for offset, kind, value in ((4, 'f', 1.83), (8, 'h', 3), (10, 'i', len(samples)), (40, 'i', len(header) // 512),
                                (100, 'h', 1), (120, 'h', 1), (122, 'f', 1e6 / RATE_HZ), (138, 'i', 512),
                                (244, 'f', 10), (252, 'i', 32768), (730, 'f', 1), (922, 'f', 1)):
        struct.pack_into('<' + kind, header, offset, value)
    header[442:452] = b'IN 0'.ljust(10)
    header[602:610] = b'pA'.ljust(8)
    with open(path, 'wb') as file:
        file.write(header)
        samples.astype('<f4').tofile(file)


def check(program):
    samples, onsets = trace()
    with tempfile.TemporaryDirectory() as folder:
        recording = os.path.join(folder, 'minis.abf')
        write_abf1(recording, samples)
        start = time.perf_counter()
        answer = subprocess.run(program + ['detect-events', 'recording=' + recording, 'channel=0', 'polarity=negative',
                                           'method=deconvolution', 'threshold=4', 'output=' + folder],
                                check=True, stdout=subprocess.PIPE, text=True).stdout
        seconds = time.perf_counter() - start
        with open(os.path.join(answer.splitlines()[-1], 'events.csv'), newline='') as file:
            rows = [row for row in csv.DictReader(file) if row['accepted'] == 'true']
    found = np.array([round(float(row['time_ms']) * RATE_HZ / 1e3) for row in rows])
    reached = f1(found, onsets)
    print(f'{len(found)} events, F1 {reached:.4f} (required {REQUIRED_F1}), {seconds:.1f} s with reading and writing')
    return 0 if reached >= REQUIRED_F1 else 1


@contextlib.contextmanager
def silence():
    """Stimfit's functions report their progress on both standard streams."""
    kept = os.dup(1), os.dup(2)
    with open(os.devnull, 'w') as nowhere:
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
    try:
        yield
    finally:
        os.dup2(kept[0], 1)
        os.dup2(kept[1], 2)
        os.close(kept[0])
        os.close(kept[1])


def main(command):
    import stfio

    samples, onsets = trace()
    downward = -template()
    step_ms = 1e3 / RATE_HZ

    def stimfit(mode, part, shape=downward):
        with silence():
            start = time.perf_counter()
            score = stfio.detect_events(part, shape, step_ms, mode, mode != 'criterion', 0.5, 0.0001)
            return np.asarray(score), time.perf_counter() - start

    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'trace.f64')
        samples.astype('<f8').tofile(path)
        ours = subprocess.Popen(command + [path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

        def ask(*words):
            ours.stdin.write(' '.join(words) + '\n')
            ours.stdin.flush()
            return ours.stdout.readline().split()

        score = os.path.join(folder, 'score.f64')
        ask('score', 'CLEMENTS_BEKKERS', score)
        # Our template peaks at 1 between two samples, the one above at a sample; the criterion goes with the scale.
        peak_ms = 0.5 * 5 / 4.5 * np.log(10)
        exact = downward * (np.exp(-1.3 / 5) - np.exp(-1.3 / 0.5)) / (np.exp(-peak_ms / 5) - np.exp(-peak_ms / 0.5))
        criterion, _ = stimfit('criterion', samples[:200_000], exact)
        own = np.fromfile(score, '<f8')[:len(criterion)]
        # Stimfit scales by the sign of the template, which is downward here
        difference = np.abs(-own - criterion)[:200_000 - len(downward)].max()

        for _ in range(WARM_UP):
            ask('DECONVOLUTION', '1'), ask('DECONVOLUTION', '2')
        times = {'this project, 2 threads': [], 'this project, 1 thread': [], "Stimfit's deconvolution": []}
        whole = []
        for _ in range(ROUNDS):
            for name, threads in (('this project, 2 threads', '2'), ('this project, 1 thread', '1')):
                answer = ask('DECONVOLUTION', threads)
                times[name].append(float(answer[0]))
                if threads == '2':
                    whole.append(float(answer[1]))
            deconvolved, seconds = stimfit('deconvolution', samples)
            times["Stimfit's deconvolution"].append(seconds)
        with silence():
            peaks = stfio.peak_detection(deconvolved, 4.0, TOLERANCE)
        ours.stdin.close()
        ours.wait()
    print(f'{SAMPLES} samples, {EVENTS} events; {ROUNDS} rounds')
    print(f'{"":28s} {"best s":>8s} {"median s":>8s} {"ratio":>7s} {"ratio to 1 thread":>18s}')
    for name, seconds in times.items():
        ratios = [statistics.median(a / b for a, b in zip(seconds, times[other])) for other in list(times)[:2]]
        print(f'{name:28s} {min(seconds):8.3f} {statistics.median(seconds):8.3f} {ratios[0]:7.2f} {ratios[1]:18.2f}')
    print(f'all of it, kinetics and decays of {answer[2]} events too, 2 threads: {statistics.median(whole):.2f} s')
    print(f"F1 of Stimfit's deconvolution at threshold 4: {f1(np.asarray(peaks), onsets):.4f}")
    print(f'largest difference of the Clements-Bekkers criterion from Stimfit: {difference:.1e}')


if __name__ == '__main__':
    if sys.argv[1] == '--check':
        sys.exit(check(sys.argv[2:]))
    main(sys.argv[1:])
