/*
 * The clamp and a model cell as a process behind a pseudo-terminal: a device for tests at full rate.
 *   posix [loop_hz [kind [link [ring]]]]   prints the terminal's path; a symbolic link to it where asked for and not
 *                                          empty; ring: samples of the stream, a power of two up to 8192
 * SIGUSR1: the converter of V gives nothing new any more; SIGUSR2: it does again.
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

static void nothing(void *ctx)
{
	(void) ctx;
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
	model_port(&device.model, &device.port, loop_hz);
	struct clamp_port *const port = &device.port;
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
