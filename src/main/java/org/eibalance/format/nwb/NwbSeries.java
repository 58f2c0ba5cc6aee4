package org.eibalance.format.nwb;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.eibalance.format.hdf5.Hdf5Dataset;
import org.eibalance.format.hdf5.Hdf5Object;
import org.eibalance.format.hdf5.Hdf5Trace;
import org.eibalance.format.hdf5.Hdf5Value;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.Quantity;
import org.eibalance.recording.Unit;

/**
 * A series of a file: a response or a stimulus.
 *
 * @param name its name in the file
 * @param id the object it is
 * @param clampMode by its type
 * @param electrode id of its electrode; -1 if it names none
 * @param sweepNumber as the file gives it; -1 if it does not
 * @param description of its stimulus
 * @param startS seconds from the reference time of the file
 * @param rateHz samples per second
 * @param unit of its values, mV or pA where the file has volts or amperes
 * @param trace its samples in that unit
 */
record NwbSeries(
        String name,
        long id,
        ClampMode clampMode,
        long electrode,
        long sweepNumber,
        String description,
        double startS,
        double rateHz,
        Unit unit,
        Hdf5Trace trace) {

    /** How many time stamps are looked at to see whether they are even. */
    private static final int TIMES_LOOKED_AT = 1024;
    /** Time stamps that are off by more than this part of an interval get a remark. */
    private static final double UNEVEN = 0.5;
    /** Rates are compared to this many digits: some are stored as 49999.99999999999. */
    private static final int RATE_DIGITS = 7;
    /** A rate that is as close as this to one of so many digits is that one; */
    private static final double RATE_TOLERANCE = 1e-11;
    /** one that is computed from time stamps may be off by this. */
    private static final double STAMP_TOLERANCE = 1e-6;

    /** Conductances are shown in nS, the unit of the field. */
    private static final Unit NANOSIEMENS = Unit.parse("nS");

    private static final Map<String, Double> SIEMENS =
            Map.of("S", 1.0, "mS", 1e-3, "\u00b5S", 1e-6, "nS", 1e-9, "pS", 1e-12);

    /** What a type says of the clamp; empty where it is no series of a clamped cell. */
    static Optional<ClampMode> mode(final String type) {
        if (type.contains("VoltageClamp")) return Optional.of(ClampMode.VOLTAGE_CLAMP);
        if (type.contains("IZeroClamp")) return Optional.of(ClampMode.ZERO_CURRENT);
        return type.contains("CurrentClamp") ? Optional.of(ClampMode.CURRENT_CLAMP) : Optional.empty();
    }

    /**
     * Reads a series.
     *
     * @param name its name
     * @param group where it lies
     * @param mode by its type
     * @param stimulus whether it is the command rather than what was measured
     * @param remarks takes sentences
     * @return the series; empty with a remark where it has no samples that can be read
     */
    static Optional<NwbSeries> read(
            final String name,
            final Hdf5Object group,
            final ClampMode mode,
            final boolean stimulus,
            final List<String> remarks) {
        final Optional<Hdf5Object> data = group.find("data").filter(Hdf5Object::isDataset);
        final Hdf5Dataset samples = data.map(Hdf5Object::dataset).orElse(null);
        if (samples == null || !samples.isNumber() || samples.sizes().length != 1) {
            remarks.add("The series " + name + " was left out: it has no data of one dimension.");
            return Optional.empty();
        }
        final double[] time = time(name, group, samples.count(), remarks);
        if (!(time[1] > 0) || Double.isInfinite(time[1])) {
            remarks.add("The series " + name
                    + " was left out: neither a starting time with a rate nor time stamps give its "
                    + "sampling rate.");
            return Optional.empty();
        }
        final Unit unit = unit(name, data.get(), mode, stimulus, remarks);
        final Optional<Hdf5Object> electrode = group.find("electrode");
        final double number = number(group, "sweep_number");
        return Optional.of(new NwbSeries(
                name,
                group.id(),
                mode,
                electrode.map(Hdf5Object::id).orElse(-1L),
                number >= 0 ? (long) number : -1,
                group.text("stimulus_description").orElse(""),
                time[0],
                time[1],
                field(unit),
                trace(name, data.get(), samples, unit, remarks)));
    }

    private static double number(final Hdf5Object group, final String name) {
        final double attribute = group.number(name);
        return Double.isNaN(attribute)
                ? group.value(name).map(Hdf5Value::number).orElse(Double.NaN)
                : attribute;
    }

    /** Start in seconds and rate in Hz; NaN where the file does not say. */
    private static double[] time(
            final String name, final Hdf5Object group, final long count, final List<String> remarks) {
        final Optional<Hdf5Object> starting = group.find("starting_time").filter(Hdf5Object::isDataset);
        if (starting.isPresent()) {
            final double start = starting.get().dataset().value().number();
            return new double[] {
                Double.isFinite(start) ? start : 0, near(starting.get().number("rate"), RATE_TOLERANCE)
            };
        }
        final Optional<Hdf5Dataset> stamps =
                group.find("timestamps").filter(Hdf5Object::isDataset).map(Hdf5Object::dataset);
        if (stamps.isEmpty()
                || !stamps.get().isNumber()
                || stamps.get().sizes().length != 1
                || stamps.get().count() < 2
                || stamps.get().count() < count) return new double[] {0, Double.NaN};
        return even(name, stamps.get(), remarks);
    }

    private static double[] even(final String name, final Hdf5Dataset stamps, final List<String> remarks) {
        final long count = stamps.count();
        final double first = at(stamps, 0);
        final double interval = (at(stamps, count - 1) - first) / (count - 1);
        final long step = Math.max(1, count / TIMES_LOOKED_AT);
        for (long i = 0; i < count; i += step) {
            if (Math.abs(at(stamps, i) - first - i * interval) <= UNEVEN * interval) continue;
            remarks.add("The time stamps of the series " + name + " are not even: their mean interval was taken.");
            break;
        }
        return new double[] {first, near(1 / interval, STAMP_TOLERANCE)};
    }

    private static double at(final Hdf5Dataset stamps, final long index) {
        final double[] value = new double[1];
        stamps.read(0, new long[] {index}, value, 0, 1);
        return value[0];
    }

    /** A rate, or the one of few digits that is meant by it. */
    private static double near(final double rate, final double tolerance) {
        final double few = rounded(rate);
        return Math.abs(few - rate) <= tolerance * rate ? few : rate;
    }

    private static double rounded(final double rate) {
        return Double.isFinite(rate)
                ? new BigDecimal(rate)
                        .round(new java.math.MathContext(RATE_DIGITS))
                        .doubleValue()
                : Double.NaN;
    }

    /** The rate to as many digits as rates are compared to. */
    double comparableRateHz() {
        return rounded(rateHz);
    }

    private static boolean isSiemens(final Hdf5Object data) {
        return data.text("unit").orElse("").strip().equalsIgnoreCase("siemens");
    }

    private static Unit unit(
            final String name,
            final Hdf5Object data,
            final ClampMode mode,
            final boolean stimulus,
            final List<String> remarks) {
        final String text = data.text("unit").orElse("").strip();
        final Unit unit = switch (text.toLowerCase(Locale.ROOT)) {
            case "volts", "volt" -> Unit.parse("V");
            case "amperes", "ampere", "amps", "amp" -> Unit.parse("A");
            case "siemens" -> NANOSIEMENS;
            case "unknown", "n/a" -> Unit.UNKNOWN;
            default -> Unit.parse(text);
        };
        final boolean volts = (mode == ClampMode.VOLTAGE_CLAMP) == stimulus;
        if (text.isEmpty() && mode != ClampMode.UNKNOWN) {
            remarks.add("The series " + name + " has no unit: that of its type, " + (volts ? "volts" : "amperes")
                    + ", was taken.");
            return Unit.parse(volts ? "V" : "A");
        }
        if (mode != ClampMode.UNKNOWN && unit.quantity() != (volts ? Quantity.VOLTAGE : Quantity.CURRENT))
            remarks.add("The series " + name + " has the unit '" + text + "' where its type has "
                    + (volts ? "volts" : "amperes") + ": it is shown as the file says.");
        return unit;
    }

    /** mV or pA for any unit of potential or current. */
    private static Unit field(final Unit unit) {
        return switch (unit.quantity()) {
            case VOLTAGE -> Unit.MILLIVOLT;
            case CURRENT -> Unit.PICOAMPERE;
            case OTHER -> unit;
        };
    }

    private static Hdf5Trace trace(
            final String name,
            final Hdf5Object data,
            final Hdf5Dataset samples,
            final Unit unit,
            final List<String> remarks) {
        double conversion = data.attribute("conversion").map(Hdf5Value::decimal).orElse(1.0);
        if (conversion == 0 || !Double.isFinite(conversion)) {
            remarks.add("The conversion of the series " + name + " is " + conversion + " in the file: 1 was taken.");
            conversion = 1;
        }
        double offset = data.attribute("offset").map(Hdf5Value::decimal).orElse(0.0);
        if (!Double.isFinite(offset)) {
            remarks.add("The offset of the series " + name + " is no number in the file: 0 was taken.");
            offset = 0;
        }
        final double factor = isSiemens(data) ? 1e9 : unit.toFieldUnit();
        return new Hdf5Trace(
                samples,
                0,
                new long[1],
                samples.count(),
                new double[] {product(conversion, factor)},
                product(offset, factor));
    }

    /** From a unit of conductance to siemens; empty for any other unit. */
    static OptionalDouble toSiemens(final Unit unit) {
        final Double factor = SIEMENS.get(unit.symbol().replace('u', '\u00b5'));
        return factor == null ? OptionalDouble.empty() : OptionalDouble.of(factor);
    }

    /** Of decimal numbers: 0.001 V times 1000 mV/V is exactly 1, so that samples stored in mV keep every bit. */
    static double product(final double a, final double b) {
        return BigDecimal.valueOf(a).multiply(BigDecimal.valueOf(b)).doubleValue();
    }

    /** Its name without the number at its end, which series of one channel share. */
    String stem() {
        final String stem = name.replaceFirst("_*\\d+$", "");
        return stem.isEmpty() ? name : stem;
    }

    /** The same series, only some of its samples. */
    NwbSeries part(final long from, final long count) {
        if (from == 0 && count == trace.samples() || from < 0 || count < 0 || from > trace.samples() - count)
            return this;
        return new NwbSeries(
                name,
                id,
                clampMode,
                electrode,
                sweepNumber,
                description,
                startS + from / rateHz,
                rateHz,
                unit,
                new Hdf5Trace(trace.data(), 0, new long[] {from}, count, trace.coefficients(), trace.offset()));
    }
}
