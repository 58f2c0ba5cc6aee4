/**
 * The study of a pair as sentences, tables and a figure. A new column of its table is one line in {@code PairTables},
 * at the end of the last list that {@code summary} adds, and its meaning in docs/correlate-pair.md.
 *
 * <pre>{@code
 * PairStudy study = new PairStudy(PairSettings.DEFAULT, PairPreparation.NONE, 1000, 0, 0);
 * PairStudy.Part part = study.read(recording, recording.channel("0"), recording.channel("1"), List.of());
 * Report report = PairReport.of(study.compute(List.of(part), 2, done -> {}));
 * report.sentences().forEach(System.out::println);
 * }</pre>
 */
package org.eibalance.report.pair;
