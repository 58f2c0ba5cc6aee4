/**
 * MATLAB files, whose variables mean what a laboratory made them mean: a small file beside says which is the recording.
 *
 * <pre>{@code
 * // cell.mat.layout.json
 * { "sample_rate_hz": 20000, "signals": [
 *   { "variable": "data{1}", "dimensions": "time,channel,sweep", "unit": "pA", "name": "cell" } ] }
 * }</pre>
 */
package org.eibalance.format.mat;
