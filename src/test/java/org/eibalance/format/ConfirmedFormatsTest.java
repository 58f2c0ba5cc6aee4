package org.eibalance.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eibalance.format.mat.MatFormatTest;
import org.eibalance.recording.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What no recording of a laboratory has confirmed says so when it is opened, and nothing else does. */
class ConfirmedFormatsTest {

    @TempDir
    private Path folder;

    private void check(final Map<String, byte[]> files, final boolean confirmed) throws IOException {
        for (final Map.Entry<String, byte[]> file : files.entrySet()) {
            try (Recording recording = Formats.open(Files.write(folder.resolve("file"), file.getValue()))) {
                final long marks = recording.remarks().stream()
                        .filter(r -> r.contains("confirmed by no real file yet"))
                        .count();
                assertEquals(confirmed ? 0 : 1, marks, file.getKey() + ": " + recording.remarks());
            }
        }
    }

    @Test
    void readersFromTheLayoutAloneSaySo() throws IOException {
        final Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("HEKA 9", HekaFormatTest.bundle(false, ByteOrder.BIG_ENDIAN).array());
        files.put(
                "HEKA 1000",
                HekaFormatTest.bundle(true, ByteOrder.LITTLE_ENDIAN).array());
        files.put("CFS", CfsFormatTest.file().array());
        files.put(
                "Intan CLAMP",
                IntanClampFormatTest.headstage(true, false, false).array());
        files.put("Spike2", Spike2FormatTest.file(9).array());
        files.put("WinWCP 8", WinWcpFormatTest.file("8", "2").array());
        files.put("Igor 1", IgorFormatTest.old(1, "ms", "").array());
        files.put("Igor 3", IgorFormatTest.old(3, "ms", "").array());
        for (final int version : new int[] {1, 2})
            files.put("AxoGraph " + version, AxographFormatTest.old(version).array());
        for (int version = 3; version < 6; version++)
            files.put("AxoGraph " + version, AxographFormatTest.x(version).array());
        files.put(
                "WaveSurfer",
                Files.readAllBytes(Hdf5RecordingsTest.waveSurfer(
                        folder.resolve("w.h5"),
                        new Hdf5RecordingsTest.WaveSurfer("1.0.6", 20_000, true, false, 0.0005))));
        Files.writeString(folder.resolve("mat.layout.json"), """
			{ "sample_rate_hz": 20000, "signals": [ { "variable": "data{1}", "dimensions": "time,channel,sweep", "unit": "pA" } ] }
			""");
        files.put("MATLAB 7.3", Files.readAllBytes(MatFormatTest.version73(folder.resolve("seven.mat"))));
        check(files, false);
        check(Map.of("MATLAB 5", Files.readAllBytes(MatFormatTest.version5(folder.resolve("five.mat")))), true);
    }

    @Test
    void whatRecordingsHaveConfirmedCarriesNoMark() throws IOException {
        final Map<String, byte[]> files = new LinkedHashMap<>();
        files.put("Igor 2", IgorFormatTest.old(2, "ms", "").array());
        files.put("Igor 5", IgorFormatTest.matrix(ByteOrder.LITTLE_ENDIAN).array());
        files.put("AxoGraph 6", AxographFormatTest.x(6).array());
        files.put("WinWCP 9", WinWcpFormatTest.file("9", "2").array());
        check(files, true);
    }

    @Test
    void theFilesOfLaboratoriesThemselvesCarryNoMark() throws IOException {
        final Map<String, byte[]> files = new LinkedHashMap<>();
        for (final String name : List.of(
                "nwb/99111002.nwb",
                "ibw/B6_Ch3_IDRest_181.ibw",
                "ibw/win-version2.ibw",
                "axograph/Vers6_060523 004.axgd",
                "wcp/wcp-file.wcp",
                "abf/f1.abf",
                "abf/18425108.abf")) files.put(name, Files.readAllBytes(SharedRecordings.file(name)));
        check(files, true);
    }
}
