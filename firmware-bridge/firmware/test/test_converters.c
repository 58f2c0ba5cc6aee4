/*
 * The converters of the Teensy and SAMD51 boards, as far as public drivers say how they behave (ports/arduino/clamp/converters.h
 * names them): a simulated AD5761R and ADS8681 on one bus, each of which understands a frame only in its own SPI mode. 400 pA/V.
 */
#include "../ports/arduino/clamp/converters.h"
#include "bench.h"

#include <math.h>
#include <string.h>

#define PA_PER_VOLT 400.0

static struct {
	/* AD5761R */
	uint32_t control, dac, dac_answer;
	int configured; /* after a reset the output is held at 0 V until the control register is written */
	/* ADS8681 */
	uint32_t mode, range, adc_answer;
	double volts; /* at its input */
	/* What is wrong with it. */
	uint32_t stuck_control, stuck_range;
	int deaf_dac, deaf_adc, mute;
	uint32_t frames;
} chips;

/* Straight binary over 20 V, or 21 V with overrange: what a code is at the output. */
static double output_volts(void)
{
	if (!chips.configured) return 0.0;
	const double span = chips.control & 1u << 8 ? 21.0 : 20.0;
	return ((double) chips.dac - 32768.0) * span / 65536.0;
}

static double output_pa(void)
{
	return output_volts() * PA_PER_VOLT;
}

static uint32_t scale_code(const uint32_t field)
{
	return field == 0 ? 0u : field == 1 ? 0x8000u : 0xffffu;
}

static uint32_t dac_frame(const int spi_mode, const uint32_t word)
{
	const uint32_t answer = chips.dac_answer;
	/* Data are taken at the falling edge: modes 1 and 2. */
	if (chips.deaf_dac || (spi_mode != 1 && spi_mode != 2)) return 0;
	chips.dac_answer = 0;
	switch (word >> 16 & 15u) {
		case 0x3: chips.dac = word & 0xffffu; break;
		case 0x4:
			chips.control = (word & 0x07ffu) ^ chips.stuck_control;
			if (!chips.configured) chips.dac = scale_code(chips.control >> 3 & 3u);
			chips.configured = 1;
			break;
		case 0xb: chips.dac_answer = chips.dac; break;
		case 0xc: chips.dac_answer = chips.control | 1u << 11; break; /* with a flag that only reports */
		case 0xf:
			chips.control = 0;
			chips.dac = 0;
			chips.configured = 0;
			break;
		default: break;
	}
	return answer;
}

/* Conversion of what is at the input, in the upper half. */
static uint32_t converted(void)
{
	static const double ends[5] = { 12.288, 10.24, 6.144, 5.12, 2.56 };
	const uint32_t range = chips.range & 15u;
	const double code = (chips.volts / ends[range < 5u ? range : 0] + 1.0) * 32768.0;
	return (code <= 0.0 ? 0u : code >= 65535.0 ? 65535u : (uint32_t) code) << 16;
}

static uint32_t adc_frame(const int spi_mode, const uint32_t word)
{
	/* In another mode all bits come an edge too late. */
	const int understood = spi_mode == (int) chips.mode;
	const uint32_t heard = understood ? word : word >> 1;
	const uint32_t answer = understood ? chips.adc_answer : chips.adc_answer >> 1;
	if (chips.deaf_adc) return 0;
	chips.adc_answer = converted();
	const uint32_t address = heard >> 16 & 0xffu;
	uint32_t *const reg = address == 0x08 ? &chips.mode : address == 0x14 ? &chips.range : NULL;
	if (heard >> 24 == 0xd0 && reg) *reg = (heard & 0xffffu) ^ (address == 0x14 ? chips.stuck_range : 0);
	else if (heard >> 24 == 0xc8 && reg) chips.adc_answer = *reg << 16;
	return answer;
}

static uint32_t frame(void *ctx, const enum converter chip, const int spi_mode, const uint32_t word)
{
	(void) ctx;
	chips.frames++;
	const uint32_t answer = chip == CONVERTER_DAC ? dac_frame(spi_mode, word) : adc_frame(spi_mode, word);
	return chips.mute ? 0xffffffffu : answer;
}

static const struct converters bus = { NULL, frame };

static void power_up(void)
{
	memset(&chips, 0, sizeof chips);
	chips.range = 0; /* +-3 Vref */
}

/* What the board said before: overrange and zero-scale where its comment said mid-scale, and the ADC in the DAC's mode. */
static void the_words_of_before_were_wrong(void)
{
	power_up();
	(void) frame(NULL, CONVERTER_DAC, 1, 0x040160);
	CHECK(fabs(output_pa() + 4200.0) < 1e-9, "%g pA", output_pa());
	CHECK(fabs(20.0 / 65536.0 - (chips.control & 1u << 8 ? 21.0 : 20.0) / 65536.0) > 1e-5, "5 %% more current than the code says");
	(void) frame(NULL, CONVERTER_ADC, 1, 0xd0140001u);
	CHECK(chips.range == 0, "the range was never set: V was read 1.2 times too small");
	CHECK((0x0160u & AD5761_CONTROL_MASK) != ad5761_control(), "the same word");
}

