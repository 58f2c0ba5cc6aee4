package org.eibalance.check.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eibalance.analysis.quality.ChannelQuality;
import org.eibalance.analysis.quality.MembraneDefinition;
import org.eibalance.analysis.quality.MembraneTestResult;
import org.eibalance.analysis.quality.PulseMeasures;
import org.eibalance.analysis.quality.PulseSweep;
import org.eibalance.analysis.quality.QualityLimits;
import org.eibalance.analysis.quality.SecondExponential;
import org.eibalance.analysis.quality.SweepQuality;
import org.eibalance.analysis.quality.TestPulse;
import org.eibalance.check.CheckResult;
import org.eibalance.check.CheckState;
import org.eibalance.check.Checks;
import org.eibalance.recording.Channel;
import org.eibalance.recording.ClampMode;
import org.eibalance.recording.Unit;
import org.eibalance.report.quality.QualityReport;
import org.junit.jupiter.api.Test;

/** A cell that is well held passes all checks; each fault is found by its own. */
class QualityChecksTest {

    private static final int SWEEPS = 5;

    /** What is wrong with a cell: its values are those of a good one plus these, the drifts over all sweeps. */
    private record Fault(
            double raMohm, double raDrift, double holdingPa, double holdingDrift, double noise, double hum, int lost) {}

    private static final Fault NONE = new Fault(0, 0, 0, 0, 0, 0, 0);

    private static ChannelQuality cell(final Fault fault, final boolean pulse, final Unit unit) {
        final List<SweepQuality> sweeps = new ArrayList<>();
        final List<PulseMeasures> measures = new ArrayList<>();
        for (int k = 0; k < SWEEPS; k++) {
            final double share = k / (SWEEPS - 1.0);
            final double holding = -50 + fault.holdingPa + share * fault.holdingDrift;
            sweeps.add(new SweepQuality(
                    k, holding, 3 + fault.noise, 0.1 + fault.hum, 0.1, 0.1, fault.lost, fault.lost, 10_000, -70));
            final double ra = 15 + fault.raMohm + share * fault.raDrift;
            measures.add(new PulseMeasures(k, -10, holding, ra, 200, 150, 2, ra, null, ""));
        }
        final ClampMode mode = unit == Unit.PICOAMPERE ? ClampMode.VOLTAGE_CLAMP : ClampMode.CURRENT_CLAMP;
        return new ChannelQuality(
                new Channel(0, "Im", unit, mode, 10_000, Channel.NO_COMMAND),
                sweeps,
                pulse
                        ? Optional.of(new MembraneTestResult(
                                MembraneDefinition.COMPARTMENT,
                                true,
                                new SecondExponential(false, 0, 0, 0, 0),
                                measures))
                        : Optional.empty(),
                pulse
                        ? IntStream.range(0, SWEEPS)
                                .mapToObj(k -> new PulseSweep(k, new TestPulse(0, 50, 100, 150, -10), new double[150]))
                                .toList()
                        : List.of(),
                "a step",
                true,
                pulse ? List.of(-70.0, -70.0, -70.0, -70.0, -70.0) : List.of());
    }

    private static String names(final Fault fault, final CheckState state) {
        return QualityChecks.of(cell(fault, true, Unit.PICOAMPERE), QualityLimits.DEFAULT)
                .names(state);
    }

    @Test
    void aWellHeldCellPassesAll() {
        final Checks checks = QualityChecks.of(cell(NONE, true, Unit.PICOAMPERE), QualityLimits.DEFAULT);
        assertEquals(
                9,
                checks.with(CheckState.PASSED).size(),
                checks.results().stream().map(CheckResult::sentence).collect(Collectors.joining(" ")));
    }

    @Test
    void eachFaultIsFoundByItsCheck() {
        assertEquals("access_resistance", names(new Fault(20, 0, 0, 0, 0, 0, 0), CheckState.FAILED));
        assertEquals("access_drift", names(new Fault(0, 5, 0, 0, 0, 0, 0), CheckState.FAILED));
        assertEquals("holding_drift", names(new Fault(0, 0, 0, -150, 0, 0, 0), CheckState.FAILED));
        assertEquals("holding_drift", names(new Fault(0, 0, 0, 60, 0, 0, 0), CheckState.DOUBTFUL));
        assertEquals("noise", names(new Fault(0, 0, 0, 0, 30, 0, 0), CheckState.DOUBTFUL));
        assertEquals("hum", names(new Fault(0, 0, 0, 0, 0, 3, 0), CheckState.DOUBTFUL));
        assertEquals("not_saturated;samples_complete", names(new Fault(0, 0, 0, 0, 0, 0, 3), CheckState.DOUBTFUL));
        assertEquals("not_saturated", names(new Fault(0, 0, 0, 0, 0, 0, 300), CheckState.FAILED));
        assertEquals("plausible_values", names(new Fault(0, 0, 8000, 0, 0, 0, 0), CheckState.DOUBTFUL));
    }

    @Test
    void ofValuesThatNoCellGivesNothingIsSaid() {
        final ChannelQuality wrong = cell(new Fault(0, 0, 1e12, 1e9, 1e9, 0, 0), true, Unit.PICOAMPERE);
        assertEquals(
                "plausible_values",
                QualityChecks.of(wrong, QualityLimits.DEFAULT).names(CheckState.FAILED));
        final List<String> sentences =
                QualityReport.of("cell.abf", List.of(wrong), List.of()).sentences();
        assertTrue(sentences.stream().anyMatch(s -> s.startsWith("Neither current nor noise is given: ")));
        assertTrue(sentences.stream().noneMatch(s -> s.contains("Means over the sweeps")));
    }

    @Test
    void withoutATestPulseTheCurrentIsStillSaid() {
        final List<String> sentences = QualityReport.of(
                        "cell.abf", List.of(cell(NONE, false, Unit.PICOAMPERE)), List.of())
                .sentences();
        assertTrue(sentences.contains("The holding current is -50.0 pA."), sentences.toString());
        assertTrue(sentences.stream().anyMatch(s -> s.contains("noise 3.00 pA")), sentences.toString());
    }

    @Test
    void ofSeveralChannelsTheWorstIsNamed() {
        final CheckResult check = QualityChecks.of(
                        List.of(
                                cell(NONE, true, Unit.PICOAMPERE),
                                cell(new Fault(20, 0, 0, 0, 0, 0, 0), true, Unit.PICOAMPERE)),
                        QualityLimits.DEFAULT)
                .find(AccessResistance.NAME)
                .orElseThrow();
        assertTrue(check.failed() && check.sentence().startsWith("Channel 0 (Im): R_a is 35.0 MOhm"));
    }
}
