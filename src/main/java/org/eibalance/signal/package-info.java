/**
 * Signal processing: arrays in, arrays out.
 *
 * <pre>{@code
 * int maxLag = 4000;                                    // 200 ms at 20 kHz
 * CrossCorrelation correlation = new CrossCorrelation(maxLag, x.length);
 * double[] c = correlation.coefficients(x, y, 2);       // on two threads
 * double atZero = c[maxLag];
 * double fourMsLater = c[maxLag + 80];                  // y follows x
 * }</pre>
 *
 * Arguments that make no sense are defects of the caller and throw {@link IllegalArgumentException}; what a person can
 * mend is checked before.
 */
package org.eibalance.signal;
