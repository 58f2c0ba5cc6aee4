/*
 * A model cell behind the converters: a back end for the clamp's port. Electrode and amplifier, converters with their
 * resolution and noise, and the delay of the loop are part of it. Time is virtual: each read is one tick later than
 * the last one. mV, ms, pA, nS, pF, MOhm; current into the cell is positive.
 */
#ifndef CLAMP_MODEL_H
#define CLAMP_MODEL_H

#include "../core/clamp.h"

enum model_kind {
	MODEL_PASSIVE, /* C dV/dt = g_L (E_L - V) + I, exact for a constant I */
	MODEL_ADEX, /* adaptive exponential integrate-and-fire (Brette and Gerstner 2005) */
	MODEL_WANG_BUZSAKI /* Hodgkin-Huxley type interneuron (Wang and Buzsaki 1996) */
};

#define MODEL_LATENCY_MAX 15
#define MODEL_SERIAL 0x6d6f64656c63656cu /* of a board that is none */

struct model {
	/* Parameters: set by model_init, changed before the first tick. */
	int kind;
	int substeps; /* of one tick */
	int latency_ticks; /* from the sample of V to the current that follows from it */
	double c_pf, g_leak_ns, e_leak_mv;
	double r_series_mohm, c_electrode_pf;
	double noise_mv; /* sd, on the measured V */
	double adc_mv, adc_offset_mv; /* of one code, and of code 0 */
	double dac_pa; /* of one code */
	double gain; /* of the amplifier's command: 1, unless the rig is another one than the calibration says; below 0: leads reversed */
	uint32_t adc_top, dac_top, dac_zero;
	double delta_t_mv, v_threshold_mv, v_reset_mv, v_peak_mv, tau_w_ms, a_ns, b_pa; /* AdEx */
	double tick_ms;
	uint32_t inputs; /* CLAMP_IN_* that the next reads report */

	/* State. */
	double v_mv, electrode_mv, w_pa, h, n;
	double i_pa; /* at the electrode, now */
	uint32_t codes[MODEL_LATENCY_MAX + 1], at, outputs;
	double step_ms, leak_decay, electrode_decay; /* of one substep */
	double leak_gohm, adc_codes_per_mv; /* reciprocals, for this runs in each tick */
	struct clamp_random random;
	float spare;
	int has_spare;
	uint64_t ticks;
};

/* A cell at rest: 200 MOhm, 100 pF, no electrode, 16-bit converters of 0.01 mV and 1/6 pA, no noise. */
void model_init(struct model *m, int kind, uint32_t loop_hz, uint32_t seed);

/* To be called after parameters were changed by hand: derived numbers, and the state at rest. */
void model_rest(struct model *m);

/* A cell driven by hand, without converters: one substep with a current. For reference solutions. */
void model_substep(struct model *m, double i_pa);

/* The converters as port functions; ctx is the model. */
uint32_t model_read(void *model);
void model_write(void *model, uint32_t code, uint32_t outputs);

/* A port for this model: converters, rates, limits, nominal calibration. Link, clock, lock and buffers are left. */
void model_port(struct model *m, struct clamp_port *port, uint32_t loop_hz);

/* The model's exponential: no library needed. Relative error below 1e-14. */
double model_exp(double x);

#endif
