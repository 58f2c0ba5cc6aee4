/** Programs that measure speed and print it; each class says how it is run. */
package org.eibalance.benchmarks;
