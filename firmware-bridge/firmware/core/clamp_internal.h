/*
 * The state of a device, and what the files of the core call of each other. Not for an integrator: clamp.h is.
 *
 *   number, frame, message, source   know nothing of a clamp
 *   state        the table of states, faults, notes for the host
 *   calibration  codes of 0 pA and of the hard limit
 *   stream       the ring of samples, in and out
 *   conductance  the current that all sources ask for
 *   block        what some ticks together say: an oscillation
 *   trust        whether V answers the current
 *   telemetry    what was measured and put out
 *   clamp        the loop: one tick
 *   command      what the host asks for
 *   report       frames to the host
 *   link         frames from the host, and the order in which frames leave
 */
#ifndef CLAMP_INTERNAL_H
#define CLAMP_INTERNAL_H

#include "frame.h"
#include "message.h"
#include "source.h"

#include <stdint.h>

struct clamp_port;

/* What changes the state. */
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
#define CLAMP_CHECK_INPUTS 0xffffffffu /* no inputs look like this */
#define CLAMP_NO_END 0xffffffffu /* of a stream */
#define CLAMP_OVERRUNS_MAX 3u
#define CLAMP_LEAD_MAX_S 60u /* START at a tick further ahead is a mistake */
#define CLAMP_LONGEST_S 60u /* an endless run that names no longest time */
#define CLAMP_LONGEST_STREAMED_S 3600u /* ... which its stream ends before */
#define CLAMP_ALTERNATIONS_MAX 8u
#define CLAMP_ALTERNATION_TICKS 8u /* a turn so soon after the last one is quick; with a longer latency more */
#define CLAMP_RIPPLES_MAX 8u /* blocks in a row whose current alternates */
#define CLAMP_NOTES 8u
#define CLAMP_CHARGE_BLOCK 0x80000000u

/* Sources of the configuration. Those above STREAM need more than g_E and g_I on straight lines. */
#define CLAMP_SOURCE_STREAM 1u
#define CLAMP_SOURCE_OU 2u
#define CLAMP_SOURCE_TRAIN_E 4u
#define CLAMP_SOURCE_TRAIN_I 8u
#define CLAMP_SOURCE_COMMAND 16u
#define CLAMP_SOURCE_NMDA 32u
#define CLAMP_SOURCE_STREAM_I 64u

/* Parts of a configuration, each with its own checksum. */
enum clamp_part { CLAMP_PART_CONFIG, CLAMP_PART_OU, CLAMP_PART_TRAIN_E, CLAMP_PART_TRAIN_I, CLAMP_PART_CONSTANT,
	CLAMP_PART_COMMAND, CLAMP_PARTS };

struct clamp_note_entry {
	uint8_t fault; /* 1: code is an enum clamp_fault, 0: an enum clamp_note */
	uint8_t code;
	uint32_t tick;
	float value;
};

/* Whether V is that of the cell into which the current goes: trust.c. mV, pA, nS; a step is a ms, or a block if that is longer. */
struct clamp_trust {
	uint32_t blocks, left; /* of a step, and of it still to come */
	float code, pa; /* sums of the step under way */
	float step_part; /* 1 / ticks of a step */
	float slow_part, settle_part, smooth_part, mean_part; /* of a step in time constants */
	uint32_t still_steps, chord_steps, recent_steps, window_steps; /* times in steps */
	float proof2; /* square of the correlation that proves an answer */
	float pull_moves; /* so many moves the current must ask for */
	float cell_mohm; /* resistance of the cell that this counts with */
	float drift_pa_per_mv; /* a current that drifts V by 1 mV while it counts as still */
	/* V stays still. */
	uint32_t steps, still, pulled; /* since the run began; for how long V is still, and the current pulls at it */
	float v1_mv, v2_mv, jitter_mv; /* the last two; how much V jumps from step to step */
	float still_mv, still_pa, pull_pa; /* where V is, the current that keeps it there, how much more it gets now */
	float chord_mv, chord_pa; /* where it was before */
	uint32_t gone; /* steps since then */
	/* V moves with the current. */
	float law_mv, smooth_mv, smooth_pa, mean_pa; /* slow V; V and the driving current, smoothed; the latter, smoothed more */
	float span_mv; /* usual size of a move: larger ones, spikes, are clipped */
	/* Sums over the window: squares of resistive and capacitive drive; for moves as they are and clipped, squares and products. */
	float rr, cc;
	struct clamp_moves {
		float vv, vr, vc;
	} whole, clipped;
	uint32_t window_left, unproved;
	float step_mv, step_pa; /* means of the last step */
	float moves[2], drives[2]; /* of it: whole and clipped, resistive and capacitive */
	uint8_t fresh; /* they were not looked at yet */
	uint8_t strong; /* in this window the current needed a proof */
};

