/**
 * Results as sentences, tables and figures. This package has the form that all reports share; the packages below it
 * turn the results of analyses into it. Commands, windows and scripts take a report as it is.
 *
 * <pre>{@code
 * Report report = Report.of(List.of("The cell rests at -70 mV."), summary, figure).withSeed(1);
 * report.sentences().forEach(System.out::println);
 * }</pre>
 */
package org.eibalance.report;
