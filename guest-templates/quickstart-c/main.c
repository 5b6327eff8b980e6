#include "line.h"

#include "host/host.h"

static bool starts_with(ngixi_text text, ngixi_text prefix) {
  return text.length >= prefix.length && ngixi_text_equals(ngixi_text_of(text.data, prefix.length), prefix);
}

static void *allocate(size_t size) {
  void *memory = memory_allocate(size);
  if (!memory) __builtin_trap();
  return memory;
}

static void log_line(line *message) {
  host_log_write(line_text(message));
  line_free(message);
}

/// Takes all events; the last one says where the server is.
/// @param address Where the address goes; it stays empty when no event has it.
static void take_events(line *address) {
  const ngixi_text prefix = NGIXI_TEXT("the address is ");
  uint32_t capacity = 16;
  uint8_t *buffer = allocate(capacity);
  int32_t length;
  while ((length = host_events_next(ngixi_bytes_buffer_of(buffer, capacity))) != 0) {
    line message = {0};
    if (length < 0) {
      capacity = (uint32_t)-length;
      memory_free(buffer);
      buffer = allocate(capacity);
      line_add(&message, NGIXI_TEXT("an event has "));
      line_add_number(&message, capacity);
      line_add(&message, NGIXI_TEXT(" bytes: making room"));
    } else {
      ngixi_text event = ngixi_text_of((const char *)buffer, (size_t)length);
      line_add(&message, NGIXI_TEXT("event: "));
      line_add(&message, event);
      if (starts_with(event, prefix)) {
        line_free(address);
        line_add(address, ngixi_text_of(event.data + prefix.length, event.length - prefix.length));
      }
    }
    log_line(&message);
  }
  memory_free(buffer);
}

/// Sends a request, and logs its answer.
static void request(ngixi_text method, ngixi_text url, ngixi_bytes body) {
  line message = {0};
  line_add(&message, method);
  line_add(&message, NGIXI_TEXT(" "));
  line_add(&message, url);
  host_http_response response = host_http_request(method, url, body);
  if (!response.handle) {
    line_add(&message, NGIXI_TEXT(" is not allowed"));
    log_line(&message);
    return;
  }
  uint8_t answer[64];
  int32_t length = host_http_response_read(response, ngixi_bytes_buffer_of(answer, sizeof(answer)));
  line_add(&message, NGIXI_TEXT(": "));
  line_add_number(&message, (uint32_t)host_http_response_status(response));
  line_add(&message, NGIXI_TEXT(" "));
  line_add(&message, ngixi_text_of((const char *)answer, (size_t)length));
  log_line(&message);
  host_http_response_free(&response);
}

/// Talks to the server.
static void visit(ngixi_text address) {
  line url = {0};
  line_add(&url, address);
  line_add(&url, NGIXI_TEXT("greeting"));
  request(NGIXI_TEXT("GET"), line_text(&url), ngixi_bytes_of(NULL, 0));
  line_free(&url);

  line_add(&url, address);
  line_add(&url, NGIXI_TEXT("echo"));
  request(NGIXI_TEXT("POST"), line_text(&url), ngixi_bytes_of_text(NGIXI_TEXT("ping")));
  line_free(&url);
}

/// Stores a small value and a large one, and looks for one that is not there.
static void remember(void) {
  host_key_value_set(NGIXI_TEXT("greeting"), ngixi_bytes_of_text(NGIXI_TEXT("good morning")));
  ngixi_bytes greeting = host_key_value_get(NGIXI_TEXT("greeting"));
  if (greeting.data) {
    line message = {0};
    line_add(&message, NGIXI_TEXT("greeting: "));
    line_add(&message, ngixi_text_of_bytes(greeting));
    log_line(&message);
  }
  ngixi_free(greeting.data);

  const uint32_t size = 100000;
  uint8_t *large = allocate(size);
  for (uint32_t i = 0; i < size; i++) large[i] = 7;
  host_key_value_set(NGIXI_TEXT("large"), ngixi_bytes_of(large, size));
  memory_free(large);
  ngixi_bytes same = host_key_value_get(NGIXI_TEXT("large"));
  if (same.data) {
    line message = {0};
    line_add(&message, NGIXI_TEXT("large: "));
    line_add_number(&message, same.length);
    line_add(&message, NGIXI_TEXT(" bytes, the last is "));
    line_add_number(&message, same.data[same.length - 1]);
    log_line(&message);
  }
  ngixi_free(same.data);

  ngixi_bytes missing = host_key_value_get(NGIXI_TEXT("missing"));
  if (!missing.data) host_log_write(NGIXI_TEXT("missing: no value"));
  ngixi_free(missing.data);
}

__attribute__((export_name("run"))) void run(void) {
  host_span span = host_tracing_begin_span(NGIXI_TEXT("quickstart"));
  host_log_write(NGIXI_TEXT("hello from the guest"));
  line address = {0};
  take_events(&address);
  if (address.length) visit(line_text(&address));
  line_free(&address);
  request(NGIXI_TEXT("GET"), NGIXI_TEXT("http://example.com/"), ngixi_bytes_of(NULL, 0));
  remember();
  host_span_end(&span);
}
