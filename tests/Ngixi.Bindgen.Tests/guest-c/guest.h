// For hostile guests in C, whose exports have the names and signatures of raw imports. All that a guest has of its own lies behind
// 0x18000, so that a test writes below what it passes.

#include <stddef.h>

static unsigned char pool[8192] __attribute__((aligned(8)));

#define NGIXI_ALLOCATE(size) ((size) <= sizeof pool ? (void *)pool : NULL)
#define NGIXI_FREE(memory) ((void)(memory))

#include "ngixi.h"

#define EXPORT(name) __attribute__((export_name(name)))

// A pointer and a length, or a count, as a test passes them.
typedef struct pair {
  const void *start;
  uint32_t length;
} pair;
