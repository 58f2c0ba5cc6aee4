// Excitatory and inhibitory conductances of every recording in a folder, and in the folders in it.
// Copy it, change what you need, and run it in Fiji or with Plugins > Macros > Run...
// What comes of it lies beside the folder, in "results": one table of all recordings and report.html in
// batch-folder/decompose-conductance, and a folder for each recording with its conductances over time.

folder = getArgument();
if (folder == "") folder = getDirectory("A folder with recordings at several holding levels");
output = File.getParent(folder) + "/results";

// What to tell Decompose Conductance...; whatever is not here has its default. The keys are those of its dialog.
settings = File.getParent(folder) + "/conductance-settings.json";
File.saveString("{\"command\": \"decompose-conductance\", \"parameters\": {" +
	"\"current_channel\": \"0\", " +   // where the current is
	"\"command_channel\": \"1\", " +   // where the command was recorded; auto: the protocol of the file
	"\"window_start_ms\": 19, " +      // the synaptic response begins here; before it is the leak
	"\"series_resistance_mohm\": \"20\"}}", settings);

run("Batch Folder...", "folder=[" + folder + "] pattern=*.{abf,atf,csv} command=decompose-conductance settings=[" + settings + "] output=[" + output + "]");
