/*
 * The clamp and its model cell as a WebAssembly module: one call runs a block of ticks. The host writes into the space
 * that device_offer gives, and reads from device_outbox. Nothing is imported: no clock, no memory, no functions.
 */
#include "../../core/clamp.h"
#include "../../model/model.h"

#include <string.h>

#define EXPORT(name) __attribute__((export_name(#name), used)) name

#define RING 8192u
#define BLOCKS 64u
#define BOX 65536u
#define SERIAL 0x656d626564646564u /* always the same: it has no calibration but that of its cell */

static struct {
	struct model model;
	struct clamp_port port;
	struct clamp clamp;
	struct clamp_receiver listener;
	struct clamp_ou ou;
	struct clamp_set_ou set_ou;
	uint32_t in_at, in_length, out_length;
	uint32_t ticks, poll_ticks; /* clamp_poll is called every poll_ticks */
	int16_t ring[RING][CLAMP_CHANNELS];
	struct clamp_telem blocks[BLOCKS];
	uint8_t inbox[BOX], outbox[BOX];
} device;

/* Each is one instruction of the machine (-mbulk-memory), not a call of itself. */
void *memcpy(void *to, const void *from, const size_t n)
{
	return __builtin_memcpy(to, from, n);
}

void *memset(void *to, const int byte, const size_t n)
{
	return __builtin_memset(to, byte, n);
}

size_t strlen(const char *text)
{
	size_t n = 0;
	while (text[n]) n++;
	return n;
}

static uint32_t receive(void *ctx, uint8_t *bytes, const uint32_t max)
{
	(void) ctx;
	uint32_t n = 0;
	while (n < max && device.in_at < device.in_length) bytes[n++] = device.inbox[device.in_at++];
	return n;
}

static uint32_t send(void *ctx, const uint8_t *bytes, uint32_t n)
{
	(void) ctx;
	if (n > BOX - device.out_length) n = BOX - device.out_length;
	memcpy(device.outbox + device.out_length, bytes, n);
	device.out_length += n;
	return n;
}

static uint64_t clock_of(void *ctx)
{
	return ((struct model *) ctx)->ticks;
}

static void nothing(void *ctx)
{
	(void) ctx;
}

/* The embedded device has no flash: a calibration lasts as long as the module. */
static int store(void *ctx, const struct clamp_cal *cal)
{
	(void) ctx;
	device.port.cal = *cal;
	return 1;
}

/* Switches the device on: a cell (enum model_kind) at rest and a clamp of loop_hz. 0 or -1. */
int EXPORT(device_open)(const int kind, const uint32_t loop_hz, const uint32_t seed)
{
	memset(&device, 0, sizeof device);
	if (loop_hz < 1000u || loop_hz > 400000u) return -1;
	model_init(&device.model, kind, loop_hz, seed);
	model_port(&device.model, &device.port, loop_hz);
	struct clamp_port *const port = &device.port;
	port->receive = receive;
	port->send = send;
	port->clock = clock_of;
	port->lock = nothing;
	port->unlock = nothing;
	port->kick = nothing;
	port->store = store;
	port->rx_window = 8192;
	memset(port->board, 0, sizeof port->board);
	memcpy(port->board, "embedded", 8);
	memcpy(port->hash, "wasm 1.1", 8);
	port->serial = SERIAL;
	port->cal.serial = SERIAL;
	port->nominal = port->cal;
	port->ring = device.ring;
	port->ring_samples = RING;
	port->telem = device.blocks;
	port->telem_blocks = BLOCKS;
	device.poll_ticks = loop_hz / 4000u + 1u;
	return clamp_init(&device.clamp, port);
}

/* Parameters of the cell, by the order below; they hold from cell_rest on, which also puts the cell to rest. */
void EXPORT(cell_set)(const int parameter, const double x)
{
	struct model *const m = &device.model;
	switch (parameter) {
		case 0: m->c_pf = x; break;
		case 1: m->g_leak_ns = x; break;
		case 2: m->e_leak_mv = x; break;
		case 3: m->r_series_mohm = x; break;
		case 4: m->c_electrode_pf = x; break;
		case 5: m->noise_mv = x; break;
		case 6: m->latency_ticks = x < 0.0 ? 0 : x > MODEL_LATENCY_MAX ? MODEL_LATENCY_MAX : (int) x; break;
		case 7: m->substeps = x < 1.0 ? 1 : x > 100.0 ? 100 : (int) x; break;
		case 8: m->gain = x; break;
		default: break;
	}
}

