package org.eibalance.recording;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.util.ArrayList;
import java.util.List;

/**
 * Maps parts of files so that they can be unmapped again, for which Java 17 has no public method. From Java 22 on an
 * arena of java.lang.foreign does it. Before, the cleaner of the buffer does, which later versions warn of and then
 * remove.
 */
interface FileMapping {

    /** Maps a part for reading; it stays mapped until {@link #unmap()}. */
    ByteBuffer map(FileChannel channel, long at, long length) throws IOException;

    /** Unmaps all parts. A buffer that is used afterwards may end the JVM. */
    void unmap();

    /** The way of this JVM. */
    static FileMapping create() {
        return Runtime.version().feature() >= 22 ? new Arena() : new Cleaner();
    }

    /** Java 22 and later, by reflection because this is compiled for 17. */
    final class Arena implements FileMapping {

        private final Object arena;
        private final Method map;
        private final Method asByteBuffer;
        private final Method close;

        Arena() {
            try {
                final Class<?> type = Class.forName("java.lang.foreign.Arena");
                arena = type.getMethod("ofShared").invoke(null);
                close = type.getMethod("close");
                map = FileChannel.class.getMethod("map", MapMode.class, long.class, long.class, type);
                asByteBuffer = Class.forName("java.lang.foreign.MemorySegment").getMethod("asByteBuffer");
            } catch (final ReflectiveOperationException exc) {
                throw new IllegalStateException(exc);
            }
        }

        @Override
        public ByteBuffer map(final FileChannel channel, final long at, final long length) throws IOException {
            try {
                return (ByteBuffer) asByteBuffer.invoke(map.invoke(channel, MapMode.READ_ONLY, at, length, arena));
            } catch (final InvocationTargetException exc) {
                if (exc.getCause() instanceof IOException) throw (IOException) exc.getCause();
                throw new IllegalStateException(exc.getCause());
            } catch (final IllegalAccessException exc) {
                throw new IllegalStateException(exc);
            }
        }

        @Override
        public void unmap() {
            try {
                close.invoke(arena);
            } catch (final ReflectiveOperationException exc) {
                throw new IllegalStateException(exc);
            }
        }
    }

    /** Java 17 to 21. */
    final class Cleaner implements FileMapping {

        private final List<ByteBuffer> buffers = new ArrayList<>();

        @Override
        public ByteBuffer map(final FileChannel channel, final long at, final long length) throws IOException {
            final ByteBuffer buffer = channel.map(MapMode.READ_ONLY, at, length);
            buffers.add(buffer);
            return buffer;
        }

        @Override
        public void unmap() {
            try {
                final Class<?> type = Class.forName("sun.misc.Unsafe");
                final Field unsafe = type.getDeclaredField("theUnsafe");
                unsafe.setAccessible(true);
                final Method clean = type.getMethod("invokeCleaner", ByteBuffer.class);
                for (final ByteBuffer buffer : buffers) clean.invoke(unsafe.get(null), buffer);
            } catch (final ReflectiveOperationException exc) {
                throw new IllegalStateException(exc);
            }
            buffers.clear();
        }
    }
}
