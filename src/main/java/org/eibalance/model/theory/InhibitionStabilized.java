package org.eibalance.model.theory;

/**
 * Fixed point of two rate populations in their linear range: r = W r + h (Tsodyks et al. 1997; Ozeki et al. 2009).
 *
 * @param ee w_EE
 * @param ei w_EI, taken as inhibition
 * @param ie w_IE
 * @param ii w_II, taken as inhibition
 */
public record InhibitionStabilized(double ee, double ei, double ie, double ii) {

    /** (1 − w_EE)(1 + w_II) + w_EI w_IE. */
    public double determinant() {
        return (1 - ee) * (1 + ii) + ei * ie;
    }

    /** How r_I changes with the input to I; below 0 is the paradoxical response. */
    public double inhibitoryResponseToInhibitoryInput() {
        return (1 - ee) / determinant();
    }

    /** How r_E changes with the input to I. */
    public double excitatoryResponseToInhibitoryInput() {
        return -ei / determinant();
    }

    /** Whether excitation alone would be unstable. */
    public boolean stabilizedByInhibition() {
        return ee > 1 && determinant() > 0;
    }

    /**
     * The rates at rest.
     *
     * @param inputE h_E
     * @param inputI h_I
     * @return r_E and r_I of the linear range
     */
    public double[] fixedPoint(final double inputE, final double inputI) {
        final double det = determinant();
        return new double[] {((1 + ii) * inputE - ei * inputI) / det, (ie * inputE + (1 - ee) * inputI) / det};
    }
}
