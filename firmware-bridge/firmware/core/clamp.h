/*
 * A dynamic clamp that closes its loop on the device: in each tick it reads the membrane potential V and injects
 *
 *     I = g_E (E_E - V) + g_I (E_I - V) + g_N B(V) (E_N - V) + I_command,
 *
 * positive = depolarising = into the cell; nS, mV, pA. The host only streams and records. PROTOCOL.md has every byte on the
 * wire, DESIGN.md says why things are as they are.
 *
 * The core allocates nothing, keeps no static data and knows no hardware. The caller owns one struct clamp and fills
 * one struct clamp_port with functions and buffers. Two contexts call the core:
 *   clamp_tick  from the timer, once for each tick of the loop;
 *   clamp_poll  from the main loop, as often as it can.
 * clamp_poll touches what both use only between port.lock and port.unlock, which keep clamp_tick out.
 *
 * The one rule above all others: the output is the code of 0 pA unless the state is RUNNING or RAMPDOWN.
 */
#ifndef CLAMP_H
#define CLAMP_H

#include "message.h"

#include <stdint.h>

/* What port.read returns: the converter's code in bits 0 to 15 and these. */
#define CLAMP_IN_CODE 0xffffu
#define CLAMP_IN_SHIFT 16u /* in details of answers the others are moved down by it */
#define CLAMP_IN_INHIBIT 0x10000u /* no current: the inhibit input is active */
#define CLAMP_IN_LINK_DOWN 0x20000u /* DTR dropped, or USB suspended */
#define CLAMP_IN_ADC_LATE 0x40000u /* the converter gave nothing new */
#define CLAMP_IN_TRIGGER 0x80000u /* the trigger input is high */
#define CLAMP_IN_BAD (CLAMP_IN_INHIBIT | CLAMP_IN_LINK_DOWN | CLAMP_IN_ADC_LATE) /* each of them forbids a current */
#define CLAMP_IN_ALL (CLAMP_IN_BAD | CLAMP_IN_TRIGGER)

/* What port.write gets beside the code. */
#define CLAMP_OUT_RELAY 1u /* the switch in series with the output: closed in RUNNING and RAMPDOWN alone */
#define CLAMP_OUT_SYNC 2u /* high in RUNNING */

/*
 * What a tick takes at worst, in ns, measured on the board: the loop with its converters, constant conductances and telemetry,
 * and what each source adds to it.
 */
struct clamp_costs {
	uint32_t loop, stream, nmda, ou, train, command; /* train: each of the two */
};

struct clamp_port {
	void *ctx;
	/* Called in each tick: the converter's code and the inputs (CLAMP_IN_*). */
	uint32_t (*read)(void *ctx);
	/* The output converter's code and the outputs (CLAMP_OUT_*): at most twice a tick, and from clamp_poll in a cut. */
	void (*write)(void *ctx, uint32_t code, uint32_t outputs);
	/* Bytes from and to the host; never wait; return how many. */
	uint32_t (*receive)(void *ctx, uint8_t *bytes, uint32_t max);
	uint32_t (*send)(void *ctx, const uint8_t *bytes, uint32_t n);
	/* A free-running clock of clock_hz. */
	uint64_t (*clock)(void *ctx);
	/* Keep clamp_tick out, and let it in. */
	void (*lock)(void *ctx);
	void (*unlock)(void *ctx);
	/* Feeds the hardware's watchdog. */
	void (*kick)(void *ctx);
	/* Keeps a calibration for the next power-up: 1 where it did. May be null. */
	int (*store)(void *ctx, const struct clamp_cal *cal);

	uint32_t loop_hz, clock_hz;
	float i_max_hard_pa; /* in flash: no configuration goes above it */
	float r_bridge_max_mohm;
	uint16_t dac_zero; /* nominal code of 0 pA, before any calibration is believed */
	uint16_t dac_span; /* in flash: no code further from zero, whatever a calibration says */
	uint8_t adc_bits, dac_bits; /* codes 0 .. 2^bits - 1; at most 16 */
	uint8_t blind; /* 1: no time to ask whether V answers (trust.c); then i_max_hard_pa is at most 50 pA */
	uint16_t trigger_ticks; /* how long a level of the trigger lasts until it counts; 0 and 1: at once */
	uint16_t switch_ticks; /* how long the switch in series bounces: closed so long before the first current */
	uint16_t rx_window; /* bytes that may be on the way to the device */
	uint8_t board[12]; /* id, ASCII */
	uint8_t hash[8]; /* of the firmware */
	/*
	 * Which board this is, of all of its kind: the chip's serial number, or a random number that the board keeps. 0 where it
	 * has none: it is then never armed. Each calibration bears it; one that bears another number belongs to another rig.
	 */
	uint64_t serial;
	struct clamp_cal nominal; /* in flash: the board's own scaling, from which no calibration may be far */
	struct clamp_cal cal; /* kept from before, or the nominal one */
	struct clamp_costs costs; /* what takes longer than nine tenths of a tick is refused; loop is not 0 */

	/* Buffers: the stream's ring (a power of two, at least 16) and the telemetry's (at least 2). */
	int16_t (*ring)[CLAMP_CHANNELS];
	uint32_t ring_samples;
	struct clamp_telem *telem;
	uint32_t telem_blocks;
};

/* The state of one device. The caller needs its size to own it; its fields are the core's (clamp_internal.h). */
struct clamp;

/*
 * Puts the code of 0 pA out, then looks at the port. The port must outlive the clamp and not change. Returns 0, or
 * -1 where the port makes no sense: the device then stays in BOOT with CLAMP_FAULT_PORT and the output at zero.
 */
int clamp_init(struct clamp *c, const struct clamp_port *port);

/*
 * One tick of the loop. Reads once. Writes the code of 0 pA unless RUNNING or RAMPDOWN; in the tick that starts a ramp
 * it writes nothing, so the converter keeps the current that the ramp starts from.
 */
void clamp_tick(struct clamp *c);

/*
 * The timer found its last tick not done. Called from clamp_tick's context, also from an interrupt of it, in any instruction:
 * it only counts; the tick under way, or the next one, acts on it behind its last write.
 */
void clamp_overrun(struct clamp *c);

/* Takes what came from the host, at most one command, and sends what is due, at most one frame. Never waits. */
void clamp_poll(struct clamp *c);

/* The state, and whether all that was to be sent is sent: for a port that sleeps in between. From clamp_poll's context. */
uint8_t clamp_state_now(const struct clamp *c);
int clamp_all_sent(const struct clamp *c);

#include "clamp_internal.h"

#endif
