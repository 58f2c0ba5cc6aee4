package org.eibalance.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

import org.eibalance.bridge.calibration.RigCalibration;
import org.eibalance.bridge.calibration.StabilityLimit;
import org.eibalance.bridge.experiment.ClampRecorder;
import org.eibalance.bridge.experiment.Injection;
import org.eibalance.bridge.session.RunOutcome;
import org.eibalance.recording.InputException;
import org.eibalance.result.Table;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Conductances of a table into a cell, again and again, recorded. */
@Plugin(type = Command.class, menuPath = "Plugins>E/I Balance>Inject Conductance...", headless = true,
	description = "Injects the excitatory and inhibitory conductances of a table into a cell by dynamic clamp, and records.")
public final class InjectConductance extends InjectingCommand {

	@Parameter(label = "Steady current (pA)", min = "-10000", max = "10000", persist = false,
		description = "Injected beside the conductances, and recorded apart from them.")
	private double command_pa = 0;

	@Parameter(label = "Repeats", min = "1", max = "10000", persist = false,
		description = "How often the same conductances are injected.")
	private int repeats = 1;

	@Parameter(label = "Interval (ms)", min = "0", max = "600000", persist = false,
		description = "Pause between two runs, without current.")
	private int interval_ms = 500;

	@Parameter(label = "Start on trigger", persist = false,
		description = "Whether each run waits for a rising edge of the device's trigger input.")
	private boolean start_on_trigger = false;

	@Override
	protected Findings compute() {
		final Injection injection = injection(command_pa, start_on_trigger);
		return RunningRecording.in(outputFolder().resolve("inject-conductance"), file -> withSession(session -> {
			final RigCalibration rig = calibration(session, calibrationFile(), calibrationDays());
			final StabilityLimit stability = stability(rig);
			injection.plan(session.device(), stability); // refused before there is a file
			final List<RunOutcome> outcomes = new ArrayList<>();
			try (ClampRecorder recorder = ClampRecorder.create(file, session, injection, rig, now())) {
				for (int k = 0; k < repeats; k++) {
					if (k > 0) session.pause(interval_ms);
					final RunOutcome outcome = session.run(injection.plan(session.device(), stability), recorder);
					outcomes.add(outcome);
					progress((k + 1.0) / repeats);
					status("Run " + (k + 1) + " of " + repeats + ": " + outcome.sentence());
					if (!outcome.complete()) break;
				}
			}
			return new Findings("inject-conductance", sentences(outcomes, stability), summary(outcomes, session.device()
				.loopHz()), Map.of(), files(file, outcomes.get(outcomes.size() - 1)), figure("Injected conductances",
					file), List.of(table()), OptionalLong.empty());
		}));
	}

	/** The recording, and the last frames both ways where the device stopped. */
	private static Map<String, Findings.FileMaker> files(final Path running, final RunOutcome last) {
		final Map<String, Findings.FileMaker> files = new LinkedHashMap<>();
		files.put("recording.eiclamp", RunningRecording.moved(running));
		if (!last.lastFrames().isEmpty()) files.put("last-frames.txt", file -> {
			try {
				Files.write(file, last.lastFrames());
			}
			catch (final IOException e) {
				throw new InputException(file + " cannot be written (" + e.getMessage() + ").", e);
			}
		});
		return files;
	}

	private List<String> sentences(final List<RunOutcome> outcomes, final StabilityLimit stability) {
		final List<String> sentences = new ArrayList<>();
		final RunOutcome last = outcomes.get(outcomes.size() - 1);
		final long complete = outcomes.stream().filter(RunOutcome::complete).count();
		sentences.add(complete + " of " + repeats + " runs went on to their end.");
		if (!last.complete()) sentences.add(last.sentence());
		final long missing = outcomes.stream().mapToLong(RunOutcome::missing).sum();
		if (missing > 0) sentences.add(missing + " samples did not come; they are NaN in the recording.");
		if (outcomes.stream().anyMatch(RunOutcome::limited)) sentences.add(
			"The current met its limit: for that time it was not what the conductances ask for.");
		sentences.add(sentence(stability));
		return sentences;
	}

	private static Table summary(final List<RunOutcome> outcomes, final int loopHz) {
		final Table.Builder table = Table.withColumns("run", "complete", "fault", "duration_ms", "samples", "missing",
			"underruns", "limited", "ramp_ms");
		for (int k = 0; k < outcomes.size(); k++) {
			final RunOutcome o = outcomes.get(k);
			table.row(k, o.complete(), o.complete() ? "" : o.sentence(), 1000.0 * (o.endTick() - o.beginTick()) / loopHz, o
				.samples(), o.missing(), o.underruns(), o.limited(), 1000.0 * (o.zeroTick() - o.endTick()) / loopHz);
		}
		return table.build();
	}
}
