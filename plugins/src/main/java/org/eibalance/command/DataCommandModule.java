package org.eibalance.command;

import java.io.File;
import java.util.Map;
import org.scijava.Cancelable;
import org.scijava.Context;
import org.scijava.MenuPath;
import org.scijava.module.AbstractModule;
import org.scijava.module.DefaultMutableModuleInfo;
import org.scijava.module.DefaultMutableModuleItem;
import org.scijava.module.ModuleInfo;
import org.scijava.module.ModuleItem;
import org.scijava.plugin.Parameter;

/**
 * One run of a command that is made from data, as a SciJava module. All its inputs exist from the start: inputs that an
 * initializer adds come too late for the values of a macro.
 */
final class DataCommandModule extends AbstractModule implements Cancelable {

    private final CommandCatalog.Entry entry;
    private final EiCommand command;
    private final ModuleInfo info;

    @Parameter
    private Context context;

    /** @param entry of the catalogue */
    DataCommandModule(final CommandCatalog.Entry entry) {
        this.entry = entry;
        command = entry.create();
        info = description(entry, command);
    }

    /** The inputs of a command with their defaults, as SciJava needs them. */
    static ModuleInfo description(final CommandCatalog.Entry entry, final EiCommand command) {
        final DefaultMutableModuleInfo description = new DefaultMutableModuleInfo();
        description.setModuleClass(DataCommandModule.class);
        description.setName(entry.name());
        description.setLabel(entry.label().replaceAll("\\.\\.\\.$", ""));
        description.setDescription(entry.description());
        description.setMenuPath(new MenuPath(CommandCatalog.MENU + entry.label()));
        for (final CommandInput input : CommandInput.of(command)) {
            description.addInput(
                    switch (input.kind()) {
                        case FLAG -> item(description, input, command, Boolean.class);
                        case NUMBER -> item(description, input, command, Double.class);
                        case WHOLE_NUMBER -> item(description, input, command, Long.class);
                        case FILE, FOLDER -> item(description, input, command, File.class);
                        case TEXT, CHOICE -> item(description, input, command, String.class);
                    });
        }
        return description;
    }

    private static <T> DefaultMutableModuleItem<T> item(
            final ModuleInfo description, final CommandInput input, final EiCommand command, final Class<T> type) {
        final DefaultMutableModuleItem<T> item = new DefaultMutableModuleItem<>(description, input.key(), type);
        item.setLabel(input.label());
        item.setDescription(input.description());
        item.setPersisted(false);
        final String value = input.get(command);
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

    @Override
    public ModuleInfo getInfo() {
        return info;
    }

    @Override
    public Object getDelegateObject() {
        return command;
    }

    @Override
    public void run() {
        if (command.getContext() == null) command.setContext(context);
        command.run();
    }

    @Override
    public void setInput(final String name, final Object value) {
        if (value == null) return;
        super.setInput(name, value);
        CommandInput.fill(command, entry.name(), Map.of(name, value.toString()));
    }

    @Override
    public Object getInput(final String name) {
        final Object value = super.getInput(name);
        if (value != null) return value;
        final ModuleItem<?> item = info.getInput(name);
        return item == null ? null : item.getDefaultValue();
    }

    @Override
    public boolean isCanceled() {
        return command.isCanceled();
    }

    @Override
    public void cancel(final String reason) {
        command.cancel(reason);
    }

    @Override
    public String getCancelReason() {
        return command.getCancelReason();
    }
}
