// The E/I correlogram of every paired recording in a folder and its subfolders.
// Copy it, change what you need, and run it in Fiji or with Plugins > Macros > Run...
// The results are beside the folder, in "results": one table of all recordings
// and report.html in batch-folder/correlate-pair, and a folder for each recording.
// A run that was stopped resumes when you start it again.

folder = getArgument();
if (folder == "") folder = getDirectory("A folder with paired recordings");
output = File.getParent(folder) + "/results";

// settings=auto takes the defaults of Correlate Pair... For other settings run that command once
// with them, and give the path of its provenance.json: settings=[/path/provenance.json]
run("Batch Folder...", "folder=[" + folder + "] pattern=*.{abf,atf,csv} command=correlate-pair settings=auto output=[" + output + "]");
