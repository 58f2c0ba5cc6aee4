package org.eibalance.format.abf;

import java.util.ArrayList;
import java.util.List;
import org.eibalance.format.abf.AbfOutput.Source;
import org.eibalance.format.binary.Fields;
import org.eibalance.recording.Channel;
import org.eibalance.recording.CommandWaveform;
import org.eibalance.recording.Quantity;

/**
 * The commands of a file, and which channel followed which. No field of the format ties an input to an output. Here a
 * channel belongs to the output at its own place if that commands what the channel's amplifier needs (a current in
 * current clamp, a potential in voltage clamp), else to the first free output that does, else to that at its own place
 * whatever it commands.
 */
final class AbfCommands {

    private final AbfFile file;
    private final AbfHeader header;
    private final AbfSweeps sweeps;

    private AbfCommands(final AbfFile file, final AbfHeader header, final AbfSweeps sweeps) {
        this.file = file;
        this.header = header;
        this.sweeps = sweeps;
    }

    /** The output of each channel, or {@link Channel#NO_COMMAND}. */
    static int[] pair(final List<AbfInput> inputs, final List<AbfOutput> outputs) {
        final int[] output = new int[inputs.size()];
        java.util.Arrays.fill(output, Channel.NO_COMMAND);
        final boolean[] taken = new boolean[outputs.size()];
        for (int c = 0; c < output.length && c < taken.length; c++) {
            if (fits(inputs.get(c), outputs.get(c))) take(output, taken, c, c);
        }
        for (int c = 0; c < output.length; c++) {
            for (int d = 0; d < taken.length && output[c] == Channel.NO_COMMAND; d++) {
                if (!taken[d] && fits(inputs.get(c), outputs.get(d))) take(output, taken, c, d);
            }
            if (output[c] == Channel.NO_COMMAND
                    && c < taken.length
                    && outputs.get(c).exists()) output[c] = c;
        }
        return output;
    }

    private static boolean fits(final AbfInput input, final AbfOutput output) {
        return output.exists()
                && input.commanded() != Quantity.OTHER
                && input.commanded() == output.unit().quantity();
    }

    private static void take(final int[] output, final boolean[] taken, final int channel, final int dac) {
        output[channel] = dac;
        taken[dac] = true;
    }

    /** The waveform of an output. */
    static CommandWaveform waveform(
            final AbfFile file, final AbfHeader header, final AbfSweeps sweeps, final int number) {
        return new AbfCommands(file, header, sweeps).waveform(number);
    }

    private CommandWaveform waveform(final int number) {
        final AbfOutput output = header.outputs().get(number);
        if (header.mode() != AbfHeader.EPISODIC || output.source() == Source.HOLDING) return holding(number, output);
        final boolean turns = header.alternating() && number < 2;
        final ProtocolTiming timing = new ProtocolTiming(
                sweeps.claimedScans(),
                header.inputs().size(),
                header.plannedSweeps(),
                turns ? number : 0,
                turns ? 2 : 1,
                header.dosClampex());
        if (output.source() == Source.EPOCHS) return new EpochCommand(output, timing);
        final StimulusCommand command = new StimulusCommand(file.bytes, output, timing);
        for (int k = 0; k < sweeps.count(); k++) {
            if (!timing.plays(k) || command.carries(k)) continue;
            file.remark("Output '" + output.name()
                    + "' played a stimulus from a file that is not embedded: its command is unknown.");
            break;
        }
        return command;
    }

    private CommandWaveform holding(final int number, final AbfOutput output) {
        final List<double[]> changes = new ArrayList<>();
        for (final Fields delta : header.deltas()) {
            if (delta.i32(4) == number)
                changes.add(new double[] {delta.i32(0) * header.synchUnitUs() / 1e6, delta.level(8)});
        }
        if (changes.isEmpty()) return CommandWaveform.constant(output.name(), output.unit(), output.holding());
        changes.sort(java.util.Comparator.comparingDouble(change -> change[0]));
        return new HoldingCommand(
                output.name(),
                output.unit(),
                output.holding(),
                changes.stream().mapToDouble(change -> change[0]).toArray(),
                changes.stream().mapToDouble(change -> change[1]).toArray(),
                sweeps.startS(),
                header.scanIntervalUs() / 1e6);
    }
}
