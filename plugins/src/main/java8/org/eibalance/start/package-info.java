/**
 * Where the program starts, in each of its three hosts. These few classes are compiled for Java 8 and know no other
 * class of the program, so that an older Java ends in one clear sentence and not in a stack trace.
 *
 * <pre>{@code
 * new StartPlugIn().run("correlate-pair"); // what plain ImageJ does for an entry of its menu
 * }</pre>
 */
package org.eibalance.start;
