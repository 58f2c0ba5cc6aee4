/* Vectors and start of a Cortex-M: the FPU on, data copied, zeros, main. */
#include <stdint.h>
#include <stdlib.h>

extern uint32_t _estack, _sidata, _sdata, _edata, _sbss, _ebss;

int main(void);
void Reset_Handler(void);
void SysTick_Handler(void);
void Uart_Handler(void);
void Default_Handler(void);

#ifdef SEMIHOSTING
extern void initialise_monitor_handles(void);
#endif

void Reset_Handler(void)
{
	*(volatile uint32_t *) 0xe000ed88u |= 0xfu << 20; /* CPACR: the FPU */
	__asm volatile("dsb\nisb");
	uint32_t *from = &_sidata;
	for (uint32_t *to = &_sdata; to < &_edata; to++) *to = *from++;
	for (uint32_t *to = &_sbss; to < &_ebss; to++) *to = 0;
#ifdef SEMIHOSTING
	initialise_monitor_handles();
	exit(main());
#else
	(void) main();
#endif
	for (;;) {}
}

void Default_Handler(void)
{
#ifdef SEMIHOSTING
	exit(99);
#endif
	for (;;) {}
}

__attribute__((weak)) void SysTick_Handler(void) {}
__attribute__((weak)) void Uart_Handler(void) {}

__attribute__((section(".vectors"), used)) static void (*const vectors[16 + 32])(void) = {
	(void (*)(void)) &_estack, Reset_Handler, Default_Handler, Default_Handler, Default_Handler, Default_Handler, Default_Handler,
	0, 0, 0, 0, Default_Handler, Default_Handler, 0, Default_Handler, SysTick_Handler,
	Uart_Handler, /* interrupt 0: UART 0 receives */
};