static void what_is_set_up_is_read_back(void)
{
	power_up();
	CHECK(converters_set_up(&bus), "do not agree");
	CHECK(chips.control == 0x268 && chips.range == 1 && chips.mode == 1, "control %03x, range %u, mode %u", chips.control, chips.range, chips.mode);
	CHECK(output_pa() == 0.0, "%g pA", output_pa());
	/* +-10 V, and mid-scale after power-up and after a clear. */
	(void) dac_frame(1, ad5761_word(AD5761_WRITE_UPDATE, 0xffff));
	CHECK(fabs(output_volts() - 10.0) < 1e-3, "%g V", output_volts());
	CHECK(scale_code(chips.control >> 3 & 3u) == 0x8000u && scale_code(chips.control >> 9 & 3u) == 0x8000u, "mid-scale");
	/* V in the loop's own mode, a frame late. */
	chips.volts = -0.7;
	(void) adc_frame(CONVERTERS_SPI_MODE, 0);
	const double volts = ((double) (adc_frame(CONVERTERS_SPI_MODE, 0) >> 16) - 32768.0) * 20.48 / 65536.0;
	CHECK(fabs(volts + 0.7) < 1e-3, "%g V", volts);
	/* Again without a power-down in between: the controller alone was reset, with a current on. */
	CHECK(fabs(output_pa()) > 3999.0, "on");
	CHECK(converters_set_up(&bus) && output_pa() == 0.0 && chips.range == 1, "a second time");
}

static int refused(void)
{
	return !converters_set_up(&bus);
}

static void what_does_not_agree_is_not_armed(void)
{
	for (uint32_t bit = 0; bit < 11; bit++) {
		power_up();
		chips.stuck_control = 1u << bit;
		CHECK(refused(), "bit %u of the control register is another one", bit);
	}
	for (uint32_t bit = 0; bit < 7; bit++) {
		power_up();
		chips.stuck_range = 1u << bit;
		CHECK(refused() == (bit < 4 || bit == 6), "bit %u of the range", bit);
	}
	power_up();
	chips.deaf_dac = 1;
	CHECK(refused(), "no DAC");
	power_up();
	chips.deaf_adc = 1;
	CHECK(refused(), "no ADC");
	power_up();
	chips.mute = 1;
	CHECK(refused(), "a line that is high");
}

static void no_armed_board_without_converters_that_agree(void)
{
	/* As the sketch does it. */
	static struct bench bench;
	for (int agree = 0; agree < 2; agree++) {
		bench_init(&bench, MODEL_PASSIVE, 10000);
		bench.port.adc_bits = agree ? 16 : 0;
		bench.port.nominal = bench.port.cal;
		CHECK((clamp_init(&bench.clamp, &bench.port) == 0) == agree, "%d", agree);
		bench_run(&bench, 100);
		bench_hello(&bench);
		CHECK(bench.clamp.state == (agree ? CLAMP_IDLE : CLAMP_BOOT), "state %d", bench.clamp.state);
		CHECK(bench.seen.fault == (agree ? 0 : CLAMP_FAULT_PORT), "fault %d", bench.seen.fault);
		const struct clamp_config f = bench_config(&bench);
		CHECK((bench_command(&bench, CLAMP_CONFIG, &f, sizeof f) == CLAMP_OK) == agree && bench.worst_pa == 0.0, "CONFIG");
	}
}

static void a_number_tells_one_chip_from_another(void)
{
	const uint32_t a[3] = { 0x12345678, 0x9abcdef0, 7 };
	const uint32_t b[3] = { 0x12345678, 0x9abcdef1, 7 };
	const uint32_t c[3] = { 0x9abcdef0, 0x12345678, 7 };
	const uint32_t never[4] = { 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff };
	const uint32_t empty[4] = { 0 };
	CHECK(serial_of(a, 3) != 0 && serial_of(a, 3) == serial_of(a, 3), "a number");
	CHECK(serial_of(a, 3) != serial_of(b, 3) && serial_of(a, 3) != serial_of(c, 3), "another one");
	CHECK(serial_of(never, 4) == 0 && serial_of(empty, 4) == 0, "none");
	/* A million chips whose numbers follow each other. */
	static uint64_t seen[1 << 20];
	uint32_t twice = 0;
	for (uint32_t k = 0; k < 1000000u; k++) {
		const uint32_t words[3] = { k, 0x4321, 7 };
		const uint64_t x = serial_of(words, 3);
		uint32_t at = (uint32_t) x & ((1u << 20) - 1u);
		while (seen[at] && seen[at] != x) at = (at + 1u) & ((1u << 20) - 1u);
		if (seen[at]) twice++;
		seen[at] = x;
	}
	CHECK(twice == 0, "%u twice", twice);
}

int main(void)
{
	the_words_of_before_were_wrong();
	what_is_set_up_is_read_back();
	what_does_not_agree_is_not_armed();
	no_armed_board_without_converters_that_agree();
	a_number_tells_one_chip_from_another();
	printf("converters: ok (before: -4200 pA at power-up, 5 %% too much at each code, the range of V never set)\n");
	return 0;
}
