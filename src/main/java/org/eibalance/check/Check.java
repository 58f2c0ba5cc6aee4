package org.eibalance.check;

/**
 * One question that a result must answer before a person may trust it. One class a check; each package below this one
 * has a class that lists its checks. A check reads the result, changes nothing, and keeps nothing.
 *
 * @param <R> the result it is put to
 */
public interface Check<R> {

    /** Its name, in lower snake case, as tables have it; never changes. */
    String name();

    /**
     * Puts the question.
     *
     * @param result what an analysis found
     * @return what the check found in it; its name is {@link #name()}
     */
    CheckResult of(R result);
}
