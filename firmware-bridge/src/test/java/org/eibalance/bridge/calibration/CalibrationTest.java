package org.eibalance.bridge.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;

import org.eibalance.bridge.link.ModelCell;
import org.eibalance.bridge.link.WasmDevice;
import org.eibalance.bridge.protocol.Calibration;
import org.eibalance.bridge.session.Session;
import org.eibalance.recording.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calibration of a rig on a model cell, and what it allows. */
class CalibrationTest {

	private static final LocalDate DAY = LocalDate.of(2026, 5, 6);

	private static RigCalibration measure(final ModelCell cell, final double knownMohm, final int steps) {
		try (Session session = Session.open(new WasmDevice(cell, 100_000, 3))) {
			return new CalibrationProcedure(knownMohm, -70, 20, 300, steps).measure(session, LineFit.NONE, LineFit.NONE, DAY,
				done -> {});
		}
	}

	private static ModelCell cell(final double seriesMohm, final double electrodePf, final double noiseMv,
		final int latencyTicks)
	{
		return new ModelCell(ModelCell.Kind.PASSIVE, 100, 5, -70, seriesMohm, electrodePf, noiseMv, latencyTicks, seriesMohm > 0
			? 10 : 1);
	}

	@Test
	void aModelCellWithoutElectrodeIsMeasured() {
		final RigCalibration rig = measure(cell(0, 0, 0, 1), 200, 3);
		assertEquals(200, rig.measuredMohm(), 0.5);
		assertTrue(rig.resistanceIsRight());
		assertEquals(100, rig.capacitancePf(), 2);
		assertEquals(0, rig.seriesMohm(), 0.3);
		assertEquals(0, rig.zeroOffsetPa(), 0.2);
		/* One tick of latency, and the one for which a current stays put out. */
		assertEquals(20, rig.latencyUs(), 6);
	}

	@Test
	void electrodeAndLatencyAreFoundThroughNoise() {
		final RigCalibration rig = measure(cell(12, 6, 0.1, 3), 212, 30);
		assertEquals(212, rig.measuredMohm(), 2);
		assertEquals(12, rig.seriesMohm(), 1);
		assertEquals(72, rig.electrodeUs(), 25);
		assertEquals(40, rig.latencyUs(), 12);
		/* The electrode's own 6 pF charge with the membrane. */
		assertEquals(106, rig.capacitancePf(), 2);
		assertEquals(0.1, rig.noiseMv(), 0.01);
	}

	@Test
	void aLevelThatHasNotSettledIsNotBelieved() {
		try (Session session = Session.open(new WasmDevice(ModelCell.passive(), 100_000, 3))) {
			final InputException e = assertThrows(InputException.class, () -> new CalibrationProcedure(200, -70, 20, 60, 2)
				.measure(session, LineFit.NONE, LineFit.NONE, DAY, done -> {}));
			assertTrue(e.getMessage().contains("settle_ms"), e.getMessage());
		}
	}

	@Test
	void aResistanceThatIsNotTheKnownOneIsNotArmedWith() {
		final RigCalibration rig = measure(cell(0, 0, 0, 1), 210, 2);
		assertFalse(rig.resistanceIsRight());
		try (Session session = Session.open(new WasmDevice(ModelCell.passive(), 100_000, 1))) {
			final InputException e = assertThrows(InputException.class, () -> rig.check(session.device(), session.calibration()
				.crc(), DAY, 30));
			assertTrue(e.getMessage().contains("2 %"), e.getMessage());
		}
	}

	@Test
	void aStaleOrForeignCalibrationIsRefused() {
		final RigCalibration rig = measure(cell(0, 0, 0, 1), 200, 2);
		try (Session session = Session.open(new WasmDevice(ModelCell.passive(), 100_000, 1))) {
			final int crc = session.calibration().crc();
			rig.check(session.device(), crc, DAY.plusDays(30), 30);
			assertTrue(assertThrows(InputException.class, () -> rig.check(session.device(), crc, DAY.plusDays(31), 30))
				.getMessage().contains("31 days"));
			assertThrows(InputException.class, () -> rig.check(session.device(), crc, DAY.minusDays(1), 30));
			assertTrue(assertThrows(InputException.class, () -> rig.check(session.device(), crc + 1, DAY, 30)).getMessage()
				.contains("own calibration"));
		}
	}

