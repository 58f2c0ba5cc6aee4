package org.eibalance.command;

import java.util.List;
import java.util.Map;
import org.eibalance.scenario.ScenarioParameter;

/** A command with inputs from the settings of a scenario. */
public interface ScenarioInputs {

    /** The parameters of the scenario; none where it is not known yet which. */
    List<ScenarioParameter> scenarioParameters();

    /** Values that differ from the defaults, by key; to be written to. */
    Map<String, Object> settings();
}
