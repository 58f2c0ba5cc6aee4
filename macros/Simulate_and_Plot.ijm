// A plot of a number of a model against one of its parameters: the potential of a neuron while both conductances
// grow together.
// Copy it, change what you need, and run it in Fiji or with Plugins > Macros > Run...
// "Simulate..." in the menu and "list-scenarios" on the command line list the scenarios and their parameters.

output = getArgument();
if (output == "") output = getDirectory("A folder for the results");

run("Sweep Scenario...", "scenario=operating-point sweep_parameter=growth sweep_from=0.5 sweep_to=4 sweep_runs=15 output=[" + output + "]");

lines = split(File.openAsString(output + "/operating-point/sweep-scenario/summary.csv"), "\n");
names = split(lines[0], ",");
column = 0;
for (i = 0; i < names.length; i++) if (names[i] == "potential_grown_mv") column = i;
growth = newArray(lines.length - 1);
potential = newArray(lines.length - 1);
for (i = 1; i < lines.length; i++) {
	cells = split(lines[i], ",");
	growth[i - 1] = parseFloat(cells[0]);
	potential[i - 1] = parseFloat(cells[column]);
}

Plot.create("Growing excitation and inhibition together", "growth of both conductances", "potential (mV)");
Plot.add("line", growth, potential);
Plot.show();
saveAs("PNG", output + "/operating-point/potential-by-growth.png");
