/*
 * A dynamic clamp that closes its loop on the device: in each tick it reads the membrane potential V and injects
 *
 *     I = g_E (E_E - V) + g_I (E_I - V) + g_N B(V) (E_N - V) + I_command,
 *
 * positive = depolarising = into the cell; nS, mV, pA. The host only streams and records. See PROTOCOL.md for the wire.
 *
 * The core allocates nothing, keeps no static data and knows no hardware. The caller owns one struct clamp and fills
 * one struct clamp_port with functions and buffers. Two contexts call it:
 *   clamp_tick  from the timer, once for each tick of the loop;
 *   clamp_poll  from the main loop, as often as it can.
 * Whatever both touch is touched by clamp_poll between port.lock and port.unlock, which keep clamp_tick out.
 *
 * The one rule above all others: the output is the code of 0 pA unless the state is RUNNING or RAMPDOWN.
 */
#ifndef CLAMP_H
#define CLAMP_H

#include "frame.h"
#include "number.h"

#include <stdint.h>

#define CLAMP_PROTOCOL_MAJOR 1u
#define CLAMP_PROTOCOL_MINOR 0u

enum clamp_state {
	CLAMP_BOOT, /* nothing is known yet; output zero */
	CLAMP_IDLE, /* waits for a configuration */
	CLAMP_CONFIGURED, /* has one; may be armed */
	CLAMP_ARMED, /* waits for start, a tick or an edge; the host must be alive */
	CLAMP_RUNNING, /* the loop is closed */
	CLAMP_RAMPDOWN, /* the last current goes to zero in a straight line, whatever V is */
	CLAMP_FAULT, /* latched until CLEAR; output zero */
	CLAMP_STATES
};

enum clamp_event {
	CLAMP_ON_BOOTED,
	CLAMP_ON_HELLO,
	CLAMP_ON_CONFIG,
	CLAMP_ON_SET, /* OU, train, constant, command: parts of a configuration */
	CLAMP_ON_CALIBRATE,
	CLAMP_ON_ARM,
	CLAMP_ON_START, /* the request; the run begins with CLAMP_ON_BEGIN */
	CLAMP_ON_BEGIN,
	CLAMP_ON_CHUNK,
	CLAMP_ON_DONE, /* the stream or the run's duration ended */
	CLAMP_ON_STOP,
	CLAMP_ON_CLEAR,
	CLAMP_ON_RAMPED, /* the ramp reached zero after a stop */
	CLAMP_ON_RAMPED_HELLO, /* ... after a new host said HELLO */
	CLAMP_ON_RAMPED_FAULT, /* ... after a fault */
	CLAMP_ON_FAULT_RAMP, /* a fault after which a straight ramp is safe */
	CLAMP_ON_FAULT_CUT, /* a fault after which only zero is */
	CLAMP_EVENTS
};

#define CLAMP_REFUSED 0xffu

/* The whole state machine: the state after an event, or CLAMP_REFUSED. No other code decides a state. */
uint8_t clamp_next(uint8_t state, uint8_t event);

/* Why the device stopped. One code for each safety rule; the order is part of the protocol. */
enum clamp_fault {
	CLAMP_FAULT_NONE,
	CLAMP_FAULT_WATCHDOG, /* ramp: no heartbeat for watchdog_ms; value = ms since the last */
	CLAMP_FAULT_UNDERRUN, /* ramp: the stream stayed away longer than hold_ms; value = index wanted */
	CLAMP_FAULT_V_WINDOW, /* ramp: V outside v_min..v_max for window_samples; value = mV */
	CLAMP_FAULT_ADC_RAIL, /* cut: the converter is at its end; value = code */
	CLAMP_FAULT_NOT_A_NUMBER, /* cut: the clamp law gave NaN; value = V in mV */
	CLAMP_FAULT_OSCILLATION, /* cut: the current alternates by more than i_max/4; value = pA */
	CLAMP_FAULT_CHARGE, /* ramp: the integral of |I| of this run reached its budget; value = pC */
	CLAMP_FAULT_OVERRUN, /* cut: the loop missed its time more than CLAMP_OVERRUNS_MAX times; value = times */
	CLAMP_FAULT_INHIBIT, /* cut: the inhibit input is active */
	CLAMP_FAULT_LINK, /* ramp: DTR dropped or USB suspended */
	CLAMP_FAULT_CONDUCTANCE, /* ramp: more conductance than the stability check was made for; value = nS */
	CLAMP_FAULT_ABORT, /* cut: the host said ABORT */
	CLAMP_FAULT_ADC_LATE, /* cut: the converter gave no new value */
	CLAMP_FAULT_OUTPUT, /* cut: an output code outside the hard limit; it never reached the converter; value = code */
	CLAMP_FAULT_PORT, /* the port or its calibration makes no sense: the device never leaves BOOT */
	CLAMP_FAULTS
};

