package org.eibalance.format.heka;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eibalance.format.binary.Fields;
import org.eibalance.recording.Quantity;
import org.eibalance.recording.Unit;

/**
 * What one output plays in a stimulation of the {@code .pgf} tree.
 *
 * @param name name of the stimulation
 * @param unit unit of the levels
 * @param holding level outside of the segments
 * @param relative whether levels count from the holding level
 * @param startSegment segment with which the stored samples start
 * @param startS seconds into it
 * @param segments what is played, one after the other
 * @param reconstructible whether the segments describe all of it
 */
record HekaStimulus(
        String name,
        Unit unit,
        double holding,
        boolean relative,
        int startSegment,
        double startS,
        List<Segment> segments,
        boolean reconstructible) {

    private static final int NOT_STORED = 0;
    private static final int FIRST_ONLY = 2;
    private static final int RAMP = 1;
    private static final int FROM_HOLDING = 1;

    /** Bits of the output: relative to holding; file template, lock-in, chirp. */
    private static final int RELATIVE_BIT = 2;

    private static final int UNKNOWN_BITS = 4 | 8 | 64;

    /**
     * A step or a ramp.
     *
     * @param ramp whether it goes in a line from the end of the segment before it
     * @param stored whether samples of it were stored: 0 never, 1 always, 2 in the first sweep
     * @param level level at its end in the first sweep
     * @param levelStep change from sweep to sweep
     * @param durationS seconds in the first sweep
     * @param durationStepS change from sweep to sweep
     */
    record Segment(boolean ramp, int stored, double level, double levelStep, double durationS, double durationStepS) {

        boolean isStored(final int sweep) {
            return stored != NOT_STORED && (stored != FIRST_ONLY || sweep == 0);
        }
    }

    /**
     * Finds the stimulus of a trace.
     *
     * @param root root of the stimulations
     * @param number number of the stimulation, from 1
     * @param input the input that recorded the trace
     * @param quantity what must be commanded
     * @return what the output linked to the input plays, else the only output that commands such a quantity; empty
     *     where there is none or several could
     */
    static Optional<HekaStimulus> of(final HekaNode root, final int number, final int input, final Quantity quantity) {
        if (number < 1 || number > root.children().size()) return Optional.empty();
        final HekaNode stimulation = root.children().get(number - 1);
        final List<HekaNode> fitting = stimulation.children().stream()
                .filter(channel ->
                        !channel.children().isEmpty() && unit(channel.fields()).quantity() == quantity)
                .toList();
        final Optional<HekaNode> linked = fitting.stream()
                .filter(channel -> channel.fields().i16(20) == input)
                .findFirst();
        // two cells have two outputs: taking the first for both would be wrong in silence
        final Optional<HekaNode> found =
                linked.isPresent() || fitting.size() != 1 ? linked : Optional.of(fitting.get(0));
        return found.map(channel -> of(stimulation.fields(), channel));
    }

    /** Levels of outputs in amperes are stored in nA. */
    private static Unit unit(final Fields channel) {
        final String text = channel.text(40, 8);
        return Unit.parse(text.equalsIgnoreCase("a") ? "nA" : text);
    }

    private static HekaStimulus of(final Fields stimulation, final HekaNode channel) {
        final int bits = channel.fields().u16(76);
        final double holding = channel.fields().f64(48);
        boolean known = (bits & UNKNOWN_BITS) == 0;
        final List<Segment> segments = new ArrayList<>();
        for (final HekaNode node : channel.children()) {
            final Fields segment = node.fields();
            final int source = segment.i32(16);
            known &= segment.u8(4) <= RAMP
                    && linear(segment.u8(6), segment.f64(20), segment.f64(28))
                    && linear(segment.u8(7), segment.f64(48), segment.f64(56))
                    && source <= FROM_HOLDING
                    && segment.i32(44) == 0;
            segments.add(new Segment(
                    segment.u8(4) == RAMP,
                    segment.u8(5),
                    source == FROM_HOLDING ? holding : segment.f64(8),
                    source == FROM_HOLDING ? 0 : segment.f64(28),
                    segment.f64(36),
                    segment.f64(56)));
        }
        return new HekaStimulus(
                stimulation.text(4, 32),
                unit(channel.fields()),
                holding,
                (bits & RELATIVE_BIT) != 0,
                stimulation.i32(100),
                stimulation.f64(104),
                segments,
                known);
    }

    /** Whether a value changes by the same step from sweep to sweep, or not at all. */
    private static boolean linear(final int mode, final double factor, final double step) {
        return (mode == 0 || step == 0) && (factor == 1 || factor == 0);
    }
}
