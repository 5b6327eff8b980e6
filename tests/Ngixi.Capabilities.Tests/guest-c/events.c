// A guest that takes events and publishes others, and logs what it is told.

#include "lines.h"

static uint8_t bytes[64];

static int32_t next(void) { return host_events_next(ngixi_bytes_buffer_of(bytes, sizeof bytes)); }

static void write_copied(int32_t count) { host_log_write(ngixi_text_of((const char *)bytes, (size_t)count)); }

// Handles what there is, as the recipe says.
EXPORT("drain") void drain(void) {
  int32_t count;
  while ((count = next()) > 0) write_copied(count);
  begin();
  add_number(count);
  write();
}

// Handles one event, which is acknowledged if the call returns.
EXPORT("begin") void take_one(void) { write_copied(next()); }

EXPORT("trap") void trap(void) {
  write_copied(next());
  __builtin_trap();
}

static uint32_t show(const host_event_record *record) {
  begin();
  if (record->kind == HOST_EVENT_RECORD_LOSS) {
    add(record->value.loss->topic);
    add(NGIXI_TEXT(" lost "));
    add_digits(record->value.loss->from);
    add(NGIXI_TEXT("-"));
    add_digits(record->value.loss->to);
    write();
    return record->value.loss->delivery;
  }
  const host_event_record_event *event = record->value.event;
  add(event->topic);
  add(NGIXI_TEXT(" "));
  add_digits(event->sequence);
  add(NGIXI_TEXT(" x"));
  add_digits((uint64_t)event->deliveries);
  add(NGIXI_TEXT(" "));
  add(ngixi_text_of_bytes(event->payload));
  if (event->dead_letter) {
    add(NGIXI_TEXT(" of "));
    add(event->dead_letter->topic);
    add(NGIXI_TEXT(" "));
    add(event->dead_letter->group);
    add(NGIXI_TEXT(" "));
    add_digits(event->dead_letter->sequence);
    add(NGIXI_TEXT(" x"));
    add_digits((uint64_t)event->dead_letter->deliveries);
    add(NGIXI_TEXT(": "));
    add(event->dead_letter->reason);
  }
  write();
  return event->delivery;
}

// Takes a batch, and acknowledges all of it at once.
EXPORT("takeAll") void take_all(void) {
  const ngixi_list_of_host_event_record *records;
  host_event_error error;
  begin();
  if (!host_events_take(100, 65536, 0, &records, &error)) {
    add(NGIXI_TEXT("error "));
    add_digits((uint64_t)error);
    add(NGIXI_TEXT(": "));
    add(ngixi_last_error());
    write();
    return;
  }
  uint32_t *deliveries = allocate(records->count * sizeof *deliveries);
  for (uint32_t i = 0; i < records->count; i++) deliveries[i] = show(&records->items[i]);
  int32_t acked;
  check(host_events_ack(ngixi_uint32s_of(deliveries, records->count), &acked, &error));
  begin();
  add(NGIXI_TEXT("acked "));
  add_digits((uint64_t)acked);
  write();
}

// Acknowledges the first, has the second delivered again, and rejects the third.
EXPORT("settle") void settle(void) {
  const ngixi_list_of_host_event_record *records;
  host_event_error error;
  int32_t acked;
  check(host_events_take(3, 65536, 1000000, &records, &error));
  uint32_t first = show(&records->items[0]);
  check(host_events_ack(ngixi_uint32s_of(&first, 1), &acked, &error));
  check(host_events_retry(show(&records->items[1]), 60000000000, NGIXI_TEXT("busy"), &error));
  uint32_t last = show(&records->items[2]);
  check(host_events_reject(last, NGIXI_TEXT("no order 7"), &error));
  check(!host_events_reject(last, NGIXI_TEXT("again"), &error));
  begin();
  add(NGIXI_TEXT("late "));
  add_digits((uint64_t)error);
  write();
}

static void publish(ngixi_text topic, ngixi_text payload) {
  uint64_t sequence;
  host_event_error error;
  bool is_published = host_events_publish(topic, ngixi_bytes_of_text(payload), &sequence, &error);
  begin();
  add(topic);
  add(is_published ? NGIXI_TEXT(" ") : NGIXI_TEXT(" error "));
  add_digits(is_published ? sequence : (uint64_t)error);
  write();
}

// Publishes to a topic that is granted, and to some that are not.
EXPORT("tell") void tell(void) {
  publish(NGIXI_TEXT("out"), NGIXI_TEXT("one"));
  publish(NGIXI_TEXT("out"), NGIXI_TEXT("two"));
  publish(NGIXI_TEXT("secret"), NGIXI_TEXT("three"));
  publish(NGIXI_TEXT("none"), NGIXI_TEXT("four"));
  publish(NGIXI_TEXT("out"), NGIXI_TEXT(""));
}

// Fills the topic that the module itself takes from.
EXPORT("tellItself") void tell_itself(void) {
  uint64_t sequence;
  host_event_error error;
  for (int i = 0; i < 3; i++) {
    if (!host_events_publish(NGIXI_TEXT("in"), ngixi_bytes_of_text(NGIXI_TEXT("x")), &sequence, &error)) {
      if (error == HOST_EVENT_ERROR_FULL) host_log_write(NGIXI_TEXT("full"));
    }
  }
}

#define RING_BYTES 256

// The header of a record, after which its payload follows.
typedef struct {
  uint32_t length, kind;
  uint64_t sequence, extra;
  uint32_t delivery;
  uint16_t deliveries, subscription;
} ring_record;

static struct {
  uint32_t read, write, needed, reserved;
  uint8_t data[RING_BYTES];
} ring __attribute__((aligned(8)));

static ring_record *current;

static ring_record *ring_first(void) { return (ring_record *)&ring.data[ring.read % RING_BYTES]; }

// Goes to the next event, and is done with the one before; false where there is none.
static bool ring_next(void) {
  if (current) ring.read += (39 + current->length) & ~7u;
  current = NULL;
  if (ring.read == ring.write && host_events_fill(ngixi_bytes_buffer_of((uint8_t *)&ring, sizeof ring)) == 0) return false;
  current = ring_first();
  if (current->kind == 0) {
    ring.read += 8 + current->length;
    current = ring_first();
  }
  return true;
}

static void write_current(void) {
  begin();
  if (current->kind == 2) {
    add(NGIXI_TEXT("lost "));
    add_digits(current->sequence);
    add(NGIXI_TEXT("-"));
    add_digits(current->extra);
  } else {
    add_digits(current->sequence);
    add(NGIXI_TEXT(" "));
    add(ngixi_text_of((const char *)(current + 1), current->length));
  }
  write();
}

// Reads all events of a ring that has room for a few.
EXPORT("readRing") void read_ring(void) {
  uint32_t count = 0;
  for (; ring_next(); count++) write_current();
  begin();
  add_digits(count);
  add(NGIXI_TEXT(" needs "));
  add_digits(ring.needed);
  write();
}

// Reads one event of the ring, and has it delivered again.
EXPORT("retryInRing") void retry_in_ring(void) {
  host_event_error error;
  check(ring_next());
  write_current();
  check(host_events_retry(current->delivery, 0, NGIXI_TEXT("again"), &error));
}
