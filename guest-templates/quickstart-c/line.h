/// @file
/// A line for the log that is put together from pieces.
#ifndef LINE_H
#define LINE_H

#include "memory.h"

#include "host/ngixi.h"

/// Begins as {0}. Release it with line_free.
typedef struct line {
  char *data;
  uint32_t length, capacity;
} line;

void line_add(line *self, ngixi_text text);
void line_add_number(line *self, uint32_t number);

/// The line as it is now, until it changes.
ngixi_text line_text(const line *self);

void line_free(line *self);

#endif
