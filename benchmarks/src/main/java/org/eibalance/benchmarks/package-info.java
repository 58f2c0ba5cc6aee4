/**
 * Speed, measured. A class with a main method takes part in a comparison with other programs, which the script of the
 * same name in {@code benchmarks/} runs:
 *
 * <pre>{@code
 * benchmarks/xcorr.sh
 * }</pre>
 */
package org.eibalance.benchmarks;
