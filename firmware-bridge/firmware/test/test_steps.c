/*
 * The loop's interrupt at every instruction of clamp_poll. The processor's trap flag stops clamp_poll behind each of its
 * instructions; where the lock lets it, a tick runs there, as the timer's interrupt would; then clamp_poll goes on to its end.
 * After that everything is put back to that instruction, and the next one is taken.
 *
 * What has come out must be what comes out where the tick runs as soon as the lock before that instruction, or the lock behind
 * it, is let go: the state, the fault and the answers to the host as a whole, and each word of the device, its cell and its
 * host one of both. The converter's side of the rules (no current but in RUNNING and RAMPDOWN, none above its limit) is
 * checked in bench.c with each code that is put out, also in the ticks that follow.
 *   test_steps [0: without those of checksums; 1, the default: each instruction; 2: also a second tick some behind it]
 */
#define _GNU_SOURCE
#include "bench.h"

#if defined(__x86_64__) && defined(__linux__)

#include <signal.h>
#include <stddef.h>
#include <string.h>
#include <ucontext.h>

#define TRAP_FLAG 0x100
#define STRIDE 2u
#define LOCKS_MAX 8u
#define STACK_MAX 16384u
#define AFTER 4u /* ticks that follow each interrupt */

static struct bench bench;

/* What clamp_poll, a tick and the host change of a bench; the rest is compared once for each case. */
#define PIPE_USED 4096u
static struct part {
	size_t from, length;
} parts[] = {
	{ offsetof(struct bench, model), sizeof(struct model) },
	{ offsetof(struct bench, clamp), sizeof(struct clamp) },
	{ offsetof(struct bench, to_device.in), 2 * sizeof(uint32_t) },
	{ offsetof(struct bench, to_host.bytes), PIPE_USED },
	{ offsetof(struct bench, to_host.in), 2 * sizeof(uint32_t) },
	{ offsetof(struct bench, receiver), offsetof(struct bench, ring) + 64 * sizeof(int16_t[CLAMP_CHANNELS]) - offsetof(struct bench, receiver) },
	{ offsetof(struct bench, blocks), 3 * sizeof(struct clamp_telem) }, /* moved to the open one: message_in */
	{ offsetof(struct bench, telem), sizeof(struct bench) - offsetof(struct bench, telem) },
};
#define PART_BLOCKS 6
#define PARTS (sizeof parts / sizeof parts[0])
#define PARTS_SIZE (sizeof(struct model) + sizeof(struct clamp) + PIPE_USED + sizeof(struct seen) + 32768u)

struct image {
	uint32_t words[PARTS_SIZE / 4u];
};

static void keep(struct image *to)
{
	uint8_t *at = (uint8_t *) to->words;
	for (size_t k = 0; k < PARTS; k++) {
		memcpy(at, (const uint8_t *) &bench + parts[k].from, parts[k].length);
		at += parts[k].length;
	}
}

static void put_back(const struct image *from)
{
	const uint8_t *at = (const uint8_t *) from->words;
	for (size_t k = 0; k < PARTS; k++) {
		memcpy((uint8_t *) &bench + parts[k].from, at, parts[k].length);
		at += parts[k].length;
	}
}

/* What has come out. */
#define ANSWERS_MAX 512u
struct outcome {
	uint32_t clamp[offsetof(struct clamp, out_at) / 4u];
	uint32_t model[sizeof(struct model) / 4u];
	uint8_t answers[ANSWERS_MAX]; /* each frame: type, length, payload */
	uint32_t length;
	uint8_t whole[16]; /* state, fault, pending, number and answer of the last command, session, types of the frames */
	uint8_t then[3]; /* state and fault some ticks later, and whether a current flows */
};

/* The host reads: frames without number and checksum. */
static void read_answers(struct outcome *o)
{
	struct clamp_receiver receiver;
	struct clamp_frame frame;
	memset(&receiver, 0, sizeof receiver);
	uint32_t frames = 0;
	o->length = 0;
	for (uint32_t at = bench.to_host.out; at != bench.to_host.in; at++) {
		if (!clamp_receive(&receiver, bench.to_host.bytes[at % BENCH_PIPE], &frame)) continue;
		CHECK(o->length + frame.length + 2u <= ANSWERS_MAX, "%u bytes of answers", o->length + frame.length);
		o->answers[o->length++] = frame.type;
		o->answers[o->length++] = (uint8_t) frame.length;
		memcpy(o->answers + o->length, frame.payload, frame.length);
		o->length += frame.length;
		if (frames < 4u) o->whole[8u + frames] = frame.type;
		/* Code of an ACK, code of an EVENT. */
		if (frames < 4u && (frame.type == CLAMP_ACK || frame.type == CLAMP_EVENT)) o->whole[12u + frames] = frame.payload[1];
		frames++;
	}
	CHECK(receiver.errors == 0, "the device sent a bad frame");
}

