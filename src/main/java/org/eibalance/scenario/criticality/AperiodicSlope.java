package org.eibalance.scenario.criticality;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eibalance.analysis.field.AperiodicFit;
import org.eibalance.analysis.field.AperiodicFitting;
import org.eibalance.analysis.field.AperiodicSettings;
import org.eibalance.analysis.field.PowerSpectrum;
import org.eibalance.analysis.field.RobustSlope;
import org.eibalance.figure.Axis;
import org.eibalance.figure.Figure;
import org.eibalance.figure.Panel;
import org.eibalance.figure.Role;
import org.eibalance.figure.Series;
import org.eibalance.model.synapse.CounterRandom;
import org.eibalance.report.Report;
import org.eibalance.report.scenario.SeedPanels;
import org.eibalance.report.scenario.Text;
import org.eibalance.result.Measure;
import org.eibalance.result.Table;
import org.eibalance.scenario.RegressionLine;
import org.eibalance.scenario.Scenario;
import org.eibalance.scenario.ScenarioRun;
import org.eibalance.scenario.SeedEffect;
import org.eibalance.scenario.Setting;
import org.eibalance.signal.ParallelLoop;

/**
 * The field of a population as the sum of its synaptic currents: excitatory currents are fast and inhibitory ones slow,
 * so that more inhibition makes the spectrum fall more steeply (Gao, Peterson and Voytek 2017).
 */
public final class AperiodicSlope extends Scenario<AperiodicSlope.Settings> {

    private static final double RATE_HZ = 1000;
    private static final double MEMBRANE_MV = -65;
    private static final double EXCITATORY_REVERSAL_MV = 0;
    private static final double INHIBITORY_REVERSAL_MV = -80;
    private static final double AMPA_RISE_MS = 0.1;
    private static final double AMPA_DECAY_MS = 2;
    private static final double GABA_RISE_MS = 0.5;
    private static final double GABA_DECAY_MS = 10;
    private static final double EXCITATORY_EVENTS_HZ = 8000 * 2.0;
    private static final double INHIBITORY_EVENTS_HZ = 2000 * 5.0;
    private static final int SEEDS = 12;
    /** Inhibitory over excitatory conductance. */
    private static final double[] RATIOS = {2, 3, 4, 5, 6};

    private static final int KERNEL = 100;

    /** Its settings. */
    record Settings(
            @Setting(
                    label = "Length of each field",
                    unit = "s",
                    standard = 60,
                    min = 4,
                    max = 3600,
                    description = "Length of the field from which a slope is measured.")
            double lengthS,

            @Setting(
                    label = "Lower end of the slope",
                    unit = "Hz",
                    standard = 30,
                    min = 1,
                    max = 400,
                    description = "Lowest frequency of the slope.")
            double slopeStartHz,

            @Setting(
                    label = "Upper end of the slope",
                    unit = "Hz",
                    standard = 50,
                    min = 2,
                    max = 450,
                    description = "Highest frequency of the slope.")
            double slopeStopHz) {}

    /** For the list of scenarios. */
    public AperiodicSlope() {
        super(
                Settings.class,
                "LFP and the Aperiodic Slope",
                "The spectrum of a field falls more steeply with more inhibition: a model behind the 1/f slope "
                        + "as a sign of the E/I ratio (Gao, Peterson and Voytek 2017).");
    }