	@Test
	void aCalibrationIsKeptWithItsChecksumAndAChangedOneIsRefused(@TempDir final Path folder) throws IOException {
		final RigCalibration rig = new RigCalibration("board", "2026-05-06", 7, LineFit.NONE, LineFit.NONE, LineFit.NONE, 200,
			201, 0.5, 1.25, 10, 20, 100, 0.1);
		final Path file = folder.resolve("a").resolve("rig.json");
		assertTrue(assertThrows(InputException.class, () -> CalibrationStore.load(file)).getMessage().contains(
			"calibrate-device"));
		CalibrationStore.save(rig, file);
		assertEquals(rig, CalibrationStore.load(file));
		Files.writeString(file, Files.readString(file).replace("1.25", "0.25"));
		assertTrue(assertThrows(InputException.class, () -> CalibrationStore.load(file)).getMessage().contains("damaged"));
		Files.writeString(file, "{");
		assertThrows(InputException.class, () -> CalibrationStore.load(file));
	}

	@Test
	void aMetersLinesMendTheConverters() {
		final Calibration old = new Calibration(0.01f, -327.68f, 6, 32768, 1, "old");
		/* The meter shows 5 % more and 3 pA too much; the input 2 % more and 1 mV too much. */
		final double[] x = { -100, 0, 100, 200 };
		final LineFit output = LineFit.of(x, new double[] { -102, 3, 108, 213 });
		final LineFit input = LineFit.of(x, new double[] { -101, 1, 103, 205 });
		final Calibration mended = RigCalibration.corrected(old, input, output, DAY, "test");
		final double code = 100 * mended.dacScalePerPa() + mended.dacZero();
		/* With the old calibration this code was asked for as that many pA, and the meter said: */
		assertEquals(100, 1.05 * (code - old.dacZero()) / old.dacScalePerPa() + 3, 0.01);
		assertEquals(1.02 * old.voltageMv(30_000) + 1, mended.voltageMv(30_000), 0.001);
		assertThrows(InputException.class, () -> LineFit.of(new double[] { 1, 1, 1 }, new double[] { 1, 2, 3 }));
		assertThrows(InputException.class, () -> LineFit.of(new double[] { 1, 2 }, new double[] { 1, 2 }));
	}

	@Test
	void theStabilityLimitIsHalfOfWhatIsJustStable() {
		/* 10 MOhm, 5 pF, one sample of 10 us: 1 / (R (1 - exp(-10/50))) = 552 nS, and the membrane's own share. */
		assertEquals(0.5 * 1000 / (10 * (1 - Math.exp(-0.2)) + 0.1), new StabilityLimit(10, 50, 10, 100).allowedNs(0), 1e-9);
		/* A bridge of the right size leaves the early error; one too large leaves more. */
		assertTrue(new StabilityLimit(10, 5, 10, 100).allowedNs(10) > new StabilityLimit(10, 5, 10, 100).allowedNs(0));
		assertTrue(new StabilityLimit(10, 5, 10, 100).allowedNs(20) < new StabilityLimit(10, 5, 10, 100).allowedNs(10));
	}

	@Test
	void moreConductanceThanIsStableIsRefusedWithTheNumbers() {
		final SafetyLimits limits = SafetyLimits.defaults(400, 0, 1, 5000);
		final InputException e = assertThrows(InputException.class, () -> Configurations.of(limits, 100_000, 10,
			new StabilityLimit(10, 50, 10, 100), 0, 400, 0, -75, Optional.empty()));
		assertTrue(e.getMessage().contains("oscillate") && e.getMessage().contains("261.4"), e.getMessage());
	}

	@Test
	void theDefaultSlewLetsASpikePass() {
		assertEquals(35_000, SafetyLimits.defaults(70, 0, 1, 5000).slewPaPerMs());
		assertTrue(assertThrows(InputException.class, () -> SafetyLimits.defaults(70, 0, 1, 5000).withLimitPa(6000, 5000))
			.getMessage().contains("hardware"));
	}
}
