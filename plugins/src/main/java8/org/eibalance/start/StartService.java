package org.eibalance.start;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.scijava.Optional;
import org.scijava.Priority;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.plugin.PluginInfo;
import org.scijava.plugin.PluginService;
import org.scijava.service.AbstractService;
import org.scijava.service.Service;

/**
 * What happens with this program when a SciJava application starts, such as Fiji: its commands become known. With too
 * old a Java all its plugins are withdrawn instead, because each would end in a stack trace; the entries of
 * plugins.config stay in the menu and say which Java is needed.
 *
 * <p>It comes first, because Fiji makes its menu while its own services start.
 */
@Plugin(type = Service.class, priority = Priority.FIRST)
public final class StartService extends AbstractService implements Service, Optional {

    private static final String PROGRAM = "org.eibalance.";
    private static final String COMMANDS = "org.eibalance.command.EiCommands";

    @Parameter
    private PluginService plugins;

    @Override
    public void initialize() {
        start(plugins, RequiredJava.current());
    }

    /**
     * Adds or withdraws plugins.
     *
     * @param plugins of the application
     * @param version the version of Java
     */
    static void start(final PluginService plugins, final String version) {
        if (RequiredJava.isTooOld(version)) plugins.removePlugins(own(plugins));
        else registration().accept(plugins);
    }

    private static List<PluginInfo<?>> own(final PluginService plugins) {
        final List<PluginInfo<?>> own = new ArrayList<>();
        for (final PluginInfo<?> plugin : plugins.getPlugins())
            if (plugin.getClassName().startsWith(PROGRAM)
                    && !plugin.getClassName().equals(StartService.class.getName())) own.add(plugin);
        return own;
    }

    /** By name: an older Java cannot even load that class. */
    @SuppressWarnings("unchecked")
    private static Consumer<PluginService> registration() {
        try {
            return (Consumer<PluginService>)
                    Class.forName(COMMANDS).getDeclaredConstructor().newInstance();
        } catch (final ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
