// Access resistance, membrane resistance and capacitance of every recording in a folder and
// its subfolders. Copy it, change what you need, and run it in Fiji or with
// Plugins > Macros > Run...
// The results are beside the folder, in "results": one table of all recordings
// and report.html in batch-folder/check-quality, and a folder for each recording.

folder = getArgument();
if (folder == "") folder = getDirectory("A folder with recordings");
output = File.getParent(folder) + "/results";

run("Batch Folder...", "folder=[" + folder + "] pattern=*.{abf,atf,csv} command=check-quality output=[" + output + "]");
