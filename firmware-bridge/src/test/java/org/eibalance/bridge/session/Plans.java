package org.eibalance.bridge.session;

import java.util.List;
import java.util.Optional;
import org.eibalance.bridge.protocol.Configure;
import org.eibalance.bridge.protocol.Constant;
import org.eibalance.bridge.protocol.Current;
import org.eibalance.waveform.ConductancePair;

/** Runs for tests. */
final class Plans {

    static final double LIMIT_PA = 2000;

    private Plans() {}

    /** g_E and g_I that go up and down. */
    static ConductancePair waves(final double seconds, final double stepMs) {
        final int n = (int) Math.round(seconds * 1000 / stepMs) + 1;
        final double[] e = new double[n];
        final double[] i = new double[n];
        for (int k = 0; k < n; k++) {
            final double t = k * stepMs;
            e[k] = 2 + 1.5 * Math.sin(t / 7);
            i[k] = 5 + 4 * Math.sin(t / 11 + 1);
        }
        return new ConductancePair(stepMs, e, i, "waves", 0);
    }

    static Configure configuration(final SampleStream stream, final int loopHz, final int telemetryEvery) {
        return new Configure(
                stream == null ? Configure.Stream.NONE : stream.configuration(),
                telemetryEvery,
                new Configure.Reversals(0, -75, 0),
                Configure.MagnesiumBlock.NONE,
                new Configure.Limits((float) LIMIT_PA, 1e6f, -120, 60, 3, 1e6f, 100),
                new Configure.Loop(0, 0, 0, 1e6f / loopHz, 100),
                new Configure.Deadlines(true, 200, 10, 5));
    }

    static RunPlan streamed(final SampleStream stream, final int loopHz, final int telemetryEvery) {
        return new RunPlan(configuration(stream, loopHz, telemetryEvery), List.of(), Optional.of(stream), 0, 0, stream);
    }

    /** A constant conductance and a command current, for so many ticks; 0: longer than any test waits. */
    static RunPlan constant(
            final double gE,
            final double gI,
            final double commandPa,
            final int loopHz,
            final int every,
            final int ticks) {
        return new RunPlan(
                configuration(null, loopHz, every),
                List.of(new Constant((float) gE, (float) gI, 0), Current.constant(commandPa)),
                Optional.empty(),
                ticks == 0 ? 1000 * loopHz : ticks,
                0,
                (tick, into) -> {
                    into[0] = gE;
                    into[1] = gI;
                });
    }

    /** The same run with another configuration. */
    static RunPlan with(final RunPlan plan, final Configure configuration) {
        return new RunPlan(
                configuration, plan.sources(), plan.stream(), plan.ticks(), plan.triggerTimeoutS(), plan.injected());
    }

    /** The same configuration with other limits. */
    static Configure with(final Configure c, final Configure.Limits limits) {
        return new Configure(c.stream(), c.telemetryEvery(), c.reversals(), c.block(), limits, c.loop(), c.deadlines());
    }
}
