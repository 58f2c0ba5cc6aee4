/* States, faults, and notes for the host. */
#include "clamp.h"

#define NO CLAMP_REFUSED

uint8_t clamp_next(const uint8_t state, const uint8_t event)
{
	enum { BOOT = CLAMP_BOOT, IDLE = CLAMP_IDLE, CONF = CLAMP_CONFIGURED, ARMD = CLAMP_ARMED, RUN = CLAMP_RUNNING,
		RAMP = CLAMP_RAMPDOWN, FAUL = CLAMP_FAULT };
	static const uint8_t table[CLAMP_STATES][CLAMP_EVENTS] = {
		/*            booted hello config set   cal   arm   start begin chunk done  stop  clear r     r_hel r_fau ramp  cut */
		/* BOOT */  { IDLE,  BOOT, NO,    NO,   NO,   NO,   NO,   NO,   NO,   NO,   BOOT, NO,   NO,   NO,   NO,   BOOT, BOOT },
		/* IDLE */  { NO,    IDLE, CONF,  NO,   IDLE, NO,   NO,   NO,   NO,   NO,   IDLE, IDLE, NO,   NO,   NO,   FAUL, FAUL },
		/* CONF */  { NO,    IDLE, CONF,  CONF, IDLE, ARMD, NO,   NO,   CONF, NO,   CONF, CONF, NO,   NO,   NO,   FAUL, FAUL },
		/* ARMED */ { NO,    IDLE, NO,    NO,   NO,   NO,   ARMD, RUN,  ARMD, NO,   CONF, NO,   NO,   NO,   NO,   FAUL, FAUL },
		/* RUN */   { NO,    RAMP, NO,    NO,   NO,   NO,   NO,   NO,   RUN,  RAMP, RAMP, NO,   NO,   NO,   NO,   RAMP, FAUL },
		/* RAMP */  { NO,    RAMP, NO,    NO,   NO,   NO,   NO,   NO,   NO,   NO,   RAMP, NO,   CONF, IDLE, FAUL, RAMP, FAUL },
		/* FAULT */ { NO,    FAUL, NO,    NO,   NO,   NO,   NO,   NO,   NO,   NO,   FAUL, IDLE, NO,   NO,   NO,   FAUL, FAUL },
	};
	if (state >= CLAMP_STATES || event >= CLAMP_EVENTS) return CLAMP_REFUSED;
	return table[state][event];
}

int clamp_fault_ramps(const uint8_t fault)
{
	switch (fault) {
		case CLAMP_FAULT_WATCHDOG:
		case CLAMP_FAULT_UNDERRUN:
		case CLAMP_FAULT_V_WINDOW:
		case CLAMP_FAULT_CHARGE:
		case CLAMP_FAULT_LINK:
		case CLAMP_FAULT_CONDUCTANCE:
			return 1;
		default:
			return 0;
	}
}

static void queue_note(struct clamp *c, const uint8_t fault, const uint8_t code, const float value)
{
	const uint8_t next = (uint8_t) ((c->notes_in + 1u) % CLAMP_NOTES);
	if (next == c->notes_out) return; /* full: CREDIT still says state and fault */
	struct clamp_note_entry *const note = &c->notes[c->notes_in];
	note->fault = fault;
	note->code = code;
	note->tick = c->tick;
	note->value = value;
	c->notes_in = next;
}

void clamp_note(struct clamp *c, const uint8_t code, const float value)
{
	queue_note(c, 0, code, value);
}

/* A run, or the wait for one, is over. */
void clamp_reset_stream(struct clamp *c)
{
	c->contiguous = 0;
	c->consumed = 0;
	c->end_index = CLAMP_NO_END;
	c->pending = 0;
}

/* Where the ramp ends: in FAULT after any fault, else in IDLE after a HELLO, else in CONFIGURED. */
static void choose_ramp_end(struct clamp *c, const uint8_t event)
{
	if (event == CLAMP_ON_FAULT_RAMP) c->after_ramp = CLAMP_ON_RAMPED_FAULT;
	else if (c->after_ramp == CLAMP_ON_RAMPED_FAULT) return;
	else if (event == CLAMP_ON_HELLO) c->after_ramp = CLAMP_ON_RAMPED_HELLO;
}

