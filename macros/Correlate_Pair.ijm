// The E/I correlogram of one paired recording.
// Copy it, change the path, and run it in Fiji or with Plugins > Macros > Run...
// For epochs around stimuli add: epochs=stimulus stimulus_channel=2 epoch_ms=500
// For spikes, drift and band add: spike_peak_mv=-20 drift=median high_cut_hz=300
// Each key is explained under Plugins > E/I Balance > Correlate Pair...

recording = getArgument();
if (recording == "") recording = File.openDialog("A paired recording");

run("Correlate Pair...", "recording=[" + recording + "] cell_a=0 cell_b=1 max_lag_ms=200 surrogates=1000 bootstraps=1000 seed=1 output=output");
