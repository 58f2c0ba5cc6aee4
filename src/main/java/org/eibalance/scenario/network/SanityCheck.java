package org.eibalance.scenario.network;

import java.util.List;
import java.util.Map;
import org.eibalance.figure.Axis;
import org.eibalance.figure.Figure;
import org.eibalance.figure.Mark;
import org.eibalance.figure.Panel;
import org.eibalance.figure.Role;
import org.eibalance.figure.Series;
import org.eibalance.model.synapse.CounterRandom;
import org.eibalance.model.theory.SpikeCounting;
import org.eibalance.recording.InputException;
import org.eibalance.report.Report;
import org.eibalance.report.scenario.Text;
import org.eibalance.result.Measure;
import org.eibalance.result.Table;
import org.eibalance.scenario.Scenario;
import org.eibalance.scenario.ScenarioRun;
import org.eibalance.scenario.Setting;

/**
 * How many EPSPs a spike takes and how many arrive in the meantime: what a cortical cell gets is several times what it
 * needs, so that something must hold against it.
 */
public final class SanityCheck extends Scenario<SanityCheck.Settings> {

    private static final double STEP_MS = 0.1;
    private static final int STEPS = 3000;

    /** Its settings. */
    record Settings(
            @Setting(
                    label = "Resting potential",
                    unit = "mV",
                    standard = -70,
                    min = -120,
                    max = 0,
                    description = "Potential without input.")
            double restMv,

            @Setting(
                    label = "Threshold",
                    unit = "mV",
                    standard = -55,
                    min = -100,
                    max = 20,
                    description = "Potential at which the cell fires.")
            double thresholdMv,

            @Setting(
                    label = "EPSP",
                    unit = "mV",
                    standard = 0.55,
                    min = 0.01,
                    max = 20,
                    description = "Height of one excitatory potential.")
            double epspMv,

            @Setting(label = "Contacts", standard = 4000, min = 1, max = 100000, description = "Synapses on the cell.")
            int contacts,

            @Setting(
                    label = "Excitatory share",
                    standard = 0.85,
                    min = 0,
                    max = 1,
                    description = "Share of the contacts that is excitatory.")
            double excitatoryShare,

            @Setting(
                    label = "Rate of each contact",
                    unit = "Hz",
                    standard = 3,
                    min = 0.01,
                    max = 500,
                    description = "Mean rate of the cells behind the contacts.")
            double contactRateHz,

            @Setting(
                    label = "Membrane time constant",
                    unit = "ms",
                    standard = 10,
                    min = 0.5,
                    max = 200,
                    description = "Time constant with which the cell forgets.")
            double membraneMs) {}

    /** For the list of scenarios. */
    public SanityCheck() {
        super(
                Settings.class,
                "Sanity Check: EPSPs to Threshold",
                "How many EPSPs reach threshold and how many arrive in a membrane time constant.");
    }

    @Override
    protected Report compute(final Settings s, final ScenarioRun run) {
        if (s.thresholdMv <= s.restMv)
            throw new InputException(
                    "threshold_mv is '" + s.thresholdMv + "': it must be above rest_mv, " + s.restMv + ".");
        final double needed = SpikeCounting.epspsToThreshold(s.restMv, s.thresholdMv, s.epspMv);
        final double arriving =
                SpikeCounting.epspsPerTimeConstant(s.contacts, s.excitatoryShare, s.contactRateHz, s.membraneMs);
        final double[] ms = new double[STEPS];
        final double[] alone = new double[STEPS];
        final double[] balanced = new double[STEPS];
        trace(s, run, 0, ms, alone);
        // Inhibition that takes away the mean of the excitation.
        trace(s, run, arriving * s.epspMv / s.membraneMs, ms, balanced);
        run.progress().accept(1);
        final Figure figure = Figure.stacked(
                "What arrives, and what a spike takes",
                130,
                Figure.row(
                        1,
                        Panel.of(
                                        "Without a mechanism that fires",
                                        Axis.of("time (ms)", 0, STEPS * STEP_MS),
                                        Axis.of("potential (mV)"),
                                        Series.line("excitation alone", ms, alone, Role.EXCITATION),
                                        Series.line("its mean taken away by inhibition", ms, balanced, Role.RESULT))
                                .withMarks(Mark.atY(s.thresholdMv, "threshold", Role.NEUTRAL))));
        return Report.ofMeasures(
                List.of(Text.number(needed) + " EPSPs reach threshold, and " + Text.number(arriving)
                        + " arrive in a membrane time constant: " + Text.number(arriving / needed) + " times as many."),
                List.of(
                        new Measure("epsps_to_threshold", needed, "", 27.27, 3),
                        new Measure("epsps_per_time_constant", arriving, "", 102, 2),
                        Measure.of("ratio", arriving / needed, ""),
                        Measure.of("mean_depolarisation_mv", arriving * s.epspMv, "mV")),
                Map.of(
                        "potential.csv",
                        Table.ofNumbers(List.of("time_ms", "excitation_alone_mv", "balanced_mv"), ms, alone, balanced)),
                figure);
    }

    private static void trace(
            final Settings s,
            final ScenarioRun run,
            final double mvPerMs,
            final double[] ms,
            final double[] potential) {
        final CounterRandom random = new CounterRandom(run.seed(), 0);
        final double perMs = s.contacts * s.excitatoryShare * s.contactRateHz / 1000;
        final double decay = Math.exp(-STEP_MS / s.membraneMs);
        double v = 0;
        double nextMs = perMs > 0 ? -Math.log(random.nextDouble()) / perMs : Double.POSITIVE_INFINITY;
        for (int i = 0; i < ms.length; i++) {
            ms[i] = Math.round(i * STEP_MS * 10) / 10.0;
            potential[i] = s.restMv + v;
            v = v * decay - mvPerMs * s.membraneMs * (1 - decay);
            while (nextMs < (i + 1) * STEP_MS) {
                v += s.epspMv;
                nextMs -= Math.log(random.nextDouble()) / perMs;
            }
        }
    }
}
