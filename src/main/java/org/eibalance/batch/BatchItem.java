package org.eibalance.batch;

import java.nio.file.Path;

/**
 * A file to work on.
 *
 * @param name its path below the folder of the batch, with slashes on every system
 * @param path where it lies
 */
public record BatchItem(String name, Path path) {}
