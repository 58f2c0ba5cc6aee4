package org.eibalance.command;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import org.scijava.command.Command;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModuleItem;
import org.scijava.module.Module;
import org.scijava.module.ModuleInfo;
import org.scijava.module.ModuleItem;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/**
 * A command of this program, as SciJava knows it: menu path, label, description and inputs come from the catalogue.
 *
 * <p>It is a {@link CommandInfo} and not some other kind of module, because Fiji puts only those into its menu and
 * finds only those for a recorded line. It takes the place of the one that SciJava makes of an annotated class, whose
 * inputs are converted before anybody can check them: a text that is no number becomes 0 there, and a key that does not
 * exist is ignored.
 */
final class EiCommandInfo extends CommandInfo {

    private final CommandCatalog.Entry entry;
    /** Made when it is needed: a start of Fiji does not load all commands. */
    private ModuleInfo description;

    /** @param entry of the catalogue */
    EiCommandInfo(final CommandCatalog.Entry entry) {
        super(entry.className(), annotation(entry));
        this.entry = entry;
    }

    private synchronized ModuleInfo description() {
        if (description == null) description = EiModule.description(entry, entry.create());
        return description;
    }

    /** What a class of its own says in its annotation. */
    private static Plugin annotation(final CommandCatalog.Entry entry) {
        final Map<String, Object> values = Map.of(
                "type",
                Command.class,
                "menuPath",
                CommandCatalog.MENU + entry.label(),
                "description",
                entry.description(),
                "headless",
                true,
                "annotationType",
                Plugin.class,
                "toString",
                "@Plugin of " + entry.name(),
                "hashCode",
                entry.name().hashCode());
        return (Plugin) Proxy.newProxyInstance(
                Plugin.class.getClassLoader(),
                new Class<?>[] {Plugin.class},
                (proxy, method, arguments) -> value(proxy, method, arguments, values));
    }

    private static Object value(
            final Object proxy, final Method method, final Object[] arguments, final Map<String, Object> values) {
        if (method.getName().equals("equals")) return proxy == arguments[0];
        return values.getOrDefault(method.getName(), method.getDefaultValue());
    }

    @Override
    public String getIdentifier() {
        return entry.id();
    }

    @Override
    public Iterable<ModuleItem<?>> inputs() {
        return description().inputs();
    }

    /**
     * Of any type: what a script gives reaches {@link EiModule#setInput} as it is, also under a name that is no key.
     */
    @Override
    public CommandModuleItem<?> getInput(final String name) {
        return new AsGiven(this, name);
    }

    @Override
    public Iterable<ModuleItem<?>> outputs() {
        return List.of();
    }

    @Override
    public boolean isValid() {
        return true;
    }

    @Override
    public Module createModule() {
        return new EiModule(this, entry, entry.create(), Caller.isPerson());
    }

    @Override
    public Module createModule(final Command command) {
        return new EiModule(this, entry, (EiCommand) command, Caller.isPerson());
    }

    /** A value that SciJava does not convert. */
    private static final class AsGiven extends CommandModuleItem<Object> {

        private final String name;

        AsGiven(final CommandInfo info, final String name) {
            super(info, Holder.FIELD);
            this.name = name;
        }

        @Override
        public Class<Object> getType() {
            return Object.class;
        }

        @Override
        public String getName() {
            return name;
        }
    }

    /** SciJava wants a field for an item; this one is never read. */
    private static final class Holder {

        static final Field FIELD;

        static {
            try {
                FIELD = Holder.class.getDeclaredField("value");
            } catch (final NoSuchFieldException e) {
                throw new IllegalStateException(e);
            }
        }

        @Parameter
        private Object value;
    }
}
