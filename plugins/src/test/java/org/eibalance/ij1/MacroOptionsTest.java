package org.eibalance.ij1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.eibalance.recording.InputException;
import org.junit.jupiter.api.Test;

/** Option strings of macros, and the menu of plain ImageJ. */
class MacroOptionsTest {

	@Test
	void everyWordOfAnOptionStringIsAKeyWithItsValue() {
		assertEquals(Map.of("recording", "/my data/a.abf", "cell_a", "0", "resume", "true", "output", ""), MacroOptions.parse(
			"recording=[/my data/a.abf] cell_a=0 resume output="));
		assertEquals(Map.of(), MacroOptions.parse("  "));
		assertEquals(Map.of("a", "1", "b", "x=y"), MacroOptions.parse("a=1\tb=x=y "));
	}

	@Test
	void anOptionStringThatCannotBeReadIsOneSentence() {
		assertThrows(InputException.class, () -> MacroOptions.parse("recording=[/my data/a.abf"));
		assertThrows(InputException.class, () -> MacroOptions.parse("a=1 a=2"));
	}

	@Test
	void theMenuOfPlainImageJHasTheEntriesOfFiji() throws IOException {
		final List<String> expected = new ArrayList<>();
		ImageJMenu.entries().forEach((label, plugin) -> expected.add("Plugins>E/I Balance, \"" + label + "\", " + plugin));
		final String config = new String(ImageJMenu.class.getResourceAsStream("/plugins.config").readAllBytes(),
			StandardCharsets.UTF_8);
		assertEquals(expected, config.lines().filter(l -> !l.startsWith("#") && !l.isBlank()).toList());
	}
}
