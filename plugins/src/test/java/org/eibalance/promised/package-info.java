/**
 * What validate-estimator promises of a rig beside what is measured on recordings of that rig. These are simulated by a
 * program of their own, which shares no code with the one that promises: written to files, and read and analysed by the
 * commands. The figures are in docs/validate-estimator.md.
 */
package org.eibalance.promised;
