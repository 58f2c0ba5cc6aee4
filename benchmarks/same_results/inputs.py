"""The fixed inputs of the comparison: the sample data of the repository, and recordings simulated here.

They are made by this module and by no version of the program, so that both versions read the same bytes. Every
random number comes from a seeded generator of the standard library.
"""
import hashlib
import math
import os
import random
import shutil
import struct
from pathlib import Path

TIME_S = 1577836800  # 2020-01-01: journals of batches have the time of the last change of a file

E_REVERSAL_MV = 0.0
I_REVERSAL_MV = -80.0
SERIES_MOHM = 12.0
CAPACITANCE_PF = 150.0
LEAK_NS = 8.0
LEAK_REVERSAL_MV = -70.0
LEVELS_MV = (-90, -80, -70, -60, -50)


def make(folder, sample_data):
    """Writes all inputs into a new folder, and returns the SHA-256 of each by its path."""
    folder.mkdir(parents=True)
    for file in sorted(sample_data.iterdir()):
        if file.suffix in (".abf", ".csv"):
            shutil.copyfile(file, folder / file.name)
    voltage_clamp(folder)
    current_clamp(folder)
    up_states(folder)
    events(folder)
    spiking(folder)
    stimulated_pair(folder)
    field(folder)
    point_processes(folder)
    injected(folder)
    folder_of_pairs(folder / "pairs")
    joined(folder / "joined")
    (folder / "cells").mkdir()
    for name in ("cell-vc.csv", "cell-vc.abf", "cell-cc.csv"):
        shutil.copyfile(folder / name, folder / "cells" / name)
    files = [file for file in sorted(folder.rglob("*")) if file.is_file()]
    for file in files:
        os.utime(file, (TIME_S, TIME_S))
    return {file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def write(file, header, rows):
    file.parent.mkdir(parents=True, exist_ok=True)
    with open(file, "w", newline="\n") as out:
        out.write(header + "\n")
        for row in rows:
            out.write(",".join(row) + "\n")


def response(ms, peak_ns, tau_ms):
    """An alpha function that begins at 0 ms."""
    return 0.0 if ms <= 0 else peak_ns * ms / tau_ms * math.exp(1 - ms / tau_ms)


class Fluctuation:
    """An Ornstein-Uhlenbeck conductance, 0 at least."""

    def __init__(self, generator, mean, sd, tau_ms, step_ms):
        self.generator, self.mean, self.sd = generator, mean, sd
        self.keep = math.exp(-step_ms / tau_ms)
        self.value = mean

    def next(self):
        self.value = self.mean + (self.value - self.mean) * self.keep + self.sd * math.sqrt(
            1 - self.keep * self.keep) * self.generator.gauss(0, 1)
        return max(0.0, self.value)


# --- one cell in voltage clamp: a membrane test, then a step to a level with an evoked response ---

SWEEP_MS = 600
KHZ = 10
TEST_MS = (20, 120)
STEP_MS = 220
RESPONSE_MS = 400


def command(ms, level):
    if TEST_MS[0] <= ms < TEST_MS[1]:
        return -80.0
    return -70.0 if ms < STEP_MS else float(level)


def clamped(generator, level, hold):
    """Current (pA) of a sweep behind a series resistance, by exponential Euler steps of 0.02 ms."""
    potential = hold
    parts = 5
    step_ms = 1 / KHZ / parts
    currents = []
    for k in range(SWEEP_MS * KHZ):
        ms = k / KHZ
        held = command(ms, level)
        for part in range(parts):
            t = ms + part * step_ms
            g_e = response(t - RESPONSE_MS, 4.0, 4.0)
            g_i = response(t - RESPONSE_MS - 3, 9.0, 8.0)
            total = LEAK_NS + g_e + g_i + 1000 / SERIES_MOHM
            target = (LEAK_NS * LEAK_REVERSAL_MV + g_e * E_REVERSAL_MV + g_i * I_REVERSAL_MV +
                      1000 / SERIES_MOHM * held) / total
            potential = target + (potential - target) * math.exp(-step_ms * total / CAPACITANCE_PF)
        currents.append((held - potential) * 1000 / SERIES_MOHM + generator.gauss(0, 3))
    return currents


def voltage_clamp(folder):
    generator = random.Random(11)
    sweeps = [(level, clamped(generator, level, -70.0)) for level in LEVELS_MV for _ in range(3)]
    write(folder / "cell-vc.csv", "sweep,time_ms,im_pa,cmd_mv", (
        (str(s), "%.1f" % (k / KHZ), "%.3f" % current, "%.1f" % command(k / KHZ, level))
        for s, (level, currents) in enumerate(sweeps) for k, current in enumerate(currents)))
    write(folder / "levels.csv", "sweep,level_mv,condition", (
        (str(s), str(level), "control" if s % 3 < 2 else "drug") for s, (level, _) in enumerate(sweeps)))
    generator = random.Random(12)
    family = [clamped(generator, -90 + 5 * s, -70.0) for s in range(9)]
    abf1(folder / "cell-vc.abf", family, -90.0, 5.0)


def abf1(file, sweeps, first_level, level_step):
    """A version 1.83 file of one channel in pA: a membrane test, then a step that grows from sweep to sweep."""
    samples = len(sweeps[0])
    header = bytearray(6144)

    def put(at, form, *values):
        struct.pack_into("<" + form, header, at, *values)

    put(0, "4sf", b"ABF ", 1.83)
    put(8, "hih", 5, samples * len(sweeps), 0)          # episodic; samples of all sweeps; none ignored
    put(16, "iii", len(sweeps), 20200102, 43200)        # sweeps, date, seconds since midnight
    put(36, "h", 1)
    put(40, "i", 12)                                    # samples begin at block 12
    put(100, "h", 1)                                    # floating point
    put(120, "hf", 1, 1000 / KHZ)                       # channels, interval in us
    put(138, "i", samples)
    put(146, "i", len(sweeps))
    put(244, "ff", 10.0, 10.0)
    put(252, "ii", 32768, 32768)
    put(410, "16h", *([0] + [-1] * 15))
    header[442:452] = b"Im".ljust(10)
    header[602:610] = b"pA".ljust(8)
    for adc in range(16):
        put(730 + 4 * adc, "f", 1.0)
        put(922 + 4 * adc, "f", 1.0)
    header[1306:1316] = b"Cmd".ljust(10)
    header[1346:1354] = b"mV".ljust(8)
    put(1378, "f", 20.0)
    put(1394, "f", -70.0)
    put(2296, "h", 1)
    put(2300, "h", 1)
    hold = samples // 64                                # what is held before the first epoch
    epochs = ((-70.0, 0.0, TEST_MS[0] * KHZ - hold), (-80.0, 0.0, (TEST_MS[1] - TEST_MS[0]) * KHZ),
              (-70.0, 0.0, (STEP_MS - TEST_MS[1]) * KHZ), (first_level, level_step, samples - STEP_MS * KHZ))
    for e, (level, step, duration) in enumerate(epochs):
        put(2308 + 2 * e, "h", 1)
        put(2348 + 4 * e, "f", level)
        put(2428 + 4 * e, "f", step)
        put(2508 + 4 * e, "i", duration)
    data = b"".join(struct.pack("<%df" % samples, *sweep) for sweep in sweeps)
    file.write_bytes(bytes(header) + data)


# --- one cell in current clamp ---

def membrane(generator, injected_pa, ms, khz, spikes, g_e=(3.0, 0.75), g_i=(5.0, 0.6)):
    """Potential (mV) of a cell with fluctuating conductances; with spikes of a fixed shape, or with none."""
    excitation = Fluctuation(generator, *g_e, 2.73, 1 / khz)
    inhibition = Fluctuation(generator, *g_i, 10.49, 1 / khz)
    potential = -65.0
    shape = [-20.0, 25.0, 10.0, -30.0, -60.0]
    left = 0
    trace = []
    for k in range(int(ms * khz)):
        e, i = excitation.next(), inhibition.next()
        if left:
            left -= 1
            potential = shape[min(len(shape) - 1, (30 - left) // 3)]
        else:
            total = LEAK_NS + e + i
            target = (LEAK_NS * LEAK_REVERSAL_MV + i * I_REVERSAL_MV + injected_pa) / total
            potential = target + (potential - target) * math.exp(-total / CAPACITANCE_PF / khz)
            if spikes and potential > -52:
                left = 30
        trace.append(potential + generator.gauss(0, 0.01))
    return trace


def current_clamp(folder):
    generator = random.Random(21)
    levels = [-100, 200] * 4
    write(folder / "cell-cc.csv", "sweep,time_ms,vm_mv,cmd_pa", (
        (str(s), "%.1f" % (k / 10), "%.4f" % v, str(level)) for s, level in enumerate(levels)
        for k, v in enumerate(membrane(generator, level, 1000, 10, False))))


def up_states(folder):
    """At each of four currents a cell goes up and down; both conductances rise together."""
    generator = random.Random(23)

    def rows():
        for s, level in enumerate((-150, -50, 50, 150)):
            potential, up, left = -70.0 + level / LEAK_NS, False, 2000 + 500 * s
            for k in range(30000):
                left -= 1
                if left == 0:
                    up = not up
                    left = int(5 * generator.uniform(500, 1000))
                e, i = (3.0, 4.0) if up else (0.0, 0.0)
                total = LEAK_NS + e + i
                target = (LEAK_NS * LEAK_REVERSAL_MV + i * I_REVERSAL_MV + level) / total
                potential = target + (potential - target) * math.exp(-total / CAPACITANCE_PF / 5)
                yield str(s), "%.1f" % (k / 5), "%.3f" % (potential + generator.gauss(0, 0.2)), str(level)

    write(folder / "up-states.csv", "sweep,time_ms,vm_mv,cmd_pa", rows())


def spiking(folder):
    generator = random.Random(22)
    write(folder / "cell-spikes.csv", "sweep,time_ms,vm_mv,cmd_pa", (
        (str(s), "%.1f" % (k / 10), "%.4f" % v, "40") for s in range(3)
        for k, v in enumerate(membrane(generator, 40, 3000, 10, True, (6.0, 2.0), (8.0, 2.0)))))
    write(folder / "beats.csv", "time_ms,vm_mv,other_mv", (
        ("%.1f" % (k / 5), "%.3f" % a, "%.3f" % b) for k, (a, b) in enumerate(zip(
            membrane(generator, 200, 4000, 5, True, (6.0, 2.0), (8.0, 2.0)),
            membrane(generator, 200, 4000, 5, True, (7.0, 2.0), (8.0, 2.0))))))


# --- spontaneous events ---

def events(folder):
    """Inward and outward currents at the same mean rate; the second recording has fewer and larger ones."""
    for name, seed, rate_hz, size_pa in (("events-a", 31, 6.0, 20.0), ("events-b", 32, 4.0, 30.0)):
        generator = random.Random(seed)
        ms, khz = 10000, 10
        trace = [-40 + 2.5 * generator.gauss(0, 1) for _ in range(ms * khz)]
        for sign, decay in ((-1, 5.0), (1, 9.0)):
            t = 0.0
            while True:
                t += generator.expovariate(rate_hz / 1000)
                if t > ms - 100:
                    break
                size = sign * size_pa * math.exp(0.4 * generator.gauss(0, 1))
                first = int(t * khz)
                for k in range(60 * khz):
                    since = (first + k) / khz - t
                    if since > 0:
                        trace[first + k] += 1.4 * size * (math.exp(-since / decay) - math.exp(-since / 0.5))
        half = ms * khz // 2
        write(folder / (name + ".csv"), "sweep,time_ms,im_pa", (
            (str(k // half), "%.1f" % (k % half / khz), "%.3f" % i) for k, i in enumerate(trace)))


# --- pairs of cells ---

def pair(generator, sweeps, ms, khz, states):
    """Two cells that share input; b follows a by 3 ms. With states they go up and down, with a stimulus in each sweep."""
    for s in range(sweeps):
        shared = Fluctuation(generator, 5.0, 2.0, 15.0, 1 / khz)
        history = []
        up, left = False, 0
        for k in range(ms * khz):
            t = k / khz
            if states and left == 0:
                up = not up
                left = int(generator.uniform(400, 900) * khz)
            left -= 1
            stimulus = 300 <= t % 1000 < 310
            history.append(shared.next() + (response(t % 1000 - 302, 4.0, 10.0)))
            base = -62.0 if up else -75.0
            a = base + history[k] + 0.4 * generator.gauss(0, 1)
            b = base + 0.8 * history[max(0, k - 3 * khz)] + 0.4 * generator.gauss(0, 1)
            yield str(s), "%g" % t, "%.3f" % a, "%.3f" % b, "5" if stimulus else "0"


def stimulated_pair(folder):
    write(folder / "pair-states.csv", "sweep,time_ms,a_mv,b_mv,stim_mv", pair(random.Random(41), 4, 6000, 2, True))
    write(folder / "pair-stimulus.csv", "sweep,time_ms,a_mv,b_mv,stim_mv", pair(random.Random(42), 8, 2000, 2, False))


def folder_of_pairs(folder):
    for day in range(3):
        write(folder / ("day %d" % day) / "pair.csv", "sweep,time_ms,a_mv,b_mv", (
            row[:4] for row in pair(random.Random(50 + day), 4, 1500, 2, False)))
    (folder / "day 1" / "broken.csv").write_text("sweep,time_ms,a_mv,b_mv\n0,0,-70,-70\n0,0.5,none,-70\n")


def joined(folder):
    """One recording in four files: two channels of two sweeps."""
    generator = random.Random(61)
    for channel in ("left", "right"):
        for sweep in (1, 2):
            write(folder / ("cell_%s_%d.csv" % (channel, sweep)), "time_ms,v_mv", (
                ("%.1f" % (k / 5), "%.3f" % v) for k, v in enumerate(membrane(generator, 0, 1500, 5, False))))


# --- signals and trains ---

def field(folder):
    """A field of 60 s at 500 Hz: a falling spectrum and a rhythm at 10 Hz whose size wanders."""
    generator = random.Random(71)
    slow, fast, size = (Fluctuation(generator, 100.0, 30.0, 80.0, 2.0), Fluctuation(generator, 100.0, 10.0, 4.0, 2.0),
                        Fluctuation(generator, 15.0, 6.0, 3000.0, 2.0))
    write(folder / "field.csv", "time_ms,lfp_pa", (
        (str(2 * k), "%.4f" % (slow.next() + fast.next() - 200 + size.next() * math.sin(2 * math.pi * 0.02 * k) +
                               generator.gauss(0, 1))) for k in range(30000)))


def point_processes(folder):
    generator = random.Random(81)
    activity = []
    alive = 20
    for _ in range(20000):
        alive = sum(1 for _ in range(alive) if generator.random() < 0.5) * 2
        alive = min(500, alive)
        if alive == 0 or generator.random() < 0.02:
            alive = 1 if generator.random() < 0.3 else 0
        activity.append(alive)
    write(folder / "activity.csv", "time_ms,activity", ((str(4 * k), str(n)) for k, n in enumerate(activity)))
    spikes = []
    for neuron in range(30):
        t = 0.0
        while True:
            t += generator.gammavariate(2.0, 40.0 + neuron)
            if t > 20000:
                break
            spikes.append((round(t, 1), neuron))
    write(folder / "spikes.csv", "time_ms,neuron", (("%g" % t, str(neuron)) for t, neuron in sorted(spikes)))


def injected(folder):
    """Conductances that make the embedded cells fire."""
    generator = random.Random(91)
    e, i = Fluctuation(generator, 45.0, 8.0, 5.0, 0.5), Fluctuation(generator, 16.0, 4.0, 10.0, 0.5)
    write(folder / "conductances.csv", "time_ms,g_e_ns,g_i_ns", (
        ("%g" % (k / 2), "%.3f" % e.next(), "%.3f" % i.next()) for k in range(700)))
    e, i = Fluctuation(generator, 4.0, 1.0, 20.0, 0.5), Fluctuation(generator, 6.0, 2.0, 30.0, 0.5)
    write(folder / "weak-conductances.csv", "time_ms,g_e_ns,g_i_ns", (
        ("%g" % (k / 2), "%.3f" % (e.next() if k >= 400 else 0), "%.3f" % (i.next() if k >= 400 else 0))
        for k in range(1000)))
