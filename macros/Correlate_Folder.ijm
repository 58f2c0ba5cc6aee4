// The E/I correlogram of every paired recording in a folder, and in the folders in it.
// Copy it, change what you need, and run it in Fiji or with Plugins > Macros > Run...
// What comes of it lies beside the folder, in "results": one table of all recordings
// and report.html in batch-folder/correlate-pair, and a folder for each recording.
// A run that was stopped goes on where it was when you start it again.

folder = getArgument();
if (folder == "") folder = getDirectory("A folder with paired recordings");
output = File.getParent(folder) + "/results";

// settings=auto takes the defaults of Correlate Pair...; for others run that once as you
// like it, and give the path of its provenance.json: settings=[/path/provenance.json]
run("Batch Folder...", "folder=[" + folder + "] pattern=*.{abf,atf,csv} command=correlate-pair settings=auto output=[" + output + "]");
