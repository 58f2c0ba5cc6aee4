/**
 * Commands on spike trains, avalanches and spectra, of recordings and of simulations.
 *
 * <p>Each annotated class is a command of the menu, of macros and of the command line. Its {@code @Parameter} fields
 * are its keys. {@code commands} is the CommandService of SciJava.
 *
 * <pre>{@code
 * commands.run(DescribeSpikes.class, true, "recording", new File("spikes.csv")).get();
 * }</pre>
 */
package org.eibalance.command.spike;
