/**
 * Commands on spike trains, avalanches and spectra, of recordings and of simulations.
 *
 * <p>Each public class is a command of the menu, of macros and of the command line; its {@code @Parameter} fields are
 * its keys.
 *
 * <pre>{@code
 * commands.run(DescribeSpikes.class, true, "output", new File("results"));
 * }</pre>
 */
package org.eibalance.command.spike;
