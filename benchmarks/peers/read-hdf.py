"""Reading NWB and WaveSurfer files by h5py and by this project: every sample as a double in its unit.

Both are timed from the opening of a file to the last sample, in one process each that reads the file several times; the
processes alternate, and the best round counts. h5py reads a series at once, which is its fastest way.

Arguments: the command that starts org.eibalance.benchmarks.ReadHdf without its own arguments.
"""
import os
import subprocess
import sys
import tempfile
import time

import h5py
import numpy as np

SAMPLES = 1_000_000
SWEEPS = 6
ROUNDS = 12
TURNS = 1


def nwb(path, **storage):
    with h5py.File(path, 'w') as f:
        f.attrs['nwb_version'] = '2.6.0'
        e = f.create_group('general/intracellular_ephys/cell')
        e.attrs['neurodata_type'] = 'IntracellularElectrode'
        counts = storage.pop('counts', True)
        for k in range(SWEEPS):
            g = f.create_group('acquisition/ic_%d' % k)
            g.attrs['neurodata_type'] = 'CurrentClampSeries'
            g.attrs['sweep_number'] = k
            g['electrode'] = h5py.SoftLink('/general/intracellular_ephys/cell')
            noise = np.random.default_rng(k).normal(-2080, 20, SAMPLES).round()
            d = g.create_dataset('data', data=noise.astype('<i2') if counts else noise / 32, **storage)
            d.attrs['unit'] = 'volts'
            d.attrs['conversion'] = 1 / 32e3 if counts else 1e-3
            s = g.create_dataset('starting_time', data=100.0 * k)
            s.attrs['rate'] = 20000.0


def wavesurfer(path):
    with h5py.File(path, 'w') as f:
        h = f.create_group('header')
        h['VersionString'] = '1.0.6'
        h['AIChannelNames'] = np.array([b'Vm', b'Im'])
        h['AIChannelUnits'] = np.array([b'mV', b'pA'])
        h['AIChannelScales'] = np.array([0.01, 0.0005])
        h['IsAIChannelActive'] = np.array([1.0, 1.0])
        h['AIScalingCoefficients'] = np.array([[-0.005, 3.2e-4, -9.8e-15, 6.8e-18]] * 2)
        h['AcquisitionSampleRate'] = np.array([[20000.0]])
        for k in range(SWEEPS // 2):
            n = np.random.default_rng(k).normal(-2080, 20, (2, SAMPLES)).astype('<i2')
            f.create_dataset('sweep_%04d/analogScans' % (k + 1), data=n, chunks=n.shape)


def read(path):
    start = time.perf_counter()
    total = 0.0
    with h5py.File(path, 'r') as f:
        if 'header' in f:
            c = f['header/AIScalingCoefficients'][:]
            scale = f['header/AIChannelScales'][:]
            for name in f:
                if name == 'header': continue
                n = f[name]['analogScans'][:].astype('f8')
                for i in range(2): total += (np.polyval(c[i, ::-1], n[i]) / scale[i]).sum()
        else:
            for g in f['acquisition'].values():
                d = g['data']
                total += (d[:].astype('f8') * (d.attrs['conversion'] * 1e3)).sum()
    return time.perf_counter() - start, total


def main():
    with tempfile.TemporaryDirectory() as folder:
        kinds = {
            'NWB, 16-bit, contiguous': lambda p: nwb(p),
            'NWB, 16-bit, gzip': lambda p: nwb(p, compression='gzip', chunks=(65536,)),
            'NWB, 16-bit, gzip and shuffle': lambda p: nwb(p, compression='gzip', shuffle=True, chunks=(65536,)),
            'NWB, double, gzip and shuffle': lambda p: nwb(p, counts=False, compression='gzip', shuffle=True, chunks=(65536,)),
            'WaveSurfer, 16-bit, polynomial': wavesurfer}
        print('| file | MB | ours (s) | h5py (s) | ratio |\n| --- | --- | --- | --- | --- |')
        for name, make in kinds.items():
            path = os.path.join(folder, 'file.h5')
            make(path)
            ours, theirs, sums = [], [], set()
            for turn in range(TURNS):
                lines = subprocess.run(sys.argv[1:] + [path, str(ROUNDS)], check=True, capture_output=True, text=True).stdout
                for line in lines.splitlines():
                    opened, took, total = map(float, line.split())
                    ours.append(opened + took)
                for _ in range(ROUNDS):
                    took, reference = read(path)
                    theirs.append(took)
            assert abs(total - reference) <= 1e-9 * abs(reference), (total, reference)
            print('| %s | %.0f | %.3f | %.3f | %.2f |' % (name, os.path.getsize(path) / 1e6, min(ours), min(theirs), min(theirs) / min(ours)))


main()
