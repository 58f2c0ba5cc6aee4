"""Reading whole recordings of several formats as double precision: Neo, Stimfit's library and this project, in turn.

Each round has one reading by each program, from opening to the last sample, from the page cache; the sum of all
samples is taken by each, so that each touches every value. The ratio is the median over the rounds of (seconds of
the peer / seconds of this project in the same round). Files of about 40 MB are made here from the layouts.

ONLY in the environment takes the formats with that in their names alone.

Arguments: a folder for the files ("" for a temporary one), and the command that starts
org.eibalance.benchmarks.ReadBinary.
"""
import contextlib
import os
import statistics
import struct
import subprocess
import sys
import tempfile
import time
import warnings

import numpy as np

ROUNDS = 3
WARM_UP = 2
SAMPLES = 1_000_000
SWEEPS = 10


def ramp(sweep, channel, kind='<i2'):
    return ((np.arange(SAMPLES) + 37 * sweep + 911 * channel) % 20000 - 10000).astype(kind)


def igor(path):
    """One matrix: a column a sweep."""
    data = np.concatenate([ramp(k, 0, '>f4') for k in range(SWEEPS)]).tobytes()
    head = bytearray(384)
    struct.pack_into('>h', head, 0, 5)
    struct.pack_into('>i', head, 4, 320 + len(data))
    struct.pack_into('>ih', head, 64 + 12, SAMPLES * SWEEPS, 2)
    head[92:96] = b'wave'
    struct.pack_into('>2i', head, 64 + 68, SAMPLES, SWEEPS)
    struct.pack_into('>d', head, 64 + 84, 5e-5)
    head[212:214] = b'mV'
    head[216:217] = b's'
    with open(path, 'wb') as file:
        file.write(head + data)


def axograph(path):
    with open(path, 'wb') as file:
        file.write(b'axgx' + struct.pack('>ii', 6, 1 + 2 * SWEEPS))
        title = 'Time (s)'.encode('utf-16be')
        file.write(struct.pack('>iii', SAMPLES, 9, len(title)) + title + struct.pack('>dd', 5e-5, 5e-5))
        for k in range(SWEEPS):
            for c in range(2):
                title = ('Vm %s (V)' % 'ab'[c]).encode('utf-16be')
                file.write(struct.pack('>iii', SAMPLES, 10, len(title)) + title + struct.pack('>dd', 1e-5, 0))
                file.write(ramp(k, c, '>i2').tobytes())
        file.write(struct.pack('>ii', -1, -1) + struct.pack('>i', 0))


def winwcp(path):
    sectors = SAMPLES * 2 * 2 // 512
    head = ('VER=9\r\nNC=2\r\nNR=%d\r\nNBH=1024\r\nNBA=2\r\nNBD=%d\r\nADCMAX=32767\r\nAD=10\r\nDT=0.00005\r\n'
            'YN0=Im\r\nYU0=pA\r\nYG0=0.001\r\nYO0=0\r\nYZ0=0\r\nYR0=0\r\nYN1=Vm\r\nYU1=mV\r\nYG1=0.01\r\nYO1=1\r\n'
            'YZ1=0\r\nYR1=0\r\n' % (SWEEPS, sectors)).encode().ljust(1024, b'\0')
    with open(path, 'wb') as file:
        file.write(head)
        for k in range(SWEEPS):
            file.write((b'ACCEPTEDTEST' + struct.pack('<3f8f', k, 60 * k, 5e-5, *[10] * 8)).ljust(1024, b'\0'))
            file.write(np.stack([ramp(k, 0), ramp(k, 1)], 1)[:sectors * 128].tobytes())


