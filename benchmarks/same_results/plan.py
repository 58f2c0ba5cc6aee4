"""What is run: steps, each a few calls of the program in one folder of its own.

Inputs lie in the folder `in`. Keys whose default may be set anew (the reversal potential of inhibition) are always
given, so that a new default shows in the list of keys and not in every table.
"""
import json
from dataclasses import dataclass, field

PAIR_REVERSAL = "i_reversal_mv=-75"
CELL = ("e_reversal_mv=0", "i_reversal_mv=-80")
QUICK_PAIR = ("surrogates=100", "bootstraps=100", PAIR_REVERSAL)
VC = ("recording=in/cell-vc.csv", "command_channel=1", *CELL)
VC_WINDOW = ("window_start_ms=390", "baseline_start_ms=250", "baseline_end_ms=390")
CC = ("command_channel=1", *CELL, "capacitance_pf=150", "leak_ns=8")
CLAMP = (*CELL, "limit_pa=1000", "capacitance_pf=auto")


@dataclass(frozen=True)
class Step:
    """Calls of the program that are made one after the other in one folder."""

    name: str
    group: str
    calls: tuple                # of tuples: the command and its keys
    copied: tuple = ()          # inputs that the calls may write beside
    written: tuple = ()         # pairs of a file name and its text
    macro: bool = False         # calls are macros of ImageJ: a text and its argument
    slow: int = 1               # about how many seconds; slow steps begin first
    seconds: int = field(default=900, compare=False)  # a call that takes longer is ended

    def commands(self):
        return [] if self.macro else [call[0] for call in self.calls]


def steps(full, commands, scenarios, recordings=None):
    """All steps for these commands and scenarios; `full` leaves slow scenarios at their defaults."""
    plan = [*catalogue(commands), *recording(), *quality(), *pair(), *conductance(), *event(), *spike(), *clamp(),
            *batch(), *validation(), *scenario(full, scenarios), *macro(), *mistake()]
    if recordings:
        plan += recorded(recordings)
    names = [step.name for step in plan]
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise ValueError("steps of the same name: " + ", ".join(sorted(twice)))
    return plan


def modes(group, name, call, key, values, **more):
    """The same call with each value of one key."""
    return [Step("%s-%s" % (name, value.replace(" ", "-")), group, ((*call, "%s=%s" % (key, value)),), **more)
            for value in values]


def catalogue(commands):
    """The keys, defaults and choices of each command: what macros and scripts rely on."""
    return [*(Step("keys-" + command, "catalogue", (("help", command),)) for command in commands),
            Step("listings", "catalogue", (("help",), ("list",), ("list-scenarios",), ("list-devices",),
                                           ("settings", "correlate-pair", "max_lag_ms=50")))]


def recording():
    vc, hd = "recording=in/cell-vc.abf", "recording=in/pair-hd.abf"
    yield Step("describe", "recording", tuple(
        ("describe-recording", "recording=in/" + file)
        for file in ("pair-hd.abf", "cell-vc.abf", "cell-vc.csv", "joined/cell_{channel}_{sweep}.csv")))
    yield Step("view", "recording", (("view-recording", hd),
               ("view-recording", vc, "sweeps=0-4", "start_ms=200", "end_ms=500", "output=part")))
    yield from modes("recording", "view", ("view-recording", vc), "layout", ("overlaid", "stacked", "one by one"))
    for format in ("nwb", "atf", "txt"):
        ending = "in/pair-dd.abf"
        yield Step("convert-" + format, "recording", (
            ("convert-recording", "recording=" + ending, "format=" + format),
            ("describe-recording", "recording=output/pair-dd/convert-recording/pair-dd." + format, "output=back"),
            ("convert-recording", "recording=output/pair-dd/convert-recording/pair-dd." + format,
             "format=" + ("txt" if format != "txt" else "atf"), "output=back")), slow=8)
    yield Step("convert-with-command", "recording", (
        ("convert-recording", vc, "format=nwb"),
        ("check-quality", "recording=output/cell-vc/convert-recording/cell-vc.nwb", "output=back")))
    yield Step("convert-with-results", "recording", (
        ("correlate-pair", hd, *QUICK_PAIR),
        ("convert-recording", hd, "format=nwb", "results=auto", "truth=in/pair-hd-truth.csv", "rescale=0=2"),
        ("convert-recording", "recording=in/joined/cell_{channel}_{sweep}.csv", "format=nwb", "truth=none")), slow=6)
    yield Step("annotate", "recording", (
        ("annotate-recording", "recording=events-a.csv", "exclude_sweeps=1", "regions=0:1000-2000 artefact;0:3000-3500 drug",
         "reject_events=0:500.0", "accept_events=keep"),
        ("detect-events", "recording=events-a.csv"),
        ("view-recording", "recording=events-a.csv"),
        ("annotate-recording", "recording=events-a.csv", "exclude_sweeps=none", "regions=none", "output=undone"),
        ("detect-events", "recording=events-a.csv", "output=undone")), copied=("events-a.csv",), slow=4)
    yield Step("sample-data", "recording", (("make-sample-data",),
               ("make-sample-data", "seed=5", "sweeps=2", "sweep_ms=1000", "truth_step_ms=5", "output=small")), slow=6)


