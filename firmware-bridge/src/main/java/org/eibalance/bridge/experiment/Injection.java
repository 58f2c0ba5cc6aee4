package org.eibalance.bridge.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.eibalance.bridge.calibration.Configurations;
import org.eibalance.bridge.calibration.SafetyLimits;
import org.eibalance.bridge.calibration.StabilityLimit;
import org.eibalance.bridge.protocol.Command;
import org.eibalance.bridge.protocol.Configure;
import org.eibalance.bridge.protocol.Current;
import org.eibalance.bridge.protocol.HelloAck;
import org.eibalance.bridge.session.RunPlan;
import org.eibalance.recording.InputException;
import org.eibalance.waveform.ConductancePair;

/**
 * What is injected in a run: a pair of conductances and, apart from them, a current.
 *
 * @param source the conductances
 * @param gainE g_E is multiplied by it
 * @param gainI g_I is multiplied by it
 * @param reversalEMv E_E, true
 * @param reversalIMv E_I, true
 * @param junctionMv liquid junction potential: what the amplifier shows is V_m plus it. Applied here, once: it is added
 *     to both reversals
 * @param commandPa steady current
 * @param sines of the current: two, or none
 * @param bridgeMohm the device's bridge
 * @param limitPa largest |I|; 0 for the default, or the hardware's where that is less
 * @param telemetryHz samples a second to record, about
 * @param triggerTimeoutS it begins with a rising edge of the trigger, for which it waits at most so many seconds; 0: it
 *     begins at once
 */
