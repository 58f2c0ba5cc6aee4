package org.eibalance.bridge.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.eibalance.scenario.Measure;
import org.eibalance.scenario.ScenarioResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Simulate, inject, record, estimate back. */
class CloseTheLoopTest {

	@TempDir
	private Path folder;

	@Test
	void whatWasInjectedIsFoundAgain() {
		final ScenarioResult result = new CloseTheLoop(4000, 1000, 10, 400, 0.05, 1).run(folder.resolve("a.eiclamp"), 1,
			p -> {});
		result.measures().forEach(m -> System.out.println(m.name() + " " + m.value() + " " + m.unit()));
		for (final Measure m : result.measures()) assertTrue(!m.isExpected() || m.ok(), m.toString());
		assertTrue(result.value("anderson_correlation_e") > 0.99);
		assertTrue(result.value("anderson_correlation_i") > 0.99);
		assertTrue(result.value("impedance_correlation_e") > 0.95);
		assertTrue(result.value("impedance_correlation_i") > 0.95);
	}

	@Test
	void theSameSeedGivesTheSameBytes() throws IOException {
		final CloseTheLoop small = new CloseTheLoop(4000, 250, 2, 400, 0.05, 3);
		final ScenarioResult one = small.run(folder.resolve("1.eiclamp"), 1, p -> {});
		final ScenarioResult two = small.run(folder.resolve("2.eiclamp"), 2, p -> {});
		assertTrue(one.measures().equals(two.measures()));
		assertArrayEquals(Files.readAllBytes(folder.resolve("1.eiclamp")), Files.readAllBytes(folder.resolve("2.eiclamp")));
	}
}
