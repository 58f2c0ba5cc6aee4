/*
 * What goes over the wire: sections 3 to 5 of PROTOCOL.md in C. Each number stands here once: types, masks, lengths, codes.
 * The offset of a field is that of the struct below (CLAMP_OFFSET). Payloads are little endian with natural alignment and
 * no hidden padding, and so are the devices: this file asserts the byte order and every size, and the core copies payloads
 * as they are.
 */
#ifndef CLAMP_MESSAGE_H
#define CLAMP_MESSAGE_H

#include "frame.h"

#include <stddef.h>
#include <stdint.h>

#define CLAMP_PROTOCOL_MAJOR 1u
#define CLAMP_PROTOCOL_MINOR 1u

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

/* Why the device stopped. One code for each safety rule; the order is part of the protocol. */
enum clamp_fault {
	CLAMP_FAULT_NONE,
	CLAMP_FAULT_WATCHDOG, /* ramp: no heartbeat for watchdog_ms; value = ms since the last */
	CLAMP_FAULT_UNDERRUN, /* ramp: the stream stayed away longer than hold_ms; value = index wanted */
	CLAMP_FAULT_V_WINDOW, /* ramp: V outside v_min..v_max for window_samples; value = mV */
	CLAMP_FAULT_ADC_RAIL, /* cut: the converter is at one end of its range; value = code */
	CLAMP_FAULT_NOT_A_NUMBER, /* cut: the clamp law gave NaN; value = V in mV */
	CLAMP_FAULT_OSCILLATION, /* cut: the current alternates by more than i_max/4; value = pA */
	CLAMP_FAULT_CHARGE, /* ramp: the integral of |I| of this run reached its budget; value = pC */
	CLAMP_FAULT_OVERRUN, /* cut: the loop missed its time more than CLAMP_OVERRUNS_MAX times; value = times */
	CLAMP_FAULT_INHIBIT, /* cut: the inhibit input is active */
	CLAMP_FAULT_LINK, /* ramp: DTR dropped or USB suspended */
	CLAMP_FAULT_CONDUCTANCE, /* ramp: more conductance than the stability check was made for; value = nS */
	CLAMP_FAULT_ABORT, /* cut: ABORT from the host */
	CLAMP_FAULT_ADC_LATE, /* cut: the converter gave no new value */
	CLAMP_FAULT_OUTPUT, /* cut: an output code outside the hard limit; it never reached the converter; value = code */
	CLAMP_FAULT_PORT, /* the port or its calibration makes no sense: the device never leaves BOOT */
	CLAMP_FAULT_V_FROZEN, /* cut: V stays where it is although the current should have moved it; value = mV it should have moved */
	CLAMP_FAULT_V_UNRELATED, /* cut: V moves, but not with the current; value = correlation of the two */
	CLAMP_FAULTS
};

