#@ File (label = "Folder with recordings", style = "directory") folder
#@ File (label = "Folder for the results, outside of that folder", style = "directory") output
#@ CommandService commands

# Access resistance, membrane resistance and capacitance of every recording in a folder.
# Copy it, change what you need, and run it in Fiji's script editor.

done = commands.run("org.eibalance.command.batch.BatchFolder", True, {
    "folder": folder,
    "output": output,
    "pattern": "*.{abf,atf,csv}",
    "command": "check-quality"}).get()

# An error that you can correct is one sentence.
if done.isCanceled():
    raise Exception(done.getCancelReason())

print("\n".join(done.getDelegateObject().outcome().lines()))
