/*
 * The words that AD5761R (output) and ADS8681 (input) are set up with, and whether they are in force: read back after they
 * were written. Nothing here knows a board, so that test/test_converters.c can run it against converters that are none.
 *
 * Data sheets not seen. Each number is from two public drivers at least that do not come from each other:
 *   AD5761R  Linux drivers/iio/dac/ad5761.c (commands 3, 4, b, c, f; full reset before the control register is written; bits 5 and
 *            6; what a read command asks for comes with the next frame); analogdevicesinc/no-OS drivers/dac/ad5761r (the same
 *            commands; all fields of the control register, as in ad5761_ctrl below); vlrusu/ad5761 (the same fields; SPI mode 1);
 *            MechRedPanda/red-panda-stm lib/AD5761 (control word 0x028 for +-10 V; SPI mode 2, so data at the falling edge too)
 *   ADS8681  BehrensG/ETH3CDAQ1 ADS8681.h, Eisverygoodletter/ads8681 and njunker-thorlabs/Thorlabs_ADS8681 (commands d0 and c8,
 *            address 14; +-2.5 Vref is 1; a register comes in the upper half of the next frame); Sponge5/ADS8681 and
 *            codemonkeyboris/Arduino-ADS868x (SPI mode 0 after power-up); asw3005/ExternalDevices_lib ads867x.h and
 *            Eisverygoodletter/ads8681 (address 08: bit 0 is CPHA, bit 1 CPOL; bit 6 of address 14 switches the reference off)
 *
 * What is read back is a register, not a voltage: without a current monitor nobody knows what the pins do.
 */
#ifndef CLAMP_CONVERTERS_H
#define CLAMP_CONVERTERS_H

#include <stdint.h>

/* Both converters are used in one SPI mode, so that nothing has to be switched within a tick. */
#define CONVERTERS_SPI_MODE 1
/* The input converter wakes up in this one. */
#define ADS8681_FIRST_SPI_MODE 0

enum converter { CONVERTER_DAC, CONVERTER_ADC };

/* One frame with the chip selected: 24 bits to the DAC, 32 to the ADC, in an SPI mode. Returns what came back. */
struct converters {
	void *ctx;
	uint32_t (*frame)(void *ctx, enum converter chip, int spi_mode, uint32_t word);
};

#define AD5761_WRITE_UPDATE 0x3u
#define AD5761_WRITE_CONTROL 0x4u
#define AD5761_READ_DAC 0xbu
#define AD5761_READ_CONTROL 0xcu
#define AD5761_FULL_RESET 0xfu

/* A word to the DAC: 4 bits of command, 16 of data. */
static inline uint32_t ad5761_word(const uint32_t command, const uint32_t data)
{
	return command << 16 | (data & 0xffffu);
}

/* The fields of the control register that can be written; those above report. */
#define AD5761_CONTROL_MASK 0x07ffu

/*
 * The control register: +-10 V (range 0), no overrange (bit 8), straight binary (bit 7 is 0), its own reference (bit 5),
 * off when it is too hot (bit 6), and mid-scale, which is 0 V and 0 pA, after power-up (1 in bits 3, 4) and after a clear
 * (1 in bits 9, 10).
 */
static inline uint32_t ad5761_control(void)
{
	const uint32_t mid_scale = 1;
	return mid_scale << 9 | 1u << 6 | 1u << 5 | mid_scale << 3;
}

#define AD5761_MID_SCALE 0x8000u

/* A word to the ADC: writes or reads 16 bits at an address. */
static inline uint32_t ads8681_write(const uint32_t address, const uint32_t data)
{
	return 0xd0000000u | address << 16 | (data & 0xffffu);
}

static inline uint32_t ads8681_read(const uint32_t address)
{
	return 0xc8000000u | address << 16;
}

#define ADS8681_SDI_CTL 0x08u
#define ADS8681_RANGE_SEL 0x14u
#define ADS8681_RANGE 0x0001u /* +-2.5 Vref = +-10.24 V, reference on */
#define ADS8681_RANGE_MASK 0x004fu

static inline uint32_t converters_read(const struct converters *c, const enum converter chip, const uint32_t command)
{
	(void) c->frame(c->ctx, chip, CONVERTERS_SPI_MODE, command);
	const uint32_t answer = c->frame(c->ctx, chip, CONVERTERS_SPI_MODE, 0);
	return chip == CONVERTER_ADC ? answer >> 16 : answer & 0xffffu;
}

/* Sets both up and asks them what they have understood. 1 where they agree; otherwise nothing may be armed. */
static inline int converters_set_up(const struct converters *c)
{
	(void) c->frame(c->ctx, CONVERTER_DAC, CONVERTERS_SPI_MODE, ad5761_word(AD5761_FULL_RESET, 0));
	(void) c->frame(c->ctx, CONVERTER_DAC, CONVERTERS_SPI_MODE, ad5761_word(AD5761_WRITE_CONTROL, ad5761_control()));
	(void) c->frame(c->ctx, CONVERTER_DAC, CONVERTERS_SPI_MODE, ad5761_word(AD5761_WRITE_UPDATE, AD5761_MID_SCALE));
	/* Twice: a converter that was not without power since is in our mode already, and takes the first one for noise. */
	(void) c->frame(c->ctx, CONVERTER_ADC, ADS8681_FIRST_SPI_MODE, ads8681_write(ADS8681_SDI_CTL, CONVERTERS_SPI_MODE));
	(void) c->frame(c->ctx, CONVERTER_ADC, CONVERTERS_SPI_MODE, ads8681_write(ADS8681_SDI_CTL, CONVERTERS_SPI_MODE));
	(void) c->frame(c->ctx, CONVERTER_ADC, CONVERTERS_SPI_MODE, ads8681_write(ADS8681_RANGE_SEL, ADS8681_RANGE));
	const uint32_t control = converters_read(c, CONVERTER_DAC, ad5761_word(AD5761_READ_CONTROL, 0));
	const uint32_t output = converters_read(c, CONVERTER_DAC, ad5761_word(AD5761_READ_DAC, 0));
	const uint32_t mode = converters_read(c, CONVERTER_ADC, ads8681_read(ADS8681_SDI_CTL));
	const uint32_t range = converters_read(c, CONVERTER_ADC, ads8681_read(ADS8681_RANGE_SEL));
	return (control & AD5761_CONTROL_MASK) == ad5761_control() && output == AD5761_MID_SCALE && (mode & 3u) == CONVERTERS_SPI_MODE
		&& (range & ADS8681_RANGE_MASK) == ADS8681_RANGE;
}

/*
 * One number from the words that tell one chip from another. 0, with which nothing is armed, where they are all the same: a
 * chip whose number was never written, or noise that is none.
 */
static inline uint64_t serial_of(const uint32_t *words, const uint32_t n)
{
	uint64_t x = 0;
	int differ = 0;
	for (uint32_t k = 0; k < n; k++) {
		if (words[k] != words[0]) differ = 1;
		/* The mixing step of splitmix64 (Steele, Lea and Flood 2014). */
		x = (x ^ words[k]) + 0x9e3779b97f4a7c15u;
		x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9u;
		x = (x ^ x >> 27) * 0x94d049bb133111ebu;
		x ^= x >> 31;
	}
	return !differ ? 0 : x ? x : 1;
}

#endif
