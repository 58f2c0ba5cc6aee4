package org.eibalance.window;

import ij.IJ;
import java.awt.GraphicsEnvironment;
import org.eibalance.command.EiCommand;
import org.scijava.module.Module;
import org.scijava.module.process.AbstractPostprocessorPlugin;
import org.scijava.module.process.PostprocessorPlugin;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.ui.UIService;

/** Opens the windows of a command that has run in Fiji; without a display its sentences go to standard output. */
@Plugin(type = PostprocessorPlugin.class)
public final class ShowOutcome extends AbstractPostprocessorPlugin {

    @Parameter(required = false)
    private UIService ui;

    @Override
    public void process(final Module module) {
        if (!(module.getDelegateObject() instanceof EiCommand command) || command.outcome() == null) return;
        if (GraphicsEnvironment.isHeadless()) command.outcome().logLines().forEach(System.out::println);
        if (ui == null || ui.isHeadless() || !ui.isVisible()) return;
        command.outcome().logLines().forEach(IJ::log);
        OutcomeWindows.show(command, command.outcome(), new SciJavaStarter(getContext()));
    }
}
