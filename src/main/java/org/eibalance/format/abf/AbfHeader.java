package org.eibalance.format.abf;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.eibalance.format.binary.Fields;

/**
 * What a header of either version says, in the units of the file. Lengths in multiplexed samples count the samples of
 * all channels.
 *
 * @param format name and version, "ABF2 2.6.0.0"
 * @param mode operation mode
 * @param floats whether samples are 32-bit floating-point numbers in user units, else 16-bit counts
 * @param dataAt byte of the first sample
 * @param claimedSamples multiplexed samples that the header claims
 * @param scanIntervalUs microseconds between two samples of one channel
 * @param synchUnitUs microseconds of one count of synch array, tags and deltas
 * @param samplesPerSweep multiplexed samples of a sweep of fixed length
 * @param claimedSweeps sweeps that the header claims
 * @param plannedSweeps sweeps for which a command was planned; 0 if unknown
 * @param sweepIntervalS seconds from the start of a sweep to the next; 0 for back to back. Often false: the synch array
 *     counts.
 * @param synch starts and lengths of sweeps; may be empty
 * @param inputs the channels, in the order in which their samples lie in the file
 * @param outputs the outputs to the amplifiers, at the place of their number
 * @param alternating whether outputs 0 and 1 take turns from sweep to sweep
 * @param dosClampex whether Clampex for DOS wrote the file
 * @param tags remarks made while recording
 * @param deltas levels changed while recording
 * @param start date and time, if the file knows
 */
record AbfHeader(
        String format,
        int mode,
        boolean floats,
        long dataAt,
        long claimedSamples,
        double scanIntervalUs,
        double synchUnitUs,
        long samplesPerSweep,
        long claimedSweeps,
        long plannedSweeps,
        double sweepIntervalS,
        List<Fields> synch,
        List<AbfInput> inputs,
        List<AbfOutput> outputs,
        boolean alternating,
        boolean dosClampex,
        List<Fields> tags,
        List<Fields> deltas,
        Optional<LocalDateTime> start) {

    static final int VARIABLE_LENGTH = 1;
    static final int GAP_FREE = 3;
    static final int EPISODIC = 5;

    /** Two-digit years below this are of this century; the first such files are of 1984. */
    private static final int CENTURY_PIVOT = 80;

    private static final int FIRST_LONG_DATE = 1_000_000;
    private static final long MS_PER_DAY = 86_400_000;

    int sampleBytes() {
        return floats ? Float.BYTES : Short.BYTES;
    }

    /**
     * Date and time as headers have them.
     *
     * @param date YYYYMMDD, in old files YYMMDD, as a decimal number
     * @param ms milliseconds since midnight
     * @return empty where they are no date or no time
     */
    static Optional<LocalDateTime> start(final long date, final long ms) {
        if (date <= 0 || ms < 0 || ms >= MS_PER_DAY) return Optional.empty();
        int year = (int) (date / 10_000);
        if (date < FIRST_LONG_DATE) year += year < CENTURY_PIVOT ? 2000 : 1900;
        try {
            return Optional.of(LocalDate.of(year, (int) (date / 100 % 100), (int) (date % 100))
                    .atStartOfDay()
                    .plusNanos(ms * 1_000_000));
        } catch (final DateTimeException exc) {
            return Optional.empty();
        }
    }
}
