// Excitatory and inhibitory conductances of every recording in a folder and its subfolders.
// Copy it, change what you need, and run it in Fiji or with Plugins > Macros > Run...
// The results are beside the folder, in "results": one table of all recordings and report.html in
// batch-folder/decompose-conductance, and a folder for each recording with its conductances over time.

folder = getArgument();
if (folder == "") folder = getDirectory("A folder with recordings at several holding levels");
output = File.getParent(folder) + "/results";

// Settings of Decompose Conductance... All others have their defaults. The keys are those of its dialog.
settings = File.getParent(folder) + "/conductance-settings.json";
File.saveString("{\"command\": \"decompose-conductance\", \"parameters\": {" +
	"\"current_channel\": \"0\", " +   // where the current is
	"\"command_channel\": \"1\", " +   // where the command was recorded; auto: the protocol of the file
	"\"window_start_ms\": 19, " +      // the synaptic response begins here; the leak is measured before it
	"\"series_resistance_mohm\": \"20\"}}", settings);

run("Batch Folder...", "folder=[" + folder + "] pattern=*.{abf,atf,csv} command=decompose-conductance settings=[" + settings + "] output=[" + output + "]");