/* The answer to a command. */
enum clamp_code {
	CLAMP_OK,
	CLAMP_BAD_STATE, /* not in this state; detail = state */
	CLAMP_BAD_LENGTH, /* detail = length expected */
	CLAMP_BAD_VALUE, /* detail = byte offset of the field in the payload */
	CLAMP_UNKNOWN, /* no such type */
	CLAMP_BAD_CALIBRATION, /* ARM: the host saw another one, or (detail: offset of serial) no rig is known; CAL_WRITE: implausible */
	CLAMP_BAD_CONFIG, /* ARM: the host sent another configuration than is in force */
	CLAMP_UNSTABLE, /* ARM: g_peak is above half of what stays stable; detail = allowed g_peak in nS */
	CLAMP_NOT_FILLED, /* START: fewer than two samples streamed */
	CLAMP_INHIBITED, /* ARM, START, CLEAR: an input forbids it; detail = inputs */
	CLAMP_TOO_LATE, /* START: the tick asked for has gone by */
	CLAMP_NO_STORE, /* CAL_WRITE: in force, but this board cannot keep it */
	CLAMP_TOO_SLOW, /* CONFIG, SET_*: a tick would take longer than this board has; detail = us that it would take */
	CLAMP_OTHER_BITS /* SET_OU, a Poisson SET_TRAIN: this build makes other noise from a seed */
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

/* Lengths of payloads in bytes. Those of CONFIG, SET_* and CAL are the sizes of the structs below. */
enum clamp_length {
	CLAMP_LENGTH_HELLO = 8,
	CLAMP_LENGTH_HELLO_ACK = 76,
	CLAMP_LENGTH_ARM = 8,
	CLAMP_LENGTH_START = 12,
	CLAMP_LENGTH_HEARTBEAT = 8,
	CLAMP_LENGTH_HEARTBEAT_ACK = 28,
	CLAMP_LENGTH_ACK = 20, /* behind CONFIG also the configuration in force */
	CLAMP_LENGTH_CREDIT = 28,
	CLAMP_LENGTH_CHUNK = 8, /* and the samples */
	CLAMP_LENGTH_TELEM = 12, /* and the samples */
	CLAMP_LENGTH_TELEM_SAMPLE = 6,
	CLAMP_LENGTH_EVENT = 12, /* and the text of a fault */
	CLAMP_LENGTH_EVENT_TEXT_MAX = 32
};

#define CLAMP_FLAG_LAST 1u /* flag of a CHUNK: the stream ends with it */
#define CLAMP_CAN_STORE 1u /* capability: the board keeps a calibration */

/* When START lets a run begin. */
enum clamp_start {
	CLAMP_START_NOW, /* in the next tick */
	CLAMP_START_AT_TICK,
	CLAMP_START_ON_EDGE, /* when the trigger input rises */
	CLAMP_STARTS
};

/* Channels of the stream, in this order: g_E, g_I, g_N (unsigned), I_command (signed). */
enum clamp_channel { CLAMP_GE, CLAMP_GI, CLAMP_GN, CLAMP_I, CLAMP_CHANNELS };

#define CLAMP_MASK_GE (1u << CLAMP_GE)
#define CLAMP_MASK_GI (1u << CLAMP_GI)
#define CLAMP_MASK_GN (1u << CLAMP_GN)
#define CLAMP_MASK_I (1u << CLAMP_I)
#define CLAMP_MASK_ALL ((1u << CLAMP_CHANNELS) - 1u)

#define CLAMP_TELEM_MAX 38u /* samples in one TELEM */

/* Status of a TELEM. */
#define CLAMP_STATUS_LIMITED 1u /* |I| met i_max */
#define CLAMP_STATUS_SLEWED 2u /* the slew limit acted */
#define CLAMP_STATUS_HOLDING 4u
#define CLAMP_STATUS_TRIGGER 8u /* the trigger input was high */
#define CLAMP_STATUS_LOST 16u /* samples were lost before this frame: the host read too slowly */
#define CLAMP_STATUS_STATE_SHIFT 8u /* state at first_tick, 3 bits */

/* The calibration of one rig: v_mv = adc_scale * code + adc_offset_mv; code = dac_scale * pA + dac_zero. 40 bytes. */
struct clamp_cal {
	float adc_scale;
	float adc_offset_mv;
	float dac_scale;
	float dac_zero;
	uint32_t date; /* of the calibration, days since 1970-01-01 */
	uint8_t id[12]; /* who did it on what, ASCII */
	uint64_t serial; /* of the device that it was made with */
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
	/* Code of V (unsigned); clamp current and command current that were put out, in output codes from that of 0 pA. */
	int16_t samples[CLAMP_TELEM_MAX][3];
};

/* Where a field lies in its payload: the detail of CLAMP_BAD_VALUE. */
#define CLAMP_OFFSET(message, field) offsetof(struct clamp_##message, field)

#ifndef __cplusplus
#if !defined(__BYTE_ORDER__) || __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "payloads are copied as they are: the device must be little endian"
#endif
_Static_assert(sizeof(float) == 4, "IEEE single precision");
_Static_assert(sizeof(struct clamp_cal) == 40, "CAL");
_Static_assert(sizeof(struct clamp_config) == 96, "CONFIG");
_Static_assert(sizeof(struct clamp_set_ou) == 40, "SET_OU");
_Static_assert(sizeof(struct clamp_set_train) == 40, "SET_TRAIN");
_Static_assert(sizeof(struct clamp_set_constant) == 12, "SET_CONSTANT");
_Static_assert(sizeof(struct clamp_set_command) == 36, "SET_COMMAND");
_Static_assert(sizeof(struct clamp_telem) == CLAMP_LENGTH_TELEM + CLAMP_LENGTH_TELEM_SAMPLE * CLAMP_TELEM_MAX, "TELEM");
_Static_assert(sizeof(struct clamp_telem) <= CLAMP_PAYLOAD_MAX, "TELEM");
#endif

#endif