def spike2(path):
    """Two channels, blocks of 32 kB in turn."""
    per_block = 16000
    blocks = SAMPLES * SWEEPS // per_block
    first = 512 + 2 * 140
    size = 20 + 2 * per_block
    head = bytearray(first)
    struct.pack_into('<h', head, 0, 6)
    head[2:12] = b'(C) CED 87'
    struct.pack_into('<hh', head, 20, 10, 1)
    struct.pack_into('<h', head, 30, 2)
    struct.pack_into('<d', head, 44, 1e-6)
    for c in range(2):
        at = 512 + 140 * c
        struct.pack_into('<iiiH', head, at + 2, -1, first + c * size, first + (2 * blocks - 2 + c) * size, blocks)
        struct.pack_into('<ih', head, at + 102, 5, c)
        head[at + 108:at + 111] = b'\x02V' + b'ab'[c:c + 1]
        head[at + 122] = 1
        struct.pack_into('<ff', head, at + 124, 1, 0)
        head[at + 132:at + 135] = b'\x02mV'
    samples = np.concatenate([ramp(k, 0) for k in range(SWEEPS)]), np.concatenate([ramp(k, 1) for k in range(SWEEPS)])
    with open(path, 'wb') as file:
        file.write(head)
        for b in range(blocks):
            for c in range(2):
                here = first + (2 * b + c) * size
                file.write(struct.pack('<iiiihh', here - 2 * size if b else -1, here + 2 * size if b + 1 < blocks else -1,
                                       5 * b * per_block, 5 * (b * per_block + per_block - 1), c + 1, per_block))
                file.write(samples[c][b * per_block:(b + 1) * per_block].tobytes())


def cfs(path):
    head = bytearray(178 + 2 * 48 + 2 * 36)
    head[0:8] = b'CEDFILE"'
    head[26:42] = b'09:08:0703/12/20'
    struct.pack_into('<5h', head, 42, 2, 0, 0, len(head), 30 + 48)
    struct.pack_into('<HH', head, 56, SWEEPS, 1)
    for c in range(2):
        at = 178 + 48 * c
        head[at:at + 2] = b'\x01' + b'ab'[c:c + 1]
        head[at + 22:at + 25] = b'\x02mV'
        head[at + 32:at + 34] = b'\x01s'
        struct.pack_into('<BBhh', head, at + 42, 2, 0, 4, 0)
    with open(path, 'wb') as file:
        file.write(head)
        previous = 0
        for k in range(SWEEPS):
            data = file.tell()
            file.write(np.stack([ramp(k, 0), ramp(k, 1)], 1).tobytes())
            here = file.tell()
            file.write(struct.pack('<iiiH16x', previous, data, 4 * SAMPLES, 0))
            for c in range(2):
                file.write(struct.pack('<iiffff', 2 * c, SAMPLES, 0.01, 0, 5e-5, 0))
            previous = here
        end = file.tell()
        file.seek(22)
        file.write(struct.pack('<i', end))
        file.seek(52)
        file.write(struct.pack('<i', previous))


