package org.eibalance.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.eibalance.figure.Axis;
import org.eibalance.figure.Figure;
import org.eibalance.figure.Panel;
import org.eibalance.figure.Role;
import org.eibalance.figure.Series;
import org.eibalance.model.network.Connectivity;
import org.eibalance.model.network.Network;
import org.eibalance.model.network.PoissonDrive;
import org.eibalance.model.network.Population;
import org.eibalance.model.network.Spikes;
import org.eibalance.model.neuron.LeakyIntegrateAndFire;
import org.eibalance.model.synapse.Synapse;
import org.eibalance.model.theory.SparseNetworkTheory;
import org.eibalance.result.Table;

/** The sparse network of identical neurons and its four regimes (Brunel 2000, model A). */
public final class Brunel extends Scenario<Brunel.Settings> {

	private static final double STEP_MS = 0.1;
	private static final double SETTLE_MS = 200;

	/** One point of the paper's figure 8 in each regime: name, g, eta, and how long it is shown. */
	private enum Regime {
		SYNCHRONOUS_REGULAR("synchronous regular", 3, 2, 60), FAST("synchronous irregular, fast", 6, 4, 250),
		ASYNCHRONOUS("asynchronous irregular", 5, 2, 250), SLOW("synchronous irregular, slow", 4.5, 0.9, 500);

		private final String label;
		private final double g;
		private final double eta;
		private final double ms;

		Regime(final String label, final double g, final double eta, final double ms) {
			this.label = label;
			this.g = g;
			this.eta = eta;
			this.ms = ms;
		}
	}

	/** Its settings. */
	record Settings(@Setting(label = "Relative strength of inhibition g", standard = 5, min = 0, max = 20,
		description = "An inhibitory jump over an excitatory one.") double relativeInhibition,
		@Setting(label = "External rate eta", standard = 2, min = 0.1, max = 10,
			description = "Rate of the external inputs over the one whose mean just reaches threshold.") double externalRatio,
		@Setting(label = "Excitatory inputs", standard = 1000, min = 10, max = 4000,
			description = "Number of excitatory inputs of a neuron, a tenth of all excitatory neurons; a quarter as many are inhibitory.") int excitatoryInputs,
		@Setting(label = "EPSP", unit = "mV", standard = 0.1, min = 0.001, max = 5,
			description = "Jump of the potential at an excitatory spike.") double epspMv,
		@Setting(label = "Reset", unit = "mV", standard = 10, min = -20, max = 19,
			description = "Potential after a spike, from rest; the threshold is at 20 mV.") double resetMv,
		@Setting(label = "Delay", unit = "ms", standard = 1.5, min = 0.1, max = 20,
			description = "Time from a spike to its arrival.") double delayMs,
		@Setting(label = "Duration", unit = "ms", standard = 1000, min = 300, max = 100000,
			description = "Length of the simulation, of which the first 200 ms are not measured.") double durationMs,
		@Setting(label = "Show the four regimes", standard = 1, min = 0, max = 1,
			description = "Whether one network of each regime is simulated and shown beside the chosen one.") boolean regimes)
	{}

	/** For the list of scenarios. */
	Brunel() {
		super(Settings.class, "Brunel: Four Regimes",
			"The sparse network of identical neurons: four regimes, and the rates of theory beside those of simulation (Brunel 2000).");
	}

	@Override
	protected ScenarioResult compute(final Settings s, final ScenarioRun run) {
		final Spikes spikes = simulate(s, s.relativeInhibition, s.externalRatio, s.durationMs, run, 0, s.regimes ? 0.5 : 1);
		final Population.Part all = cells(s);
		final double rateHz = spikes.rateHz(all, SETTLE_MS, s.durationMs);
		final double cv = spikes.meanCv(all, SETTLE_MS, s.durationMs, 6);
		final double fano = spikes.populationFano(all, SETTLE_MS, s.durationMs, 3);
		final double peakHz = rhythm(spikes.histogram(all, SETTLE_MS, s.durationMs, 1));
		final List<SparseNetworkTheory.State> states = theory(s, s.relativeInhibition, s.externalRatio).states();
		final double theoryHz = states.isEmpty() ? Double.NaN : states.get(0).rateHz();
		final double theoryCv = states.isEmpty() ? Double.NaN : states.get(0).cv();
		final List<Measure> measures = List.of(new Measure("rate_hz", rateHz, "Hz", 37.7, 0.5), new Measure("cv", cv, "",
			0.42, 0.04), new Measure("population_fano_3_ms", fano, "", 229, 60), new Measure("rhythm_hz", peakHz, "Hz", 128, 8),
			new Measure("rate_theory_hz", theoryHz, "Hz", 37.950, 0.001), new Measure("cv_theory", theoryCv, "", 0.675,
				0.001));
		final double[] g = new double[17];
		final double[] low = new double[17];
		final double[] high = new double[17];
		for (int i = 0; i < g.length; i++) {
			run.checkCancelled();
			g[i] = 4 + 0.25 * i;
			low[i] = rateOf(theory(s, g[i], 2));
			high[i] = rateOf(theory(s, g[i], 4));
		}
		final List<Figure.Row> rows = new ArrayList<>();
		final double from = Math.max(0, s.durationMs - 200);
		final Population.Part few = all.population().part(0, Math.min(100, all.neurons()));
		if (s.regimes) rows.addAll(regimes(s, run));
		rows.add(new Figure.Row(1, List.of(SpikeFigures.raster("g = " + s.relativeInhibition + ", eta = " + s.externalRatio,
			spikes, few, from, s.durationMs, Role.RESULT), SpikeFigures.rate(spikes, all, from, s.durationMs, 1))));
		rows.add(Figure.row(1, Panel.of("Stationary rate", Axis.of("g", 4, 8), new Axis("rate (Hz)", Double.NaN, Double.NaN,
			true), Series.line("theory, eta 2", g, low, Role.CELL_A), Series.line("theory, eta 4", g, high, Role.CELL_B),
			new Series("this simulation", new double[] { s.relativeInhibition }, new double[] { Math.max(rateHz, 0.01) },
				Role.RESULT, Series.Style.POINTS))));
		return new ScenarioResult(List.of("At g = " + s.relativeInhibition + " and eta = " + s.externalRatio +
			" the neurons fire at " + Text.number(rateHz) + " Hz (theory " + Text.number(theoryHz) + " Hz) with a CV of " + Text
				.number(cv) + ", and the population has a rhythm of " + Text.number(peakHz) + " Hz."), measures, Map.of(
					"spikes.csv", SpikeFigures.table(spikes, few, s.durationMs), "rate.csv", Table.ofNumbers(List.of("g",
						"rate_theory_eta_2_hz", "rate_theory_eta_4_hz"), g, low, high)), new Figure("Sparse network", Figure.TWO_COLUMNS_MM,
							s.regimes ? 240 : 140, rows));
	}

