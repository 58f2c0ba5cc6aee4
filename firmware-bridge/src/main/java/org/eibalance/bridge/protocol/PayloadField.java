package org.eibalance.bridge.protocol;

/**
 * A field of a message.
 *
 * @param name as a person knows it, such as "the current limit"
 * @param value its value with unit, such as "2000.0 pA"
 */
public record PayloadField(String name, String value) {}
