"""Networks of the field by Brian2, by plain C and by this project, one run of each in turn.

COBA (4000 neurons, 5 s), Brunel's sparse network (12 500 neurons, 15.6 million synapses, 1 s) and the balanced network
of binary neurons (20 000 neurons, 40 million synapses, 220 tau). Brian2 writes C++ that is compiled before and not
timed. Then how cost grows with the network. ROUNDS in the environment is another number of rounds than 5. Wall-clock and processor seconds: on a machine that does other work the
latter are the ones to compare for one thread.

Arguments: the command that starts org.eibalance.benchmarks.EngineBenchmark.
"""
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time

ROUNDS = int(os.environ.get('ROUNDS', '5'))
FLAGS = ['-O3', '-ffast-math', '-march=native', '-w']

COBA = '''
P = NeuronGroup(4000, """dv/dt = (ge*(0*mV - v) + gi*(-80*mV - v) - (v + 60*mV)) / (20*ms) : volt (unless refractory)
dge/dt = -ge/(5*ms) : 1
dgi/dt = -gi/(10*ms) : 1""", threshold='v > -50*mV', reset='v = -60*mV', refractory=5*ms, method='euler')
E = Synapses(P, P, on_pre='ge += 0.6')
E.connect('i < 3200', p=0.02)
I = Synapses(P, P, on_pre='gi += 6.7')
I.connect('i >= 3200', p=0.02)
P.v = '-65*mV + 5*mV*randn()'
P.ge = '4 + 1.5*randn()'
P.gi = '20 + 12*randn()'
M = SpikeMonitor(P)
run(5*second)
'''

BRUNEL = '''
P = NeuronGroup(12500, 'dv/dt = -v/(20*ms) : volt (unless refractory)', threshold='v > 20*mV', reset='v = 10*mV',
                refractory=2*ms, method='exact')
E = Synapses(P[:10000], P, on_pre='v += 0.1*mV', delay=1.5*ms)
E.connect(p=0.1)
I = Synapses(P[10000:], P, on_pre='v -= 0.5*mV', delay=1.5*ms)
I.connect(p=0.1)
X = PoissonInput(P, 'v', 1000, 20*Hz, weight=0.1*mV)
M = SpikeMonitor(P)
run(1*second)
'''


def brian(folder, name, model):
    """Writes and compiles; returns a function that runs once: network seconds, all other seconds, processor seconds."""
    place = os.path.join(folder, name)
    script = os.path.join(folder, name + '.py')
    with open(script, 'w') as f:
        f.write('from brian2 import *\n'
                f'set_device("cpp_standalone", build_on_run=False, directory={place!r})\n'
                f'prefs.codegen.cpp.extra_compile_args_gcc = {FLAGS}\n'
                'prefs.devices.cpp_standalone.openmp_threads = 0\nseed(1)\ndefaultclock.dt = 0.1*ms\n' + model +
                f'device.build(directory={place!r}, compile=True, run=False, debug=False, clean=False)\n')
    subprocess.run([sys.executable, '-W', 'ignore', script], check=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)

    def run():
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = time.perf_counter()
        subprocess.run(['./main'], cwd=place, check=True, stdout=subprocess.DEVNULL)
        wall = time.perf_counter() - start
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        with open(os.path.join(place, 'results', 'last_run_info.txt')) as f:
            network = float(f.read().split()[0])
        # What is not the network is its construction; the processor seconds are shared out by the wall clock.
        return network, wall - network, cpu * network / wall

    return run


def plain_c(folder, source, program, *arguments):
    binary = os.path.join(folder, program)
    if not os.path.exists(binary):
        subprocess.run(['gcc', '-O3', '-march=native', '-ffast-math', source, '-o', binary, '-lm'], check=True)

    def run():
        environment = dict(os.environ, FIXIN='1')
        text = subprocess.run([binary, *arguments], check=True, capture_output=True, text=True, env=environment).stdout
        build = float(re.search(r'build ([0-9.]+) s', text).group(1))
        seconds = float(re.search(r'sim (?:cpu )?([0-9.]+) s', text).group(1))
        return seconds, build, seconds

    return run


def main():
    ours = subprocess.Popen(sys.argv[1:], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(line):
        ours.stdin.write(line + '\n')
        ours.stdin.flush()
        return [float(word) for word in ours.stdout.readline().split()]

    def project(line):
        def run():
            build, seconds, cpu, *_ = ask(line)
            return seconds, build, cpu
        return run

    folder = tempfile.mkdtemp()
    try:
        yardsticks = os.environ.get('YARDSTICKS')
        coba = {'this project, 1 thread': project('coba 1 5000'), 'Brian2': brian(folder, 'coba', COBA)}
        brunel = {'this project, 1 thread': project('brunel 1 1000'), 'this project, 2 threads': project('brunel 2 1000'),
                  'Brian2': brian(folder, 'brunel', BRUNEL)}
        binary = {'this project, 1 thread': project('binary 1 220')}
        if yardsticks:
            fast = os.path.join(yardsticks, 'fastref.c')
            coba['plain C'] = plain_c(folder, fast, 'fastref', 'coba', '5', '1')
            brunel['plain C'] = plain_c(folder, fast, 'fastref', 'brunel', '1', '1', '10', '5', '2', '0')
            binary['plain C'] = plain_c(folder, os.path.join(yardsticks, 'vvs.c'), 'vvs', '10000', '10000', '1000', '0.1',
                                        '220', '1')
        for title, programs in (('COBA, 4000 neurons, 5 s', coba), ('Brunel, 12 500 neurons, 1 s', brunel),
                                ('binary, 20 000 neurons, K 1000, 220 tau', binary)):
            compare(title, programs)
        events = {line: ask(line) for line in ('brunel 1 1000', 'brunel 2 1000', 'binary 1 220')}
        for line, (_, seconds, cpu, _, count, _, _) in events.items():
            print(f'{line}: {count / seconds / 1e6:.0f} million synaptic events a second ({count / cpu / 1e6:.0f} a '
                  'processor second)')
        print()
        print(f'{"COBA-type network":34s} {"build s":>8s} {"run s":>8s} {"cpu s":>8s} {"ns/event":>9s} {"B/synapse":>9s}')
        for neurons, synapses, ms in ((4000, 80, 1000), (10000, 100, 1000), (100000, 100, 200), (1000000, 100, 50)):
            build, seconds, cpu, _, count, size, number = ask(f'growth 1 {ms} {neurons} {synapses}')
            print(f'{neurons:8d} neurons x {synapses:4d}, {ms:5d} ms  {build:8.3f} {seconds:8.3f} {cpu:8.3f} '
                  f'{cpu / max(count, 1) * 1e9:9.2f} {size / number:9.2f}')
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        ours.stdin.close()
        ours.wait()


def compare(title, programs):
    times = {name: [] for name in programs}
    for _ in range(ROUNDS):
        for name, run in programs.items():
            times[name].append(run())
    base = next(iter(times.values()))
    print(f'{title:42s} {"run s":>8s} {"build s":>8s} {"cpu s":>8s} {"run/ours":>9s} {"build/ours":>10s} {"cpu/ours":>9s}')
    for name, measured in times.items():
        best = [min(column) for column in zip(*measured)]
        ours = [min(column) for column in zip(*base)]
        print(f'  {name:40s} {best[0]:8.3f} {best[1]:8.3f} {best[2]:8.3f} {best[0] / ours[0]:9.2f} '
              f'{best[1] / ours[1]:10.2f} {best[2] / ours[2]:9.2f}')
    print()


if __name__ == '__main__':
    main()
