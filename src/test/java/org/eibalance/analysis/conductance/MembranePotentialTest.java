package org.eibalance.analysis.conductance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What the amplifier shows, less the junction potential and the drop over the pipette. */
class MembranePotentialTest {

    private static final JunctionPotential TEN_MV = JunctionPotential.toCorrect(10);

    @Test
    void outwardCurrentThroughThePipetteLeavesLessPotentialForTheMembrane() {
        final MembranePotential twentyMohm = MembranePotential.of(JunctionPotential.NONE, 20, 0);
        assertEquals(-54, twentyMohm.of(-50, 200), 1e-12, "200 pA over 20 MOhm are 4 mV");
        assertEquals(-46, twentyMohm.of(-50, -200), 1e-12);
    }

    @Test
    void theJunctionPotentialIsSubtractedUnlessItWasBefore() {
        assertEquals(-60, MembranePotential.of(TEN_MV, 0, 0).of(-50, 200), 1e-12);
        assertEquals(-50, MembranePotential.of(TEN_MV.asApplied(), 0, 0).of(-50, 200), 1e-12);
    }

    @Test
    void onlyWhatTheAmplifierLeavesOfTheSeriesResistanceCounts() {
        assertEquals(-51, MembranePotential.of(JunctionPotential.NONE, 20, 0.75).of(-50, 200), 1e-12);
        assertEquals(5, MembranePotential.uncompensatedMohm(20, 0.75), 1e-12);
        assertTrue(MembranePotential.of(JunctionPotential.NONE, 20, 1).isNone());
        assertFalse(MembranePotential.of(TEN_MV, 20, 1).isNone());
    }

    @Test
    void samplesAndTheirSumsGiveTheSame() {
        final MembranePotential both = MembranePotential.of(TEN_MV, 20, 0.5);
        final double[] potentialMv = {-90, -70, -50, -30};
        final double[] currentPa = {0, -100, 50, 200};
        final double[] membraneMv = both.of(potentialMv, currentPa, 1, 4);
        assertArrayEquals(new double[] {-79, -60.5, -42}, membraneMv, 1e-12);
        assertEquals(-79 - 60.5 - 42, both.ofSums(-70 - 50 - 30, -100 + 50 + 200, 3), 1e-12);
    }
}
