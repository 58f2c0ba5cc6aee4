package org.eibalance.figure;

import javax.imageio.ImageWriter;
import javax.imageio.event.IIOWriteProgressListener;

/** Stops the writing of a picture soon after its thread was interrupted. */
final class AbortWhenInterrupted implements IIOWriteProgressListener {

	@Override
	public void imageProgress(final ImageWriter source, final float percentage) {
		if (Thread.currentThread().isInterrupted()) source.abort();
	}

	@Override
	public void imageStarted(final ImageWriter source, final int index) {}

	@Override
	public void imageComplete(final ImageWriter source) {}

	@Override
	public void thumbnailStarted(final ImageWriter source, final int imageIndex, final int thumbnailIndex) {}

	@Override
	public void thumbnailProgress(final ImageWriter source, final float percentage) {}

	@Override
	public void thumbnailComplete(final ImageWriter source) {}

	@Override
	public void writeAborted(final ImageWriter source) {}
}