/* 1 where a fault's current may go to zero along the ramp, 0 where it is cut in the same tick. */
int clamp_fault_ramps(uint8_t fault);

/* The answer to a command. */
enum clamp_code {
	CLAMP_OK,
	CLAMP_BAD_STATE, /* not in this state; detail = state */
	CLAMP_BAD_LENGTH, /* detail = length expected */
	CLAMP_BAD_VALUE, /* detail = byte offset of the field in the payload */
	CLAMP_UNKNOWN, /* no such type */
	CLAMP_BAD_CALIBRATION, /* ARM: the host saw another calibration; CAL_WRITE: implausible */
	CLAMP_BAD_CONFIG, /* ARM: the host sent another configuration than is in force */
	CLAMP_UNSTABLE, /* ARM: g_peak is above half of what stays stable; detail = allowed g_peak in nS */
	CLAMP_NOT_FILLED, /* START: fewer than two samples streamed */
	CLAMP_INHIBITED, /* ARM, START, CLEAR: an input forbids it; detail = inputs */
	CLAMP_TOO_LATE, /* START: the tick asked for has gone by */
	CLAMP_NO_STORE /* CAL_WRITE: in force, but this board cannot keep it */
};

/* What happened, with its tick. */
enum clamp_note {
	CLAMP_NOTE_BEGIN = 1, /* first tick of the run */
	CLAMP_NOTE_DONE, /* stream or duration ended */
	CLAMP_NOTE_STOP, /* STOP or HELLO during a run */
	CLAMP_NOTE_ZERO, /* first tick with 0 pA after a run */
	CLAMP_NOTE_RISE, /* trigger input went high */
	CLAMP_NOTE_FALL, /* trigger input went low */
	CLAMP_NOTE_HOLD, /* stream late: holding; value = index wanted */
	CLAMP_NOTE_RESUME, /* stream went on; value = ticks held */
	CLAMP_NOTE_LIMIT /* first time in this run that |I| met i_max; value = pA wanted */
};

enum clamp_type {
	CLAMP_HELLO = 0x01, CLAMP_CONFIG = 0x02, CLAMP_CAL_READ = 0x03, CLAMP_CAL_WRITE = 0x13, CLAMP_ARM = 0x04,
	CLAMP_START = 0x05, CLAMP_STOP = 0x06, CLAMP_ABORT = 0x07, CLAMP_HEARTBEAT = 0x08, CLAMP_SET_OU = 0x09,
	CLAMP_SET_TRAIN = 0x0a, CLAMP_SET_CONSTANT = 0x0b, CLAMP_SET_COMMAND = 0x0c, CLAMP_CLEAR = 0x0e,
	CLAMP_CHUNK = 0x20, CLAMP_TELEM = 0x40, CLAMP_CREDIT = 0x41, CLAMP_EVENT = 0x42,
	CLAMP_HELLO_ACK = 0x81, CLAMP_ACK = 0x82, CLAMP_CAL = 0x83, CLAMP_HEARTBEAT_ACK = 0x88
};

#define CLAMP_FLAG_LAST 1u /* CHUNK: the stream ends with it */
#define CLAMP_START_AT_TICK 1u /* START: at a given tick */
#define CLAMP_START_ON_EDGE 2u /* START: when the trigger input rises */

#define CLAMP_CHANNELS 4u /* of the stream: gE, gI, gN (unsigned), I_command (signed) */
#define CLAMP_MASK_GE 1u
#define CLAMP_MASK_GI 2u
#define CLAMP_MASK_GN 4u
#define CLAMP_MASK_I 8u

