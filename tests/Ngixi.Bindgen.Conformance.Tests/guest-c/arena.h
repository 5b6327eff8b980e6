// Memory that a call takes and the next one gets back: a guest in C brings its own allocator.

#include <stddef.h>
#include <stdint.h>

extern unsigned char __heap_base;
static uintptr_t arena_end;

static inline void arena_reset(void) { arena_end = (uintptr_t)&__heap_base; }

static inline void *arena_take(size_t size) {
  if (!arena_end) arena_reset();
  uintptr_t start = (arena_end + 7) & ~(uintptr_t)7;
  arena_end = start + size;
  size_t pages = __builtin_wasm_memory_size(0), needed = (arena_end >> 16) + 1;
  if (needed > pages && __builtin_wasm_memory_grow(0, needed - pages) == (size_t)-1) __builtin_trap();
  return (void *)start;
}

#define NGIXI_ALLOCATE(size) arena_take(size)
#define NGIXI_FREE(memory) ((void)(memory))