static void look(struct outcome *o)
{
	memset(o, 0, sizeof *o);
	CHECK(!bench.locked, "the loop is kept out for ever");
	memcpy(o->clamp, &bench.clamp, sizeof o->clamp);
	memcpy(o->model, &bench.model, sizeof o->model);
	const struct clamp *const c = &bench.clamp;
	const uint8_t whole[8] = { c->state, c->fault, c->pending, c->last.type, c->last.code, (uint8_t) c->session, (uint8_t) c->sources,
		(uint8_t) (c->state == CLAMP_RAMPDOWN ? c->after_ramp : 0) };
	memcpy(o->whole, whole, sizeof whole);
	read_answers(o);
	for (uint32_t t = 0; t < AFTER; t++) clamp_tick(&bench.clamp);
	clamp_poll(&bench.clamp);
	o->then[0] = c->state;
	o->then[1] = c->fault;
	o->then[2] = c->code_change != 0;
}

/* The lock, each store in its place: an instruction is under it or not. */
static void port_lock(void *ctx)
{
	struct bench *const b = ctx;
	CHECK(!b->locked, "locked twice");
	*(volatile int *) &b->locked = 1;
	*(volatile uint32_t *) &b->locks += 1u;
}

static void port_unlock(void *ctx)
{
	struct bench *const b = ctx;
	CHECK(b->locked, "unlocked twice");
	*(volatile int *) &b->locked = 0;
	if (b->after_unlock) b->after_unlock(b);
}

/* A line that takes all at once: a loop over bytes would be most of what is stepped, and is not the core's. */
static uint32_t port_send(void *ctx, const uint8_t *bytes, const uint32_t n)
{
	struct bench *const b = ctx;
	CHECK(b->to_host.in + n <= PIPE_USED, "pipe full");
	memcpy(b->to_host.bytes + b->to_host.in, bytes, n);
	b->to_host.in += n;
	return n;
}

/* The tick as an interrupt. */
static uint32_t overruns; /* ticks that it finds missed */

static void interrupt(void)
{
	for (uint32_t k = 0; k < overruns; k++) clamp_overrun(&bench.clamp);
	clamp_tick(&bench.clamp);
}

/* The tick runs as soon as lock number k is let go; 0: before clamp_poll; the last: behind it. */
static struct outcome at_lock[LOCKS_MAX + 2u];
static uint32_t locks; /* that clamp_poll takes */
static uint32_t wanted_lock;

static void when_let_go(struct bench *b)
{
	if (b->locks != wanted_lock) return;
	b->after_unlock = NULL;
	interrupt();
}