static void begin_run(struct clamp *c)
{
	const uint32_t sources = c->sources;
	c->begin_tick = c->tick;
	c->limited = 0;
	c->overruns = 0;
	c->outside = 0;
	c->alternations = 0;
	c->last_sign = 0;
	c->turn_pa = 0.0f;
	clamp_block_start(c);
	c->held = 0;
	c->phase_left = 0; /* the first tick takes the first sample */
	c->check_tick = c->tick;
	c->settle_left = c->port->switch_ticks ? c->port->switch_ticks + 1u : 0;
	c->missed_seen = c->missed;
	for (uint32_t k = 0; k < CLAMP_CHANNELS; k++) {
		c->base[k] = c->constant[k];
		c->rise[k] = 0.0f;
	}
	/* The charge is counted in output codes times ticks: an exact sum; a float would stop growing. */
	const uint64_t budget = (uint64_t) clamp_mul(clamp_mul(c->config.charge_pc, clamp_absf(c->dac_scale)), 16.0f) * (c->port->loop_hz / 16u);
	c->charge_blocks = budget / CLAMP_CHARGE_BLOCK;
	c->charge = CLAMP_CHARGE_BLOCK - (uint32_t) (budget % CLAMP_CHARGE_BLOCK);
	if (sources & CLAMP_SOURCE_OU) clamp_ou_start(&c->ou, &c->set_ou);
	if (sources & CLAMP_SOURCE_TRAIN_E) clamp_train_start(&c->train[0], &c->set_train[0]);
	if (sources & CLAMP_SOURCE_TRAIN_I) clamp_train_start(&c->train[1], &c->set_train[1]);
	clamp_command_start(&c->command);
	/* Where the switch has to come to rest, the run begins after that: check_deadlines. */
	if (!c->settle_left) clamp_note(c, CLAMP_NOTE_BEGIN, 0.0f);
}

int clamp_handle_event(struct clamp *c, const uint8_t event)
{
	const uint8_t from = c->state;
	const uint8_t to = clamp_next(from, event);
	if (to == CLAMP_REFUSED) return 0;
	c->state = to;
	if (to == CLAMP_RAMPDOWN) {
		if (from == CLAMP_RUNNING) {
			c->ramp_from_pa = c->i_pa;
			c->ramp_command_pa = c->i_command_pa;
			c->ramp_left = c->ramp_ticks;
			c->after_ramp = CLAMP_ON_RAMPED;
			if (event != CLAMP_ON_FAULT_RAMP) clamp_note(c, event == CLAMP_ON_DONE ? CLAMP_NOTE_DONE : CLAMP_NOTE_STOP, 0.0f);
		}
		choose_ramp_end(c, event);
	} else if (to == CLAMP_RUNNING) {
		if (from != CLAMP_RUNNING) begin_run(c);
	} else if (from == CLAMP_RUNNING || from == CLAMP_RAMPDOWN) {
		/* At once, not in the next tick: the timer itself may be what failed. */
		clamp_output_zero(c);
		clamp_note(c, CLAMP_NOTE_ZERO, 0.0f);
	}
	if (to != from && to != CLAMP_ARMED && to != CLAMP_RUNNING && to != CLAMP_RAMPDOWN) clamp_reset_stream(c);
	if (to != from) clamp_telem_close(c);
	return 1;
}

void clamp_raise_fault(struct clamp *c, const uint8_t fault, const float value)
{
	if (c->fault == CLAMP_FAULT_NONE) {
		c->fault = fault;
		queue_note(c, 1, fault, value);
	}
	(void) clamp_handle_event(c, clamp_fault_ramps(fault) ? CLAMP_ON_FAULT_RAMP : CLAMP_ON_FAULT_CUT);
}