/* A command that was executed, and its answer. */
struct clamp_done {
	uint16_t seq, detail;
	uint8_t type, code;
};

/* Tests may look at the fields. */
struct clamp {
	const struct clamp_port *port;

	/* The loop. */
	uint32_t tick;
	uint32_t inputs; /* as last checked, without the code */
	uint32_t expected_inputs; /* these need no check; CLAMP_CHECK_INPUTS: all do */
	uint8_t state, fault, after_ramp, polled;
	uint8_t sources; /* CLAMP_SOURCE_* of the configuration */
	uint8_t pending; /* 1 in ARMED: START came, with an enum clamp_start in start_when */
	uint8_t start_when;
	uint8_t same_bits; /* seeded noise is the same as everywhere */
	uint8_t limited; /* |I| met i_max in this run */
	volatile uint8_t missed;
	uint8_t missed_seen; /* ticks, round 256: missed is clamp_overrun's alone, this the tick's */
	uint16_t trigger_held; /* ticks for which the trigger has not been what it counts as */
	uint32_t settle_left; /* RUNNING: ticks until the switch bounces no more, and one */
	float adc_scale, adc_offset_mv, dac_scale, dac_zero, bridge;
	float v_middle_mv, v_half_mv, e_e_mv, e_i_mv;
	float i_max_pa, slew_pa, alternation_pa, g_peak_ns;
	float turn_pa; /* the current when it last had changed by more than alternation_pa */
	float i_pa; /* what goes out now */
	float i_command_pa; /* the part of it that was commanded */
	int32_t code_change; /* what goes out now, from zero_code */
	uint32_t zero_code, code_span; /* of the output: zero_code - code_span .. zero_code + code_span */
	uint32_t rail_code; /* highest code of the input */
	uint32_t outside, outside_tick, window_samples;
	uint32_t alternations, last_big_tick, quick_ticks;
	int32_t last_sign;
	/* The block under way: sums over its ticks. */
	uint32_t block_ticks, block_left; /* of a block; until there is something to do in it */
	uint8_t block_phase; /* what: 0 and 1 rules of trust.c for the last step, 2 the end */
	float block_pa, block_pa2; /* of the clamp current, and of its square */
	float block_command_pa; /* of the command */
	uint32_t block_code; /* of V */
	float rest_code; /* mean of V before the run */
	float g_ns; /* all conductance of this tick, where it is more than g_E and g_I of stream and constants */
	float ripple_pa2; /* more mean square around the mean of a block is an oscillation */
	uint32_t ripples, ripples_max; /* blocks in a row */
	uint32_t charge; /* of the current block, in output codes times ticks; a block is 2^31 */
	uint64_t charge_blocks; /* left */
	uint32_t check_tick; /* when the watchdog and the run's end are checked again */
	uint32_t heartbeat_tick, watchdog_ticks;
	uint32_t begin_tick, start_tick, run_ticks; /* of the run: its first tick, the one asked for, its longest length */
	float ramp_from_pa, ramp_command_pa;
	uint32_t ramp_ticks, ramp_left;
	uint32_t overruns;

	/* The stream. Samples contiguous - consumed are in the ring. */
	uint32_t contiguous, consumed, end_index;
	uint32_t period, phase_left, held, hold_ticks;
	float phase_step;
	float constant[CLAMP_CHANNELS], base[CLAMP_CHANNELS], rise[CLAMP_CHANNELS], end[CLAMP_CHANNELS]; /* base: of this tick */
	uint8_t trigger_rose;
	uint8_t telem_open, telem_lost;
	uint16_t status;

	/* Telemetry. Blocks telem_sent .. telem_done - 1 are ready. */
	uint32_t telem_wait, telem_done, telem_sent;

	struct clamp_trust trust;
	struct clamp_ou ou;
	struct clamp_train train[2];
	struct clamp_command command;

	/* What is in force. */
	struct clamp_config config;
	struct clamp_set_ou set_ou;
	struct clamp_set_train set_train[2];
	struct clamp_cal cal;
	uint32_t part_crc[CLAMP_PARTS]; /* 0: not set */
	uint32_t config_crc, cal_crc;

	/* The link. */
	uint16_t session, hellos, tx_seq;
	struct clamp_done last; /* the newest command; type 0: none yet */
	uint64_t host_time; /* of the last heartbeat */
	uint16_t gaps;
	uint32_t underruns, credit_tick;
	uint32_t seen_tick; /* by clamp_poll, which watches that the loop goes on */
	uint64_t seen_clock;
	uint8_t greeted; /* a HELLO was answered; the notes may go out */
	uint8_t heard; /* a heartbeat of this session came */
	uint8_t notes_in, notes_out;
	struct clamp_note_entry notes[CLAMP_NOTES];
	struct clamp_receiver receiver;
	uint32_t out_at, out_length;
	uint8_t out[CLAMP_WIRE_MAX];
};

