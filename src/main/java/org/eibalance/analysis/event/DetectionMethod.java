package org.eibalance.analysis.event;

/** How events are distinguished from noise. */
public enum DetectionMethod {
    /**
     * Deconvolution by the template, thresholded in standard deviations of the noise (Pernía-Andrade et al. 2012,
     * Biophys J 103:1429).
     */
    DECONVOLUTION("deconvolution", 4),
    /**
     * The template scaled to the data at every sample, its scale over its standard error (Clements and Bekkers 1997,
     * Biophys J 73:220).
     */
    CLEMENTS_BEKKERS("clements-bekkers", 4),
    /**
     * Pearson's correlation of template and data at every sample (Jonas, Major and Sakmann 1993, J Physiol 472:615).
     */
    SLIDING_CORRELATION("sliding-correlation", 0.6);

    private final String label;
    private final double usualThreshold;

    DetectionMethod(final String label, final double usualThreshold) {
        this.label = label;
        this.usualThreshold = usualThreshold;
    }

    /** Its name in lower case. */
    public String label() {
        return label;
    }

    /** The threshold that is used where none is given. */
    public double usualThreshold() {
        return usualThreshold;
    }
}