/* What port.read returns: the converter's code in bits 0 to 15 and these. */
#define CLAMP_IN_INHIBIT 0x10000u
#define CLAMP_IN_LINK_DOWN 0x20000u
#define CLAMP_IN_ADC_LATE 0x40000u
#define CLAMP_IN_TRIGGER 0x80000u
#define CLAMP_IN_BAD (CLAMP_IN_INHIBIT | CLAMP_IN_LINK_DOWN | CLAMP_IN_ADC_LATE)

/* What port.write gets beside the code. */
#define CLAMP_OUT_RELAY 1u /* the switch in series with the output: closed in RUNNING and RAMPDOWN alone */
#define CLAMP_OUT_SYNC 2u /* high in RUNNING */

#define CLAMP_ATTENTION 0xffffffffu /* no inputs look like this */
#define CLAMP_NO_END 0xffffffffu /* of a stream */
#define CLAMP_OVERRUNS_MAX 3u
#define CLAMP_ALTERNATIONS_MAX 8u
#define CLAMP_ALTERNATION_TICKS 8u
#define CLAMP_TELEM_MAX 38u
#define CLAMP_NOTES 8u

/*
 * Payloads. They are little endian with natural alignment and no hidden padding, and so are the devices: clamp.c
 * asserts the byte order and every size, and copies them as they are.
 */

/* The calibration: v_mv = adc_scale * code + adc_offset_mv; code = dac_scale * pA + dac_zero. 32 bytes. */
struct clamp_cal {
	float adc_scale;
	float adc_offset_mv;
	float dac_scale;
	float dac_zero;
	uint32_t date; /* of the calibration, days since 1970-01-01 */
	uint8_t id[12]; /* who did it on what, ASCII */
};

/* CONFIG. 96 bytes. */
struct clamp_config {
	uint32_t stream_hz; /* divides the loop's rate; 0: no stream */
	uint8_t stream_mask; /* channels of the stream */
	uint8_t telem_decim; /* every so many ticks one telemetry sample; 0: none */
	uint8_t on_underrun; /* 0: hold for hold_ms, then ramp; 1: ramp at once */
	uint8_t reserved; /* 0 */
	float scale[CLAMP_CHANNELS]; /* nS or pA for each unit of the stream */
	float e_e_mv, e_i_mv, e_n_mv;
	float nmda_k; /* B = 1 / (1 + k exp(-gamma V)); k = [Mg] / 3.57 mM; 0: no block */
	float nmda_gamma_per_mv;
	float i_max_pa; /* of this run */
	float slew_pa_per_ms;
	float v_min_mv, v_max_mv;
	float charge_pc; /* budget of the integral of |I| over the run */
	float r_bridge_mohm; /* V = V_meas - R_bridge I */
	float r_res_mohm; /* series resistance that the measured V still contains, before the bridge */
	float tau_e_us; /* its time constant */
	float latency_us; /* from the sample of V to the current, all converters and delays */
	float c_pf; /* of the cell */
	float g_peak_ns; /* no more than this, g_E + g_I + g_N together, will be asked for */
	uint16_t window_samples;
	uint16_t watchdog_ms;
	uint16_t ramp_ms;
	uint16_t hold_ms;
};

/* SET_OU: two Ornstein-Uhlenbeck conductances from one generator. 40 bytes. */
struct clamp_set_ou {
	float mean_e_ns, sd_e_ns, tau_e_ms;
	float mean_i_ns, sd_i_ns, tau_i_ms;
	float correlation; /* of the two noises, -1..1 */
	uint32_t seed_low, seed_high;
	uint32_t reserved; /* 0 */
};

/* SET_TRAIN: postsynaptic conductances with two exponentials. 40 bytes. */
struct clamp_set_train {
	uint8_t target; /* 0: g_E, 1: g_I */
	uint8_t kind; /* 0: regular, 1: Poisson */
	uint16_t reserved; /* 0 */
	float peak_ns; /* of a single one */
	float rise_ms, decay_ms; /* rise 0: a jump */
	float first_ms; /* of a regular train, from the start of the run; Poisson: none before it */
	float interval_ms; /* mean interval of a Poisson train */
	uint32_t count; /* 0: endless */
	uint32_t seed_low, seed_high;
	uint32_t reserved2; /* 0 */
};

