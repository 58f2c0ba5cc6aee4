package org.eibalance.annotation;

/**
 * A stretch of a sweep that a person has marked, in all channels.
 *
 * @param sweep 0-based sweep
 * @param fromMs its start, from the start of the sweep
 * @param toMs its end, later than its start
 * @param label what it is
 */
public record Region(int sweep, double fromMs, double toMs, String label) {

	/** Checks the order. */
	public Region {
		if (sweep < 0 || !(fromMs >= 0 && fromMs < toMs && Double.isFinite(toMs))) throw new IllegalArgumentException(
			"sweep " + sweep + ", " + fromMs + " to " + toMs + " ms");
	}
}
