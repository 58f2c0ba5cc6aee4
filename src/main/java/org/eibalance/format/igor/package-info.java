/**
 * Igor binary waves, versions 1, 2, 3 and 5, of either byte order.
 *
 * <pre>{@code
 * try (Recording wave = Formats.open(Path.of("B6_Ch3_IDRest_181.ibw"))) { ... }
 * try (Recording pair = Formats.open(Path.of("B6_{channel}_IDRest_{sweep}.ibw"))) { ... }
 * }</pre>
 */
package org.eibalance.format.igor;
