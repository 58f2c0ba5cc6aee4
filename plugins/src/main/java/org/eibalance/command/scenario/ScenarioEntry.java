package org.eibalance.command.scenario;

import java.io.File;
import java.util.Map;
import org.eibalance.command.CommandInput;
import org.eibalance.command.EiCommand;
import org.eibalance.scenario.Scenario;
import org.eibalance.scenario.catalogue.Scenarios;
import org.scijava.module.AbstractModule;
import org.scijava.module.DefaultMutableModuleInfo;
import org.scijava.module.DefaultMutableModuleItem;
import org.scijava.module.MethodCallException;
import org.scijava.module.Module;
import org.scijava.module.ModuleInfo;

/**
 * The menu entry of one scenario, with all its parameters. A subclass names the scenario and the menu path, nothing
 * more.
 *
 * <p>It is a SciJava module of its own, whose inputs are made when they are first asked for: inputs that an initializer
 * adds come too late for macros to be replayed. To be run by a {@code ModuleService}.
 */
public abstract class ScenarioEntry extends ScenarioCommand implements Module {

    private final Scenario<?> scenario;
    private final Inputs inputs = new Inputs();

    /** @param name of the scenario */
    protected ScenarioEntry(final String name) {
        scenario = Scenarios.find(name);
    }

    @Override
    protected final Scenario<?> scenario() {
        return scenario;
    }

    /** What SciJava knows of the inputs; their values go on to the command. */
    private final class Inputs extends AbstractModule {

        private ModuleInfo info;

        @Override
        public ModuleInfo getInfo() {
            if (info == null) info = describe();
            return info;
        }

        @Override
        public void run() {
            ScenarioEntry.this.run();
        }

        private ModuleInfo describe() {
            final DefaultMutableModuleInfo description = new DefaultMutableModuleInfo();
            description.setModuleClass(ScenarioEntry.this.getClass());
            description.setName(EiCommand.name(ScenarioEntry.this.getClass()));
            description.setLabel(scenario.label());
            description.setDescription(scenario.description());
            for (final CommandInput input : CommandInput.of(ScenarioEntry.this)) {
                description.addInput(
                        switch (input.kind()) {
                            case FLAG -> item(description, input, Boolean.class);
                            case NUMBER -> item(description, input, Double.class);
                            case WHOLE_NUMBER -> item(description, input, Long.class);
                            case FILE, FOLDER -> item(description, input, File.class);
                            case TEXT, CHOICE -> item(description, input, String.class);
                        });
            }
            return description;
        }

        private <T> DefaultMutableModuleItem<T> item(
                final ModuleInfo description, final CommandInput input, final Class<T> type) {
            final DefaultMutableModuleItem<T> item = new DefaultMutableModuleItem<>(description, input.key(), type);
            item.setLabel(input.label());
            item.setDescription(input.description());
            item.setPersisted(false);
            final String value = input.get(ScenarioEntry.this);
            item.setDefaultValue(type.cast(
                    switch (input.kind()) {
                        case FLAG -> Boolean.valueOf(value);
                        case NUMBER -> Double.valueOf(value);
                        case WHOLE_NUMBER -> Long.valueOf(value);
                        case FILE, FOLDER -> new File(value);
                        case TEXT, CHOICE -> value;
                    }));
            if (input.kind() == CommandInput.Kind.FOLDER) item.setWidgetStyle("directory");
            return item;
        }
    }

    @Override
    public final ModuleInfo getInfo() {
        return inputs.getInfo();
    }

    @Override
    public final Object getDelegateObject() {
        return this;
    }

    @Override
    public final void setInput(final String name, final Object value) {
        if (value == null) return;
        inputs.setInput(name, value);
        CommandInput.fill(this, EiCommand.name(getClass()), Map.of(name, value.toString()));
    }

    @Override
    public final Object getInput(final String name) {
        final Object value = inputs.getInput(name);
        return value != null
                ? value
                : ((org.scijava.module.ModuleItem<?>) getInfo().getInput(name)).getDefaultValue();
    }

    @Override
    public final Map<String, Object> getInputs() {
        final Map<String, Object> values = new java.util.LinkedHashMap<>();
        getInfo().inputs().forEach(item -> values.put(item.getName(), getInput(item.getName())));
        return values;
    }

    @Override
    public final void setInputs(final Map<String, Object> values) {
        values.forEach(this::setInput);
    }

    @Override
    public final Object getOutput(final String name) {
        return inputs.getOutput(name);
    }

    @Override
    public final Map<String, Object> getOutputs() {
        return inputs.getOutputs();
    }

    @Override
    public final void setOutput(final String name, final Object value) {
        inputs.setOutput(name, value);
    }

    @Override
    public final void setOutputs(final Map<String, Object> values) {
        inputs.setOutputs(values);
    }

    @Override
    public final boolean isInputResolved(final String name) {
        return inputs.isInputResolved(name);
    }

    @Override
    public final boolean isOutputResolved(final String name) {
        return inputs.isOutputResolved(name);
    }

    @Override
    public final void resolveInput(final String name) {
        inputs.resolveInput(name);
    }

    @Override
    public final void resolveOutput(final String name) {
        inputs.resolveOutput(name);
    }

    @Override
    public final void unresolveInput(final String name) {
        inputs.unresolveInput(name);
    }

    @Override
    public final void unresolveOutput(final String name) {
        inputs.unresolveOutput(name);
    }

    @Override
    public final void initialize() throws MethodCallException {
        inputs.initialize();
    }

    @Override
    public final void preview() {
        // Nothing is worth seeing before it is run.
    }

    @Override
    public final void cancel() {
        cancel("Cancelled: nothing was written.");
    }
}
