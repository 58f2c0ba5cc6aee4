/*
 * The clamp on an MPS2 board as QEMU emulates it, clamping a model cell: its interrupts, FPU and ABI are the real
 * Cortex-M's. UART 0 is the host, SysTick the loop.
 */
#include "../../core/clamp.h"
#include "../../model/model.h"

#include <string.h>

#define REG(address) (*(volatile uint32_t *) (address))
#define UART 0x40004000u
#define CPU_HZ 25000000u

#ifndef LOOP_HZ
#define LOOP_HZ 2000u
#endif

#define RING 4096u
#define BLOCKS 16u
#define RX 4096u
#define SERIAL 0x6d7073322d71656du /* an emulated board has none of its own */

/*
 * 40 ns an instruction: the worst tick of each row of test/cost.c less that of the constant conductances, and the model cell,
 * which calculates in double precision without hardware for it.
 */
static const struct clamp_costs costs = { 300000, 3200, 6400, 12800, 3200, 6400 };

void SysTick_Handler(void);
void Uart_Handler(void);

static struct {
	struct model model;
	struct clamp_port port;
	struct clamp clamp;
	int16_t ring[RING][CLAMP_CHANNELS];
	struct clamp_telem blocks[BLOCKS];
	volatile uint32_t in, out;
	volatile uint8_t rx[RX];
	int ready;
} device;

void SysTick_Handler(void)
{
	if (!device.ready) return;
	clamp_tick(&device.clamp);
}

void Uart_Handler(void)
{
	while (REG(UART + 4u) & 2u) {
		const uint8_t byte = (uint8_t) REG(UART);
		REG(UART + 0xcu) = 2;
		if (device.in - device.out < RX) {
			device.rx[device.in % RX] = byte;
			device.in = device.in + 1u;
		}
	}
}

static uint32_t receive(void *ctx, uint8_t *bytes, const uint32_t max)
{
	(void) ctx;
	uint32_t n = 0;
	while (n < max && device.out != device.in) {
		bytes[n++] = device.rx[device.out % RX];
		device.out = device.out + 1u;
	}
	return n;
}

static uint32_t send(void *ctx, const uint8_t *bytes, const uint32_t max)
{
	(void) ctx;
	uint32_t n = 0;
	while (n < max && !(REG(UART + 4u) & 1u)) REG(UART) = bytes[n++];
	return n;
}

static uint64_t clock_of(void *ctx)
{
	return ((struct model *) ctx)->ticks;
}

static void lock(void *ctx)
{
	(void) ctx;
	__asm volatile("cpsid i" : : : "memory");
}

static void unlock(void *ctx)
{
	(void) ctx;
	__asm volatile("cpsie i" : : : "memory");
}

static void nothing(void *ctx)
{
	(void) ctx;
}

int main(void)
{
	model_init(&device.model, MODEL_PASSIVE, LOOP_HZ, 1);
	model_port(&device.model, &device.port, LOOP_HZ);
	struct clamp_port *const port = &device.port;
	port->receive = receive;
	port->send = send;
	port->clock = clock_of;
	port->lock = lock;
	port->unlock = unlock;
	port->kick = nothing;
	memset(port->board, 0, sizeof port->board);
	memcpy(port->board, "mps2", 4);
	port->serial = SERIAL;
	port->cal.serial = SERIAL;
	port->nominal = port->cal;
	port->costs = costs;
	port->ring = device.ring;
	port->ring_samples = RING;
	port->telem = device.blocks;
	port->telem_blocks = BLOCKS;
	(void) clamp_init(&device.clamp, port);
	device.ready = 1;
	REG(UART + 0x10u) = 16; /* baud rate divisor */
	REG(UART + 0x08u) = 1u | 2u | 8u; /* send, receive, receive interrupt */
	REG(0xe000e100u) = 1; /* interrupt 0 */
	REG(0xe000e014u) = CPU_HZ / LOOP_HZ - 1u;
	REG(0xe000e018u) = 0;
	REG(0xe000e010u) = 7; /* SysTick: processor clock, interrupt, on */
	__asm volatile("cpsie i");
	for (;;) {
		clamp_poll(&device.clamp);
		if (device.in == device.out && clamp_all_sent(&device.clamp)) __asm volatile("wfi");
	}
}
