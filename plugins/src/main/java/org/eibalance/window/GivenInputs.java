package org.eibalance.window;

import ij.IJ;
import ij.Macro;
import java.awt.GraphicsEnvironment;
import org.eibalance.command.EiModule;
import org.eibalance.command.ErrorLog;
import org.eibalance.command.MacroOptions;
import org.eibalance.recording.InputException;
import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Plugin;

/**
 * Reads the option string of a macro before Fiji does, which ignores keys that it does not know and values that it
 * cannot convert. For a macro, a script or without a display the inputs are then complete: what is not given has its
 * default, and no dialog asks. A dialog comes only where a person chose the command.
 */
@Plugin(type = PreprocessorPlugin.class, priority = GivenInputs.PRIORITY)
public final class GivenInputs extends AbstractPreprocessorPlugin {

    /** Before what Fiji does with the options of a macro, at twice the highest usual priority. */
    static final double PRIORITY = 4 * Priority.VERY_HIGH;

    @Override
    public void process(final Module module) {
        if (!(module instanceof EiModule command)) return;
        final boolean macro = IJ.isMacro();
        try {
            if (macro && Macro.getOptions() != null) command.fill(MacroOptions.parse(Macro.getOptions()));
            if (macro || !command.isAsked() || GraphicsEnvironment.isHeadless()) command.complete();
        } catch (final InputException e) {
            ErrorLog.keep(e);
            cancel(e.getMessage());
        }
    }
}