def quality():
    call = ("check-quality", "recording=in/cell-vc.abf")
    yield from modes("quality", "quality", call, "definition", ("auto", "compartment", "apparent", "none"))
    yield Step("quality-recorded-command", "quality", (
        ("check-quality", "recording=in/cell-vc.csv", "channel=0", "command_from=1"),
        ("check-quality", "recording=in/cell-vc.csv", "channel=im", "step_start_ms=20", "step_end_ms=120", "step_mv=-10",
         "output=given"),
        ("check-quality", "recording=in/pair-hd.abf"), ("check-quality", "recording=in/cell-cc.csv")), slow=4)


def pair():
    for levels in ("hh", "dd", "hd", "dh"):
        yield Step("pair-" + levels, "pair", (("correlate-pair", "recording=in/pair-%s.abf" % levels, PAIR_REVERSAL),),
                   slow=4)
    hd = ("correlate-pair", "recording=in/pair-hd.abf", *QUICK_PAIR)
    states = ("correlate-pair", "recording=in/pair-states.csv", *QUICK_PAIR)
    yield from modes("pair", "pair-normalisation", hd, "normalisation", ("auto", "single", "pooled"))
    yield from modes("pair", "pair-surrogates", hd, "surrogate_method", ("auto", "shifts", "pairings"))
    yield from modes("pair", "pair-drift", hd, "drift", ("none", "line", "median"))
    yield from modes("pair", "pair-predictor", hd, "predictor", ("auto", "required"))
    yield from modes("pair", "pair-unbiased", hd, "unbiased", ("true",))
    yield Step("pair-levels", "pair", tuple((*hd, "level_a=" + a, "level_b=" + b, "output=%s%s" % (a, b))
                                            for a, b in (("auto", "auto"), ("H", "D"), ("D", "H"))), slow=3)
    yield Step("pair-pooled", "pair", (("correlate-pair", "recording=in/pair-hh.abf;in/pair-dd.abf", *QUICK_PAIR),))
    yield Step("pair-filtered", "pair", (
        (*hd, "low_cut_hz=1", "high_cut_hz=200", "max_lag_ms=100", "spike_peak_mv=-20", "tau_a_ms=12", "tau_b_ms=8",
         "output=band"),
        (*hd, "spike_slope_mv_per_ms=5", "drift=median", "drift_window_ms=500", "sweeps=0-4,7", "sliding_window_ms=500",
         "seed=7", "output=slope"),
        (*hd[:2], PAIR_REVERSAL, "alpha=0.001", "surrogates=0", "bootstraps=0", "output=refused"),
        (*hd[:2], PAIR_REVERSAL, "surrogates=0", "bootstraps=0", "output=none")), slow=3)
    yield from modes("pair", "pair-epochs", (*states, "stimulus_channel=2"), "epochs", ("all", "up", "down", "stimulus"))
    stimulus = ("correlate-pair", "recording=in/pair-stimulus.csv", *QUICK_PAIR, "epochs=stimulus")
    yield Step("pair-stimulus", "pair", (
        (*stimulus, "stimulus_channel=stim", "epoch_start_ms=-100", "output=channel"),
        (*stimulus, "stimulus_times_ms=300,1300", "max_lag_ms=50", "epoch_ms=400", "output=times"),
        ("correlate-pair", "recording=in/pair-stimulus.csv", *QUICK_PAIR, "surrogate_method=pairings")))


