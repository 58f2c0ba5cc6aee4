/**
 * The same work on many files: in parallel, with what went wrong kept beside what went well, and going on after a kill
 * where it stood.
 *
 * <pre>{@code
 * List<BatchItem> items = new FolderScan(Path.of("recordings"), "*.abf", true).items();
 * try (Journal journal = Journal.open(Path.of("output/journal.jsonl"), Map.of("max_lag_ms", "200"), true)) {
 *     new BatchRun(journal, job -> correlate(job.path()), path -> List.of()).run(items, 2, progress -> {});
 *     BatchResult.of(journal, items).summary();   // file, status, and the rows of all files
 * }
 * }</pre>
 *
 * A file is known by its relative path, its size and the time of its last change. What the work gives for it goes to
 * the journal before the next one begins, so that memory does not grow with the number of files while they are worked
 * on.
 */
package org.eibalance.batch;
