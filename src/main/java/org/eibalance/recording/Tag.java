package org.eibalance.recording;

/**
 * A remark made while recording.
 *
 * @param timeS seconds from the start of the recording, gaps between sweeps included
 * @param text what was written; may be empty
 */
public record Tag(double timeS, String text) {}