static const char *scene; /* for messages */
static const char *what;
static const char *which;
/* What came out is what comes out of one of two runs. */
static void compare(const struct outcome *o, const uint32_t lock, const uint32_t instruction)
{
	const uint32_t last = lock <= locks ? lock + 1u : lock;
	int whole = 0;
	int later = 0;
	for (uint32_t j = lock; j <= last; j++) {
		whole |= !memcmp(o->whole, at_lock[j].whole, sizeof o->whole);
		later |= !memcmp(o->then, at_lock[j].then, sizeof o->then);
	}
	CHECK(whole, "%s, %s, %s: instruction %u, behind lock %u: state %u, fault %u, answer %u to %02x as of no run", scene, what, which, instruction, lock, o->whole[0],
		o->whole[1], o->whole[4], o->whole[3]);
	CHECK(later, "%s, %s, %s: instruction %u, behind lock %u: then state %u, fault %u, current %u", scene, what, which, instruction, lock, o->then[0], o->then[1],
		o->then[2]);
	for (uint32_t k = 0; k < sizeof o->clamp / 4u; k++) {
		int same = 0;
		for (uint32_t j = lock; j <= last; j++) same |= o->clamp[k] == at_lock[j].clamp[k];
		CHECK(same, "%s, %s, %s: instruction %u, behind lock %u: word %u of the clamp is %08x, not %08x or %08x", scene, what, which, instruction, lock, k, o->clamp[k],
			at_lock[lock].clamp[k], at_lock[last].clamp[k]);
	}
	for (uint32_t k = 0; k < sizeof o->model / 4u; k++) {
		int same = 0;
		for (uint32_t j = lock; j <= last; j++) same |= o->model[k] == at_lock[j].model[k];
		CHECK(same, "%s, %s, %s: instruction %u, behind lock %u: word %u of the cell", scene, what, which, instruction, lock, k);
	}
	for (uint32_t at = 0; at < o->length; at += 2u + o->answers[at + 1u]) {
		for (uint32_t k = at + 2u; k < at + 2u + o->answers[at + 1u]; k++) {
			int same = 0;
			/* Which frames there are was compared above; those before this one are as long. */
			for (uint32_t j = lock; j <= last; j++) {
				const uint8_t *const other = at_lock[j].answers;
				same |= other[at] == o->answers[at] && other[at + 1u] == o->answers[at + 1u] && other[k] == o->answers[k];
			}
			CHECK(same, "%s, %s, %s: instruction %u, behind lock %u: byte %u of an answer %02x", scene, what, which, instruction, lock, k - at - 2u,
				o->answers[at]);
		}
	}
}

/* What the code under the trap flag tells the handler: int3 with one of these in rax. */
enum mark { STEP, END };
static int quick;
static int injected; /* an interrupt came; what follows is put back */

static inline __attribute__((always_inline)) void tell(const long mark)
{
	__asm__ volatile("int3" : : "a"(mark) : "memory");
}

/* The run that is stepped. Its stack below base, its registers in the signal's frame. */
static uint8_t signal_stack[1 << 18] __attribute__((aligned(64)));
static struct image before, here;
static uint8_t kept_stack[STACK_MAX];
static uint8_t kept_frame[1 << 14];
static uint8_t *base, *stack_low;
static size_t stack_length, frame_length;
static uint32_t instruction, stride, behind;
static int two; /* a second tick comes behind the first */
static uint32_t to_second, random_state;
static uint64_t interrupts;

/* Keeps all that clamp_poll goes on with. */
static void keep_place(const ucontext_t *u)
{
	keep(&here);
	stack_low = (uint8_t *) u->uc_mcontext.gregs[REG_RSP] - 128; /* and the red zone */
	stack_length = (size_t) (base - stack_low);
	frame_length = (size_t) (signal_stack + sizeof signal_stack - (const uint8_t *) u);
	CHECK(stack_length <= sizeof kept_stack && frame_length <= sizeof kept_frame, "%zu bytes of stack, %zu of registers", stack_length, frame_length);
	memcpy(kept_stack, stack_low, stack_length);
	memcpy(kept_frame, u, frame_length);
}

/* Behind this handler clamp_poll goes on where it was kept, under the trap flag. */
static void return_to_place(ucontext_t *u)
{
	put_back(&here);
	memcpy(stack_low, kept_stack, stack_length);
	memcpy(u, kept_frame, frame_length);
}

/* The quick form takes checksum and stuffing, which know nothing of a clamp, for one instruction each. */
static int pass_over(ucontext_t *u)
{
	greg_t *const r = u->uc_mcontext.gregs;
	if (r[REG_RIP] == (greg_t) (uintptr_t) clamp_crc32c) {
		r[REG_RAX] = clamp_crc32c((uint32_t) r[REG_RDI], (const uint8_t *) r[REG_RSI], (uint32_t) r[REG_RDX]);
	} else if (r[REG_RIP] == (greg_t) (uintptr_t) clamp_frame_write) {
		r[REG_RAX] = clamp_frame_write((const struct clamp_frame *) r[REG_RDI], (uint8_t *) r[REG_RSI]);
	} else return 0;
	r[REG_RIP] = *(const greg_t *) r[REG_RSP];
	r[REG_RSP] += 8;
	return 1;
}