def conductance():
    decompose = ("decompose-conductance", *VC, *VC_WINDOW, "bootstraps=200")
    protocol = ("recording=in/cell-vc.abf", *CELL, *VC_WINDOW)
    yield Step("decompose-voltage", "conductance", (
        (*decompose, "seed=3", "confidence_percent=90", "output=window"),
        ("decompose-conductance", *protocol, "output=protocol")), slow=4)
    yield Step("decompose-current", "conductance", (
        ("decompose-conductance", "recording=in/cell-cc.csv", "command_channel=1", *CELL, "window_start_ms=100",
         "capacitance_pf=150", "series_resistance_mohm=0"),))
    yield from modes("conductance", "decompose-correction", decompose, "series_correction",
                     ("auto", "none", "static", "dynamic"))
    yield Step("decompose-levels", "conductance", (
        (*decompose[:2], *CELL, *VC_WINDOW, "levels=in/levels.csv", "bootstraps=100", "output=table"),
        (*decompose[:2], *CELL, *VC_WINDOW, "sweeps=0-11", "bootstraps=100",
         "levels=-90,-90,-90,-80,-80,-80,-70,-70,-70,-60,-60,-60", "output=listed"),
        (*decompose, "lowest_level=-85", "highest_level=-55", "series_resistance_mohm=12", "capacitance_pf=150",
         "compensation_percent=50", "junction_potential_mv=10", "low_pass_hz=1000", "output=limits"),
        (*decompose, "junction_potential_mv=10", "junction_corrected=true", "max_series_mohm=5", "output=strict"),
        (*decompose[:-1], "max_drift_percent=0.01", "bootstraps=0", "output=drift")), slow=5)
    ratio = ("balance-ratio", *VC, *VC_WINDOW, "bootstraps=200", "rest_mv=-65")
    yield Step("balance-ratio", "conductance", (
        ratio, (*ratio, "sepsc_rate_hz=5", "sepsc_amplitude_pa=20", "sipsc_rate_hz=3", "sipsc_amplitude_pa=30",
                "levels=in/levels.csv", "output=rates"),
        ("detect-events", "recording=in/events-a.csv"),
        ("detect-events", "recording=in/events-b.csv", "polarity=positive"),
        (*ratio, "sepsc_events=output/events-a/detect-events", "junction_potential_mv=10",
         "sipsc_events=output/events-b/detect-events/events.csv", "output=events"),
        ("balance-ratio", *protocol, "rest_mv=-65", "output=protocol")), slow=6)
    yield from modes("conductance", "balance-correction", ratio, "series_correction",
                     ("auto", "none", "static", "dynamic"))
    slope = ("slope-conductance", *VC)
    yield Step("slope", "conductance", (
        (*slope, *VC_WINDOW), (*slope, *VC_WINDOW, "median=true", "bin_ms=2", "junction_potential_mv=10", "output=median"),
        ("slope-conductance", *protocol, "series_resistance_mohm=12", "compensation_percent=30", "output=protocol"),
        ("slope-conductance", "recording=in/up-states.csv", "command_channel=1", *CELL, "bin_ms=50"),
        ("slope-conductance", "recording=in/up-states.csv", "command_channel=1", *CELL, "up_states=true",
         "before_onset_ms=100", "after_onset_ms=300", "output=states")), slow=5)
    for method in ("vmd", "relaxation", "spike-triggered", "oversampling"):
        spikes = method == "spike-triggered"
        call = ("estimate-from-fluctuations", "recording=in/cell-%s.csv" % ("spikes" if spikes else "cc"), *CC,
                "method=" + method, "mean_e_ns=6", "sd_e_ns=2", "mean_i_ns=8", "sd_i_ns=2", "window_start_ms=50")
        other = {"vmd": ("tau_e_ms=3", "junction_potential_mv=10"),
                 "relaxation": ("relaxation_window_ms=200", "first_lag=2", "lag_steps=3"),
                 "spike-triggered": ("average_ms=30", "gap_ms=3"),
                 "oversampling": ("sweeps=0-3", "series_resistance_mohm=5", "compensation_percent=50")}[method]
        # Synapses of this cell are not fast: with lags of its own choice the method refuses it.
        first = (*call, "first_lag=0", "lag_steps=1") if method == "relaxation" else call
        yield Step("fluctuations-" + method, "conductance", (first, (*call, *other, "output=other")), slow=2)
    vmd = ("estimate-from-fluctuations", "recording=in/cell-cc.csv", *CC, "method=vmd")
    yield from modes("conductance", "vmd-form", vmd, "form", ("exact-moments", "extended", "original-2004"))
    yield Step("operating-point", "conductance", (
        ("operating-point", *CELL), ("operating-point", *CELL, "g_i_ns=20", "g_e_ns=5", "injected_pa=50", "output=given"),
        ("operating-point", "e_reversal_mv=0", "i_reversal_mv=auto", "chloride_in_mm=10", "temperature_c=25",
         "target_mv=-55", "output=concentrations")), slow=3)