public record Injection(
        InjectionSource source,
        double gainE,
        double gainI,
        double reversalEMv,
        double reversalIMv,
        double junctionMv,
        double commandPa,
        List<Sine> sines,
        double bridgeMohm,
        double limitPa,
        int telemetryHz,
        double triggerTimeoutS) {

    /**
     * A sinusoidal current.
     *
     * @param hz frequency
     * @param pa amplitude
     */
    public record Sine(double hz, double pa) {}

    /** Default of the slower sinusoid of the impedance method. */
    public static final Sine DEFAULT_FIRST = new Sine(210, 100);

    /** Default of the faster one, which is no multiple of it. */
    public static final Sine DEFAULT_SECOND = new Sine(315, 100);

    /** Default of the samples a second to record. */
    public static final int DEFAULT_TELEMETRY_HZ = 10_000;

    /** A cell that does not spike is above this. */
    private static final double LOWEST_MV = -80;

    /** A cell that does not spike is below this. A spike needs more current for a moment, and is then limited. */
    private static final double HIGHEST_MV = -40;

    /** Default of the time without current between two runs. */
    public static final int DEFAULT_INTERVAL_MS = 500;

    /** Checks the values and takes a copy. */
    public Injection {
        sines = List.copyOf(sines);
        for (final double value :
                new double[] {gainE, gainI, reversalEMv, reversalIMv, junctionMv, commandPa, bridgeMohm, limitPa}) {
            if (!Double.isFinite(value))
                throw new InputException("A gain, potential, current, bridge or limit of the injection is " + value
                        + ": a number was expected.");
        }
        if (sines.size() != 0 && sines.size() != 2) throw new IllegalArgumentException(sines.size() + " sines");
        if (!(reversalEMv > reversalIMv))
            throw new InputException("E_E is " + reversalEMv + " mV and E_I " + reversalIMv
                    + " mV: excitation was expected to reverse above inhibition.");
        if (!(triggerTimeoutS >= 0 && triggerTimeoutS <= 3600))
            throw new InputException(
                    "The wait for the trigger is " + triggerTimeoutS + " s: 0 to 3600 s were expected.");
        if (telemetryHz < 100)
            throw new InputException(
                    "The telemetry has " + telemetryHz + " samples a second: at least 100 were expected.");
    }

    /**
     * Conductances alone, as they are.
     *
     * @param pair the conductances
     * @param reversalEMv E_E
     * @param reversalIMv E_I
     * @return the injection
     */
    public static Injection of(final ConductancePair pair, final double reversalEMv, final double reversalIMv) {
        return new Injection(
                new InjectionSource.Streamed(pair),
                1,
                1,
                reversalEMv,
                reversalIMv,
                0,
                0,
                List.of(),
                0,
                0,
                DEFAULT_TELEMETRY_HZ,
                0);
    }

    /** The same with another steady current. */
    public Injection withCommandPa(final double pa) {
        return new Injection(
                source,
                gainE,
                gainI,
                reversalEMv,
                reversalIMv,
                junctionMv,
                pa,
                sines,
                bridgeMohm,
                limitPa,
                telemetryHz,
                triggerTimeoutS);
    }

    /** The same with two sinusoids. */
    public Injection withSines(final Sine first, final Sine second) {
        return new Injection(
                source,
                gainE,
                gainI,
                reversalEMv,
                reversalIMv,
                junctionMv,
                commandPa,
                List.of(first, second),
                bridgeMohm,
                limitPa,
                telemetryHz,
                triggerTimeoutS);
    }

    /** The same with other conductances. */
    public Injection with(final InjectionSource other) {
        return new Injection(
                other,
                gainE,
                gainI,
                reversalEMv,
                reversalIMv,
                junctionMv,
                commandPa,
                sines,
                bridgeMohm,
                limitPa,
                telemetryHz,
                triggerTimeoutS);
    }

    /** The same with other gains. */
    public Injection withGains(final double e, final double i) {
        return new Injection(
                source,
                e,
                i,
                reversalEMv,
                reversalIMv,
                junctionMv,
                commandPa,
                sines,
                bridgeMohm,
                limitPa,
                telemetryHz,
                triggerTimeoutS);
    }

    /** What a gain of 1 stands for, where gains are multiples of a cell's input conductance. */
    public enum Reference {
        /** The mean conductance becomes the input conductance. */
        MEAN,
        /** The largest conductance becomes the input conductance. */
        PEAK
    }

    /**
     * The same with the gains taken for multiples of an input conductance.
     *
     * @param inputNs input conductance of the cell
     * @param reference what of g_E and g_I becomes the gain times it
     * @param loopHz of the device
     * @return with gains in times
     * @throws InputException if the input conductance is none
     */
    public Injection inInputConductances(final double inputNs, final Reference reference, final int loopHz) {
        if (!(inputNs > 0 && inputNs <= 1000))
            throw new InputException(
                    "The input conductance is " + inputNs + " nS: one above 0 and up to 1000 nS was expected.");
        final double[] ns = reference == Reference.MEAN ? source.meansNs() : source.peaksNs(loopHz);
        return withGains(ns[0] > 0 ? gainE * inputNs / ns[0] : 0, ns[1] > 0 ? gainI * inputNs / ns[1] : 0);
    }

    /** What differs from run to run, for a tag. */
    String sentence() {
        final StringBuilder text = new StringBuilder("g_E x " + gainE + ", g_I x " + gainI + ", " + commandPa + " pA");
        for (final Sine sine : sines) text.append(", " + sine.pa + " pA at " + sine.hz + " Hz");
        if (source.seed() != 0) text.append(", seed " + source.seed());
        return text.toString();
    }

    /** Ticks from one sample of telemetry to the next. */
    int every(final int loopHz) {
        final int every = Math.max(1, Math.min(Configure.MAX_TELEMETRY_EVERY, loopHz / telemetryHz));
        // A rate that the table of times can say without rounding.
        int e = every;
        while (e > 1 && loopHz % e != 0) e--;
        return e;
    }

    /**
     * Refuses a run whose current must be limited, wherever below its threshold the cell is: it would not be the run
     * that was asked for. Strong inhibition alone is none, because the cell is near its reversal then.
     */
    private void requirePlanned(final InjectionSource.Played played, final double limit) {
        final double sinesPa =
                sines.stream().mapToDouble(sine -> Math.abs(sine.pa)).sum();
        final double[] ns = new double[2];
        double peakPa = 0;
        double peakE = 0;
        double peakI = 0;
        // Between two samples of a stream everything is on a straight line: no extreme is there.
        final long step = played.stream().map(s -> s.ticks() / s.samples()).orElse(1L);
        for (long tick = 0; tick < played.ticks(); tick += step) {
            played.injected().at(tick, ns);
            final double low = currentPa(ns, LOWEST_MV);
            final double high = currentPa(ns, HIGHEST_MV);
            final double pa = low * high <= 0 ? 0 : Math.min(Math.abs(low), Math.abs(high));
            if (!(pa > peakPa)) continue;
            peakPa = pa;
            peakE = ns[0];
            peakI = ns[1];
        }
        if (!(peakPa + sinesPa > limit)) return;
        throw new InputException(String.format(
                Locale.ROOT,
                "The planned current reaches %.0f pA at least, at any potential from %.0f to %.0f mV (g_E %.1f nS, g_I "
                        + "%.1f nS, command %.0f pA): at most the limit of %.0f pA was expected; a higher limit_pa or "
                        + "smaller gains allow it.",
                peakPa + sinesPa,
                LOWEST_MV,
                HIGHEST_MV,
                peakE,
                peakI,
                commandPa,
                limit));
    }

    private double currentPa(final double[] ns, final double mv) {
        return ns[0] * (reversalEMv - mv) + ns[1] * (reversalIMv - mv) + commandPa;
    }

    /**
     * The run of a device.
     *
     * @param device which
     * @param stability of the rig with its cell
     * @return the plan
     * @throws InputException if a conductance is none, the peak is above what may be armed, the limit above the
     *     hardware's, the command current or the current planned at {@link #PLANNED_AT_MV} above the limit, or a
     *     sinusoid no faster than 0 or not slower than half of the loop
     */
    public RunPlan plan(final HelloAck device, final StabilityLimit stability) {
        final int loopHz = device.loopHz();
        final InjectionSource.Played played = source.played(gainE, gainI, loopHz);
        double largestPa = Math.abs(commandPa);
        double fastestPaPerMs = 0;
        for (final Sine sine : sines) {
            if (!(sine.hz > 0 && sine.hz < loopHz / 2.0) || !Double.isFinite(sine.pa))
                throw new InputException("A sinusoid has " + sine.hz + " Hz and " + sine.pa
                        + " pA: above 0 and below half of the loop's rate, " + loopHz / 2.0 + " Hz, was expected.");
            largestPa += Math.abs(sine.pa);
            fastestPaPerMs += 2 * Math.PI * sine.hz / 1000 * Math.abs(sine.pa);
        }
        // Rounding of the stream's units may lie above the peak by a part in 10^4.
        final double peak = Math.max(1e-3, played.peakNs() * 1.001);
        SafetyLimits limits =
                SafetyLimits.defaults(peak, fastestPaPerMs, (double) played.ticks() / loopHz, device.hardLimitPa());
        if (limitPa != 0 && limitPa != SafetyLimits.DEFAULT_LIMIT_PA)
            limits = limits.withLimitPa(limitPa, device.hardLimitPa());
        if (largestPa > limits.limitPa())
            throw new InputException("The command current reaches " + largestPa + " pA: at most the current limit, "
                    + limits.limitPa() + " pA, was expected, or it would be clipped.");
        if (!(bridgeMohm >= 0 && bridgeMohm <= device.maxBridgeMohm()))
            throw new InputException("The bridge is " + bridgeMohm + " MOhm: at least 0 and at most the hardware's, "
                    + device.maxBridgeMohm() + " MOhm, was expected.");
        final Configure configuration = Configurations.of(
                limits,
                loopHz,
                every(loopHz),
                stability,
                bridgeMohm,
                peak,
                reversalEMv + junctionMv,
                reversalIMv + junctionMv,
                played.stream());
        requirePlanned(played, limits.limitPa());
        final List<Command> sources = new ArrayList<>(played.commands());
        if (largestPa > 0)
            sources.add(new Current(
                    (float) commandPa,
                    0,
                    0,
                    0,
                    0,
                    sines.isEmpty() ? 0 : (float) sines.get(0).pa,
                    sines.isEmpty() ? 0 : (float) sines.get(1).pa,
                    sines.isEmpty() ? 0 : (float) sines.get(0).hz,
                    sines.isEmpty() ? 0 : (float) sines.get(1).hz));
        return new RunPlan(
                configuration,
                sources,
                played.stream(),
                played.stream().isPresent() ? 0 : (int) played.ticks(),
                triggerTimeoutS,
                played.injected());
    }
}
