package org.eibalance.analysis.pair;
public final class LagExcess {}
