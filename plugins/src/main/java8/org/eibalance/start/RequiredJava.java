package org.eibalance.start;

/** The Java that this program needs, and the sentence for an older one. */
public final class RequiredJava {

    /** The oldest version that works. */
    private static final int MIN_VERSION = 17;

    private RequiredJava() {}

    /** The version that runs now, as the system property has it: 1.8, 11, 17. */
    public static String current() {
        return System.getProperty("java.specification.version");
    }

    /**
     * Whether a version is too old.
     *
     * @param version such as 1.8, 11 or 17
     */
    public static boolean isTooOld(final String version) {
        return number(version) < MIN_VERSION;
    }

    /**
     * What to say to the user.
     *
     * @param version the version that runs now, such as 1.8 or 11
     * @return one sentence
     */
    static String sentence(final String version) {
        return "E/I Balance needs Java " + MIN_VERSION + " or newer, but this is Java " + number(version)
                + ": install a current Fiji, which has its own Java, or start ImageJ with a newer one.";
    }

    /** 1.8 is Java 8. */
    private static int number(final String version) {
        final String digits = version.startsWith("1.") ? version.substring(2) : version;
        return Integer.parseInt(digits.replaceAll("\\D.*", ""));
    }
}