static void on_trap(const int number, siginfo_t *info, void *context)
{
	(void) number;
	ucontext_t *const u = context;
	greg_t *const flags = &u->uc_mcontext.gregs[REG_EFL];
	if (info->si_code == SI_KERNEL) {
		const int mark = (int) u->uc_mcontext.gregs[REG_RAX];
		if (mark == END && injected) {
			struct outcome o;
			look(&o);
			/* A second tick may come behind any later lock, and two ticks are none of the runs that are compared with. */
			if (!two) compare(&o, behind, instruction);
			injected = 0;
			return_to_place(u);
			*flags |= TRAP_FLAG;
			return;
		}
		if (mark == STEP) *flags |= TRAP_FLAG;
		else *flags &= ~(greg_t) TRAP_FLAG;
		return;
	}
	if (injected) {
		/* On the way to the second tick. */
		if (to_second > 0) to_second--;
		if (to_second > 0 || bench.locked) return;
	} else {
		instruction++;
		if (quick && pass_over(u)) return;
		if (bench.locked || instruction % stride) return;
		keep_place(u);
		injected = 1;
		behind = bench.locks;
		random_state = random_state * 1664525u + 1013904223u;
		to_second = 1u + (random_state >> 16) % 64u;
	}
	/* The tick of an interrupt, the last one: the rest runs on. */
	if (to_second == 0 || !two) *flags &= ~(greg_t) TRAP_FLAG;
	interrupt();
	interrupts++;
}

static __attribute__((noinline)) void step_through(void)
{
	base = __builtin_frame_address(0);
	tell(STEP);
	clamp_poll(&bench.clamp);
	tell(END);
}

/* Of the state that bench is in: a tick at each instruction of the next clamp_poll. */
static void at_each_instruction(void)
{
	static struct bench all;
	bench.locks = 0;
	keep(&before);
	memcpy(&all, &bench, sizeof bench);
	/* How many locks clamp_poll takes; then a tick as soon as each of them is let go. */
	clamp_poll(&bench.clamp);
	locks = bench.locks;
	CHECK(locks <= LOCKS_MAX, "%u locks", locks);
	for (wanted_lock = 0; wanted_lock <= locks + 1u; wanted_lock++) {
		put_back(&before);
		if (wanted_lock == 0) interrupt();
		else bench.after_unlock = when_let_go;
		clamp_poll(&bench.clamp);
		bench.after_unlock = NULL;
		if (wanted_lock > locks) interrupt();
		look(&at_lock[wanted_lock]);
	}
	put_back(&before);
	CHECK(!memcmp(&all, &bench, sizeof bench), "%s, %s, %s: something changed that is not put back", scene, what, which);
	instruction = 0;
	step_through();
	put_back(&before);
}

/* What the tick does that comes as an interrupt. */
enum twist { NOTHING, DUE, INHIBITED, SILENT, OVERRUN, TWISTS };
static const char *const twists[TWISTS] = { "a tick", "a tick that begins or ends", "a tick with the inhibit input active", "a tick of the watchdog",
	"a tick that was overrun" };

enum place { BOOT, IDLE, CONFIGURED, ARMED, PENDING, RUNNING, STREAMING, RAMPDOWN, RAMP_AFTER_HELLO, FAULT, PLACES };
static const char *const places[PLACES] = { "BOOT", "IDLE", "CONFIGURED", "ARMED", "ARMED, START came", "RUNNING", "RUNNING, streamed", "RAMPDOWN",
	"RAMPDOWN after HELLO", "FAULT" };

static void stream(const uint32_t first, const uint32_t n)
{
	uint16_t samples[20];
	for (uint32_t k = 0; k < 20; k++) samples[k] = (uint16_t) (100 + 10 * k);
	bench_chunk(&bench, first, n, 1, 0, samples);
}

static void to_streaming(void)
{
	bench_drive_to(&bench, CLAMP_CONFIGURED);
	struct clamp_config f = bench_config(&bench);
	f.stream_mask = 1;
	f.stream_hz = 1000;
	f.scale[0] = 0.01f;
	f.c_pf = 1000.0f;
	f.hold_ms = 1;
	bench_configure_with_current(&bench, f);
	stream(0, 4);
	bench_run(&bench, 2);
	CHECK(bench_arm(&bench) == CLAMP_OK && bench_start(&bench, 0, 0, 0) == CLAMP_OK, "START");
	bench_run(&bench, 15);
	CHECK(bench.clamp.state == CLAMP_RUNNING && bench.clamp.contiguous == 4, "streams");
}

