package org.eibalance.ij1;

import ij.Macro;

/** Runs a command as a macro does, in a JVM without a display: name and option string are the arguments. */
final class HeadlessReplay {

	private HeadlessReplay() {}

	public static void main(final String[] arguments) throws InterruptedException {
		// ImageJ looks option strings up by the name of the thread of a macro.
		final Thread macro = new Thread(() -> {
			Macro.setOptions(arguments[1]);
			new CommandPlugIn().run(arguments[0]);
		}, "Run$_" + arguments[0]);
		macro.start();
		macro.join();
		System.exit(0);
	}
}
