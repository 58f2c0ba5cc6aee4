package org.eibalance.window;

import java.io.File;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.eibalance.command.CommandCatalog;
import org.eibalance.command.CommandInput;
import org.eibalance.command.EiCommand;
import org.eibalance.command.Outcome;
import org.eibalance.window.trace.AnalysisStarter;
import org.scijava.Cancelable;
import org.scijava.Context;
import org.scijava.module.Module;
import org.scijava.module.ModuleService;

/** Starts analyses in Fiji. Its dialog asks for the inputs that are not given. */
final class SciJavaStarter implements AnalysisStarter {

    private final Context context;

    SciJavaStarter(final Context context) {
        this.context = context;
    }

    @Override
    public void start(
            final CommandCatalog.Entry entry, final Map<String, String> values, final Consumer<Outcome> done) {
        final Thread thread = new Thread(() -> run(entry, values, done), "E/I Balance: " + entry.name());
        thread.setDaemon(true);
        thread.start();
    }

    private void run(final CommandCatalog.Entry entry, final Map<String, String> values, final Consumer<Outcome> done) {
        final Map<String, Object> inputs = new LinkedHashMap<>(values);
        for (final CommandInput input : CommandInput.of(entry.create())) {
            if (input.kind() == CommandInput.Kind.FILE)
                inputs.computeIfPresent(input.key(), (key, path) -> new File(path.toString()));
        }
        try {
            final ModuleService modules = context.service(ModuleService.class);
            final Module module =
                    modules.run(modules.getModuleById(entry.id()), true, inputs).get();
            if (((Cancelable) module).isCanceled() || !(module.getDelegateObject() instanceof EiCommand command))
                return;
            if (command.outcome() != null) done.accept(command.outcome());
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (final ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