def event():
    a = ("detect-events", "recording=in/events-a.csv")
    yield from modes("event", "events-method", a, "method", ("deconvolution", "clements-bekkers", "sliding-correlation"))
    yield from modes("event", "events-polarity", a, "polarity", ("negative", "positive", "both"))
    yield from modes("event", "events-decay", a, "decay", ("mono", "bi"))
    yield Step("events-limits", "event", (
        (*a, "min_amplitude=10", "max_rise_ms=3", "max_decay_ms=20", "threshold=5", "output=limits"),
        (*a, "start_ms=500", "end_ms=4000", "sweeps=0", "low_pass_hz=500", "high_pass_hz=0", "refractory_ms=5",
         "template_rise_ms=1", "template_decay_ms=8", "template_length_ms=30", "output=part")), slow=2)
    yield Step("events-compared", "event", (
        ("detect-events", "recording=in/events-a.csv;in/events-b.csv"),
        ("detect-events", "recording=in/events-a.csv;in/events-b.csv", "conditions=control;drug", "output=named")), slow=3)
    yield Step("events-potential", "event", (
        ("detect-events", "recording=in/pair-stimulus.csv", "polarity=positive", "template_rise_ms=3",
         "template_decay_ms=15"), ("detect-events", "recording=in/pair-hd.abf", "polarity=both", "channel=1")), slow=3)


