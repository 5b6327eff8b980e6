// Passes raw arguments, with a result area of the test's own.

#include "guest.h"

#include "types.h"

#define SCALAR(name, import) \
  EXPORT(name) int32_t call_##import(int32_t value) { return ngixi_raw_types_##import(value); }

SCALAR("boolean", boolean)
SCALAR("s_byte", s__byte)
SCALAR("byte", byte)
SCALAR("int16", int16)
SCALAR("u_int16", u__int16)
SCALAR("char", char)
SCALAR("level", level)
SCALAR("access", access)

#define SEQUENCE(name, import)                                                    \
  EXPORT(name)                                                                    \
  int32_t call_##import(const void *start, uint32_t length, void *area) {         \
    return ngixi_raw_types_##import(start, length, area);                         \
  }

SEQUENCE("text", text)
SEQUENCE("nullable_text", nullable__text)
SEQUENCE("chars", chars)
SEQUENCE("bytes", bytes)
SEQUENCE("nullable_bytes", nullable__bytes)
SEQUENCE("int32s", int32s)
SEQUENCE("doubles", doubles)

EXPORT("fill") int32_t fill(uint8_t *data, uint32_t length) { return host_types_fill(ngixi_bytes_buffer_of(data, length)); }

EXPORT("limited")
int32_t limited(const char *text, uint32_t text_length, const int32_t *numbers, uint32_t count) {
  return host_types_limited(ngixi_text_of(text, text_length), ngixi_int32s_of(numbers, count));
}

EXPORT("take") void take(void *destination, uint32_t length) { ngixi_raw_take(destination, length); }
