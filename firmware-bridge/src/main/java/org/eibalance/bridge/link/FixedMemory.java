package org.eibalance.bridge.link;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import run.endive.runtime.ConstantEvaluators;
import run.endive.runtime.Instance;
import run.endive.runtime.Memory;
import run.endive.runtime.TrapException;
import run.endive.wasm.types.ActiveDataSegment;
import run.endive.wasm.types.DataSegment;
import run.endive.wasm.types.MemoryLimits;

/**
 * The memory of a module that never asks for more: one plain array. The runtime's own memories can grow and so find
 * each number by way of its page, which takes most of the time of a clamp that lives in its memory.
 *
 * <p>Of one thread at a time. Growing is refused, as WebAssembly allows; sharing and waiting are not for it.
 */
final class FixedMemory implements Memory {

    private static final VarHandle SHORTS = view(short[].class);
    private static final VarHandle INTS = view(int[].class);
    private static final VarHandle LONGS = view(long[].class);
    private static final VarHandle FLOATS = view(float[].class);
    private static final VarHandle DOUBLES = view(double[].class);

    private final MemoryLimits limits;
    private final byte[] bytes;
    private DataSegment[] segments = {};

    /** @param limits of which the initial pages are all there will be */
    FixedMemory(final MemoryLimits limits) {
        this.limits = limits;
        bytes = new byte[Memory.bytes(limits.initialPages())];
    }

    private static VarHandle view(final Class<?> array) {
        return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public int pages() {
        return limits.initialPages();
    }

    @Override
    public int grow(final int pages) {
        return pages == 0 ? pages() : -1;
    }

    @Override
    public int initialPages() {
        return limits.initialPages();
    }

    @Override
    public int maximumPages() {
        return limits.initialPages();
    }

    @Override
    public boolean shared() {
        return false;
    }

    @Override
    public Object lock(final int address) {
        return this;
    }

    @Override
    public int waitOn(final int address, final int expected, final long timeout) {
        throw new TrapException("expected shared memory");
    }

    @Override
    public int waitOn(final int address, final long expected, final long timeout) {
        throw new TrapException("expected shared memory");
    }

    @Override
    public int notify(final int address, final int waiters) {
        return 0;
    }

    @Override
    public void initialize(final Instance instance, final DataSegment[] all) {
        segments = all == null ? new DataSegment[0] : all;
        for (final DataSegment segment : segments) {
            if (!(segment instanceof ActiveDataSegment active)) continue;
            final int at = (int) ConstantEvaluators.computeConstantValue(instance, active.offsetInstructions())[0];
            write(at, active.data(), 0, active.data().length);
        }
    }

    @Override
    public void initPassiveSegment(final int segment, final int at, final int from, final int size) {
        write(at, segments[segment].data(), from, size);
    }

    @Override
    public void write(final int at, final byte[] data, final int from, final int size) {
        System.arraycopy(data, from, bytes, at, size);
    }

    @Override
    public byte read(final int at) {
        return bytes[at];
    }

    @Override
    public byte[] readBytes(final int at, final int size) {
        return Arrays.copyOfRange(bytes, at, at + size);
    }

    @Override
    public void writeI32(final int at, final int x) {
        INTS.set(bytes, at, x);
    }

    @Override
    public int readInt(final int at) {
        return (int) INTS.get(bytes, at);
    }

    @Override
    public void writeLong(final int at, final long x) {
        LONGS.set(bytes, at, x);
    }

    @Override
    public long readLong(final int at) {
        return (long) LONGS.get(bytes, at);
    }

    @Override
    public void writeShort(final int at, final short x) {
        SHORTS.set(bytes, at, x);
    }

    @Override
    public short readShort(final int at) {
        return (short) SHORTS.get(bytes, at);
    }

    @Override
    public long readU16(final int at) {
        return (short) SHORTS.get(bytes, at) & 0xffff;
    }

    @Override
    public void writeByte(final int at, final byte x) {
        bytes[at] = x;
    }

    @Override
    public void writeF32(final int at, final float x) {
        FLOATS.set(bytes, at, x);
    }

    @Override
    public long readF32(final int at) {
        return (int) INTS.get(bytes, at);
    }

    @Override
    public float readFloat(final int at) {
        return (float) FLOATS.get(bytes, at);
    }

    @Override
    public void writeF64(final int at, final double x) {
        DOUBLES.set(bytes, at, x);
    }

    @Override
    public double readDouble(final int at) {
        return (double) DOUBLES.get(bytes, at);
    }

    @Override
    public long readF64(final int at) {
        return (long) LONGS.get(bytes, at);
    }

    @Override
    public void zero() {
        Arrays.fill(bytes, (byte) 0);
    }

    @Override
    public void fill(final byte x, final int from, final int to) {
        Arrays.fill(bytes, from, to, x);
    }

    @Override
    public void copy(final int to, final int from, final int size) {
        System.arraycopy(bytes, from, bytes, to, size);
    }

    @Override
    public void drop(final int segment) {
        segments[segment] = null;
    }
}