def spike():
    yield Step("spikes", "spike", (
        ("describe-spikes", "recording=in/spikes.csv"),
        ("describe-spikes", "recording=in/spikes.csv", "duration_ms=25000", "window_ms=500", "bin_ms=20", "output=other"),
        ("describe-spikes", "recording=in/beats.csv"),
        ("describe-spikes", "recording=in/cell-spikes.csv", "level=-10", "refractory_ms=5", "channel=0", "sweeps=0,2")))
    trains = tuple((command, "recording=in/beats.csv", "channel=0", "direction=" + direction, "output=" + direction)
                   for direction in ("up", "down") for command in ("describe-spikes", "estimate-branching"))
    yield Step("spikes-direction", "spike", trains + tuple(
        ("fit-avalanches", "recording=in/beats.csv", "direction=" + direction, "bootstraps=20", "output=" + direction)
        for direction in ("up", "down")), slow=4)
    branching = ("estimate-branching", "recording=in/activity.csv")
    yield Step("branching", "spike", (
        branching, (*branching, "offset=true", "max_lag=50", "resamples=100", "seed=2", "output=offset"),
        ("estimate-branching", "recording=in/spikes.csv", "bin_ms=8")), slow=3)
    avalanches = ("fit-avalanches", "recording=in/activity.csv")
    yield Step("avalanches", "spike", (
        (*avalanches, "bootstraps=500"),
        (*avalanches, "bootstraps=100", "size_from=5", "size_to=500", "duration_from=2", "duration_to=60",
         "quiet_up_to=1", "seed=2", "output=limits"),
        ("fit-avalanches", "recording=in/spikes.csv", "bin_ms=4", "bootstraps=50")), slow=6)
    aperiodic = ("fit-aperiodic", "recording=in/field.csv")
    yield Step("aperiodic", "spike", (
        aperiodic, (*aperiodic, "knee=true", "low_hz=0.5", "high_hz=150", "window_ms=4000", "output=knee"),
        (*aperiodic, "peak_height=0.1", "peak_threshold=3", "slope_start_hz=20", "slope_stop_hz=40", "rhythm_start_hz=6",
         "rhythm_stop_hz=14", "output=limits"),
        ("fit-aperiodic", "recording=in/pair-hd.abf", "channel=1", "window_ms=1000", "low_hz=2")), slow=4)


def clamp():
    weak = ("conductances=in/weak-conductances.csv", *CLAMP)
    strong = ("conductances=in/conductances.csv", *CELL, "limit_pa=3000")
    cells = ("passive", "adaptive-exponential", "wang-buzsaki")
    yield Step("impedance-wang-buzsaki", "clamp", (
        ("impedance-probe", *weak, "embedded_cell=wang-buzsaki", "amplitude_pa=20"),), slow=2)
    yield Step("calibrate", "clamp", (
        ("calibrate-device",), ("measure-electrode",),
        ("calibrate-device", "known_mohm=198", "settle_ms=200", "steps=10", "keep_as=kept.json", "output=other"),
        ("inject-conductance", *weak, "output=calibrated"), ("stop-injection",)), slow=5)
    for cell in cells:
        yield Step("inject-" + cell, "clamp", (
            ("calibrate-device", "output=calibration"),
            ("inject-conductance", *(weak if cell == "passive" else strong), "embedded_cell=" + cell, "repeats=2"),
            ("describe-recording", "recording=output/inject-conductance/recording.eiclamp"),
            ("convert-recording", "recording=output/inject-conductance/recording.eiclamp", "format=nwb"),
            *(() if cell == "passive" else (
                ("describe-spikes", "recording=output/inject-conductance/recording.eiclamp", "channel=0",
                 "level=-45"),))), slow=8)
    yield Step("electrode-wang-buzsaki", "clamp", (
        ("calibrate-device",), ("measure-electrode", "embedded_cell=wang-buzsaki"),
        ("measure-electrode", "embedded_cell=adaptive-exponential", "output=refused"),
        ("calibrate-device", "embedded_cell=adaptive-exponential", "output=refused"),
        ("calibrate-device", "embedded_cell=wang-buzsaki", "output=refused-too")), slow=4)
    yield Step("inject-table", "clamp", (
        ("inject-conductance", "conductances=in/pair-dd-truth.csv", *CLAMP, "table_sweep=1", "table_cell=1", "e_gain=0.5",
         "i_gain=1.5", "junction_potential_mv=10", "bridge_mohm=5", "command_pa=20", "telemetry_hz=5000"),), slow=2)
    noise = ("inject-conductance", "source=noise", *CLAMP, "duration_ms=400", "repeats=2", "seed=4")
    yield Step("inject-noise", "clamp", (
        noise, (*noise, "frozen=false", "noise_correlation=0.5", "e_tau_ms=5", "interval_ms=50", "output=fresh")), slow=3)
    for network in ("coba", "coba-hh", "okun-lampl-pair"):
        yield Step("inject-network-" + network, "clamp", (
            ("inject-conductance", "source=scenario", "network=" + network, "duration_ms=300", *CELL, "limit_pa=3000"),),
            slow=6)
    yield from modes("clamp", "inject-gain", ("inject-conductance", *weak, "source=table", "e_gain=0.8", "i_gain=0.8"),
                     "gain_unit", ("times", "input-conductance-mean", "input-conductance-peak"), slow=2)
    for cell in cells:
        yield Step("ratio-series-" + cell, "clamp", (
            ("inject-ratio-series", *(weak if cell == "passive" else strong), "embedded_cell=" + cell, "ratios=3",
             "blocks=2", "lowest_ratio=0.25", "spike_mv=-45", "seed=3"),), slow=4)
    for cell in cells[:2]:  # the third fires while it is probed
        yield Step("impedance-" + cell, "clamp", (
            ("impedance-probe", *weak, "embedded_cell=" + cell, "pairs=2"),
            ("impedance-conductance", "recording=output/impedance-probe/recording.eiclamp", "current_channel=command", *CELL,
             "sweep=0"),
            ("impedance-conductance", "recording=output/impedance-probe/recording.eiclamp", "current_channel=command", *CELL,
             "sweep=1", "first_hz=210", "second_hz=315", "bandwidth_hz=10", "capacitance_pf=100", "rest_percent=10",
             "output=given")), slow=4)
    yield Step("electrode", "clamp", (
        ("measure-electrode", "noise_pa=200", "noise_s=2", "embedded_series_mohm=10", "embedded_electrode_pf=5", "seed=2"),
        ("inject-conductance", *weak, "telemetry_hz=20000"),
        ("compensate-electrode", "recording=output/inject-conductance/recording.eiclamp",
         "kernel=output/measure-electrode/kernel.csv"),
        ("compensate-electrode", "recording=output/inject-conductance/recording.eiclamp", "potential_channel=V",
         "current_channels=clamp", "kernel=output/measure-electrode/kernel.csv", "output=clamp-only")), slow=5)
    yield Step("close-the-loop", "clamp", (
        ("close-the-loop", "neurons=2000", "network_ms=500", "repeats=3", "seed=2"),
        ("decompose-conductance", "recording=output/close-the-loop/recording.eiclamp", *CELL, "capacitance_pf=100", "output=back")), slow=9)


