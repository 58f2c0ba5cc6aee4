/*
 * What a tick of each board takes at worst, in ns: struct clamp_costs, in its order: the loop with its converters, constant
 * conductances and telemetry; and more for the stream, NMDA, Ornstein-Uhlenbeck noise, each train, the command current.
 */
#ifndef CLAMP_COSTS_H
#define CLAMP_COSTS_H

/*
 * Measured in simavr, interrupts of the UART included (test/simavr.c measures it again, and fails where it is more). Noise draws
 * until a pair of numbers is good: it has more than was measured.
 */
#ifndef COSTS_REFUSE_NOTHING
#define COSTS_MEGA2560 { 800000, 220000, 420000, 1700000, 200000, 420000 }
#else
#define COSTS_MEGA2560 { 1, 1, 1, 1, 1, 1 }
#endif

/*
 * Never measured: two cycles of 600 MHz for each instruction of the worst tick of test/cost.c, and 4 us for both converters,
 * which take 2.3 us on the bus, and the pins.
 */
#define COSTS_TEENSY4 { 4700, 300, 550, 1100, 300, 550 }

/* Never measured: two cycles of 120 MHz for each instruction of the worst tick of test/cost.c, and 6 us for converters and pins. */
#define COSTS_SAMD51 { 9400, 1400, 2700, 5400, 1400, 2700 }

#endif
