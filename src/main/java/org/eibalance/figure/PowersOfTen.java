package org.eibalance.figure;

import java.math.BigDecimal;
import java.math.MathContext;
import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;

/** Numbers of a logarithmic axis: long powers of ten as 10⁻⁶, what lies between two powers with two digits. */
final class PowersOfTen extends NumberFormat {

	private static final long serialVersionUID = 1L;
	private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
	private static final MathContext TWO_DIGITS = new MathContext(2);
	private static final double LONGEST_BELOW = 1e-3;
	private static final double LONGEST_ABOVE = 1e4;

	private final NumberFormat usual;

	/**
	 * @param usual how others are written
	 */
	PowersOfTen(final NumberFormat usual) {
		this.usual = usual;
	}

	@Override
	public StringBuffer format(final double number, final StringBuffer into, final FieldPosition position) {
		final double power = Math.log10(number);
		final boolean whole = Math.abs(power - Math.rint(power)) < 1e-9;
		if (!whole) return usual.format(new BigDecimal(number).round(TWO_DIGITS).doubleValue(), into, position);
		if (number > LONGEST_BELOW && number < LONGEST_ABOVE) return usual.format(number, into, position);
		into.append("10");
		if (power < 0) into.append('⁻');
		for (final char digit : Integer.toString((int) Math.abs(Math.rint(power))).toCharArray()) {
			into.append(SUPERSCRIPTS.charAt(digit - '0'));
		}
		return into;
	}

	@Override
	public StringBuffer format(final long number, final StringBuffer into, final FieldPosition position) {
		return format((double) number, into, position);
	}

	@Override
	public Number parse(final String text, final ParsePosition position) {
		return usual.parse(text, position);
	}
}
