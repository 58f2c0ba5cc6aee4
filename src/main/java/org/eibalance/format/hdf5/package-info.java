/**
 * HDF5, the container of NWB, WaveSurfer, Stimfit and MATLAB 7.3 files: reading without loading, and writing once
 * through.
 *
 * <pre>{@code
 * try (Hdf5File file = Hdf5File.open(path)) {
 *     Hdf5Dataset data = file.root().find("acquisition/ic_1/data").orElseThrow().dataset();
 *     double[] first = new double[100];
 *     data.read(0, new long[] { 0 }, first, 0, first.length);
 * }
 * }</pre>
 */
package org.eibalance.format.hdf5;
