// Memory for results of the host. These guests get none that needs any.
#pragma once

#include <stddef.h>

static inline void *no_memory(size_t size) {
  (void)size;
  return NULL;
}

#define NGIXI_ALLOCATE(size) no_memory(size)
#define NGIXI_FREE(memory) (void)(memory)
