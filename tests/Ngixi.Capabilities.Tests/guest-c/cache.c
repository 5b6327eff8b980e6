// A guest that remembers what it made, although its instances come and go.

#include <stddef.h>

// What the host gives is used before the next call.
static unsigned char result[2048] __attribute__((aligned(8)));

static inline void *allocate(size_t size) { return size <= sizeof result ? result : NULL; }

#define NGIXI_ALLOCATE(size) allocate(size)
#define NGIXI_FREE(memory) (void)(memory)

#include "host/host.h"

#define EXPORT(name) __attribute__((export_name(name)))

static const ngixi_optional_int64 FOR_A_MINUTE = {1, 60000000000LL};
static const ngixi_optional_int64 WHILE_THERE_IS_ROOM;

static char line[64];
static uint32_t length;

static void begin(void) { length = 0; }

static void add(ngixi_text text) {
  for (uint32_t i = 0; i < text.length && length < sizeof line; i++) line[length++] = text.data[i];
}

static void add_number(uint32_t number) {
  if (number >= 10) add_number(number / 10);
  char digit = (char)('0' + number % 10);
  add(ngixi_text_of(&digit, 1));
}

static void write(void) { host_log_write(ngixi_text_of(line, length)); }

static ngixi_text key_of(ngixi_text prefix, uint32_t number) {
  begin();
  add(prefix);
  add_number(number);
  return ngixi_text_of(line, length);
}

// Makes what is costly to make, once for all instances.
EXPORT("ask") void ask(uint32_t number) {
  ngixi_text key = key_of(NGIXI_TEXT("square/"), number);
  uint8_t bytes[10];
  ngixi_bytes kept = host_cache_get(key);
  if (kept.data != NULL) {
    begin();
    add(NGIXI_TEXT("kept "));
    add(ngixi_text_of_bytes(kept));
    write();
    return;
  }
  uint32_t made = number * number;
  uint32_t count = 0;
  for (uint32_t rest = made, unit = 1000000000; unit > 0; unit /= 10) {
    if (made >= unit) bytes[count++] = (uint8_t)('0' + rest / unit);
    rest %= unit;
  }
  host_cache_put(key, ngixi_bytes_of(bytes, count), FOR_A_MINUTE);
  begin();
  add(NGIXI_TEXT("made "));
  add_number(made);
  write();
}

EXPORT("forget") void forget(uint32_t number) { host_cache_delete(key_of(NGIXI_TEXT("square/"), number)); }

EXPORT("forgetAll") void forget_all(void) { host_cache_clear(); }

static uint8_t large[1 << 20];

static void tell(ngixi_text key) {
  ngixi_bytes kept = host_cache_get(key);
  host_log_write(kept.data == NULL ? NGIXI_TEXT("null") : NGIXI_TEXT("kept"));
}

// Puts more than any host keeps.
EXPORT("flood") void flood(uint32_t count) {
  for (uint32_t i = 0; i < count; i++) {
    host_cache_put(key_of(NGIXI_TEXT(""), i), ngixi_bytes_of(large, 1024), WHILE_THERE_IS_ROOM);
  }
  host_cache_put(NGIXI_TEXT("large"), ngixi_bytes_of(large, count * 1024), WHILE_THERE_IS_ROOM);
  tell(NGIXI_TEXT("large"));
  tell(key_of(NGIXI_TEXT(""), count - 1));
}
