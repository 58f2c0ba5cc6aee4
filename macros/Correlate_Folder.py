#@ File (label = "Folder with paired recordings", style = "directory") folder
#@ File (label = "Folder for the results, outside of that folder", style = "directory") output
#@ CommandService commands

# The E/I correlogram of every paired recording in a folder, then the lags of all of them.
# Copy it, change what you need, and run it in Fiji's script editor.

done = commands.run("org.eibalance.command.batch.BatchFolder", True, {
    "folder": folder,
    "output": output,
    "pattern": "*.{abf,atf,csv}",
    "command": "correlate-pair"}).get()

# An error that you can correct is one sentence.
if done.isCanceled():
    raise Exception(done.getCancelReason())

outcome = done.getDelegateObject().outcome()
table = outcome.report().summary()
for row in range(table.rows()):
    line = table.get(row, "file") + ": " + table.get(row, "status")
    if table.get(row, "status") == "ok":
        line += ", %s ms" % table.get(row, "peak_lag_ms")
    print(line)
print(outcome.folder())
