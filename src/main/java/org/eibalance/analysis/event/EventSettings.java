package org.eibalance.analysis.event;

import java.util.Locale;
import org.eibalance.recording.InputException;

/**
 * How events are detected and measured.
 *
 * @param method how they are distinguished from noise
 * @param polarity direction of the events
 * @param shape the template
 * @param templateMs length of the template in the methods that slide it; above 0
 * @param threshold of the method's score; above 0, for the correlation below 1
 * @param refractoryMs of two peaks of the score closer than this the higher one counts; 0 or more
 * @param sideLobeMs lower peaks of the score within this time after a higher one are its side lobes; 0 or more
 * @param lowPassHz corner of the deconvolution's low-pass, whose gain is exp(-(f / f_c)² / 2)
 * @param highPassHz corner of its high-pass, whose gain is 1 - exp(-(f / f_c)² / 2); 0 for none
 * @param kinetics how events are measured
 * @param limits which are accepted
 */
public record EventSettings(
        DetectionMethod method,
        Polarity polarity,
        BiexponentialShape shape,
        double templateMs,
        double threshold,
        double refractoryMs,
        double sideLobeMs,
        double lowPassHz,
        double highPassHz,
        KineticsSettings kinetics,
        EventLimits limits) {

    /** Pernía-Andrade et al. use 200 to 500 Hz; at 300 Hz onsets 1 ms apart are still separated. */
    private static final double DEFAULT_LOW_PASS_HZ = 300;

    private static final double DEFAULT_HIGH_PASS_HZ = 0.1;
    private static final double DEFAULT_REFRACTORY_MS = 1;

    /** Length of the default template, in time constants of the decay. */
    private static final double DEFAULT_TEMPLATE = 4;

    /** Side lobes lie within this many time constants of the decay after an event. */
    private static final double DEFAULT_SIDE_LOBE = 1.6;

    /** Inward currents that rise with 0.5 ms and decay with 5 ms, by deconvolution. */
    public static final EventSettings DEFAULT =
            of(DetectionMethod.DECONVOLUTION, Polarity.NEGATIVE, new BiexponentialShape(0.5, 5));

    /** @throws InputException if a value is out of its range */
    public EventSettings {
        if (!(threshold > 0 && Double.isFinite(threshold)))
            throw new InputException(
                    "The threshold is " + threshold + ": it must be above 0, for events of either polarity.");
        if (method == DetectionMethod.SLIDING_CORRELATION && threshold >= 1)
            throw new InputException("The threshold is " + threshold + ": of a correlation it must be below 1.");
        if (!(templateMs > 0 && Double.isFinite(templateMs)))
            throw new InputException("The template is " + templateMs + " ms long: it must be longer than 0.");
        if (!(refractoryMs >= 0 && Double.isFinite(refractoryMs)))
            throw new InputException("The refractory time is " + refractoryMs + " ms: it must be at least 0.");
        if (!(sideLobeMs >= 0 && Double.isFinite(sideLobeMs)))
            throw new InputException("The time of side lobes is " + sideLobeMs + " ms: it must be at least 0.");
        if (!(highPassHz >= 0))
            throw new InputException("The high-pass is " + highPassHz + " Hz: it must be at least 0.");
        if (!(lowPassHz > highPassHz && Double.isFinite(lowPassHz)))
            throw new InputException(String.format(
                    Locale.ROOT,
                    "The low-pass is %s Hz: it must be above the high-pass of %s Hz.",
                    lowPassHz,
                    highPassHz));
    }

    /**
     * The default settings of a method, with times that suit the template: four decay time constants of template; side
     * lobes within 1.6 of them where the method slides a template; 1 ms refractory; the deconvolution passes 0.1 to 300
     * Hz.
     *
     * @param method the method
     * @param polarity direction of the events
     * @param shape the template
     * @return the settings
     */
    public static EventSettings of(
            final DetectionMethod method, final Polarity polarity, final BiexponentialShape shape) {
        return new EventSettings(
                method,
                polarity,
                shape,
                DEFAULT_TEMPLATE * shape.decayTauMs(),
                method.usualThreshold(),
                DEFAULT_REFRACTORY_MS,
                method == DetectionMethod.DECONVOLUTION ? 0 : DEFAULT_SIDE_LOBE * shape.decayTauMs(),
                DEFAULT_LOW_PASS_HZ,
                DEFAULT_HIGH_PASS_HZ,
                KineticsSettings.of(shape),
                EventLimits.NONE);
    }

    /** The same with another threshold. */
    public EventSettings withThreshold(final double newThreshold) {
        return new EventSettings(
                method,
                polarity,
                shape,
                templateMs,
                newThreshold,
                refractoryMs,
                sideLobeMs,
                lowPassHz,
                highPassHz,
                kinetics,
                limits);
    }

    /** The same with another length of the template. */
    public EventSettings withTemplateMs(final double ms) {
        return new EventSettings(
                method,
                polarity,
                shape,
                ms,
                threshold,
                refractoryMs,
                sideLobeMs,
                lowPassHz,
                highPassHz,
                kinetics,
                limits);
    }

    /** The same with another refractory time. */
    public EventSettings withRefractoryMs(final double ms) {
        return new EventSettings(
                method,
                polarity,
                shape,
                templateMs,
                threshold,
                ms,
                sideLobeMs,
                lowPassHz,
                highPassHz,
                kinetics,
                limits);
    }

    /** The same with another pass band of the deconvolution. */
    public EventSettings withPassBand(final double newHighPassHz, final double newLowPassHz) {
        return new EventSettings(
                method,
                polarity,
                shape,
                templateMs,
                threshold,
                refractoryMs,
                sideLobeMs,
                newLowPassHz,
                newHighPassHz,
                kinetics,
                limits);
    }

    /** The same with other measurements. */
    public EventSettings with(final KineticsSettings newKinetics) {
        return new EventSettings(
                method,
                polarity,
                shape,
                templateMs,
                threshold,
                refractoryMs,
                sideLobeMs,
                lowPassHz,
                highPassHz,
                newKinetics,
                limits);
    }

    /** The same with other limits. */
    public EventSettings with(final EventLimits newLimits) {
        return new EventSettings(
                method,
                polarity,
                shape,
                templateMs,
                threshold,
                refractoryMs,
                sideLobeMs,
                lowPassHz,
                highPassHz,
                kinetics,
                newLimits);
    }
}