def batch():
    def settings(command, **keys):
        return json.dumps({"command": command, "parameters": keys})
    pairs = settings("correlate-pair", surrogates="50", bootstraps="50", i_reversal_mv="-75")
    call = ("batch-folder", "folder=in/pairs", "command=correlate-pair", "settings=pairs.json")
    yield Step("batch-pair", "batch", (call, (*call, "resume=true"), (*call, "workers=1", "resume=false", "output=one"),
               (*call, "workers=2", "pattern=*pair.csv", "output=two"),
               (*call, "recursive=false", "output=top")), written=(("pairs.json", pairs),), slow=8)
    yield Step("batch-others", "batch", tuple(
        ("batch-folder", "folder=in/pairs", "command=" + command)
        for command in ("describe-recording", "check-quality", "detect-events", "view-recording", "fit-aperiodic")) + (
        ("batch-folder", "folder=in/pairs", "command=convert-recording", "settings=convert.json"),
        ("batch-folder", "folder=in/cells", "command=decompose-conductance", "settings=decompose.json")),
        written=(("convert.json", settings("convert-recording", format="atf")),
                 ("decompose.json", settings("decompose-conductance", i_reversal_mv="-80", bootstraps="50",
                                             command_channel="1"))), slow=9)


def validation():
    quick = ("validate-estimator", "e_reversal_mv=0", "i_reversal_mv=-80", "sizes=2", "repetitions=2",
             "sweeps_per_level=3")
    yield from modes("validation", "validate", quick, "estimator",
                     ("voltage-clamp", "current-clamp", "slope", "vmd", "impedance", "relaxation", "spike-triggered",
                      "oversampling", "events", "pair"), slow=4)
    yield from modes("validation", "validate-correction", quick, "series_correction", ("none", "static", "dynamic"), slow=3)
    yield Step("validate-rig", "validation", (
        (*quick, "dendritic_percent=30", "compensation_percent=60", "drift_percent=1", "stray_pf=2", "filter_hz=3000",
         "levels=-90,-70,-50", "seed=9", "rate_khz=10", "delay_ms=4"),), slow=3)


