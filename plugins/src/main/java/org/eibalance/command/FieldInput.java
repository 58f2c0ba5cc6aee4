package org.eibalance.command;

import java.lang.reflect.Field;
import java.util.List;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;

/** An input that is an annotated field of its command. */
record FieldInput(Field field, Parameter parameter) implements InputSource {

    static FieldInput of(final Field field) {
        field.setAccessible(true);
        return new FieldInput(field, field.getAnnotation(Parameter.class));
    }

    @Override
    public String key() {
        return field.getName();
    }

    @Override
    public String label() {
        return parameter.label();
    }

    @Override
    public String description() {
        return parameter.description();
    }

    @Override
    public String min() {
        return parameter.min();
    }

    @Override
    public String max() {
        return parameter.max();
    }

    @Override
    public List<String> choices() {
        return List.of(parameter.choices());
    }

    @Override
    public boolean folder() {
        return parameter.style().contains("directory");
    }

    @Override
    public Class<?> type() {
        return field.getType();
    }

    @Override
    public Object get(final Command command) {
        try {
            return field.get(command);
        } catch (final IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void set(final Command command, final Object value) {
        try {
            field.set(command, value);
        } catch (final IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
