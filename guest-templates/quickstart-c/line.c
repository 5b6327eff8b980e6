#include "line.h"

static void reserve(line *self, uint32_t capacity) {
  if (capacity <= self->capacity) return;
  if (capacity < 2 * self->capacity) capacity = 2 * self->capacity;
  char *data = memory_allocate(capacity);
  if (!data) __builtin_trap();
  for (uint32_t i = 0; i < self->length; i++) data[i] = self->data[i];
  memory_free(self->data);
  self->data = data;
  self->capacity = capacity;
}

void line_add(line *self, ngixi_text text) {
  reserve(self, self->length + text.length);
  for (uint32_t i = 0; i < text.length; i++) self->data[self->length++] = text.data[i];
}

void line_add_number(line *self, uint32_t number) {
  char digits[10];
  uint32_t start = sizeof(digits);
  do digits[--start] = (char)('0' + number % 10);
  while (number /= 10);
  line_add(self, ngixi_text_of(digits + start, sizeof(digits) - start));
}

ngixi_text line_text(const line *self) { return ngixi_text_of(self->data, self->length); }

void line_free(line *self) {
  memory_free(self->data);
  *self = (line){0};
}
