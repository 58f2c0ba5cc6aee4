package org.eibalance.report.conductance;

import static org.eibalance.result.Column.column;

import java.util.List;
import org.eibalance.analysis.conductance.decomposition.ConditionConductances;
import org.eibalance.analysis.conductance.decomposition.UsedLevel;
import org.eibalance.result.Table;

/** The summary of decomposed conductances: one row a condition. */
final class DecompositionSummary {

    private DecompositionSummary() {}

    static Table of(final AnalysedRecording recording, final List<ConditionConductances> conditions) {
        return Table.of(
                conditions,
                column("recording", "", c -> recording.name()),
                column("condition", "", ConditionConductances::condition),
                column("g_e_peak_ns", "nS", c -> c.found().excitatoryResponse().peakNs()),
                column("g_i_peak_ns", "nS", c -> c.found().inhibitoryResponse().peakNs()),
                column("onset_e_ms", "ms", c -> c.found().excitatoryResponse().onsetMs()),
                column("onset_i_ms", "ms", c -> c.found().inhibitoryResponse().onsetMs()),
                column("delay_ms", "ms", c -> c.found().peakDelay().ms()),
                column("ci_low_ms", "ms", c -> c.found().peakDelay().interval().low()),
                column("ci_high_ms", "ms", c -> c.found().peakDelay().interval().high()),
                column("leak_ns", "nS", c -> c.found().leak().conductanceNs()),
                column("leak_reversal_mv", "mV", c -> c.found().leak().reversalMv()),
                column("ra_mohm", "MOhm", ConditionConductances::seriesMohm),
                column("channel", "", c -> recording.channel()),
                column("peak_e_ms", "ms", c -> c.found().excitatoryResponse().peakMs()),
                column("peak_i_ms", "ms", c -> c.found().inhibitoryResponse().peakMs()),
                column("onset_delay_ms", "ms", c -> c.found().onsetDelay().ms()),
                column(
                        "onset_ci_low_ms",
                        "ms",
                        c -> c.found().onsetDelay().interval().low()),
                column(
                        "onset_ci_high_ms",
                        "ms",
                        c -> c.found().onsetDelay().interval().high()),
                column(
                        "g_e_peak_low_ns",
                        "nS",
                        c -> c.found().excitatoryPeakInterval().low()),
                column(
                        "g_e_peak_high_ns",
                        "nS",
                        c -> c.found().excitatoryPeakInterval().high()),
                column(
                        "g_i_peak_low_ns",
                        "nS",
                        c -> c.found().inhibitoryPeakInterval().low()),
                column(
                        "g_i_peak_high_ns",
                        "nS",
                        c -> c.found().inhibitoryPeakInterval().high()),
                column("leak_se_ns", "nS", c -> c.found().leak().conductanceSeNs()),
                column("leak_reversal_se_mv", "mV", c -> c.found().leak().reversalSeMv()),
                column("leak_r_squared", "", c -> c.found().leak().rSquared()),
                column(
                        "curvature_ns_per_mv",
                        "nS/mV",
                        c -> c.found().leak().curvature().quadratic()),
                column("curvature_p", "", c -> c.found().leak().curvature().pValue()),
                column("currents_bend", "", DecompositionSummary::bends),
                column("negative_share_e", "", c -> c.found().excitation().negativeShare()),
                column("negative_share_i", "", c -> c.found().inhibition().negativeShare()),
                column(
                        "clearly_negative_share_e",
                        "",
                        c -> c.found().excitation().clearlyNegativeShare()),
                column(
                        "clearly_negative_share_i",
                        "",
                        c -> c.found().inhibition().clearlyNegativeShare()),
                column("levels", "", c -> c.found().levels().size()),
                column(
                        "sweeps",
                        "",
                        c -> c.found().levels().stream()
                                .mapToInt(UsedLevel::sweeps)
                                .sum()),
                column("sweeps_left_out", "", c -> c.found().leftOut().size()),
                column("cm_pf", "pF", c -> c.found().settings().capacitancePf()),
                column(
                        "junction_potential_mv",
                        "mV",
                        c -> c.found().settings().junction().potentialMv()),
                column("low_pass_hz", "Hz", c -> c.found().settings().lowPassHz()));
    }

    private static boolean bends(final ConditionConductances c) {
        return c.found().leak().curvature().isWarning()
                || c.found().responseCurvature().isWarning();
    }
}
