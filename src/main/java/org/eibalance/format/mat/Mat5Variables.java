package org.eibalance.format.mat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import org.eibalance.recording.InputException;

import us.hebi.matlab.mat.format.BufferAllocator;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.Array;
import us.hebi.matlab.mat.types.Cell;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.MatlabType;
import us.hebi.matlab.mat.types.Matrix;
import us.hebi.matlab.mat.types.Source;
import us.hebi.matlab.mat.types.Sources;
import us.hebi.matlab.mat.types.Struct;

/**
 * Variables of a file of version 5 ("-v6", "-v7"). The file is read through once
 * for each variable that is asked for, and only that variable is kept, as it is
 * stored.
 */
final class Mat5Variables implements MatVariables {

	/** Deflate shrinks by no more than this. */
	private static final long MOST_TIMES = 1100;
	private static final long MOST_MORE = 1 << 16;

	private final Path path;
	private final long size;

	Mat5Variables(final Path path) {
		this.path = path;
		try {
			size = Files.size(path);
		}
		catch (final IOException exc) {
			throw unreadable(exc);
		}
	}

	private InputException unreadable(final Throwable cause) {
		return new InputException(path + " cannot be read as a MATLAB file: variables of level 5 were expected.", cause);
	}

	/** Takes what a header tells before a variable is read. */
	private interface Header {

		boolean wanted(String name, MatlabType type, int[] sizes);
	}

	private List<MatFile.Entry> read(final Header header) {
		try (Source source = Sources.openStreamingFile(path.toFile())) {
			final MatFile file = Mat5.newReader(source).disableSubsystemProcessing().setBufferAllocator(new Bounded())
				.setEntryFilter(entry -> header.wanted(entry.getName(), entry.getType(), entry.getDimensions())).readMat();
			final List<MatFile.Entry> entries = new ArrayList<>();
			file.getEntries().forEach(entries::add);
			return entries;
		}
		catch (final InputException exc) {
			throw exc;
		}
		catch (final IOException | RuntimeException | StackOverflowError exc) {
			throw unreadable(exc);
		}
	}

	/** Memory for no more than a file of this size can hold. */
	private final class Bounded implements BufferAllocator {

		@Override
		public ByteBuffer allocate(final int bytes) {
			if (bytes < 0 || bytes > MOST_MORE + MOST_TIMES * size) throw new InputException(path +
				" has a variable of " + bytes + " bytes, which does not fit into a file of " + size + ".");
			return ByteBuffer.allocate(bytes);
		}

		@Override
		public void release(final ByteBuffer buffer) {
			// left to the garbage collector
		}
	}

	@Override
	public Numbers find(final String name, final List<Step> steps) {
		Array at = null;
		for (final MatFile.Entry entry : read((n, type, sizes) -> n.equals(name))) {
			if (entry.getName().equals(name)) at = entry.getValue();
		}
		for (final Step step : steps) {
			if (step.field() != null) at = at instanceof Struct && at.getNumElements() == 1 && ((Struct) at).getFieldNames()
				.contains(step.field()) ? ((Struct) at).get(step.field()) : null;
			else at = at instanceof Cell && step.cell() >= 1 && step.cell() <= at.getNumElements() ? ((Cell) at).get(step
				.cell() - 1) : null;
		}
		return at instanceof Matrix ? new Kept((Matrix) at) : null;
	}

	private record Kept(Matrix matrix) implements Numbers {

		@Override
		public long[] sizes() {
			return Arrays.stream(matrix.getDimensions()).asLongStream().toArray();
		}

		@Override
		public void read(final int dimension, final long[] start, final double[] into, final int offset,
			final int length)
		{
			final int[] sizes = matrix.getDimensions();
			int stride = 1;
			int at = 0;
			int step = 1;
			for (int d = 0; d < sizes.length; d++) {
				at += (int) start[d] * stride;
				if (d == dimension) step = stride;
				stride *= sizes[d];
			}
			for (int i = 0; i < length; i++) into[offset + i] = matrix.getDouble(at + i * step);
		}
	}

	@Override
	public List<String> describe() {
		final List<String> found = new ArrayList<>();
		read((name, type, sizes) -> {
			if (found.size() < MOST_NAMED && !name.isEmpty()) found.add(name + (type == MatlabType.Cell ? " (cell)"
				: type == MatlabType.Structure ? " (struct)" : type == MatlabType.Character ? " (text)" : "") + " " + Arrays
					.stream(sizes).mapToObj(Integer::toString).collect(Collectors.joining(" x ")));
			return false;
		});
		return found;
	}

	@Override
	public void close() {
		// nothing is held but memory
	}
}
