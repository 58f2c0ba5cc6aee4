package org.eibalance.analysis.pair.input;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eibalance.recording.Channel;
import org.eibalance.recording.Recording;

/**
 * The response of a cell to a step in its command, averaged over sweeps: its time constant, that of its membrane in
 * current clamp, R_s C in voltage clamp.
 *
 * @param tauMs NaN where the response is not exponential
 * @param sweeps how many sweeps had the step
 */
record PairStepResponse(double tauMs, int sweeps) {

    /** At most this much of a step is used. */
    private static final double MAX_MS = 200;

    /** Time before a step that gives the baseline. */
    private static final double BASELINE_MS = 10;

    /** Shorter steps are not used. */
    private static final double MIN_MS = 10;

    /**
     * Looks for a step, the largest of each sweep.
     *
     * @param recording the recording
     * @param stepped channel whose command may step
     * @param sweeps 0-based sweeps
     * @param steps its command in them
     * @return the response; empty where the command does not step
     */
    static Optional<PairStepResponse> of(
            final Recording recording,
            final Channel stepped,
            final List<Integer> sweeps,
            final List<CommandSteps> steps) {
        final double perMs = stepped.sampleRateHz() / 1000;
        final int before = (int) Math.round(BASELINE_MS * perMs);
        double[] own = {};
        int found = 0;
        for (int k = 0; k < sweeps.size(); k++) {
            final CommandSteps command = steps.get(k);
            final int run = largest(command);
            if (run < 1 || command.start(run) < before) continue;
            final int length = Math.min(command.length(run), (int) Math.round(MAX_MS * perMs));
            if (length < MIN_MS * perMs || found > 0 && length != own.length) continue;
            if (found++ == 0) own = new double[length];
            final double sign = Math.signum(command.change(run));
            add(recording.read(stepped.index(), sweeps.get(k)), command.start(run), before, sign, own);
        }
        return found == 0 ? Optional.empty() : Optional.of(new PairStepResponse(tau(own) / perMs, found));
    }

    private static int largest(final CommandSteps command) {
        int largest = 0;
        for (int run = 1; run < command.runs(); run++) {
            if (largest == 0 || Math.abs(command.change(run)) > Math.abs(command.change(largest))) largest = run;
        }
        return largest;
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
