package org.eibalance.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.eibalance.recording.InputException;
import org.eibalance.result.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables of spikes and of activity. */
class NumberTableTest {

    @TempDir
    Path folder;

    private Path file(final String text) throws IOException {
        return Files.writeString(folder.resolve("t.csv"), text);
    }

    @Test
    void theHeaderTellsWhatATableHolds() throws IOException {
        assertEquals(Optional.of(NumberTable.Kind.SPIKES), NumberTable.kind(file("time_ms,neuron\n1,2\n")));
        assertEquals(
                Optional.of(NumberTable.Kind.ACTIVITY),
                NumberTable.kind(file("\ufeff\"time_ms\";\"Activity\"\n1;2\n")));
        assertEquals(Optional.empty(), NumberTable.kind(file("time_ms,a_mv\n1,2\n")));
        assertEquals(Optional.empty(), NumberTable.kind(file("")));
        assertEquals(Optional.empty(), NumberTable.kind(folder.resolve("none.csv")));
    }

    @Test
    void columnsThatAreNotNeededAreLeftAlone() throws IOException {
        final Table table = NumberTable.read(file("sweep\ttime_ms\tkind\tneuron\n0\t1.5\tE\t7\n1\t2\tI\t8\n"));
        assertEquals(java.util.List.of("sweep", "time_ms", "neuron"), table.columns());
        assertArrayEquals(new double[] {7, 8}, table.numbers("neuron"));
    }

    @Test
    void whatIsNoNumberIsNamedWithItsPlace() throws IOException {
        assertTrue(message("time_ms,neuron\n1,2\n3,x\n").endsWith("t.csv, line 3, column neuron: 'x' is no number."));
        assertTrue(
                message("time_ms,neuron\n1\n").endsWith("t.csv, line 2: 1 field, expected were 2 as in the header."));
        assertTrue(message("a,b\n1,2\n").endsWith("the header time_ms,neuron or time_ms,activity was expected."));
    }

    private String message(final String text) throws IOException {
        final Path file = file(text);
        return assertThrows(InputException.class, () -> NumberTable.read(file)).getMessage();
    }

    @Test
    void damagedTablesGiveASentenceOrATable() throws IOException {
        final byte[] sound = "sweep,time_ms,neuron\n0,1.25,3\n0,2.5,4\n1,0.5,3\n\"1\",0.75,5\n"
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        final Random random = new Random(7);
        for (int k = 0; k < 2000; k++) {
            final byte[] damaged = Arrays.copyOf(sound, 1 + random.nextInt(sound.length));
            for (int i = random.nextInt(4); i > 0; i--)
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            final Path file = Files.write(folder.resolve("d.csv"), damaged);
            try {
                NumberTable.kind(file);
                NumberTable.read(file);
            } catch (final InputException e) {
                assertTrue(e.getMessage().contains("d.csv"), e.getMessage());
            }
        }
    }
}