    @Override
    protected Report compute(final Settings s, final ScenarioRun run) {
        if (!(s.slopeStartHz + 4 <= s.slopeStopHz))
            throw new org.eibalance.recording.InputException("slope_stop_hz is '" + s.slopeStopHz
                    + "': it must be 4 Hz above slope_start_hz, " + s.slopeStartHz + ", at least.");
        final double[][] slopes = new double[RATIOS.length][SEEDS];
        final PowerSpectrum[] shown = new PowerSpectrum[RATIOS.length];
        final double[][] example = new double[1][];
        ParallelLoop.run(SEEDS * RATIOS.length, run.threads(), run.progress(), pass -> {
            final int seed = pass / RATIOS.length;
            final int k = pass % RATIOS.length;
            final double[] field = field(RATIOS[k], s, run.seed() * 1000 + seed);
            final PowerSpectrum spectrum = PowerSpectrum.of(List.of(field), RATE_HZ, 1000);
            slopes[k][seed] = RobustSlope.of(spectrum, s.slopeStartHz, s.slopeStopHz);
            if (seed == 0) shown[k] = spectrum;
            if (seed == 0 && k == 2) example[0] = field;
        });
        final double[] mean = Arrays.stream(slopes)
                .mapToDouble(x -> Arrays.stream(x).average().orElse(0))
                .toArray();
        final double[] theory = Arrays.stream(RATIOS).map(r -> theory(r, s)).toArray();
        final SeedEffect effect = SeedEffect.of(slopes[0], slopes[RATIOS.length - 1]);
        final double[] ei = Arrays.stream(RATIOS).map(r -> 1 / r).toArray();
        final double correlation = Math.sqrt(RegressionLine.through(ei, mean).rSquared())
                * Math.signum(RegressionLine.through(ei, mean).slope());
        double worst = 0;
        for (int k = 0; k < mean.length; k++) worst = Math.max(worst, Math.abs(mean[k] - theory[k]));
        final AperiodicFit fit = AperiodicFitting.fit(shown[2], new AperiodicSettings(1, 150, true, 0.5, 12, 0, 0, 2));
        // Three standard errors of the mean of twelve slopes, each of a field of a minute.
        final List<Measure> measures = List.of(
                new Measure("slope_falls_with_inhibition", effect.mean(), "", -0.4, 0.39),
                Measure.of("slope_change_low", effect.low(), ""),
                Measure.of("slope_change_high", effect.high(), ""),
                Measure.of("slope_effect_size", effect.size(), ""),
                new Measure("seeds_in_this_direction", effect.sameSign(), "", 1, 0.1),
                new Measure("correlation_with_e_over_i", correlation, "", 1, 0.1),
                new Measure("worst_difference_from_theory", worst, "", 0, 0.15),
                Measure.of("knee_hz", fit.kneeHz(), "Hz"),
                Measure.of("exponent_beyond_the_knee", fit.exponent(), ""));
        final double[] ms = new double[example[0].length];
        for (int i = 0; i < ms.length; i++) ms[i] = i;
        return Report.ofMeasures(
                List.of(
                        "From g_I / g_E = 2 to 6 the slope from " + Text.number(s.slopeStartHz) + " to "
                                + Text.number(s.slopeStopHz)
                                + " Hz goes from " + Text.number(mean[0]) + " to "
                                + Text.number(mean[RATIOS.length - 1]) + ": "
                                + SeedPanels.sentence(effect, "", SEEDS) + ".",
                        "Other time constants, other ranges of frequency and rhythms change the slope as well: "
                                + "it is no measure of the ratio alone."),
                measures,
                Map.of(
                        "lfp.csv",
                        Table.ofNumbers(List.of("time_ms", "lfp_pa"), ms, example[0]),
                        "slopes.csv",
                        Table.ofNumbers(List.of("g_i_over_g_e", "slope", "slope_theory"), RATIOS, mean, theory)),
                figure(shown, slopes, mean, theory));
    }

    /** Difference of two exponentials with a peak of 1. */
    private static double[] kernel(final double riseMs, final double decayMs) {
        final double[] kernel = new double[KERNEL];
        // In steps of a ms a rise of a tenth is not to be seen: each step has its mean.
        for (int t = 0; t < KERNEL; t++)
            kernel[t] = decayMs * (Math.exp(-t / decayMs) - Math.exp(-(t + 1) / decayMs))
                    - riseMs * (Math.exp(-t / riseMs) - Math.exp(-(t + 1) / riseMs));
        return kernel;
    }

    /** What an event of inhibition is to be multiplied by for the ratio of mean conductances. */
    private static double inhibitoryScale(final double ratio) {
        return ratio
                * EXCITATORY_EVENTS_HZ
                * (AMPA_DECAY_MS - AMPA_RISE_MS)
                / (INHIBITORY_EVENTS_HZ * (GABA_DECAY_MS - GABA_RISE_MS));
    }

    private static double[] field(final double ratio, final Settings s, final long seed) {
        final int n = (int) Math.round(s.lengthS * RATE_HZ);
        final double[] field = new double[n];
        add(
                field,
                EXCITATORY_EVENTS_HZ,
                kernel(AMPA_RISE_MS, AMPA_DECAY_MS),
                EXCITATORY_REVERSAL_MV - MEMBRANE_MV,
                new CounterRandom(seed, 1));
        add(
                field,
                INHIBITORY_EVENTS_HZ,
                kernel(GABA_RISE_MS, GABA_DECAY_MS),
                inhibitoryScale(ratio) * (INHIBITORY_REVERSAL_MV - MEMBRANE_MV),
                new CounterRandom(seed, 2));
        return field;
    }

