/**
 * The manual, as windows: the pages of {@code docs/}, which come with the program.
 *
 * <pre>{@code
 * Manual.show("detect-events"); // the page about that command
 * }</pre>
 */
package org.eibalance.window.manual;
