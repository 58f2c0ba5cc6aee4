package org.eibalance.bridge.protocol;

/**
 * CONFIG: everything about a run but the sources that the device makes itself. A device that takes it drops all sources
 * and the stream.
 *
 * @param stream what is streamed
 * @param telemetryEvery ticks between samples of telemetry, at most {@link #MAX_TELEMETRY_EVERY}; 0: no telemetry
 * @param reversals the reversal potentials
 * @param block the magnesium block of g_N
 * @param limits what ends a run
 * @param loop electrode, cell and delay, which bound the conductance that stays stable
 * @param deadlines times after which a run ends by itself
 */
public record Configure(
        Stream stream,
        int telemetryEvery,
        Reversals reversals,
        MagnesiumBlock block,
        Limits limits,
        Loop loop,
        Deadlines deadlines)
        implements Command {

    static final int TYPE = 0x02;

    /** Largest distance of two samples of telemetry, in ticks: the field has 8 bits. */
    public static final int MAX_TELEMETRY_EVERY = 255;

    /**
     * The stream.
     *
     * @param hz samples a second; divides the loop's rate; 0: no stream
     * @param mask channels, as in {@link StreamMask}
     * @param excitatoryNs nS of one unit of g_E
     * @param inhibitoryNs nS of one unit of g_I
     * @param nmdaNs nS of one unit of g_N
     * @param currentPa pA of one unit of the command current
     */
    public record Stream(int hz, int mask, float excitatoryNs, float inhibitoryNs, float nmdaNs, float currentPa) {

        /** No stream. */
        public static final Stream NONE = new Stream(0, StreamMask.NONE, 0, 0, 0, 0);
    }

    /**
     * The reversal potentials as the amplifier shows them: the liquid junction potential is added already.
     *
     * @param excitatoryMv E_E
     * @param inhibitoryMv E_I
     * @param nmdaMv E_N
     */
    public record Reversals(float excitatoryMv, float inhibitoryMv, float nmdaMv) {}

    /**
     * The magnesium block B(V) = 1 / (1 + k e^(−γV)) of g_N.
     *
     * @param k [Mg] / 3.57 mM; 0: no block
     * @param gammaPerMv γ
     */
    public record MagnesiumBlock(float k, float gammaPerMv) {

        /** No block. */
        public static final MagnesiumBlock NONE = new MagnesiumBlock(0, 0);
    }

    /**
     * What ends a run.
     *
     * @param currentPa largest |I|
     * @param slewPaPerMs largest change of I
     * @param minMv V below it ends the run
     * @param maxMv V above it ends the run
     * @param windowSamples so many samples in a row outside of minMv to maxMv
     * @param chargePc budget of the integral of |I|
     * @param peakNs more conductance than this ends the run
     */
    public record Limits(
            float currentPa,
            float slewPaPerMs,
            float minMv,
            float maxMv,
            int windowSamples,
            float chargePc,
            float peakNs) {}

    /**
     * Electrode, cell and delay.
     *
     * @param bridgeMohm R_bridge; V = V_measured − R_bridge I
     * @param seriesMohm resistance that V_measured contains, before the bridge
     * @param electrodeUs its time constant
     * @param latencyUs from the sample of V to the current, everything
     * @param capacitancePf of the cell
     */
    public record Loop(float bridgeMohm, float seriesMohm, float electrodeUs, float latencyUs, float capacitancePf) {}

    /**
     * Times after which a run ends by itself.
     *
     * @param holdOnUnderrun whether the last sample of a late stream is held for holdMs before the ramp; else the ramp
     *     begins at once
     * @param watchdogMs without a heartbeat before the ramp
     * @param rampMs from the last current to zero
     * @param holdMs without a stream before the ramp
     */
    public record Deadlines(boolean holdOnUnderrun, int watchdogMs, int rampMs, int holdMs) {}

    @Override
    public int type() {
        return TYPE;
    }

    @Override
    public void encode(final PayloadWriter to) {
        to.int32("the rate of the stream", stream.hz, " Hz")
                .int8("the mask of the stream's channels", stream.mask)
                .int8("the distance of telemetry samples", telemetryEvery)
                .flag("the ramp at once when the stream is late", !deadlines.holdOnUnderrun)
                .reserved(1)
                .float32("the unit of g_E", stream.excitatoryNs, " nS")
                .float32("the unit of g_I", stream.inhibitoryNs, " nS")
                .float32("the unit of g_N", stream.nmdaNs, " nS")
                .float32("the unit of the command current", stream.currentPa, " pA")
                .float32("E_E", reversals.excitatoryMv, " mV")
                .float32("E_I", reversals.inhibitoryMv, " mV")
                .float32("E_N", reversals.nmdaMv, " mV")
                .float32("k of the magnesium block", block.k, "")
                .float32("gamma of the magnesium block", block.gammaPerMv, " /mV")
                .float32("the current limit (at most the hardware's)", limits.currentPa, " pA")
                .float32("the slew limit", limits.slewPaPerMs, " pA/ms")
                .float32("the lower end of the voltage window", limits.minMv, " mV")
                .float32("the upper end of the voltage window", limits.maxMv, " mV")
                .float32("the charge budget", limits.chargePc, " pC")
                .float32("the bridge resistance (at most the hardware's)", loop.bridgeMohm, " MOhm")
                .float32("the residual series resistance", loop.seriesMohm, " MOhm")
                .float32("the time constant of the electrode", loop.electrodeUs, " us")
                .float32("the latency of the loop (at least one tick)", loop.latencyUs, " us")
                .float32("the capacitance", loop.capacitancePf, " pF")
                .float32("the peak conductance", limits.peakNs, " nS")
                .int16("the length of the voltage window", limits.windowSamples, " samples")
                .int16("the watchdog time", deadlines.watchdogMs, " ms")
                .int16("the ramp time", deadlines.rampMs, " ms")
                .int16("the hold time", deadlines.holdMs, " ms");
    }

    static Configure decode(final PayloadReader from) {
        final int hz = from.int32();
        final int mask = from.uint8();
        final int telemetryEvery = from.uint8();
        final boolean hold = !from.flag();
        from.skip(1);
        final Stream stream = new Stream(hz, mask, from.float32(), from.float32(), from.float32(), from.float32());
        final Reversals reversals = new Reversals(from.float32(), from.float32(), from.float32());
        final MagnesiumBlock block = new MagnesiumBlock(from.float32(), from.float32());
        final float currentPa = from.float32();
        final float slewPaPerMs = from.float32();
        final float minMv = from.float32();
        final float maxMv = from.float32();
        final float chargePc = from.float32();
        final Loop loop = new Loop(from.float32(), from.float32(), from.float32(), from.float32(), from.float32());
        final float peakNs = from.float32();
        final Limits limits = new Limits(currentPa, slewPaPerMs, minMv, maxMv, from.uint16(), chargePc, peakNs);
        final Deadlines deadlines = new Deadlines(hold, from.uint16(), from.uint16(), from.uint16());
        return new Configure(stream, telemetryEvery, reversals, block, limits, loop, deadlines);
    }
}