# Where the defaults take long, a shorter run of the same code; at its defaults a scenario also holds its numbers
# against the published ones.
SHORT = {
    "brunel": ("duration_ms=500", "phase_diagram=false"),
    "linear-encoding": ("neurons_each=4000", "mean_inputs=400", "measured_tau=20", "measured_ms=200"),
    "fast-response": ("repeats=2",),
    "coba-hh": ("duration_ms=600",),
    "okun-lampl-pair": ("sweeps=2",),
    "epilepsy": ("duration_ms=400",),
    "ampa-loss": ("duration_ms=400",),
    "ketamine": ("duration_ms=400",),
    "alcohol-withdrawal": ("drinking_days=2", "sober_days=1", "episodes=2"),
    "ping-gamma": ("duration_ms=500",),
    "criticality": ("avalanches=30000", "bins=60000"),
    "aperiodic-slope": ("length_s=20",),
    "balanced-state": ("duration_tau=60",),
}


def scenario(full, scenarios):
    for name in scenarios:
        yield Step("run-" + name, "scenario", (("run-" + name, *(() if full else SHORT.get(name, ()))),),
                   slow=40 if full and name in SHORT else 6)
    yield Step("run-seed", "scenario", (("run-shadlen-newsome", "seed=5", "threads=1", "spikes=3000"),
               ("run-high-conductance", "seed=5", "threads=2", "duration_ms=500"),
               ("run-up-down-states", "seed=5", "duration_ms=10000", "threads=1"),
               ("run-brunel", "seed=2", "duration_ms=300", "regimes=false", "phase_diagram=true",
                "excitatory_inputs=400", "epsp_mv=0.25")), slow=12)
    yield Step("simulate", "scenario", (
        ("simulate",), ("simulate", "scenario=coba", "duration_ms=600", "neurons=2000", "seed=3"),
        ("simulate", "scenario=softky-koch", "spikes=500")), slow=3)
    yield Step("sweep", "scenario", (
        ("sweep-scenario",), ("sweep-scenario", "scenario=shadlen-newsome", "spikes=1000", "sweep_parameter=threshold",
         "sweep_from=10", "sweep_to=30", "sweep_runs=3", "seed=2"),
        ("sweep-scenario", "scenario=high-conductance", "sweep_parameter=inhibitory_mean_ns", "sweep_from=30",
         "sweep_to=60", "sweep_runs=2", "duration_ms=300", "threads=1")), slow=6)