def clamp(path):
    settings = 28 + 84
    head = bytearray(settings + 31 + 20 + 6)
    struct.pack_into('<IhhhH6h', head, 0, 0xF3B1A481, 1, 0, 0, len(head), 2020, 12, 3, 9, 8, 7)
    struct.pack_into('<HH', head, 24, 1, 1)
    struct.pack_into('<f', head, settings + 13, 20000)
    head[settings + 29] = 1
    count = SAMPLES * SWEEPS // 4
    record = np.zeros(count, [('stamp', '<u4'), ('applied', '<f4'), ('clamp', '<f4'), ('measured', '<f4')])
    record['stamp'] = np.arange(count)
    for k, name in enumerate(('applied', 'clamp', 'measured')):
        record[name] = np.tile(ramp(k, 0, '<f4'), -(-count // SAMPLES))[:count] * 1e-6
    with open(path, 'wb') as file:
        file.write(head + record.tobytes())


def mat_layout(path):
    """Says what the variable is, for this project."""
    with open(os.path.join(os.path.dirname(path), 'mat.layout.json'), 'w') as file:
        file.write('{ "sample_rate_hz": 20000, "signals": [ { "variable": "data", "dimensions": "time,sweep", "unit": "pA" } ] }')


def mat5(path, compressed=False):
    import scipy.io
    mat_layout(path)
    data = np.stack([ramp(k, 0, 'f8') for k in range(SWEEPS // 2)], 1)
    with open(path, 'wb') as file:
        scipy.io.savemat(file, {'data': data}, do_compression=compressed)


def mat73(path):
    """Chunks and compression as MATLAB has them: dimensions reversed, deflate of level 3, no shuffle."""
    import h5py
    mat_layout(path)
    with h5py.File(path, 'w', userblock_size=512) as file:
        data = np.stack([ramp(k, 0, 'f8') for k in range(SWEEPS // 2)])
        file.create_dataset('data', data=data, chunks=(1, 8192), compression='gzip', compression_opts=3)
    with open(path, 'r+b') as file:
        file.write(b'MATLAB 7.3 MAT-file, Platform: GLNXA64'.ljust(116) + bytes(8) + b'\0\2IM')


def stimfit(path):
    """Written by Stimfit's library itself; in a process of its own, as it closes the HDF5 library under h5py."""
    child = os.fork()
    if child:
        assert os.waitpid(child, 0)[1] == 0
        return
    import stfio
    channels = []
    for c, unit in enumerate(('mV', 'pA')):
        channel = stfio.Channel([stfio.Section(ramp(k, c, 'f8')) for k in range(SWEEPS // 4)])
        channel.yunits, channel.name = unit, 'ab'[c]
        channels.append(channel)
    recording = stfio.Recording(channels)
    recording.dt, recording.xunits = 0.05, 'ms'
    recording.write(path)
    os._exit(0)


def heka(path):
    """A bundle of version 9: one series, two traces of 16-bit counts a sweep."""
    def record(size, **fields):
        bytes_ = bytearray(size)
        for place, (kind, value) in fields.items():
            at = int(place[1:])
            if kind == 's':
                bytes_[at:at + len(value)] = value
            else:
                struct.pack_into('<' + kind, bytes_, at, value)
        return bytes(bytes_)

    with open(path, 'wb') as file:
        file.write(bytes(256))
        sweeps = b''
        for k in range(SWEEPS):
            traces = b''
            for c, (label, unit, scale) in enumerate(((b'Imon-1', b'A', 1e-12), (b'Vmon-1', b'V', 1e-5))):
                traces += record(512, _4=('s', label), _36=('i', 1 + c), _40=('i', file.tell()), _44=('i', SAMPLES),
                                 _64=('h', 1), _68=('B', 5), _72=('d', scale), _96=('s', unit), _104=('d', 5e-5),
                                 _120=('s', b's'), _222=('h', c)) + struct.pack('<i', 0)
                file.write(ramp(k, c).tobytes())
            sweeps += record(288, _40=('i', 1), _44=('i', k + 1), _48=('d', 221667551 + 60 * k)) + struct.pack('<i', 2) + traces
        pulse, data = file.tell(), file.tell() - 256
        file.write(b'eerT' + struct.pack('<6i', 5, 544, 128, 1120, 288, 512))
        file.write(record(544, _0=('i', 9), _520=('d', 221667551)) + struct.pack('<i', 1))
        file.write(record(128, _4=('s', b'cell')) + struct.pack('<i', 1))
        file.write(record(1120, _4=('s', b'IV'), _116=('i', 1), _120=('i', SWEEPS)) + struct.pack('<i', SWEEPS) + sweeps)
        stimuli = file.tell()
        file.write(b'eerT' + struct.pack('<5i', 4, 584, 248, 400, 80) + bytes(584) + struct.pack('<i', 0))
        end = file.tell()
        file.seek(0)
        file.write(b'DAT2'.ljust(8, b'\0') + b'v2x53, 24-Oct-2011'.ljust(40, b'\0') + struct.pack('<iB', 3, 1))
        for item, (at, length, extension) in enumerate(((256, data, b'.dat'), (pulse, stimuli - pulse, b'.pul'),
                                                        (stimuli, end - stimuli, b'.pgf'))):
            file.seek(64 + 16 * item)
            file.write(struct.pack('<ii', at, length) + extension)


def abf1(path):
    """Version 1.83, episodic, two channels of 16-bit counts."""
    head = bytearray(6144)
    head[0:4] = b'ABF '
    for at, kind, value in ((4, 'f', 1.83), (8, 'h', 5), (10, 'i', 2 * SAMPLES * SWEEPS), (16, 'i', SWEEPS),
                            (20, 'i', 20200304), (24, 'i', 43200), (36, 'h', 1), (40, 'i', 12), (120, 'h', 2), (122, 'f', 25),
                            (138, 'i', 2 * SAMPLES), (146, 'i', SWEEPS), (150, 'i', 1), (154, 'i', 1), (178, 'f', 60),
                            (244, 'f', 10), (248, 'f', 10), (252, 'i', 32768), (256, 'i', 32768)):
        struct.pack_into('<' + kind, head, at, value)
    struct.pack_into('<16h', head, 378, *range(16))
    struct.pack_into('<16h', head, 410, 0, 1, *[-1] * 14)
    for c in range(16):
        head[442 + 10 * c:452 + 10 * c] = (b'IN %d' % c).ljust(10)
        head[602 + 8 * c:610 + 8 * c] = b'mV'.ljust(8)
        for at, value in ((730, 1), (922, 0.01), (1050, 1)):
            struct.pack_into('<f', head, at + 4 * c, value)
    with open(path, 'wb') as file:
        file.write(head)
        for k in range(SWEEPS):
            file.write(np.stack([ramp(k, 0), ramp(k, 1)], 1).tobytes())


def atf(path):
    """A column of times and ten of a channel, a tenth as long: numbers are as Clampfit prints them."""
    columns = np.stack([ramp(k, 0, 'f8')[:SAMPLES // 10] * 0.01 for k in range(SWEEPS)], 1)
    with open(path, 'w') as file:
        file.write('ATF\t1.0\n1\t%d\n"AcquisitionMode=Episodic Stimulation"\n"Time (s)"' % (1 + SWEEPS))
        file.write(''.join('\t"Trace #%d (mV)"' % (k + 1) for k in range(SWEEPS)) + '\n')
        np.savetxt(file, np.column_stack([np.arange(len(columns)) * 5e-5, columns]), '%.7g', '\t')


def text(path):
    columns = np.stack([ramp(k, 0, 'f8') * 0.01 for k in range(2)], 1)[:SAMPLES // 2]
    with open(path, 'w') as file:
        file.write('time_ms,a_mv,b_mv\n')
        np.savetxt(file, np.column_stack([np.arange(len(columns)) * 0.05, columns]), '%.7g', ',')


def numpy_text(rows, delimiter):
    def read(path):
        values = np.loadtxt(path, delimiter=delimiter, skiprows=rows)[:, 1:]
        return values.size, values.sum()
    return read


def neo_reader(name):
    def read(path):
        import neo.rawio
        reader = getattr(neo.rawio, name)(path)
        reader.parse_header()
        samples, total = 0, 0.0
        streams = range(len(reader.header['signal_streams']))
        for k in range(reader.header['nb_segment'][0]):
            for stream in streams:
                raw = reader.get_analogsignal_chunk(0, k, stream_index=stream)
                values = reader.rescale_signal_raw_to_float(raw, 'float64', stream_index=stream)
                samples += values.size
                total += values.sum()
        return samples, total
    return read


def stimfit_reader(kind):
    def read(path):
        import stfio
        samples, total = 0, 0.0
        for channel in stfio.read(path, kind):
            for section in channel:
                values = np.asarray(section)
                samples += values.size
                total += values.sum()
        return samples, total
    return read


def numpy_igor(path):
    """What a script does that knows the file."""
    values = np.fromfile(path, '>f4', offset=384).astype(float)
    return values.size, values.sum()


def scipy_mat(path):
    import scipy.io
    values = scipy.io.loadmat(path)['data']
    return values.size, values.sum()


def h5py_mat(path):
    import h5py
    with h5py.File(path, 'r') as file:
        values = file['data'][:]
        return values.size, values.sum()


def h5py_stimfit(path):
    import h5py
    samples, total = 0, 0.0
    with h5py.File(path, 'r') as file:
        for name in 'ab':
            for k in range(SWEEPS // 4):
                values = file[name]['section_%d' % k]['data'][:].astype(float)
                samples += values.size
                total += values.sum()
    return samples, total


def numpy_heka(path):
    """What a script does that knows where the traces are."""
    samples, total = 0, 0.0
    for k in range(2 * SWEEPS):
        values = np.fromfile(path, '<i2', SAMPLES, offset=256 + 2 * SAMPLES * k) * (1e-12, 1e-5)[k % 2]
        samples += values.size
        total += values.sum()
    return samples, total


# name, writer, {peer: (reader, what its unit is in ours)}; of CLP, Stimfit leaves the first of three traces out
FORMATS = {
    'ABF1': (abf1, {'Neo': neo_reader('AxonRawIO')}),
    'ATF': (atf, {'NumPy': numpy_text(4, '\t')}),
    'delimited text': (text, {'NumPy': numpy_text(1, ',')}),
    'Igor binary wave': (igor, {'NumPy': numpy_igor}),
    'AxoGraph': (axograph, {'Neo': neo_reader('AxographRawIO'), 'Stimfit': stimfit_reader('axg')}),
    'WinWCP': (winwcp, {'Neo': neo_reader('WinWcpRawIO')}),
    'Spike2': (spike2, {'Neo': neo_reader('Spike2RawIO')}),
    'CFS': (cfs, {'Stimfit': stimfit_reader('cfs')}),
    'Intan CLAMP': (clamp, {'Stimfit': stimfit_reader('intan')}),
    'HEKA': (heka, {'NumPy': numpy_heka, 'Stimfit': stimfit_reader('heka')}),
    'MATLAB 5': (mat5, {'SciPy': scipy_mat}),
    'MATLAB 5, deflate': (lambda path: mat5(path, True), {'SciPy': scipy_mat}),
    'MATLAB 7.3': (mat73, {'h5py': h5py_mat}),
    'Stimfit HDF5': (stimfit, {'h5py': h5py_stimfit, 'Stimfit': stimfit_reader('hdf5')}),
}


@contextlib.contextmanager
def silence():
    """Peers report their progress on both standard streams."""
    kept = os.dup(1), os.dup(2)
    with open(os.devnull, 'w') as nowhere:
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
    try:
        yield
    finally:
        os.dup2(kept[0], 1)
        os.dup2(kept[1], 2)


def main(folder, command):
    only = os.environ.get('ONLY', '')
    warnings.simplefilter('ignore')
    ours = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(path):
        ours.stdin.write(path + '\n')
        ours.stdin.flush()
        seconds, samples, total = ours.stdout.readline().split()
        return float(seconds), int(samples), float(total)

    print(f'{"format":18s} {"MB":>5s} {"ours s":>7s} {"GB/s":>6s} {"peer":>8s} {"best s":>7s} {"ratio":>7s} {"sums":>9s}')
    for name, (write, peers) in FORMATS.items():
        if only and only not in name:
            continue
        path = os.path.join(folder, name.replace(' ', '').replace(',', '-'))
        write(path)
        try:
            megabytes = os.path.getsize(path) / 1e6
            for _ in range(WARM_UP):
                ask(path)
            for peer, read in peers.items():
                mine, theirs = [], []
                for _ in range(ROUNDS):
                    seconds, samples, total = ask(path)
                    mine.append(seconds)
                    with silence():
                        start = time.perf_counter()
                        counted, summed = read(path)
                        theirs.append(time.perf_counter() - start)
                ratio = statistics.median(b / a for a, b in zip(mine, theirs))
                agree = f'{summed / total:.6g}' if total else ''
                assert counted <= samples
                print(f'{name:18s} {megabytes:5.0f} {min(mine):7.3f} {megabytes / 1e3 / min(mine):6.2f} {peer:>8s} '
                      f'{min(theirs):7.3f} {ratio:7.2f} {agree:>9s}', flush=True)
        finally:
            os.remove(path)
            with contextlib.suppress(FileNotFoundError):
                os.remove(os.path.join(folder, 'mat.layout.json'))
    ours.stdin.close()
    ours.wait()


if __name__ == '__main__':
    if sys.argv[1]:
        main(sys.argv[1], sys.argv[2:])
    else:
        with tempfile.TemporaryDirectory() as temporary:
            main(temporary, sys.argv[2:])
