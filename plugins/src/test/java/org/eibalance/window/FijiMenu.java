package org.eibalance.window;

import ij.Macro;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.eibalance.command.CommandCatalog;
import org.scijava.Context;
import org.scijava.module.Module;
import org.scijava.module.ModuleException;
import org.scijava.module.ModuleRunner;
import org.scijava.module.ModuleService;
import org.scijava.module.process.PostprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.PluginService;

/**
 * Stands in for Fiji's menu, where a line of a macro ends: it makes a module of the entry and runs it with all that
 * comes before and after it, while the macro waits. Macros reach it by {@code call}, because {@code run} wants a
 * display.
 */
public final class FijiMenu {

    /** What the macro did, in order. */
    static final List<String> DONE = Collections.synchronizedList(new ArrayList<>());

    private static volatile Context context;

    private FijiMenu() {}

    static void open(final Context of) {
        context = of;
        DONE.clear();
    }

    /** An entry with the option string of the macro; null where the line has none. */
    public static String run(final String name, final String options) throws ModuleException {
        Macro.setOptions(options == null ? null : options + " ");
        try {
            final Module module = module(name);
            new ModuleRunner(context, module, before(), after()).run();
            return "";
        } finally {
            Macro.setOptions(null);
        }
    }

    /** A line behind others. */
    public static String note(final String line) {
        DONE.add(line);
        return "";
    }

    static Module module(final String name) {
        return context.service(ModuleService.class)
                .createModule(context.service(ModuleService.class)
                        .getModuleById(CommandCatalog.load().find(name).id()));
    }

    private static List<PreprocessorPlugin> before() {
        return context.service(PluginService.class).createInstancesOfType(PreprocessorPlugin.class);
    }

    private static List<PostprocessorPlugin> after() {
        return context.service(PluginService.class).createInstancesOfType(PostprocessorPlugin.class);
    }

    /** The values that a module has after Fiji has read them, before it runs. */
    static Module prepared(final String name, final Map<String, Object> given) {
        final Module module = module(name);
        given.forEach((key, value) -> {
            module.setInput(key, value);
            module.resolveInput(key);
        });
        new ModuleRunner(context, module, before(), after()).preProcess();
        return module;
    }
}