static void go_to(const int place)
{
	static const uint8_t states[PLACES] = { CLAMP_BOOT, CLAMP_IDLE, CLAMP_CONFIGURED, CLAMP_ARMED, CLAMP_ARMED, CLAMP_RUNNING, CLAMP_RUNNING,
		CLAMP_RAMPDOWN, CLAMP_RUNNING, CLAMP_FAULT };
	if (place == STREAMING) to_streaming();
	else bench_drive_to(&bench, states[place]);
	if (place == PENDING) CHECK(bench_start(&bench, bench.clamp.tick + 1000, 0, CLAMP_START_AT_TICK) == CLAMP_OK, "START");
	if (place == RAMP_AFTER_HELLO) bench_hello(&bench);
	CHECK(place != RAMP_AFTER_HELLO || bench.clamp.state == CLAMP_RAMPDOWN, "a ramp");
}

/* Where such a tick does something of its own. */
static int makes_sense(const int place, const int twist)
{
	const int live = place == RUNNING || place == STREAMING;
	const int ramp = place == RAMPDOWN || place == RAMP_AFTER_HELLO;
	switch (twist) {
		case DUE: return live || ramp || place == PENDING;
		case INHIBITED: return place != BOOT;
		case SILENT: return live || place == ARMED || place == PENDING;
		case OVERRUN: return live || ramp;
		default: return 1;
	}
}

static void make_ready(const int place, const int twist)
{
	struct clamp *const c = &bench.clamp;
	overruns = twist == OVERRUN ? CLAMP_OVERRUNS_MAX + 1u : 0;
	if (twist == INHIBITED) bench.model.inputs = CLAMP_IN_INHIBIT;
	if (twist == SILENT) {
		c->heartbeat_tick = c->tick - c->watchdog_ticks;
		c->check_tick = c->tick + 1u;
	}
	if (twist != DUE) return;
	if (place == PENDING) c->start_tick = c->tick + 1u;
	else if (place == RUNNING) {
		c->run_ticks = c->tick + 1u - c->begin_tick;
		c->check_tick = c->tick + 1u;
	} else if (place == STREAMING) {
		/* The last sample of the stream that there is begins now; a millisecond without another one is a fault. */
		while (c->consumed < 3u) bench_run(&bench, 1);
		while (c->held < c->hold_ticks) bench_run(&bench, 1);
		CHECK(c->state == CLAMP_RUNNING, "holds");
	} else c->ramp_left = 1;
}

static const struct {
	uint8_t type;
	const char *name;
} messages[] = { { 0, "no message" }, { CLAMP_HELLO, "HELLO" }, { CLAMP_CONFIG, "CONFIG" }, { CLAMP_SET_OU, "SET_OU" }, { CLAMP_SET_TRAIN, "SET_TRAIN" },
	{ CLAMP_SET_CONSTANT, "SET_CONSTANT" }, { CLAMP_SET_COMMAND, "SET_COMMAND" }, { CLAMP_CAL_WRITE, "CAL_WRITE" }, { CLAMP_CAL_READ, "CAL_READ" },
	{ CLAMP_ARM, "ARM" }, { CLAMP_START, "START" }, { CLAMP_STOP, "STOP" }, { CLAMP_ABORT, "ABORT" }, { CLAMP_CLEAR, "CLEAR" },
	{ CLAMP_HEARTBEAT, "HEARTBEAT" }, { CLAMP_CHUNK, "CHUNK" } };

