package org.eibalance.analysis.pair.input;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eibalance.recording.Channel;
import org.eibalance.recording.CommandWaveform;
import org.eibalance.recording.Recording;

/**
 * The response of both cells to a step in the command of one, averaged over sweeps: the electrical coupling between
 * them, and the time constant of the stepped cell (that of its membrane in current clamp, R_s C in voltage clamp).
 *
 * @param tauMs time constant of the stepped cell; NaN where its response is not exponential
 * @param coupling change of the other cell over that of the stepped one, both steady; NaN where the cells are not in
 *     the same clamp
 * @param sweeps how many sweeps had the step
 */
record PairStepResponse(double tauMs, double coupling, int sweeps) {

    /** At most this much of a step is used. */
    private static final double MAX_MS = 200;

    /** Time before a step that gives the baseline. */
    private static final double BASELINE_MS = 10;

    /** Shorter steps are not used. */
    private static final double MIN_MS = 10;

    /**
     * Looks for a step.
     *
     * @param recording the recording
     * @param stepped channel whose command may step
     * @param other the other cell's channel, of the same rate
     * @param sweeps 0-based sweeps
     * @return the response; empty where the command is not known or does not step
     */
    static Optional<PairStepResponse> of(
            final Recording recording, final Channel stepped, final Channel other, final List<Integer> sweeps) {
        final Optional<CommandWaveform> command = recording.command(stepped.index());
        if (command.isEmpty()) return Optional.empty();
        final double perMs = stepped.sampleRateHz() / 1000;
        final int before = (int) Math.round(BASELINE_MS * perMs);
        double[] own = {}, foreign = {};
        int found = 0;
        for (final int sweep : sweeps) {
            final double[] commanded = new double[(int) recording.samples(stepped.index(), sweep)];
            command.get().read(sweep, 0, commanded, 0, commanded.length);
            final int at = largestStep(commanded);
            final int length = at < before ? 0 : steady(commanded, at, (int) Math.round(MAX_MS * perMs));
            if (length < MIN_MS * perMs || found > 0 && length != own.length) continue;
            if (found++ == 0) {
                own = new double[length];
                foreign = new double[length];
            }
            final double sign = Math.signum(commanded[at] - commanded[at - 1]);
            add(recording.read(stepped.index(), sweep), at, before, sign, own);
            add(recording.read(other.index(), sweep), at, before, sign, foreign);
        }
        if (found == 0) return Optional.empty();
        final boolean same = stepped.unit().quantity() == other.unit().quantity();
        final double units = other.unit().toFieldUnit() / stepped.unit().toFieldUnit();
        return Optional.of(
                new PairStepResponse(tau(own) / perMs, same ? units * end(foreign) / end(own) : Double.NaN, found));
    }

    private static int largestStep(final double[] command) {
        int largest = -1;
        double size = 0;
        for (int t = 1; t < command.length; t++) {
            if (Math.abs(command[t] - command[t - 1]) > size) {
                size = Math.abs(command[t] - command[t - 1]);
                largest = t;
            }
        }
        return largest;
    }

    private static int steady(final double[] command, final int from, final int longest) {
        int t = from;
        while (t < command.length && t - from < longest && command[t] == command[from]) t++;
        return t - from;
    }

    private static void add(
            final double[] samples, final int at, final int before, final double sign, final double[] sum) {
        final double baseline =
                Arrays.stream(samples, at - before, at).average().orElse(0);
        for (int i = 0; i < sum.length; i++) sum[i] += sign * (samples[at + i] - baseline);
    }

    /** Mean of the last fifth. */
    private static double end(final double[] response) {
        return Arrays.stream(response, response.length * 4 / 5, response.length)
                .average()
                .orElse(0);
    }

    /** From the extreme towards the steady end: the slope of the logarithm from 90 % to 20 % of the way. */
    private static double tau(final double[] response) {
        final double end = end(response);
        int start = 0;
        for (int i = 0; i < response.length * 4 / 5; i++) {
            if (Math.abs(response[i] - end) > Math.abs(response[start] - end)) start = i;
        }
        final double whole = response[start] - end;
        double n = 0, sumT = 0, sumL = 0, sumTt = 0, sumTl = 0;
        for (int i = start; i < response.length * 4 / 5; i++) {
            final double left = (response[i] - end) / whole;
            if (left < 0.2) break;
            if (left > 0.9) continue;
            n++;
            sumT += i;
            sumL += Math.log(left);
            sumTt += (double) i * i;
            sumTl += i * Math.log(left);
        }
        final double slope = (n * sumTl - sumT * sumL) / (n * sumTt - sumT * sumT);
        return n < 3 || !(slope < 0) ? Double.NaN : -1 / slope;
    }
}
