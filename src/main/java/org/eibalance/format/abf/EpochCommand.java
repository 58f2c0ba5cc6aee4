package org.eibalance.format.abf;

import java.util.Arrays;
import org.eibalance.format.abf.AbfOutput.Epoch;
import org.eibalance.format.abf.AbfOutput.Parameter;
import org.eibalance.format.abf.AbfOutput.UserList;
import org.eibalance.recording.CommandWaveform;
import org.eibalance.recording.Unit;

/**
 * A command made of epochs, as Clampex plays it: a hold of 1/64 of the sweep, the epochs, then a hold to the end of the
 * sweep.
 */
final class EpochCommand implements CommandWaveform {

    private static final int STEP = 1;
    private static final int RAMP = 2;
    private static final int PULSES = 3;
    private static final int TRIANGLES = 4;
    private static final int COSINE = 5;
    private static final int RESISTANCE = 6;
    private static final int BIPHASIC = 7;

    /** Longer than any file; sums of it stay within a long. */
    private static final long MAX_SAMPLES = 1L << 48;

    private final AbfOutput output;
    private final ProtocolTiming timing;
    private final UserList list;

    /** Level before the first epoch of each sweep; null where it is the same in all. */
    private final double[] carriedLevel;

    EpochCommand(final AbfOutput output, final ProtocolTiming timing) {
        this.output = output;
        this.timing = timing;
        list = output.list().orElse(null);
        if (!output.keepsLastLevel() || timing.sweeps() == 0) {
            carriedLevel = null;
            return;
        }
        carriedLevel = new double[timing.sweeps()];
        carriedLevel[0] = firstLevel();
        for (int k = 1; k < carriedLevel.length; k++) carriedLevel[k] = lastLevel(k - 1);
    }

    private double firstLevel() {
        return Double.isNaN(output.levelAfterTrain()) ? output.holding() : output.levelAfterTrain();
    }

    /** Level at the end of the epochs of a sweep. */
    private double lastLevel(final int sweep) {
        double level = carriedLevel[sweep];
        if (!timing.plays(sweep)) return level;
        for (final Epoch epoch : output.epochs()) {
            if (duration(epoch, sweep) > 0) level = level(epoch, sweep);
        }
        return level;
    }

    private boolean listed(final Parameter parameter, final Epoch epoch) {
        return list != null && list.parameter() == parameter && list.epoch() == epoch.number();
    }

    private double level(final Epoch epoch, final int sweep) {
        return listed(Parameter.LEVEL, epoch) ? list.value(sweep) : epoch.level() + epoch.levelStep() * sweep;
    }

    /** Duration in samples; 0 for an epoch that is switched off. */
    private long duration(final Epoch epoch, final int sweep) {
        if (epoch.type() == 0) return 0;
        final long duration = listed(Parameter.DURATION, epoch)
                ? (long) list.value(sweep)
                : epoch.duration() + epoch.durationStep() * sweep;
        return Math.max(0, Math.min(duration, MAX_SAMPLES));
    }

    @Override
    public String name() {
        return output.name();
    }

    @Override
    public Unit unit() {
        return output.unit();
    }

    @Override
    public double holding() {
        return output.holding();
    }

    @Override
    public void read(final int sweep, final long from, final double[] into, final int offset, final int length) {
        if (!timing.plays(sweep)) {
            Arrays.fill(into, offset, offset + length, output.holding());
            return;
        }
        final long to = from + length;
        double level = carriedLevel == null ? firstLevel() : carriedLevel[sweep];
        long at = Math.min(to, timing.holdBefore(sweep));
        if (at > from) Arrays.fill(into, offset, offset + (int) (at - from), level);
        at = timing.holdBefore(sweep);
        for (final Epoch epoch : output.epochs()) {
            final long duration = duration(epoch, sweep);
            if (duration == 0) continue;
            final double target = level(epoch, sweep);
            if (at >= to) return;
            if (at + duration > from) {
                final long first = Math.max(0, from - at);
                final long end = Math.min(duration, to - at);
                play(epoch, sweep, level, target, duration, first, into, offset + (int) (at + first - from), (int)
                        (end - first));
            }
            at += duration;
            level = target;
        }
        if (at >= to) return;
        final int rest = (int) Math.max(0, at - from);
        Arrays.fill(into, offset + rest, offset + length, output.keepsLastLevel() ? level : output.holding());
    }

    /** Samples of one epoch, which goes from the level before it to its own. */
    private void play(
            final Epoch epoch,
            final int sweep,
            final double before,
            final double level,
            final long duration,
            final long first,
            final double[] into,
            final int at,
            final int count) {
        final long period = period(epoch, sweep, duration);
        final long width = listed(Parameter.WIDTH, epoch) ? (long) list.value(sweep) : epoch.width();
        for (int n = 0; n < count; n++) {
            final long i = first + n;
            final long inPeriod = i % period;
            into[at + n] = switch (epoch.type()) {
                case STEP, RESISTANCE -> level;
                case RAMP -> duration == 1 ? level : before + (level - before) * i / (duration - 1);
                case PULSES -> inPeriod < width ? level : before;
                case TRIANGLES ->
                    inPeriod < width
                            ? before + (level - before) * inPeriod / width
                            : level - (level - before) * (inPeriod - width) / (period - width);
                case COSINE -> before + (level - before) * (1 - Math.cos(2 * Math.PI * inPeriod / period)) / 2;
                case BIPHASIC -> 2 * inPeriod < width ? level : inPeriod < width ? 2 * before - level : before;
                default -> Double.NaN;
            };
        }
    }

    private long period(final Epoch epoch, final int sweep, final long duration) {
        final long period = listed(Parameter.PERIOD, epoch) ? (long) list.value(sweep) : epoch.period();
        return period > 0 ? period : duration;
    }
}