	private static double rateOf(final SparseNetworkTheory theory) {
		final List<SparseNetworkTheory.State> states = theory.states();
		return states.isEmpty() ? Double.NaN : states.get(0).rateHz();
	}

	private List<Figure.Row> regimes(final Settings s, final ScenarioRun run) {
		final List<Panel> panels = new ArrayList<>();
		for (final Regime r : Regime.values()) {
			final int place = r.ordinal();
			final Spikes spikes = simulate(s, r.g, r.eta, r.ms, run, 0.5 + place / 8.0, 0.5 + (place + 1) / 8.0);
			panels.add(SpikeFigures.raster(r.label + " (" + r.g + ", " + r.eta + ")", spikes, cells(s).population().part(0, 50),
				r.ms > 100 ? r.ms - 150 : 0, r.ms, Role.NEUTRAL));
		}
		return List.of(new Figure.Row(1, panels.subList(0, 2)), new Figure.Row(1, panels.subList(2, 4)));
	}

	private static SparseNetworkTheory theory(final Settings s, final double g, final double eta) {
		return new SparseNetworkTheory(new org.eibalance.model.theory.DiffusionNeuron(20, 20, s.resetMv, 2),
			s.excitatoryInputs, 0.25, s.epspMv, g, eta);
	}

	private static Population.Part cells(final Settings s) {
		return network(s, 5, 2, 0).populations().get(0).whole();
	}

	private static Spikes simulate(final Settings s, final double g, final double eta, final double durationMs,
		final ScenarioRun run, final double from, final double to)
	{
		return network(s, g, eta, run.seed()).run(durationMs, run.threads(), run.part(from, to));
	}

	/** Network of model A. */
	static Network network(final Settings s, final double g, final double eta, final long seed) {
		final Network.Builder b = new Network.Builder(STEP_MS, seed);
		final int excitatory = 10 * s.excitatoryInputs;
		final int inhibitory = excitatory / 4;
		final Population cells = b.population("cells", LeakyIntegrateAndFire.ofTimeConstant(20, 0, 20, s.resetMv, 2),
			excitatory + inhibitory, new Synapse.Delta());
		final Population.Part all = cells.whole();
		b.connect(cells.part(0, excitatory), all, 0, new Connectivity.FixedInDegree(s.excitatoryInputs), s.epspMv, s.delayMs);
		b.connect(cells.part(excitatory, excitatory + inhibitory), all, 0, new Connectivity.FixedInDegree(s.excitatoryInputs /
			4), -g * s.epspMv, s.delayMs);
		// C_E inputs at eta theta / (J C_E tau) each.
		b.drive(new PoissonDrive(all, 0, eta * 20 / (s.epspMv * 20) * 1000, s.epspMv));
		return b.build();
	}

	/** Frequency of the largest peak of a population's spectrum between 20 and 300 Hz, from bins of 1 ms. */
	static double rhythm(final double[] bins) {
		double mean = 0;
		for (final double x : bins) mean += x / bins.length;
		double best = 0;
		double bestHz = Double.NaN;
		// Averaged over pieces of 200 ms at 5 Hz: one long spectrum would be too ragged to have a peak.
		final int piece = Math.min(200, bins.length);
		for (double hz = 20; hz <= 300; hz += 1000.0 / piece) {
			double power = 0;
			for (int start = 0; start + piece <= bins.length; start += piece / 2) {
				double re = 0;
				double im = 0;
				for (int i = 0; i < piece; i++) {
					final double window = 1 - Math.cos(2 * Math.PI * (i + 0.5) / piece);
					re += window * (bins[start + i] - mean) * Math.cos(2 * Math.PI * hz * i / 1000);
					im += window * (bins[start + i] - mean) * Math.sin(2 * Math.PI * hz * i / 1000);
				}
				power += re * re + im * im;
			}
			if (power > best) {
				best = power;
				bestHz = hz;
			}
		}
		return bestHz;
	}
}
