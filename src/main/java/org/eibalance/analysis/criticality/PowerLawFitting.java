package org.eibalance.analysis.criticality;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleConsumer;
import org.eibalance.recording.InputException;
import org.eibalance.signal.ParallelLoop;

/**
 * Fits a power law by greatest likelihood, chooses where it begins and tests it by a semi-parametric bootstrap
 * (Clauset, Shalizi and Newman 2009, SIAM Rev 51:661, sections 3 and 4).
 *
 * <p>Where the least value is chosen, up to 60 values, spread evenly over the ranks of the different ones, are tried;
 * each bootstrap sample has its own chosen in the same way.
 */
public final class PowerLawFitting {

    private static final int CANDIDATES = 60;

    private final PowerLawSettings settings;

    private PowerLawFitting(final PowerLawSettings settings) {
        this.settings = settings;
    }

    /**
     * Fits a power law.
     *
     * @param values above 0; whole numbers where the law is discrete
     * @param settings how
     * @param threads how many may work at once; the result does not depend on it
     * @param progress takes the done share, from 0 to 1, by any thread
     * @return the fit
     * @throws InputException if too few values are left, they are all the same, or not whole where they must be
     * @throws java.util.concurrent.CancellationException if the calling thread is interrupted
     */
    public static PowerLawFit fit(
            final double[] values, final PowerLawSettings settings, final int threads, final DoubleConsumer progress) {
        return new PowerLawFitting(settings).fit(values, threads, progress);
    }

    private PowerLawFit fit(final double[] values, final int threads, final DoubleConsumer progress) {
        final double[] sorted = Arrays.stream(values)
                .filter(x -> x <= settings.greatest())
                .sorted()
                .toArray();
        final double from = Double.isNaN(settings.least()) ? 0 : settings.least();
        final long usable = Arrays.stream(sorted).filter(x -> x >= from).count();
        if (usable < settings.leastTail())
            throw new InputException("There are " + usable + " values to fit a power law to: it needs "
                    + settings.leastTail() + " at least.");
        if (!(sorted[0] > 0))
            throw new InputException("There is a value of " + sorted[0] + ": those of a power law must be above 0.");
        if (settings.discrete() && Arrays.stream(sorted).anyMatch(x -> x != Math.rint(x)))
            throw new InputException("There are values that are no whole numbers: a discrete power law needs them.");
        final Candidate best = best(Tail.of(sorted));
        if (best == null)
            throw new InputException("The values from " + (from > 0 ? from : sorted[0])
                    + " on are all the same: a power law needs different ones.");
        return new PowerLawFit(
                best.law,
                error(best),
                best.distance,
                best.tail.total(),
                values.length,
                probability(sorted, best, threads, progress));
    }

    private record Candidate(Tail tail, PowerLaw law, double distance) {}

    /** The law from the given least value, or from that of least distance; null where all values are the same. */
    private Candidate best(final Tail all) {
        int most = 0;
        for (int place = 0, left = all.total();
                place + 1 < all.values.length && left >= settings.leastTail();
                left -= all.counts[place++]) most = place + 1;
        if (!Double.isNaN(settings.least())) {
            int place = 0;
            while (place < all.values.length && all.values[place] < settings.least()) place++;
            return place + 1 >= all.values.length ? null : candidate(all.from(place), settings.least());
        }
        Candidate best = null;
        final int tried = Math.min(CANDIDATES, most);
        for (int k = 0; k < tried; k++) {
            ParallelLoop.checkCancelled();
            final int place = (int) ((long) k * most / tried);
            final Candidate next = candidate(all.from(place), all.values[place]);
            if (best == null || next.distance < best.distance) best = next;
        }
        return best;
    }

    private Candidate candidate(final Tail tail, final double least) {
        final PowerLaw law = new PowerLaw(
                settings.discrete(),
                tail.exponent(settings.discrete(), least, settings.greatest()),
                least,
                settings.greatest());
        return new Candidate(tail, law, tail.distance(law));
    }

    /** From the second derivative of the log likelihood, by differences. */
    private static double error(final Candidate c) {
        final double step = 1e-3;
        final PowerLaw l = c.law;
        final double middle = c.tail.logLikelihood(l);
        final double up =
                c.tail.logLikelihood(new PowerLaw(l.discrete(), l.exponent() + step, l.least(), l.greatest()));
        final double down =
                c.tail.logLikelihood(new PowerLaw(l.discrete(), l.exponent() - step, l.least(), l.greatest()));
        return Math.sqrt(-step * step / (up - 2 * middle + down));
    }

    private double probability(
            final double[] sorted, final Candidate fitted, final int threads, final DoubleConsumer progress) {
        if (settings.bootstraps() == 0) {
            progress.accept(1);
            return Double.NaN;
        }
        final double[] body =
                Arrays.stream(sorted).filter(x -> x < fitted.law.least()).toArray();
        final AtomicInteger farther = new AtomicInteger();
        ParallelLoop.run(settings.bootstraps(), threads, progress, k -> {
            final SplittableRandom random = new SplittableRandom(settings.seed() * 1_000_003 + k);
            final double[] sample = new double[sorted.length];
            // A given least value is not chosen again, and the body then plays no part.
            final int fixed = Double.isNaN(settings.least()) ? -1 : fitted.tail.total();
            final double[] drawn = fixed >= 0 ? new double[fixed] : sample;
            for (int i = 0; i < drawn.length; i++) {
                if ((i & 0xfff) == 0) ParallelLoop.checkCancelled();
                final boolean inBody = fixed < 0 && random.nextInt(sorted.length) < body.length;
                drawn[i] = inBody ? body[random.nextInt(body.length)] : fitted.law.draw(random);
            }
            Arrays.sort(drawn);
            final Candidate own = best(Tail.of(drawn));
            if (own != null && own.distance >= fitted.distance) farther.incrementAndGet();
        });
        return (double) farther.get() / settings.bootstraps();
    }
}
