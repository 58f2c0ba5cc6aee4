/**
 * What Fiji needs beside the commands: inputs of macros and scripts read as the command line reads them, and errors
 * that end the macro.
 *
 * <p>SciJava finds these classes by their annotation, as in
 *
 * <pre>{@code
 * @Plugin(type = PreprocessorPlugin.class, priority = 4 * Priority.VERY_HIGH)
 * public final class GivenInputs extends AbstractPreprocessorPlugin { … }
 * }</pre>
 */
package org.eibalance.fiji;