    /** Poisson events through a kernel. */
    private static void add(
            final double[] field,
            final double eventsHz,
            final double[] kernel,
            final double factor,
            final CounterRandom random) {
        final double mean = eventsHz / RATE_HZ;
        final double limit = Math.exp(-mean);
        for (int t = -kernel.length; t < field.length; t++) {
            if ((t & 0xfff) == 0) ParallelLoop.checkCancelled();
            int events = 0;
            for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) events++;
            final int to = Math.min(kernel.length, field.length - t);
            for (int k = Math.max(0, -t); k < to; k++) field[t + k] += events * factor * kernel[k];
        }
    }

    /** The slope by Campbell's theorem: the spectrum of Poisson events is that of their kernel. */
    private static double theory(final double ratio, final Settings s) {
        final int n = 200;
        final double[] f = new double[n];
        final double[] p = new double[n];
        final double e = EXCITATORY_REVERSAL_MV - MEMBRANE_MV;
        final double i = inhibitoryScale(ratio) * (INHIBITORY_REVERSAL_MV - MEMBRANE_MV);
        for (int k = 0; k < n; k++) {
            f[k] = s.slopeStartHz + (s.slopeStopHz - s.slopeStartHz) * k / (n - 1);
            p[k] = EXCITATORY_EVENTS_HZ * e * e * power(AMPA_RISE_MS, AMPA_DECAY_MS, f[k])
                    + INHIBITORY_EVENTS_HZ * i * i * power(GABA_RISE_MS, GABA_DECAY_MS, f[k]);
        }
        return RobustSlope.of(new PowerSpectrum(f, p, 1), s.slopeStartHz, s.slopeStopHz);
    }

    /** Squared transform of the difference of two exponentials. */
    private static double power(final double riseMs, final double decayMs, final double hz) {
        final double w = 2 * Math.PI * hz / 1000;
        final double area = decayMs - riseMs;
        return area * area / ((1 + w * w * riseMs * riseMs) * (1 + w * w * decayMs * decayMs));
    }

    private static Figure figure(
            final PowerSpectrum[] shown, final double[][] slopes, final double[] mean, final double[] theory) {
        final double[] x = new double[RATIOS.length * SEEDS];
        final double[] y = new double[x.length];
        for (int k = 0; k < RATIOS.length; k++) {
            for (int seed = 0; seed < SEEDS; seed++) {
                x[k * SEEDS + seed] = RATIOS[k];
                y[k * SEEDS + seed] = slopes[k][seed];
            }
        }
        final Role[] roles = {Role.EXCITATION, Role.RESULT, Role.INHIBITION};
        final Series[] spectra = new Series[3];
        for (int i = 0; i < 3; i++) {
            final PowerSpectrum range = shown[2 * i].between(2, 200);
            // Each relative to its lowest frequencies, so that slopes can be compared.
            final double base = Arrays.stream(range.density(), 0, 5).average().orElse(1);
            spectra[i] = Series.line(
                    String.format(Locale.ROOT, "g_I / g_E = %.0f", RATIOS[2 * i]),
                    range.frequenciesHz(),
                    Arrays.stream(range.density()).map(p -> p / base).toArray(),
                    roles[i]);
        }
        return Figure.stacked(
                "More inhibition, steeper field (a model)",
                95,
                new Figure.Row(
                        1,
                        List.of(
                                Panel.of(
                                        "Spectra",
                                        new Axis("frequency (Hz)", Double.NaN, Double.NaN, true),
                                        new Axis("relative density", Double.NaN, Double.NaN, true),
                                        spectra),
                                Panel.of(
                                        "Slope in the range",
                                        Axis.of("g_I / g_E", 1.5, 6.5),
                                        Axis.of("slope"),
                                        new Series("12 seeds", x, y, Role.CHANCE, Series.Style.POINTS),
                                        new Series("mean", RATIOS, mean, Role.RESULT, Series.Style.POINTS),
                                        new Series("theory", RATIOS, theory, Role.REFERENCE, Series.Style.DASHED)))));
    }
}
