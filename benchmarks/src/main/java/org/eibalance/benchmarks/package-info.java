/** Programs that measure speed and print it; see docs/benchmarks.md for how to run them. */
package org.eibalance.benchmarks;
