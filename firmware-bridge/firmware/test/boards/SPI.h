/* As Arduino.h beside it. */
#ifndef BOARDS_SPI_H
#define BOARDS_SPI_H

#include <stdint.h>

enum { MSBFIRST, SPI_MODE0, SPI_MODE1 };

struct SPISettings {
	SPISettings(uint32_t hz, int order, int mode);
};

struct spi_bus {
	void begin(void);
	void beginTransaction(struct SPISettings settings);
	void endTransaction(void);
	uint8_t transfer(uint8_t byte);
	uint16_t transfer16(uint16_t word);
};
extern struct spi_bus SPI;

#endif
