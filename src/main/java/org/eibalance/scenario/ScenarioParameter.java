package org.eibalance.scenario;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.eibalance.recording.InputException;

/**
 * One parameter of a scenario, made from a component of its settings record.
 *
 * @param key its name in macros and on the command line: that of the component in lower snake case
 * @param setting its default, range, unit and meaning
 * @param type double, int or boolean
 */
public record ScenarioParameter(String key, Setting setting, Class<?> type) {

    /**
     * The parameters of a settings record.
     *
     * @param settings its class
     * @return one a component, in order
     */
    static List<ScenarioParameter> of(final Class<? extends Record> settings) {
        return Arrays.stream(settings.getRecordComponents())
                .map(ScenarioParameter::of)
                .toList();
    }

    private static ScenarioParameter of(final RecordComponent component) {
        final Setting setting = component.getAnnotation(Setting.class);
        if (setting == null) throw new IllegalStateException(component + " has no annotation @Setting");
        final String key =
                component.getName().replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
        return new ScenarioParameter(key, setting, component.getType());
    }

    /** Label with the unit in parentheses. */
    public String labelWithUnit() {
        return setting.unit().isEmpty() ? setting.label() : setting.label() + " (" + setting.unit() + ")";
    }

    /** Its default as a value of its type. */
    public Object standard() {
        return convert(setting.standard());
    }

    /** A number as text, without a decimal point if the type is not double. */
    public String text(final double value) {
        return convert(value).toString();
    }

    /**
     * Checks a value against type and range.
     *
     * @param value a number; 0 for false and 1 for true
     * @return the value, with the type of the component
     * @throws InputException if it is out of its range, or not a whole number although it must be one
     */
    Object checked(final double value) {
        final boolean whole = type == double.class || value == Math.rint(value);
        if (!whole || !(value >= setting.min() && value <= setting.max()))
            throw new InputException(key + " is '" + (whole ? text(value) : Double.toString(value)) + "': it must be "
                    + expected() + ".");
        return convert(value);
    }

    /** Its values in words. */
    public String expected() {
        if (type == boolean.class) return "true or false";
        return (type == int.class ? "a whole number from " : "a number from ") + text(setting.min()) + " to "
                + text(setting.max());
    }

    private Object convert(final double value) {
        if (type == boolean.class) return value != 0;
        if (type == int.class) return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, value));
        return value;
    }
}
