// The E/I correlogram of one paired recording.
// Copy it, change the path, and run it in Fiji or with Plugins > Macros > Run...
// Each key is explained under Plugins > E/I Balance > Correlate Pair...

recording = getArgument();
if (recording == "") recording = File.openDialog("A paired recording");

run("Correlate Pair...", "recording=[" + recording + "] cell_a=0 cell_b=1 max_lag_ms=200 output=output");
