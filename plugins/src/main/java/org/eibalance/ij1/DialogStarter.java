package org.eibalance.ij1;

import ij.plugin.frame.Recorder;
import java.util.Map;
import java.util.function.Consumer;
import org.eibalance.command.CommandCatalog;
import org.eibalance.command.Outcome;
import org.eibalance.window.trace.AnalysisStarter;

/** Starts analyses in plain ImageJ: the dialog opens with the given values. */
final class DialogStarter implements AnalysisStarter {

    @Override
    public void start(
            final CommandCatalog.Entry entry, final Map<String, String> values, final Consumer<Outcome> done) {
        final Thread thread = new Thread(
                () -> {
                    if (Recorder.record) Recorder.setCommand(entry.label());
                    new CommandPlugIn().run(entry, values).ifPresent(done);
                    if (Recorder.record) Recorder.saveCommand();
                },
                "E/I Balance: " + entry.name());
        thread.start();
    }
}
