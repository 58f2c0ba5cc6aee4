package org.eibalance.figure;

import java.awt.Color;

/**
 * What something drawn stands for; its colour follows. The colours are those of
 * Okabe and Ito (2008, "Color Universal Design"), which people with any common
 * colour vision tell apart; lines of different roles differ in dashes too where
 * they share a panel.
 */
public enum Role {
	/** Excitation. */
	EXCITATION(0xD55E00),
	/** Inhibition. */
	INHIBITION(0x0072B2),
	/** The first cell of a pair. */
	CELL_A(0x009E73),
	/** The second cell of a pair. */
	CELL_B(0xCC79A7),
	/** The result itself. */
	RESULT(0x000000),
	/** What the result is held against: a model, a predictor. */
	REFERENCE(0xE69F00),
	/** What chance gives: bands of surrogates, error bands. */
	CHANCE(0x56B4E9),
	/** Marks and everything else. */
	NEUTRAL(0x666666);

	private final int rgb;

	Role(final int rgb) {
		this.rgb = rgb;
	}

	/** Its colour as 0xRRGGBB. */
	public int rgb() {
		return rgb;
	}

	Color colour() {
		return new Color(rgb);
	}

	Color translucent() {
		return new Color(rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff, 80);
	}
}