/* A port that is always the same may call its two functions of the loop directly. */
#ifndef CLAMP_READ
#define CLAMP_READ(port) (port)->read((port)->ctx)
#define CLAMP_WRITE(port, code, outputs) (port)->write((port)->ctx, code, outputs)
#endif

/* |x|: one instruction, no library. */
static inline float clamp_absf(const float x)
{
	return __builtin_fabsf(x);
}

/* state.c */

/* The whole state machine: the state after an event, or CLAMP_REFUSED. No other code decides a state. */
uint8_t clamp_next(uint8_t state, uint8_t event);
/* Changes the state by an event and does what the new one asks for. 0 where the state refuses it. */
int clamp_handle_event(struct clamp *c, uint8_t event);
/* 1 where a fault's current may go to zero along the ramp, 0 where it is cut in the same tick. */
int clamp_fault_ramps(uint8_t fault);
/* Latches a fault, cuts or ramps, and notes it. Keeps the first fault. */
void clamp_raise_fault(struct clamp *c, uint8_t fault, float value);
/* Keeps a note for the host, until the queue is full. */
void clamp_note(struct clamp *c, uint8_t code, float value);
/* The next stream starts at index 0. */
void clamp_reset_stream(struct clamp *c);

/* calibration.c */

/* Puts a calibration into force: codes of 0 pA and of the hard limit. 0 where it is implausible. */
int clamp_calibrate(struct clamp *c, const struct clamp_cal *cal);
/* The largest current that flash and calibration allow, in pA. */
float clamp_i_max_hw(const struct clamp *c);

/* stream.c */

/* Takes the samples of a CHUNK, as many as there is room for. */
void clamp_stream_fill(struct clamp *c, const struct clamp_frame *frame);
/* Goes to the next sample of the stream: called when a sample's time is over. */
void clamp_stream_advance(struct clamp *c);

/* conductance.c */

/* The current wanted at V = v, from g_E and g_I of stream and constants and all other sources. */
float clamp_wanted_current(struct clamp *c, float g_e, float g_i, float v);

/* More conductance than the stability check was made for ends the run. NaN is more. */
static inline void clamp_check_conductance(struct clamp *c, const float g_ns)
{
	if (!(g_ns <= c->g_peak_ns)) clamp_raise_fault(c, CLAMP_FAULT_CONDUCTANCE, g_ns);
}

/* trust.c */

void clamp_trust_set(struct clamp *c);
void clamp_trust_start(struct clamp *c);
/* A block is over: the sum of its codes, and of its currents. */
void clamp_trust_block(struct clamp *c, float codes, float pa);
/* The two rules, the second in two parts, each in a tick of its own: a slow processor has not the time for both in one. */
void clamp_trust_still(struct clamp *c);
void clamp_trust_answer(struct clamp *c);
void clamp_trust_window(struct clamp *c);

/* block.c */

/* A configuration is in force: how long blocks are, and what counts as an oscillation. */
void clamp_block_set(struct clamp *c);
/* A run begins. */
void clamp_block_start(struct clamp *c);
/* A tick of a block was put out in which there is something to do: two at its begin, and the last. */
void clamp_block_work(struct clamp *c);

/* telemetry.c */

/* One sample: what this tick measured (code) and put out. */
void clamp_telem_sample(struct clamp *c, uint32_t code);
/* Ends the open block, so that the next sample begins a new one. */
void clamp_telem_close(struct clamp *c);

/* clamp.c */

/* 0 pA, at once. */
void clamp_output_zero(struct clamp *c);

/* command.c */

/* The answer to a command: an enum clamp_code and its detail. */
struct clamp_answer {
	uint8_t code;
	uint16_t detail;
};

/* Does what a command asks for. */
struct clamp_answer clamp_execute(struct clamp *c, const struct clamp_frame *frame);

/* report.c: each writes one frame into the outbox, which must be empty. */

void clamp_report_hello(struct clamp *c, uint32_t nonce);
void clamp_report_ack(struct clamp *c, const struct clamp_done *done);
void clamp_report_heartbeat(struct clamp *c, const uint8_t *host_time, uint64_t received, uint32_t tick);
void clamp_report_calibration(struct clamp *c);
void clamp_report_note(struct clamp *c);
void clamp_report_credit(struct clamp *c);
void clamp_report_telem(struct clamp *c);

/* link.c */

void clamp_lock(const struct clamp *c);
void clamp_unlock(const struct clamp *c);
/* The tick, read whole also on a device that reads 32 bits in four steps. */
uint32_t clamp_current_tick(const struct clamp *c);

/* A number of 32 bits from a payload. */
static inline uint32_t clamp_get_u32(const uint8_t *from)
{
	return (uint32_t) from[0] | (uint32_t) from[1] << 8 | (uint32_t) from[2] << 16 | (uint32_t) from[3] << 24;
}

#endif
