package org.eibalance.format.mat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.eibalance.format.hdf5.Hdf5Dataset;
import org.eibalance.format.hdf5.Hdf5File;
import org.eibalance.format.hdf5.Hdf5Object;

/**
 * Variables of a file of version 7.3, which is HDF5: dimensions stand the other way round, cells are references, fields
 * of a struct are members of a group.
 */
final class Mat73Variables implements MatVariables {

    private final Hdf5File file;

    Mat73Variables(final Hdf5File file) {
        this.file = file;
    }

    @Override
    public Numbers find(final String name, final List<Step> steps) {
        Hdf5Object at = file.root().find(name).orElse(null);
        for (final Step step : steps) {
            if (at == null) return null;
            if (step.field() != null) at = at.find(step.field()).orElse(null);
            else {
                final List<Hdf5Object> cells =
                        at.isDataset() ? at.dataset().value().references() : List.of();
                at = step.cell() >= 1 && step.cell() <= cells.size() ? cells.get(step.cell() - 1) : null;
            }
        }
        // an empty array is stored as its sizes
        if (at == null || !at.isDataset() || at.attribute("MATLAB_empty").isPresent()) return null;
        final Hdf5Dataset data = at.dataset();
        return data.isNumber() ? new Stored(data) : null;
    }

    private record Stored(Hdf5Dataset data) implements Numbers {

        @Override
        public long[] sizes() {
            return reversed(data.sizes());
        }

        @Override
        public void read(
                final int dimension, final long[] start, final double[] into, final int offset, final int length) {
            data.read(start.length - 1 - dimension, reversed(start), into, offset, length);
        }

        private static long[] reversed(final long[] values) {
            final long[] reversed = new long[values.length];
            for (int i = 0; i < values.length; i++) reversed[i] = values[values.length - 1 - i];
            return reversed;
        }
    }

    @Override
    public List<String> describe() {
        final List<String> found = new ArrayList<>();
        for (final String name : file.root().names()) {
            if (found.size() == MAX_NAMED) break;
            final Hdf5Object object = file.root().find(name).orElse(null);
            if (name.startsWith("#") || object == null) continue;
            if (!object.isDataset()) found.add(name + " (struct)");
            else {
                final Hdf5Dataset data = object.dataset();
                found.add(name + (data.isNumber() ? "" : " (cell or text)") + " "
                        + Arrays.stream(Stored.reversed(data.sizes()))
                                .mapToObj(Long::toString)
                                .collect(Collectors.joining(" x ")));
            }
        }
        return found;
    }

    @Override
    public void close() {
        file.close();
    }
}
