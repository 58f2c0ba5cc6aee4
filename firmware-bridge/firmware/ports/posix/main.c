/*
 * The clamp and a model cell as a process behind a pseudo-terminal: a device for tests at full rate.
 *   posix [loop_hz [kind [link [ring]]]] [name=value ...]
 *          prints the terminal's path; a symbolic link to it where asked for and not empty; ring: samples of the stream, a
 *          power of two up to 8192. Names: serial, a file with the number of this rig, made where there is none (without it
 *          the number is a new one each time); gain, of the amplifier's command; leak_ns, c_pf, noise_mv, of the cell.
 * SIGUSR1: the converter of V gives nothing new any more; SIGUSR2: it does again.
 * CLAMP_TIMES in the environment names a file: a line "begin" or "zero" and the time in ns goes there whenever the switch in
 * series closes or opens.
 */
#define _GNU_SOURCE
#include "../../core/clamp.h"
#include "../../model/model.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#define RING 8192u
#define BLOCKS 128u

static struct {
	struct model model;
	struct clamp_port port;
	struct clamp clamp;
	int16_t ring[RING][CLAMP_CHANNELS];
	struct clamp_telem blocks[BLOCKS];
	int terminal;
} device;

static uint32_t receive(void *ctx, uint8_t *bytes, const uint32_t max)
{
	(void) ctx;
	static uint8_t kept[4096];
	static uint32_t at;
	static uint32_t n;
	if (at == n) {
		const ssize_t got = read(device.terminal, kept, sizeof kept);
		at = 0;
		n = got > 0 ? (uint32_t) got : 0;
	}
	uint32_t k = 0;
	while (k < max && at < n) bytes[k++] = kept[at++];
	return k;
}

static uint32_t send(void *ctx, const uint8_t *bytes, const uint32_t n)
{
	(void) ctx;
	const ssize_t put = write(device.terminal, bytes, n);
	return put > 0 ? (uint32_t) put : 0;
}

static uint64_t now_ns(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t) t.tv_sec * 1000000000u + (uint64_t) t.tv_nsec;
}

static uint64_t clock_of(void *ctx)
{
	(void) ctx;
	return now_ns();
}

/* When a current began and ended, on the clock that other programs of this computer have too. */
static void log_switch(FILE *const times)
{
	static int closed;
	const uint8_t state = clamp_state_now(&device.clamp);
	const int now = state == CLAMP_RUNNING || state == CLAMP_RAMPDOWN;
	if (now == closed) return;
	closed = now;
	fprintf(times, "%s %llu\n", now ? "begin" : "zero", (unsigned long long) now_ns());
	fflush(times);
}

static void nothing(void *ctx)
{
	(void) ctx;
}

/* 64 bits from the system, not 0. */
static uint64_t draw_serial(void)
{
	uint64_t serial = 0;
	while (serial == 0) {
		if (getentropy(&serial, sizeof serial)) return 0;
	}
	return serial;
}

/* The number in a file, or a new one that is put there; 0, with which nothing is armed, where that is not possible. */
static uint64_t kept_serial(const char *path)
{
	unsigned long long serial = 0;
	FILE *file = fopen(path, "r");
	if (file) {
		if (fscanf(file, "%16llx", &serial) != 1) serial = 0;
		fclose(file);
		return serial;
	}
	serial = draw_serial();
	file = fopen(path, "w");
	if (!file) return 0;
	const int put = fprintf(file, "%016llx\n", serial);
	return fclose(file) == 0 && put == 17 ? serial : 0;
}

/* What the model cell and the rig are like. 0 where there is no such name. */
static int option(struct model *m, uint64_t *serial, const char *text)
{
	const char *const value = strchr(text, '=') + 1;
	const size_t n = (size_t) (value - text);
	if (!strncmp(text, "serial=", n)) *serial = kept_serial(value);
	else if (!strncmp(text, "gain=", n)) m->gain = atof(value);
	else if (!strncmp(text, "leak_ns=", n)) m->g_leak_ns = atof(value);
	else if (!strncmp(text, "c_pf=", n)) m->c_pf = atof(value);
	else if (!strncmp(text, "noise_mv=", n)) m->noise_mv = atof(value);
	else return 0;
	return 1;
}