static void send(const uint8_t type)
{
	const struct clamp_config config = bench_config(&bench);
	const struct clamp_set_ou ou = { 1, 1, 3, 1, 1, 3, 0, 1, 1, 0 };
	const struct clamp_set_train train = { 0, 0, 0, 1, 1, 3, 0, 10, 0, 0, 0, 0 };
	const struct clamp_set_constant constant = { 1, 1, 0 };
	const struct clamp_set_command command = { 1, 0, 0, 0, 0, { 0, 0 }, { 0, 0 } };
	const uint32_t arm[2] = { bench.clamp.cal_crc, bench.clamp.config_crc };
	const uint8_t start[CLAMP_LENGTH_START] = { 0 };
	const uint8_t hello[CLAMP_LENGTH_HELLO] = { 9, 8, 7, 6, CLAMP_PROTOCOL_MAJOR, CLAMP_PROTOCOL_MINOR, 0, 0 };
	switch (type) {
		case 0: break;
		case CLAMP_HELLO: bench_send(&bench, type, 0, hello, sizeof hello); break;
		case CLAMP_CONFIG: bench_send(&bench, type, 0, &config, sizeof config); break;
		case CLAMP_SET_OU: bench_send(&bench, type, 0, &ou, sizeof ou); break;
		case CLAMP_SET_TRAIN: bench_send(&bench, type, 0, &train, sizeof train); break;
		case CLAMP_SET_CONSTANT: bench_send(&bench, type, 0, &constant, sizeof constant); break;
		case CLAMP_SET_COMMAND: bench_send(&bench, type, 0, &command, sizeof command); break;
		case CLAMP_CAL_WRITE: bench_send(&bench, type, 0, &bench.port.cal, sizeof bench.port.cal); break;
		case CLAMP_ARM: bench_send(&bench, type, 0, arm, sizeof arm); break;
		case CLAMP_START: bench_send(&bench, type, 0, start, sizeof start); break;
		case CLAMP_HEARTBEAT: bench_heartbeat(&bench); break;
		case CLAMP_CHUNK: stream(bench.clamp.contiguous, 4); break;
		default: bench_send(&bench, type, 0, NULL, 0); break;
	}
}

/* All that came so far was read, and what comes next lies at the start of its pipe. */
static void empty_pipes(void)
{
	CHECK(bench.to_device.in == bench.to_device.out && bench.to_host.in == bench.to_host.out, "something is on the way");
	bench.to_device.in = bench.to_device.out = 0;
	bench.to_host.in = bench.to_host.out = 0;
	memset(bench.to_host.bytes, 0, PIPE_USED);
}

static void message_in(const int place, const int twist, const uint32_t m)
{
	scene = places[place];
	what = messages[m].name;
	which = twists[twist];
	go_to(place);
	make_ready(place, twist);
	empty_pipes();
	bench.port.lock = port_lock;
	bench.port.unlock = port_unlock;
	bench.port.send = port_send;
	/* Notes, credit and telemetry that wait would only make it longer. */
	for (int k = 0; k < 20; k++) {
		bench_poll(&bench);
		empty_pipes();
	}
	send(messages[m].type);
	/* All bytes but the last lie in the receiver already. */
	if (bench.to_device.in > 0) {
		const uint32_t in = bench.to_device.in;
		bench.to_device.in--;
		bench_poll(&bench);
		bench.to_device.in = in;
	}
	CHECK(bench.clamp.telem_done + 3u <= BENCH_BLOCKS, "%u blocks of telemetry", bench.clamp.telem_done);
	parts[PART_BLOCKS].from = offsetof(struct bench, blocks) + bench.clamp.telem_done * sizeof(struct clamp_telem);
	CHECK(bench.to_host.in == bench.to_host.out, "%s, %s, %s: a poll before had something to say", scene, what, which);
	at_each_instruction();
}

int main(int argc, char **argv)
{
	const int form = argc > 1 ? atoi(argv[1]) : 1;
	quick = form == 0;
	stride = form == 0 ? STRIDE : 1u;
	const stack_t stack = { .ss_sp = signal_stack, .ss_size = sizeof signal_stack };
	struct sigaction action;
	memset(&action, 0, sizeof action);
	action.sa_sigaction = on_trap;
	action.sa_flags = SA_SIGINFO | SA_ONSTACK;
	CHECK(sigaltstack(&stack, NULL) == 0 && sigaction(SIGTRAP, &action, NULL) == 0, "signals");
	uint32_t cases = 0;
	for (two = 0; two <= (form == 2); two++) {
		for (int twist = NOTHING; twist < TWISTS; twist++) {
			for (int place = BOOT; place < PLACES; place++) {
				if (!makes_sense(place, twist)) continue;
				for (uint32_t m = 0; m < sizeof messages / sizeof messages[0]; m++, cases++) message_in(place, twist, m);
			}
		}
	}
	printf("steps: %u cases, an interrupt at %llu instructions, each as one before or behind a lock\n", cases, (unsigned long long) interrupts);
	return 0;
}

#else

int main(void)
{
	printf("steps: skipped: only on x86-64 with Linux does the processor stop a program behind each of its instructions\n");
	return 0;
}

#endif
