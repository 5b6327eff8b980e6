// Memory for results of the host, and lines of the log that are put together.
#pragma once

#include <stddef.h>

static unsigned char heap[1 << 18] __attribute__((aligned(8)));
static size_t used;

// What is freed stays: these guests ask for little.
static inline void *allocate(size_t size) {
  void *memory = &heap[used];
  used += (size + 7) & ~(size_t)7;
  if (used > sizeof heap) __builtin_trap();
  return memory;
}

#define NGIXI_ALLOCATE(size) allocate(size)
#define NGIXI_FREE(memory) (void)(memory)

#include "host/host.h"

#define EXPORT(name) __attribute__((export_name(name)))

static char line[512];
static uint32_t length;

static inline void begin(void) { length = 0; }

static inline void add(ngixi_text text) {
  for (uint32_t i = 0; i < text.length && length < sizeof line; i++) line[length++] = text.data[i];
}

static inline void add_digits(uint64_t number) {
  if (number >= 10) add_digits(number / 10);
  char digit = (char)('0' + number % 10);
  add(ngixi_text_of(&digit, 1));
}

static inline void add_number(int64_t number) {
  if (number < 0) add(NGIXI_TEXT("-"));
  add_digits(number < 0 ? 0 - (uint64_t)number : (uint64_t)number);
}

static inline void write(void) { host_log_write(ngixi_text_of(line, length)); }

static inline void write_text(ngixi_text text) { host_log_write(text); }

static inline void write_number(int64_t number) {
  begin();
  add_number(number);
  write();
}

static inline void check(bool holds) {
  if (!holds) __builtin_trap();
}
