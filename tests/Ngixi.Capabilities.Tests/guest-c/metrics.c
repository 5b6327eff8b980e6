// A guest that measures its work.

#include "memory.h"

#include "host/host.h"

__attribute__((export_name("work"))) void work(void) {
  const ngixi_map_of_text_entry gift[] = {{.key = NGIXI_TEXT("kind"), .value = NGIXI_TEXT("gift")}};
  const ngixi_map_of_text labels = {gift, 1};
  host_metrics_add(NGIXI_TEXT("orders"), 2, labels);
  host_metrics_add(NGIXI_TEXT("orders"), 1, (ngixi_map_of_text){0});
  host_metrics_record(NGIXI_TEXT("order.size"), 12.5, labels);
}

// A number of eight digits.
static ngixi_text number(char *digits, int32_t value) {
  for (int32_t i = 7; i >= 0; i--, value /= 10) digits[i] = (char)('0' + value % 10);
  return ngixi_text_of(digits, 8);
}

__attribute__((export_name("labelFlood"))) void label_flood(int32_t sets) {
  for (int32_t i = 0; i < sets; i++) {
    char digits[8];
    const ngixi_map_of_text_entry user[] = {{.key = NGIXI_TEXT("user"), .value = number(digits, i)}};
    host_metrics_add(NGIXI_TEXT("users"), 1, (ngixi_map_of_text){user, 1});
  }
}

__attribute__((export_name("nameFlood"))) void name_flood(int32_t names) {
  for (int32_t i = 0; i < names; i++) {
    char name[9] = "n";
    number(name + 1, i);
    host_metrics_add(ngixi_text_of(name, 9), 1, (ngixi_map_of_text){0});
  }
}
