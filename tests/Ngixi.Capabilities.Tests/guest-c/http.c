// A guest that asks servers, and logs what it is told.

#include "lines.h"

static void write_error(ngixi_text before, host_http_error error) {
  begin();
  add(before);
  add_number(error);
  write();
}

static ngixi_text url_of(ngixi_text host, int32_t port, ngixi_text path) {
  begin();
  add(NGIXI_TEXT("http://"));
  add(host);
  add(NGIXI_TEXT(":"));
  add_number(port);
  add(path);
  char *url = allocate(length);
  for (uint32_t i = 0; i < length; i++) url[i] = line[i];
  return ngixi_text_of(url, length);
}

static host_outgoing_request get(int32_t port, ngixi_text path) {
  host_outgoing_request request = {0};
  request.method = NGIXI_TEXT("GET");
  request.url = url_of(NGIXI_TEXT("one.example"), port, path);
  return request;
}

static void show(host_http_response response) {
  uint8_t buffer[4];
  begin();
  add_number(host_http_response_status(response));
  add(NGIXI_TEXT(" "));
  int32_t read;
  while ((read = host_http_response_read(response, ngixi_bytes_buffer_of(buffer, sizeof buffer))) > 0) {
    add(ngixi_text_of((const char *)buffer, (size_t)read));
  }
  if (read < 0) {
    add(NGIXI_TEXT(" error "));
    add_number(-read);
  }
  write();
}

static host_http_exchange start(const host_outgoing_request *request) {
  host_http_exchange exchange;
  host_http_error error;
  if (!host_http_start(request, &exchange, &error)) __builtin_trap();
  return exchange;
}

static void try_start(const host_outgoing_request *request) {
  host_http_exchange exchange;
  host_http_error error;
  if (host_http_start(request, &exchange, &error)) {
    write_text(NGIXI_TEXT("started"));
    return;
  }
  begin();
  add(NGIXI_TEXT("error "));
  add_number(error);
  add(NGIXI_TEXT(": "));
  add(ngixi_last_error());
  write();
}

// Uses what the recipe names.
EXPORT("ask") void ask(int32_t port) {
  host_http_response response = host_http_request(
      NGIXI_TEXT("POST"), url_of(NGIXI_TEXT("one.example"), port, NGIXI_TEXT("/ask?key=k")), ngixi_bytes_of_text(NGIXI_TEXT("ping")));
  if (response.handle == 0) {
    write_text(NGIXI_TEXT("null"));
    return;
  }
  show(response);
  host_http_response_free(&response);
}

EXPORT("askElsewhere") void ask_elsewhere(int32_t port) {
  host_http_response response =
      host_http_request(NGIXI_TEXT("GET"), url_of(NGIXI_TEXT("two.example"), port, NGIXI_TEXT("/")), (ngixi_bytes){0});
  write_text(response.handle == 0 ? NGIXI_TEXT("null") : NGIXI_TEXT("response"));
}

EXPORT("upload") void upload(int32_t port) {
  const host_http_header headers[] = {
      {NGIXI_TEXT("Content-Type"), NGIXI_TEXT("text/plain")},
      {NGIXI_TEXT("X-Own"), NGIXI_TEXT("1")},
  };
  host_outgoing_request request = get(port, NGIXI_TEXT("/upload"));
  request.method = NGIXI_TEXT("PUT");
  request.headers = (ngixi_list_of_host_http_header){headers, 2};
  request.body_length = 6;
  request.credential = NGIXI_TEXT("key");
  host_http_exchange exchange = start(&request);
  host_http_error error;
  if (!host_http_exchange_write(exchange, ngixi_bytes_of_text(NGIXI_TEXT("one")), &error)) __builtin_trap();
  if (!host_http_exchange_write(exchange, ngixi_bytes_of_text(NGIXI_TEXT("")), &error)) __builtin_trap();
  if (!host_http_exchange_write(exchange, ngixi_bytes_of_text(NGIXI_TEXT("two")), &error)) __builtin_trap();
  host_http_exchange_finish(exchange);
  if (host_http_exchange_write(exchange, ngixi_bytes_of_text(NGIXI_TEXT("late")), &error)) __builtin_trap();
  write_error(NGIXI_TEXT("late: "), error);
  host_http_response response;
  if (!host_http_exchange_receive(exchange, &response, &error)) __builtin_trap();
  host_http_exchange_free(&exchange);
  begin();
  add(host_http_response_header(response, NGIXI_TEXT("x-tag")));
  add(NGIXI_TEXT(", "));
  if (host_http_response_header(response, NGIXI_TEXT("x-none")).data == NULL) add(NGIXI_TEXT("null"));
  write();
  const ngixi_list_of_host_http_header *all = host_http_response_headers(response);
  for (uint32_t i = 0; i < all->count; i++) {
    begin();
    add(all->items[i].name);
    add(NGIXI_TEXT(": "));
    add(all->items[i].value);
    write();
  }
  show(response);
  host_http_response_free(&response);
}

// Has several requests under way, and receives the last first.
EXPORT("several") void several(int32_t port) {
  const ngixi_text paths[] = {NGIXI_TEXT("/0"), NGIXI_TEXT("/1"), NGIXI_TEXT("/2")};
  host_http_exchange exchanges[3];
  host_http_response response;
  host_http_error error;
  for (int i = 0; i < 3; i++) {
    host_outgoing_request request = get(port, paths[i]);
    exchanges[i] = start(&request);
  }
  for (int i = 2; i >= 0; i--) {
    if (!host_http_exchange_receive(exchanges[i], &response, &error)) __builtin_trap();
    show(response);
    host_http_response_free(&response);
    if (host_http_exchange_receive(exchanges[i], &response, &error)) __builtin_trap();
    write_error(NGIXI_TEXT("again: "), error);
    host_http_exchange_free(&exchanges[i]);
  }
}

EXPORT("flood") void flood(int32_t port) {
  const host_outgoing_request request = get(port, NGIXI_TEXT("/"));
  for (int i = 0; i < 7; i++) try_start(&request);
}

EXPORT("tryHeader") void try_header(int32_t port) {
  const host_http_header header = {NGIXI_TEXT("X-A"), NGIXI_TEXT("b\r\nX-C: d")};
  host_outgoing_request request = get(port, NGIXI_TEXT("/"));
  request.headers = (ngixi_list_of_host_http_header){&header, 1};
  try_start(&request);
}

EXPORT("tryCredential") void try_credential(int32_t port) {
  host_outgoing_request request = get(port, NGIXI_TEXT("/"));
  request.credential = NGIXI_TEXT("elsewhere");
  try_start(&request);
}

EXPORT("receive") void receive(int32_t port) {
  const host_outgoing_request request = get(port, NGIXI_TEXT("/"));
  host_http_response response;
  host_http_error error;
  if (host_http_exchange_receive(start(&request), &response, &error)) show(response);
  else write_error(NGIXI_TEXT("error "), error);
}

static host_http_exchange kept;

EXPORT("keep") void keep(int32_t port) {
  const host_outgoing_request request = get(port, NGIXI_TEXT("/"));
  kept = start(&request);
}

EXPORT("receiveKept") void receive_kept(void) {
  host_http_response response;
  host_http_error error;
  if (!host_http_exchange_receive(kept, &response, &error)) __builtin_trap();
  show(response);
}

EXPORT("trap") void trap(int32_t port) {
  const host_outgoing_request request = get(port, NGIXI_TEXT("/"));
  start(&request);
  __builtin_trap();
}
