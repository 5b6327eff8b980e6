// A guest that writes to the log.

#include "memory.h"

#include "host/host.h"

__attribute__((export_name("greet"))) void greet(void) { host_log_write(NGIXI_TEXT("hello, host")); }

__attribute__((export_name("json"))) void json(void) {
  host_log_write(NGIXI_TEXT("{\"message\":\"paid\",\"order\":{\"id\":7,\"total\":12.5},\"gift\":true,\"note\":null}"));
}

__attribute__((export_name("event"))) void event(void) {
  const host_attribute_value_integer order = {7};
  const host_attribute_value_number total = {12.5};
  const host_attribute_value_boolean gift = {true};
  const host_attribute_value_text customer = {NGIXI_TEXT("Ada\n[forged]")};
  const ngixi_map_of_host_attribute_value_entry entries[] = {
      {.key = NGIXI_TEXT("order"), .value = {HOST_ATTRIBUTE_VALUE_INTEGER, {.integer = &order}}},
      {.key = NGIXI_TEXT("total"), .value = {HOST_ATTRIBUTE_VALUE_NUMBER, {.number = &total}}},
      {.key = NGIXI_TEXT("gift"), .value = {HOST_ATTRIBUTE_VALUE_BOOLEAN, {.boolean = &gift}}},
      {.key = NGIXI_TEXT("customer"), .value = {HOST_ATTRIBUTE_VALUE_TEXT, {.text = &customer}}},
  };
  const ngixi_map_of_host_attribute_value properties = {entries, 4};
  host_log_write_event(HOST_LOG_LEVEL_WARNING, NGIXI_TEXT("billing.orders"), NGIXI_TEXT("late"), properties);
}

__attribute__((export_name("plain"))) void plain(void) {
  host_log_write_event(HOST_LOG_LEVEL_ERROR, NGIXI_TEXT(""), NGIXI_TEXT("no properties"), (ngixi_map_of_host_attribute_value){0});
}

__attribute__((export_name("enabled"))) bool enabled(host_log_level level) { return host_log_is_enabled(level, NGIXI_TEXT("billing")); }

__attribute__((export_name("detail"))) void detail(void) {
  host_log_write_event(HOST_LOG_LEVEL_DEBUG, NGIXI_TEXT("billing"), NGIXI_TEXT("a detail"), (ngixi_map_of_host_attribute_value){0});
}

__attribute__((export_name("flood"))) void flood(int32_t lines) {
  for (int32_t i = 0; i < lines; i++) host_log_write(NGIXI_TEXT("line"));
}
