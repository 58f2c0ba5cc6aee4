package org.eibalance.command.scenario;

import java.util.List;
import org.eibalance.command.CommandCatalog;
import org.eibalance.command.DataCommandSource;
import org.eibalance.scenario.catalogue.Scenarios;
import org.scijava.plugin.Plugin;

/** A command for each scenario of {@link Scenarios}: a new one needs no change here. */
@Plugin(type = DataCommandSource.class)
public final class ScenarioCommands implements DataCommandSource {

    @Override
    public List<CommandCatalog.Entry> commands() {
        return Scenarios.all().stream().map(RunScenario::entry).toList();
    }
}
