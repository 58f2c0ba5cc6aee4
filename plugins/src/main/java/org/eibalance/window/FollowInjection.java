package org.eibalance.window;

import org.eibalance.command.EiCommand;
import org.scijava.module.Module;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.ui.UIService;

/** Opens the live window of a command that injects in Fiji; does nothing without a display. */
@Plugin(type = PreprocessorPlugin.class)
public final class FollowInjection extends AbstractPreprocessorPlugin {

    @Parameter(required = false)
    private UIService ui;

    @Override
    public void process(final Module module) {
        if (ui == null || ui.isHeadless() || !ui.isVisible()) return;
        if (module.getDelegateObject() instanceof EiCommand command) LiveWindow.follow(command);
    }
}
