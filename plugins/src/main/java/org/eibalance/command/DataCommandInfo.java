package org.eibalance.command;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.scijava.command.Command;
import org.scijava.command.CommandInfo;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.plugin.Plugin;

/**
 * A command that is made from data, as SciJava knows it: menu path, label, description and inputs come from the
 * catalogue.
 *
 * <p>It is a {@link CommandInfo} and not some other kind of module, because Fiji puts only those into its menu and
 * finds only those for a recorded line.
 */
final class DataCommandInfo extends CommandInfo {

    private final CommandCatalog.Entry entry;

    /** @param entry of the catalogue */
    DataCommandInfo(final CommandCatalog.Entry entry) {
        super(entry.className(), annotation(entry));
        this.entry = entry;
    }

    /** What a class of its own would say in its annotation. */
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
        return DataCommandModule.description(entry, entry.create()).inputs();
    }

    @Override
    public Module createModule() {
        return new DataCommandModule(entry);
    }
}