void EXPORT(cell_rest)(void)
{
	model_rest(&device.model);
}

/* 0: V of the cell, 1: V at the electrode, 2: current at the electrode. */
double EXPORT(cell_get)(const int what)
{
	return what == 0 ? device.model.v_mv : what == 1 ? device.model.electrode_mv : device.model.i_pa;
}

/* CLAMP_IN_* without the code. */
void EXPORT(device_inputs)(const uint32_t inputs)
{
	device.model.inputs = inputs & CLAMP_IN_ALL;
}

/* Where n bytes from the host may be written before device_run, or 0 where there is no room. */
uint8_t *EXPORT(device_offer)(const uint32_t n)
{
	const uint32_t left = device.in_length - device.in_at;
	for (uint32_t k = 0; k < left; k++) device.inbox[k] = device.inbox[device.in_at + k];
	device.in_at = 0;
	device.in_length = left;
	return n <= BOX - left ? device.inbox + left : 0;
}

/* Takes n bytes offered, runs that many ticks. Returns how many bytes lie in the outbox. */
uint32_t EXPORT(device_run)(const uint32_t n, const uint32_t ticks)
{
	if (n <= BOX - device.in_length) device.in_length += n;
	for (uint32_t t = 0; t < ticks; t++) {
		clamp_tick(&device.clamp);
		if (++device.ticks % device.poll_ticks == 0) clamp_poll(&device.clamp);
	}
	return device.out_length;
}

uint8_t *EXPORT(device_outbox)(void)
{
	return device.outbox;
}

/* The outbox has been read: it is empty again. */
void EXPORT(device_taken)(void)
{
	device.out_length = 0;
}

/* Noise as the device makes it, for a host that needs the trace: a payload of SET_OU in the inbox starts it. */
void EXPORT(ou_start)(const uint32_t loop_hz)
{
	memcpy(&device.set_ou, device.inbox, sizeof device.set_ou);
	clamp_ou_set(&device.ou, &device.set_ou, 1000.0f / (float) loop_hz);
	clamp_ou_start(&device.ou, &device.set_ou);
}

/* The next n (at most 8192) pairs of floats, g_E and g_I in nS before clipping, into the outbox. */
uint32_t EXPORT(ou_next)(const uint32_t n)
{
	float pair[2];
	for (uint32_t k = 0; k < n && k < BOX / sizeof pair; k++) {
		clamp_ou_step(&device.ou);
		pair[0] = device.set_ou.mean_e_ns + device.ou.e;
		pair[1] = device.set_ou.mean_i_ns + device.ou.i;
		memcpy(device.outbox + k * sizeof pair, pair, sizeof pair);
	}
	return n;
}

/*
 * The core's receiver alone: takes n bytes of the inbox; of each frame understood it leaves length (payload, u8), type,
 * flags, session, seq and the payload in the outbox. Returns the bytes left there.
 */
uint32_t EXPORT(frames_in)(const uint32_t n)
{
	uint32_t length = 0;
	for (uint32_t k = 0; k < n; k++) {
		struct clamp_frame frame;
		if (!clamp_receive(&device.listener, device.inbox[k], &frame)) continue;
		if (length + 7u + frame.length > BOX) break;
		const uint8_t head[7] = { (uint8_t) frame.length, frame.type, frame.flags, (uint8_t) frame.session,
			(uint8_t) (frame.session >> 8), (uint8_t) frame.seq, (uint8_t) (frame.seq >> 8) };
		memcpy(device.outbox + length, head, sizeof head);
		memcpy(device.outbox + length + sizeof head, frame.payload, frame.length);
		length += 7u + frame.length;
	}
	return length;
}
