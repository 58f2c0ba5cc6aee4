/* All that the core takes from the C library. */
#ifndef CLAMP_WASM_STRING_H
#define CLAMP_WASM_STRING_H

#include <stddef.h>

void *memcpy(void *to, const void *from, size_t n);
void *memset(void *to, int byte, size_t n);
size_t strlen(const char *text);

#endif
