/* The module's converters are always the model's: no calls through pointers in the loop. */
#ifndef CLAMP_WASM_DIRECT_H
#define CLAMP_WASM_DIRECT_H

#include <stdint.h>

uint32_t model_read(void *model);
void model_write(void *model, uint32_t code, uint32_t outputs);

#define CLAMP_READ(port) model_read((port)->ctx)
#define CLAMP_WRITE(port, code, outputs) model_write((port)->ctx, code, outputs)

#endif