def macro():
    """Recorded macros in plain ImageJ: entries of its menu, with keys as the recorder writes them."""
    def run(entry, keys):
        return 'run("%s", "%s");' % (entry, keys)
    yield Step("macro-recordings", "macro", (
        (run("Describe Recording...", "recording=[in/pair-hd.abf] output=[output]"), ""),
        (run("Correlate Pair...", "recording=[in/pair-hd.abf] cell_a=0 cell_b=1 max_lag_ms=100 surrogates=50 bootstraps=50 "
             "i_reversal_mv=-75 seed=2 output=[output]"), ""),
        (run("Detect Events...", "recording=[in/events-a.csv] channel=0 polarity=positive output=[output]"), ""),
        (run("Check Quality...", "recording=[in/cell-vc.abf] output=[output]"), ""),
        (run("Decompose Conductance...", "recording=[in/cell-vc.csv] command_channel=1 i_reversal_mv=-80 "
             "window_start_ms=390 baseline_start_ms=250 baseline_end_ms=390 bootstraps=50 output=[output]"), ""),
        (run("Batch Folder...", "folder=[in/pairs] command=describe-recording output=[results]"), "")), macro=True, slow=9)
    yield Step("macro-scenarios", "macro", tuple((run(entry, keys + " output=[output]"), "") for entry, keys in (
        ("Simulate...", "scenario=softky-koch spikes=300"),
        ("Shadlen-Newsome: Balance Is Irregular...", "spikes=1000 seed=4"),
        ("Operating Point and Co-Scaling...", "growth=2"),
        ("Brunel: Four Regimes...", "duration_ms=300 regimes=false phase_diagram=false"),
        ("Dale's Law and Effective Symmetry...", "strength=1.5"),
        ("Sanity Check: EPSPs to Threshold...", "epsp_mv=0.4"),
        ("COBA Benchmark...", "duration_ms=600 seed=2"),
        ("Sweep Scenario...", "scenario=operating-point sweep_parameter=growth sweep_from=0.5 sweep_to=4 sweep_runs=3"))),
        macro=True, slow=9)
    yield Step("macro-clamp", "macro", (
        (run("Calibrate Device...", "device=embedded output=[output]"), ""),
        (run("Inject Ratio Series...", "conductances=[in/conductances.csv] device=embedded limit_pa=3000 "
             "embedded_cell=adaptive-exponential e_reversal_mv=0 i_reversal_mv=-80 spike_mv=-45 ratios=3 blocks=1 output=[output]"), "")),
        macro=True, slow=9)


def mistake():
    """What is wrong in a call gives a sentence and an exit status."""
    yield Step("mistakes", "mistake", (
        ("no-such-command",), ("correlate-pair",), ("correlate-pair", "recording=none.abf"),
        ("correlate-pair", "recording=in/pair-hd.abf", "no_such_key=1"),
        ("correlate-pair", "recording=in/pair-hd.abf", "max_lag_ms=abc"),
        ("correlate-pair", "recording=in/pair-hd.abf", "normalisation=none"),
        ("correlate-pair", "recording=in/pair-hd.abf", "cell_b=7"),
        ("detect-events", "recording=in/pairs/day 1/broken.csv"),
        ("detect-events", "recording=in/events-a.csv", "channel=2"),
        ("decompose-conductance", "recording=in/cell-vc.csv", *CELL, "series_correction=most"),
        ("decompose-conductance", "recording=in/cell-cc.csv", "command_channel=4", *CELL),
        ("estimate-from-fluctuations", "recording=in/cell-spikes.csv", *CC, "method=vmd"),
        ("estimate-from-fluctuations", "recording=in/cell-spikes.csv", *CC, "method=kalman"),
        ("inject-conductance", "conductances=in/spikes.csv", *CELL), ("inject-conductance", "device=nowhere", *CELL),
        ("simulate", "scenario=nothing"), ("run-brunel", "epsp_mv=-1"), ("batch-folder", "folder=none"),
        ("sweep-scenario", "sweep_parameter=nothing"), ("convert-recording", "recording=in/pair-hd.abf", "format=wav"),
        ("describe-recording", "recording=mistake.csv")),
        written=(("mistake.csv", "time_ms,a_mv\n0,1\n0.5,2\n0.7,3\n"),), slow=8)


def recorded(folder):
    """A folder of real recordings, by batches: of each command, what it says of every file."""
    for command in ("describe-recording", "view-recording", "check-quality", "detect-events", "describe-spikes",
                    "convert-recording", "correlate-pair", "decompose-conductance", "slope-conductance",
                    "fit-aperiodic"):
        keys = {"correlate-pair": {"surrogates": "50", "bootstraps": "50", "i_reversal_mv": "-75"},
                "decompose-conductance": {"bootstraps": "50", "i_reversal_mv": "-80"},
                "slope-conductance": {"i_reversal_mv": "-80"}}.get(command, {})
        yield Step("recorded-" + command, "recorded", (
            ("batch-folder", "folder=" + str(folder), "command=" + command, "settings=settings.json"),),
            written=(("settings.json", json.dumps({"command": command, "parameters": keys})),), slow=60)
