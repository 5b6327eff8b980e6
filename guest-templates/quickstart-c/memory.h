/// @file
/// The guest's allocator: there is no libc. Include this before the headers of the host, which allocate with it.
#ifndef MEMORY_H
#define MEMORY_H

#include <stddef.h>

/// @return Memory that is aligned to 8, or NULL when there is no more.
void *memory_allocate(size_t size);

/// @param memory What memory_allocate returned, or NULL.
void memory_free(void *memory);

#define NGIXI_ALLOCATE(size) memory_allocate(size)
#define NGIXI_FREE(memory) memory_free(memory)

#endif