/* SET_CONSTANT. 12 bytes. */
struct clamp_set_constant {
	float g_e_ns, g_i_ns, g_n_ns;
};

/* SET_COMMAND: a current made on the device: dc + step + two sines. 36 bytes. */
struct clamp_set_command {
	float dc_pa;
	float step_pa, step_start_ms, step_ms, step_period_ms; /* period 0: once */
	float sine_pa[2];
	float sine_hz[2];
};

/* TELEM: V and the two parts of the current that was put out, separately. 12 bytes and 6 a sample. */
struct clamp_telem {
	uint32_t first_tick;
	uint32_t first_index; /* of the stream, at first_tick */
	uint8_t n;
	uint8_t decim;
	uint16_t status;
	/* The input's code (unsigned), and what was put out, as codes from that of 0 pA: clamp current, command current. */
	int16_t samples[CLAMP_TELEM_MAX][3];
};

#define CLAMP_STATUS_LIMITED 1u /* |I| met i_max */
#define CLAMP_STATUS_SLEWED 2u /* the slew limit acted */
#define CLAMP_STATUS_HOLDING 4u
#define CLAMP_STATUS_TRIGGER 8u /* the trigger input was high */
#define CLAMP_STATUS_LOST 16u /* samples were lost before this frame: the host read too slowly */
#define CLAMP_STATUS_STATE_SHIFT 8u /* state at first_tick, 3 bits */

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
	uint16_t rx_window; /* bytes that may be on the way to the device */
	uint8_t board[12]; /* id, ASCII */
	uint8_t hash[8]; /* of the firmware */
	struct clamp_cal cal; /* kept from before, or the nominal one */

	/* Buffers: the stream's ring (a power of two, at least 16) and the telemetry's (at least 2). */
	int16_t (*ring)[CLAMP_CHANNELS];
	uint32_t ring_samples;
	struct clamp_telem *telem;
	uint32_t telem_blocks;
};

struct clamp_note_entry {
	uint8_t fault; /* 1: code is an enum clamp_fault, 0: an enum clamp_note */
	uint8_t code;
	uint32_t tick;
	float value;
};

struct clamp_ou {
	struct clamp_random random;
	float k_e, b_e, k_i, b_i; /* x += b n - k x */
	float mix, rest; /* noise of I = mix n1 + rest n2 */
	float e, i; /* around the mean; never clipped */
};

struct clamp_train {
	struct clamp_random random;
	float k_rise, k_decay, weight;
	float rise, decay;
	uint32_t first, interval, left;
	uint32_t threshold; /* Poisson: an event where a random number is below it */
	uint32_t wait;
};

/* All of a device's state. Fields are for the core; tests may look. */
struct clamp {
	const struct clamp_port *port;

	/* The loop. */
	uint32_t tick;
	uint32_t inputs; /* as last looked at, without the code */
	uint32_t usual_inputs; /* what needs no look: inputs, or CLAMP_ATTENTION */
	uint8_t state, fault, after_ramp, polled;
	uint8_t sources; /* CLAMP_SOURCE_* of the configuration */
	uint8_t pending; /* 1 in ARMED: START came; with CLAMP_START_* in start_flags */
	uint8_t start_flags;
	uint8_t limited; /* |I| met i_max in this run */
	float adc_scale, adc_offset_mv, dac_scale, dac_zero, bridge;
	float v_middle_mv, v_half_mv, e_e_mv, e_i_mv;
	float i_max_pa, slew_pa, alternation_pa, g_peak_ns;
	float calm_pa; /* the lesser of slew_pa and alternation_pa */
	float i_pa; /* what goes out now */
	float i_command_pa; /* the part of it that was commanded */
	int32_t code_change; /* what goes out now, from zero_code */
	uint32_t zero_code, code_span; /* of the output: zero_code - code_span .. zero_code + code_span */
	uint32_t rail_code; /* highest code of the input */
	uint32_t outside, outside_tick, window_samples;
	uint32_t alternations, last_big_tick;
	int32_t last_sign;
	uint32_t charge; /* of the current block, in output codes times ticks; a block is 2^31 */
	uint64_t charge_blocks; /* left */
	uint32_t check_tick; /* when to look at the watchdog and the run's end again */
	uint32_t heartbeat_tick, watchdog_ticks;
	uint32_t begin_tick, start_tick, run_ticks; /* run_ticks 0: without end */
	float ramp_from_pa, ramp_command_pa;
	uint32_t ramp_ticks, ramp_left;
	uint32_t overruns;

