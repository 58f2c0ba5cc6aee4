package org.eibalance.command.scenario;

import java.util.List;
import org.eibalance.command.InputSource;
import org.eibalance.scenario.ScenarioParameter;
import org.scijava.command.Command;

/** An input that is a component of the settings of a scenario. */
record ScenarioInput(ScenarioParameter parameter) implements InputSource {

    @Override
    public String key() {
        return parameter.key();
    }

    @Override
    public String label() {
        return parameter.labelWithUnit();
    }

    @Override
    public String description() {
        return parameter.setting().description();
    }

    @Override
    public String min() {
        return parameter.text(parameter.setting().min());
    }

    @Override
    public String max() {
        return parameter.text(parameter.setting().max());
    }

    @Override
    public List<String> choices() {
        return List.of();
    }

    @Override
    public boolean folder() {
        return false;
    }

    @Override
    public Class<?> type() {
        return parameter.type();
    }

    @Override
    public Object get(final Command command) {
        return ((ScenarioCommand) command).changed().getOrDefault(key(), parameter.standard());
    }

    @Override
    public void set(final Command command, final Object value) {
        ((ScenarioCommand) command).changed().put(key(), value);
    }
}