/* The switch of the converter: SIGUSR1 lets it give nothing new any more, SIGUSR2 lets it go on. */
static volatile sig_atomic_t adc_late;

static void switch_adc(const int signal)
{
	adc_late = signal == SIGUSR1;
}

static uint32_t read_adc(void *ctx)
{
	return model_read(ctx) | (adc_late ? CLAMP_IN_ADC_LATE : 0u);
}

int main(int argc, char **argv)
{
	/* The options are behind what is told apart by its place. */
	const int all = argc;
	while (argc > 1 && strchr(argv[argc - 1], '=')) argc--;
	signal(SIGUSR1, switch_adc);
	signal(SIGUSR2, switch_adc);
	const uint32_t loop_hz = argc > 1 ? (uint32_t) atoi(argv[1]) : 20000u;
	const int kind = argc > 2 ? atoi(argv[2]) : MODEL_PASSIVE;
	const uint32_t ring = argc > 4 ? (uint32_t) atoi(argv[4]) : RING;
	int slave;
	char name[128];
	if (openpty(&device.terminal, &slave, name, NULL, NULL)) {
		perror("openpty");
		return 1;
	}
	struct termios raw;
	tcgetattr(slave, &raw);
	cfmakeraw(&raw);
	tcsetattr(slave, TCSANOW, &raw);
	fcntl(device.terminal, F_SETFL, O_NONBLOCK);
	if (argc > 3 && argv[3][0]) {
		(void) unlink(argv[3]);
		if (symlink(name, argv[3])) perror(argv[3]);
	}
	model_init(&device.model, kind, loop_hz, 1);
	uint64_t serial = draw_serial();
	for (int k = argc; k < all; k++) {
		if (!option(&device.model, &serial, argv[k])) {
			fprintf(stderr, "%s: serial, gain, leak_ns, c_pf or noise_mv and a value were expected\n", argv[k]);
			return 1;
		}
	}
	model_rest(&device.model);
	model_port(&device.model, &device.port, loop_hz);
	struct clamp_port *const port = &device.port;
	port->serial = serial;
	port->cal.serial = serial;
	port->nominal = port->cal;
	port->read = read_adc;
	port->receive = receive;
	port->send = send;
	port->clock = clock_of;
	port->clock_hz = 1000000000u;
	port->lock = nothing;
	port->unlock = nothing;
	port->kick = nothing;
	memcpy(port->board, "posix\0\0\0\0\0\0", 12);
	port->ring = device.ring;
	port->ring_samples = ring <= RING ? ring : 0;
	port->telem = device.blocks;
	port->telem_blocks = BLOCKS;
	if (clamp_init(&device.clamp, port)) {
		fprintf(stderr, "a loop of %u Hz and a ring of %u samples: 1000 to 400000 and a power of two from 16 to %u are possible\n",
			loop_hz, ring, RING);
		return 1;
	}
	FILE *const times = getenv("CLAMP_TIMES") ? fopen(getenv("CLAMP_TIMES"), "a") : NULL;
	printf("%s\n", name);
	fflush(stdout);
	uint64_t from = now_ns();
	uint64_t ticks = 0;
	for (;;) {
		const uint64_t now = now_ns();
		uint64_t due = (now - from) / 1000u * loop_hz / 1000000u;
		/* Asleep for more than 100 ms: the rest of the time is lost, and the host's watchdog has run out anyway. */
		if (due > ticks + loop_hz / 10u) {
			from = now;
			ticks = 0;
			due = 1;
		}
		while (ticks < due) {
			clamp_tick(&device.clamp);
			if (++ticks % 4u == 0) clamp_poll(&device.clamp);
			if (times) log_switch(times);
		}
		for (int k = 0; k < 8; k++) clamp_poll(&device.clamp);
		struct pollfd wait = { device.terminal, POLLIN, 0 };
		(void) poll(&wait, 1, clamp_state_now(&device.clamp) == CLAMP_RUNNING ? 0 : 1);
		if (clamp_state_now(&device.clamp) == CLAMP_RUNNING) {
			const struct timespec nap = { 0, 200000 };
			nanosleep(&nap, NULL);
		}
	}
}
