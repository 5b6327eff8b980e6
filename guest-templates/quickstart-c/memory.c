#include "memory.h"

#include <stdint.h>

// A block has 16, 32, 64, ... bytes. Free ones of a size are in a list, and are used again before new memory is.
#define SMALLEST 16U
#define LISTS 27U

typedef union header {
  union header *next; // while the block is free
  uint32_t list;      // while it is in use
  uint64_t alignment;
} header;

// Where the linker ends the guest's data.
extern unsigned char __heap_base;

static header *free_blocks[LISTS];
static uintptr_t end;

static header *new_block(uint32_t size) {
  if (!end) end = ((uintptr_t)&__heap_base + sizeof(header) - 1) & ~(uintptr_t)(sizeof(header) - 1);
  uint64_t needed = (uint64_t)end + size;
  uint64_t present = (uint64_t)__builtin_wasm_memory_size(0) << 16;
  if (needed > UINT32_MAX) return NULL;
  if (needed > present && __builtin_wasm_memory_grow(0, (size_t)((needed - present + 0xffff) >> 16)) == SIZE_MAX) return NULL;
  header *block = (header *)end;
  end = (uintptr_t)needed;
  return block;
}

void *memory_allocate(size_t size) {
  uint32_t list = 0;
  while (list < LISTS && (SMALLEST << list) - sizeof(header) < size) list++;
  if (list == LISTS) return NULL;
  header *block = free_blocks[list];
  if (block) free_blocks[list] = block->next;
  else block = new_block(SMALLEST << list);
  if (!block) return NULL;
  block->list = list;
  return block + 1;
}

void memory_free(void *memory) {
  if (!memory) return;
  header *block = (header *)memory - 1;
  header **list = &free_blocks[block->list];
  block->next = *list;
  *list = block;
}
