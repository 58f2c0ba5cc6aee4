/* A clamp, a model cell and a host in one process, on virtual time. For tests. */
#ifndef CLAMP_BENCH_H
#define CLAMP_BENCH_H

#include "../core/clamp.h"
#include "../model/model.h"

#include <stdio.h>
#include <stdlib.h>

#define CHECK(condition, ...) do { \
	if (!(condition)) { \
		fprintf(stderr, "%s:%d: %s: ", __FILE__, __LINE__, #condition); \
		fprintf(stderr, __VA_ARGS__); \
		fprintf(stderr, "\n"); \
		exit(1); \
	} \
} while (0)

#define BENCH_RING 4096
#define BENCH_BLOCKS 64
#define BENCH_PIPE 65536

struct pipe {
	uint8_t bytes[BENCH_PIPE];
	uint32_t in, out;
};

/* What the last frames from the device contain. */
struct seen {
	uint32_t acks, notes, credits, telems, heartbeats, hellos;
	uint8_t ack_of, ack_code;
	uint16_t ack_detail;
	uint32_t config_crc, cal_crc;
	uint8_t state, fault;
	uint32_t consumed, contiguous, free;
	uint16_t bad_frames, gaps, overruns;
	uint32_t underruns, credit_tick;
	uint8_t note_is_fault, note_code;
	uint16_t note_state;
	uint32_t note_tick;
	float note_value;
	char note_text[33];
	uint32_t note_count[2][32];
	uint32_t begin_tick, zero_tick;
	uint16_t session;
	uint32_t samples;
	uint8_t hello[CLAMP_LENGTH_HELLO_ACK]; /* the last one, as it came */
	uint8_t cal[sizeof(struct clamp_cal) + 4];
	uint8_t heartbeat[CLAMP_LENGTH_HEARTBEAT_ACK];
	uint8_t ack[CLAMP_LENGTH_ACK + sizeof(struct clamp_config)];
	uint16_t ack_length;
};

/* Called with each telemetry block that arrives. */
typedef void (*bench_telem)(void *ctx, const struct clamp_telem *block);

struct bench {
	struct model model;
	struct clamp_port port;
	struct clamp clamp;
	struct pipe to_device, to_host;
	struct clamp_receiver receiver;
	struct seen seen;
	uint16_t session, seq;
	uint32_t beats; /* the host's time in its heartbeats: it only rises */
	int16_t ring[BENCH_RING][CLAMP_CHANNELS];
	struct clamp_telem blocks[BENCH_BLOCKS];
	bench_telem telem;
	void *telem_ctx;
	uint32_t kicks;
	uint64_t clock_ahead; /* of the ticks: for a loop that stands still */
	uint32_t live_tick; /* the last tick with another code than that of 0 pA */
	int deaf; /* 1: the host does not read */
	uint32_t send_max; /* bytes that the line takes at once; 0: all */
	int forced; /* 1: the converter reads force_code, whatever the cell does */
	uint32_t force_code;
	int distrusted; /* 1: the rules of trust.c hold for a forced code too */
	int locked;
	void (*after_unlock)(struct bench *b); /* what the loop does as soon as it may */
	uint32_t locks;
	void (*before_write)(struct bench *b); /* an interrupt that comes just before a write */
	int interrupted;
	uint32_t writes; /* of codes to the output */
	double worst_pa; /* largest |I| that the converter was given */
	uint32_t stored;
	struct clamp_cal store;
};

/* A device at rest behind a passive cell; change model or port, then bench_boot. */
void bench_init(struct bench *b, int kind, uint32_t loop_hz);
void bench_boot(struct bench *b);
/* The same, where the board's own scaling differs from the calibration in force. */
void bench_boot_as_it_is(struct bench *b);

void bench_send(struct bench *b, uint8_t type, uint8_t flags, const void *payload, uint32_t length);
/* Ticks and polls; the host reads what comes. */
void bench_run(struct bench *b, uint32_t ticks);
/* Messages lie until the device polls: to let ticks and polls be counted apart. */
void bench_tick(struct bench *b, uint32_t ticks);
void bench_poll(struct bench *b);
/* A command and its answer's code. */
uint8_t bench_command(struct bench *b, uint8_t type, const void *payload, uint32_t length);
void bench_hello(struct bench *b);
void bench_heartbeat(struct bench *b);
/* Runs with a heartbeat each 50 ms. */
void bench_run_alive(struct bench *b, uint32_t ticks);
/* A configuration that passes every check: no stream, 2000 pA, 100 nS. */
struct clamp_config bench_config(const struct bench *b);
uint8_t bench_arm(struct bench *b);
uint8_t bench_start(struct bench *b, uint32_t at, uint32_t ticks, uint8_t flags);
/* A device at 10 kHz in a state, reached by messages alone. From CONFIGURED on with a command of 500 pA. */
void bench_drive_to(struct bench *b, uint8_t state);
void bench_configure_with_current(struct bench *b, struct clamp_config f);
extern const char *const bench_states[CLAMP_STATES];
/* HELLO, CONFIG, ARM, all OK. */
void bench_ready(struct bench *b, const struct clamp_config *config);
void bench_chunk(struct bench *b, uint32_t first, uint32_t n, uint8_t mask, uint8_t flags, const uint16_t *samples);

#endif
