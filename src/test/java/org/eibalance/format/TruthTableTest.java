package org.eibalance.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.eibalance.recording.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables of true conductances. */
class TruthTableTest {

    private static final String HEADER = "sweep,time_ms,cell,g_e_ns,g_i_ns\n";

    @TempDir
    private Path folder;

    private TruthTable read(final String text) throws IOException {
        return TruthTable.read(Files.writeString(folder.resolve("truth.csv"), text));
    }

    @Test
    void eachSweepAndCellHasItsConductances() throws IOException {
        final TruthTable table =
                read(HEADER + "0,0,0,1,2\n0,0.1,0,3,\n0,0.2,0,5,6\n0,10,1,7,8\n0,12,1,9,10\n3,0,0,1,1\n3,2,0,1,1\n");
        assertEquals(3, table.traces().size());
        final TruthTable.Trace first = table.traces().get(0);
        assertEquals(0.1, first.stepMs());
        assertArrayEquals(new double[] {1, 3, 5}, first.excitatoryNs());
        assertArrayEquals(new double[] {2, Double.NaN, 6}, first.inhibitoryNs());
        final TruthTable.Trace second = table.traces().get(1);
        assertEquals(1, second.cell());
        assertEquals(10, second.startMs());
        assertEquals(2, second.stepMs());
        assertEquals(3, table.traces().get(2).sweep());
    }

    @Test
    void columnsMayStandInAnyOrderAndOthersBesideThem() throws IOException {
        final TruthTable.Trace trace = read("cell,g_i_ns,note,g_e_ns,sweep,time_ms\n2,4,x,3,1,0\n2,6,y,5,1,1\n")
                .traces()
                .get(0);
        assertEquals(2, trace.cell());
        assertEquals(1, trace.sweep());
        assertArrayEquals(new double[] {3, 5}, trace.excitatoryNs());
        assertArrayEquals(new double[] {4, 6}, trace.inhibitoryNs());
    }

    @Test
    void whatIsWrongIsNamedWithItsLine() throws IOException {
        final Map<String, String> wrong = Map.of(
                "time_ms,g_e_ns\n0,1\n",
                "line 1",
                HEADER,
                "no rows",
                HEADER + "0,0,0,1\n",
                "line 2",
                HEADER + "0,0,0,1,2\n0,1,0,x,2\n",
                "line 3, column g_e_ns",
                HEADER + "0,0,0,1,2\n0,1,0,1,2\n0,5,0,1,2\n",
                "equal step",
                HEADER + "0,0,0,1,2\n",
                "one row",
                HEADER + "-1,0,0,1,2\n-1,1,0,1,2\n",
                "line 2, column sweep",
                HEADER + "0,0,0,1,2\n0,1,0,1,2\n0,0,1,1,2\n0,1,1,1,2\n0,2,0,1,2\n0,3,0,1,2\n",
                "line 6",
                HEADER + "0,0,\"0,1,2\n",
                "each quote was expected to be closed");
        for (final Map.Entry<String, String> one : wrong.entrySet()) {
            final String said = assertThrows(InputException.class, () -> read(one.getKey()), one.getKey())
                    .getMessage();
            assertTrue(said.contains("truth.csv") && said.contains(one.getValue()), one.getValue() + ": " + said);
        }
        assertTrue(assertThrows(InputException.class, () -> TruthTable.read(folder.resolve("none.csv")))
                .getMessage()
                .contains("is not there"));
    }
}