	/* The stream. Samples contiguous - consumed are in the ring. */
	uint32_t contiguous, consumed, end_index;
	uint32_t period, phase_left, held, hold_ticks;
	float phase_step;
	float constant[CLAMP_CHANNELS], base[CLAMP_CHANNELS], rise[CLAMP_CHANNELS], end[CLAMP_CHANNELS]; /* base: of this tick */
	uint8_t rose;
	uint8_t telem_open, telem_lost;
	uint16_t status;

	/* Telemetry. Blocks telem_sent .. telem_done - 1 are ready. */
	uint32_t telem_wait, telem_done, telem_sent;

	struct clamp_ou ou;
	struct clamp_train train[2];
	uint32_t step_tick, sine_phase[2], sine_step[2], step_start, step_length, step_period;

	/* What is in force. */
	struct clamp_config config;
	struct clamp_set_ou set_ou;
	struct clamp_set_train set_train[2];
	struct clamp_set_command set_command;
	struct clamp_cal cal;
	uint32_t part_crc[6]; /* CONFIG, OU, train E, train I, constant, command; 0: not set */
	uint32_t config_crc, cal_crc;

	/* The link. */
	uint16_t session, boots, tx_seq, last_seq;
	uint8_t last_type, last_code;
	uint16_t last_detail;
	uint16_t gaps;
	uint32_t underruns, credit_tick;
	uint32_t seen_tick; /* the loop's life sign, as clamp_poll saw it */
	uint64_t seen_clock;
	uint8_t greeted; /* a HELLO was answered; the notes may go out */
	uint8_t notes_in, notes_out;
	struct clamp_note_entry notes[CLAMP_NOTES];
	struct clamp_receiver receiver;
	uint32_t out_at, out_length;
	uint8_t out[CLAMP_WIRE_MAX];
};

#define CLAMP_SOURCE_STREAM 1u
#define CLAMP_SOURCE_OU 2u
#define CLAMP_SOURCE_TRAIN_E 4u
#define CLAMP_SOURCE_TRAIN_I 8u
#define CLAMP_SOURCE_COMMAND 16u
#define CLAMP_SOURCE_NMDA 32u
#define CLAMP_SOURCE_STREAM_I 64u

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

/* The timer found its last tick not done. Called from clamp_tick's context. */
void clamp_overrun(struct clamp *c);

/* Takes what came from the host, at most one command, and sends what is due, at most one frame. Never waits. */
void clamp_poll(struct clamp *c);

/* Between the core's files. */

/* Takes an event: changes the state and does what entering the new one asks for. 0 where refused. */
int clamp_take(struct clamp *c, uint8_t event);
/* Latches a fault, cuts or ramps, and notes it. Keeps the first fault. */
void clamp_fail(struct clamp *c, uint8_t fault, float value);
void clamp_note(struct clamp *c, uint8_t code, float value);
void clamp_telem_close(struct clamp *c);

/* Puts a calibration into force: codes of 0 pA and of the hard limit. 0 where it is implausible. */
int clamp_calibrate(struct clamp *c, const struct clamp_cal *cal);
/* The largest current that flash and calibration allow, in pA. */
float clamp_i_max_hw(const struct clamp *c);

/* Sources: put parameters into force, set them to their start, and the value of one tick. */
void clamp_ou_set(struct clamp_ou *ou, const struct clamp_set_ou *set, float tick_ms);
void clamp_ou_start(struct clamp_ou *ou, const struct clamp_set_ou *set);
void clamp_ou_step(struct clamp_ou *ou);
void clamp_train_set(struct clamp_train *train, const struct clamp_set_train *set, float tick_ms);
void clamp_train_start(struct clamp_train *train, const struct clamp_set_train *set);
float clamp_train_step(struct clamp_train *train);

#endif
