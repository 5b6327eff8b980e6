// A guest that asks for the time and for random numbers.

#include "memory.h"

#include "host/host.h"

__attribute__((export_name("now"))) int64_t now(void) { return host_clock_now(); }

__attribute__((export_name("monotonic"))) int64_t monotonic(void) { return host_clock_monotonic(); }

static uint8_t bytes[65537];

// Fills the first bytes, and returns what FNV-1a makes of them.
__attribute__((export_name("fill"))) uint32_t fill(uint32_t length) {
  host_random_fill(ngixi_bytes_buffer_of(bytes, length));
  uint32_t hash = 2166136261;
  for (uint32_t i = 0; i < length; i++) hash = (hash ^ bytes[i]) * 16777619;
  return hash;
}
