#@ File (label = "Folder with paired recordings", style = "directory") folder
#@ File (label = "Folder for the results, outside of that folder", style = "directory") output
#@ CommandService commands

// The E/I correlogram of every paired recording in a folder, then the lags of all of them.
// Copy it, change what you need, and run it in Fiji's script editor.

def done = commands.run("org.eibalance.command.batch.BatchFolder", true, [
	folder  : folder,
	output  : output,
	pattern : "*.{abf,atf,csv}",
	command : "correlate-pair"]).get()

// An error that you can correct is one sentence.
if (done.isCanceled()) throw new RuntimeException(done.getCancelReason())

def outcome = done.getDelegateObject().outcome()
def table = outcome.report().summary()
for (int row = 0; row < table.rows(); row++) {
	println table.get(row, "file") + ": " + table.get(row, "status") +
		(table.get(row, "status") == "ok" ? ", " + table.get(row, "peak_lag_ms") + " ms" : "")
}
println outcome.folder()
