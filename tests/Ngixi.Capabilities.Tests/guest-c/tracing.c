// A guest that traces its work.

#include "memory.h"

#include "host/host.h"

__attribute__((export_name("work"))) void work(void) {
  const host_attribute_value_integer id = {7};
  const host_attribute_value_text customer = {NGIXI_TEXT("Ada")};
  const host_attribute_value_integer attempt = {1};
  const ngixi_map_of_host_attribute_value_entry attributes[] = {
      {.key = NGIXI_TEXT("attempt"), .value = {HOST_ATTRIBUTE_VALUE_INTEGER, {.integer = &attempt}}},
  };
  const host_attribute_value id_value = {HOST_ATTRIBUTE_VALUE_INTEGER, {.integer = &id}};
  const host_attribute_value customer_value = {HOST_ATTRIBUTE_VALUE_TEXT, {.text = &customer}};
  host_span order = host_tracing_begin_span(NGIXI_TEXT("order"));
  host_span_set_attribute(order, NGIXI_TEXT("id"), &id_value);
  host_span_set_attribute(order, NGIXI_TEXT("customer"), &customer_value);
  host_span payment = host_tracing_begin_span(NGIXI_TEXT("payment"));
  host_span_add_event(payment, NGIXI_TEXT("declined"), (ngixi_map_of_host_attribute_value){attributes, 1});
  host_span_add_event(payment, NGIXI_TEXT("gave up"), (ngixi_map_of_host_attribute_value){0});
  host_span_add_link(payment, order);
  host_span_fail(payment, NGIXI_TEXT("no money"));
  host_span_end(&payment);
  host_span_end(&order);
}

__attribute__((export_name("outOfOrder"))) void out_of_order(void) {
  host_span first = host_tracing_begin_span(NGIXI_TEXT("first"));
  host_span second = host_tracing_begin_span(NGIXI_TEXT("second"));
  host_span_end(&first);
  host_span third = host_tracing_begin_span(NGIXI_TEXT("third"));
  host_span_end(&second);
  host_span_end(&third);
}

__attribute__((export_name("leave"))) void leave(void) { host_tracing_begin_span(NGIXI_TEXT("left open")); }

__attribute__((export_name("trap"))) void trap(void) {
  host_tracing_begin_span(NGIXI_TEXT("outer"));
  host_tracing_begin_span(NGIXI_TEXT("inner"));
  __builtin_trap();
}

__attribute__((export_name("flood"))) void flood(int32_t spans) {
  for (int32_t i = 0; i < spans; i++) host_tracing_begin_span(NGIXI_TEXT("flood"));
}

static host_span kept;

__attribute__((export_name("keep"))) void keep(void) { kept = host_tracing_begin_span(NGIXI_TEXT("kept")); }

__attribute__((export_name("endKept"))) void end_kept(void) { host_span_end(&kept); }
