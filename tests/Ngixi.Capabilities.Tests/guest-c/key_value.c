// A guest that keeps values, and logs what it is told.

#include "lines.h"

#define HOUR 3600000000000LL

static const ngixi_optional_int64 FOR_EVER;
static const ngixi_optional_uint64 ANY_VERSION;

static void write_value(ngixi_text key) { write_text(ngixi_text_of_bytes(host_key_value_get(key))); }

static void write_error(host_key_value_error error) {
  begin();
  add(NGIXI_TEXT("error "));
  add_number(error);
  add(NGIXI_TEXT(": "));
  add(ngixi_last_error());
  write();
}

static void show(ngixi_text what, bool holds) {
  begin();
  add(what);
  add(holds ? NGIXI_TEXT(": yes") : NGIXI_TEXT(": no"));
  write();
}

static ngixi_bytes bytes(ngixi_text text) { return ngixi_bytes_of_text(text); }

static ngixi_optional_int64 for_an_hour(void) { return (ngixi_optional_int64){1, HOUR}; }

static ngixi_optional_uint64 if_version(uint64_t version) { return (ngixi_optional_uint64){1, version}; }

static const host_key_value_entry *find(ngixi_text key) {
  const host_key_value_entry *entry;
  host_key_value_error error;
  if (!host_key_value_find(key, &entry, &error)) __builtin_trap();
  return entry;
}

static bool exists(ngixi_text key) {
  bool result;
  host_key_value_error error;
  if (!host_key_value_exists(key, &result, &error)) __builtin_trap();
  return result;
}

static bool delete(ngixi_text key, ngixi_optional_uint64 version) {
  bool result;
  host_key_value_error error;
  if (!host_key_value_delete(key, version, &result, &error)) __builtin_trap();
  return result;
}

static int64_t increment(ngixi_text key, int64_t by, ngixi_optional_int64 time) {
  int64_t sum;
  host_key_value_error error;
  if (!host_key_value_increment(key, by, time, &sum, &error)) __builtin_trap();
  return sum;
}

// Uses what the recipe names.
EXPORT("recipe") void recipe(void) {
  ngixi_bytes before = host_key_value_get(NGIXI_TEXT("greeting"));
  write_text(before.data == NULL ? NGIXI_TEXT("null") : ngixi_text_of_bytes(before));
  host_key_value_set(NGIXI_TEXT("greeting"), bytes(NGIXI_TEXT("hello")));
  host_key_value_set(NGIXI_TEXT("empty"), bytes(NGIXI_TEXT("")));
  write_value(NGIXI_TEXT("greeting"));
  write_number(host_key_value_get(NGIXI_TEXT("empty")).length);
}

// Adds a name to a list that other instances change, too.
static void join(ngixi_text name) {
  for (;;) {
    const host_key_value_entry *found = find(NGIXI_TEXT("names"));
    uint64_t version = found ? found->version : 0;
    begin();
    if (found) {
      add(ngixi_text_of_bytes(found->value));
      add(NGIXI_TEXT(","));
    }
    add(name);
    host_key_value_error error;
    if (host_key_value_put(
            NGIXI_TEXT("names"), bytes(ngixi_text_of(line, length)), FOR_EVER, if_version(version), &version, &error)) {
      return;
    }
    if (error != HOST_KEY_VALUE_ERROR_VERSION_MISMATCH) __builtin_trap();
  }
}

EXPORT("entries") void entries(void) {
  uint64_t first;
  host_key_value_error error;
  if (!host_key_value_put(NGIXI_TEXT("k"), bytes(NGIXI_TEXT("v")), for_an_hour(), ANY_VERSION, &first, &error)) __builtin_trap();
  const host_key_value_entry *entry = find(NGIXI_TEXT("k"));
  bool same = entry->version == first;
  bool value = entry->value.length == 1 && entry->value.data[0] == 'v';
  bool time = entry->time_to_live.has_value && entry->time_to_live.value > 0 && entry->time_to_live.value <= HOUR;
  show(NGIXI_TEXT("version"), same);
  show(NGIXI_TEXT("value"), value);
  show(NGIXI_TEXT("time"), time);
  show(NGIXI_TEXT("none"), find(NGIXI_TEXT("none")) == NULL);
  show(NGIXI_TEXT("exists"), exists(NGIXI_TEXT("k")));
  show(NGIXI_TEXT("none exists"), exists(NGIXI_TEXT("none")));
  show(NGIXI_TEXT("deleted"), delete(NGIXI_TEXT("k"), if_version(first)));
  show(NGIXI_TEXT("deleted again"), delete(NGIXI_TEXT("k"), ANY_VERSION));
  host_key_value_set(NGIXI_TEXT("a"), bytes(NGIXI_TEXT("A")));
  const ngixi_text keys[] = {NGIXI_TEXT("a"), NGIXI_TEXT("none"), NGIXI_TEXT("a")};
  const ngixi_list_of_optional_host_key_value_entry *found;
  if (!host_key_value_find_many((ngixi_list_of_text){keys, 3}, &found, &error)) __builtin_trap();
  bool right = found->count == 3 && found->items[1] == NULL;
  char both[] = {(char)found->items[0]->value.data[0], (char)found->items[2]->value.data[0]};
  show(NGIXI_TEXT("found"), right);
  write_text(ngixi_text_of(both, sizeof both));
  join(NGIXI_TEXT("one"));
  join(NGIXI_TEXT("two"));
  write_value(NGIXI_TEXT("names"));
}

// Takes one of the ten that a user has in an hour.
static bool take_one(ngixi_text key) {
  int64_t taken;
  host_key_value_error error;
  return host_key_value_increment(key, 1, for_an_hour(), &taken, &error) && taken <= 10;
}

EXPORT("count") void count(void) {
  int taken = 0;
  for (int i = 0; i < 12; i++) taken += take_one(NGIXI_TEXT("used/ann"));
  write_number(taken);
  write_number(increment(NGIXI_TEXT("used/ann"), -20, FOR_EVER));
  write_value(NGIXI_TEXT("used/ann"));
}

EXPORT("list") void list(void) {
  char key[] = "order/0";
  for (int i = 0; i < 7; i++) {
    key[6] = (char)('0' + i);
    host_key_value_set(ngixi_text_of(key, 7), bytes(NGIXI_TEXT("v")));
  }
  host_key_value_set(NGIXI_TEXT("other"), bytes(NGIXI_TEXT("v")));
  ngixi_text after = {0};
  do {
    const host_key_value_page *page;
    host_key_value_error error;
    if (!host_key_value_list(NGIXI_TEXT("order/"), after, 3, &page, &error)) __builtin_trap();
    begin();
    for (uint32_t i = 0; i < page->keys.count; i++) {
      if (i > 0) add(NGIXI_TEXT(" "));
      add(page->keys.items[i]);
    }
    after = page->next;
    if (after.data != NULL) {
      // The page is gone with the next call.
      char *next = allocate(after.length);
      for (uint32_t i = 0; i < after.length; i++) next[i] = after.data[i];
      after.data = next;
    }
    write();
  } while (after.data != NULL);
}

EXPORT("batch") void batch(void) {
  host_key_value_set(NGIXI_TEXT("a"), bytes(NGIXI_TEXT("10")));
  host_key_value_set(NGIXI_TEXT("b"), bytes(NGIXI_TEXT("0")));
  host_key_value_set(NGIXI_TEXT("old"), bytes(NGIXI_TEXT("v")));
  const host_key_value_write_require frozen = {NGIXI_TEXT("frozen"), 0};
  const host_key_value_write_increment from = {NGIXI_TEXT("a"), -3, FOR_EVER};
  const host_key_value_write_increment to = {NGIXI_TEXT("b"), 3, FOR_EVER};
  const host_key_value_write_delete old = {NGIXI_TEXT("old"), ANY_VERSION};
  const host_key_value_write_put last = {NGIXI_TEXT("last"), bytes(NGIXI_TEXT("3")), FOR_EVER, if_version(0)};
  const host_key_value_write writes[] = {
      {HOST_KEY_VALUE_WRITE_REQUIRE, {.require = &frozen}},
      {HOST_KEY_VALUE_WRITE_INCREMENT, {.increment = &from}},
      {HOST_KEY_VALUE_WRITE_INCREMENT, {.increment = &to}},
      {HOST_KEY_VALUE_WRITE_DELETE, {.delete_ = &old}},
      {HOST_KEY_VALUE_WRITE_PUT, {.put = &last}},
  };
  const ngixi_list_of_host_key_value_result *moved;
  host_key_value_error error;
  if (!host_key_value_apply((ngixi_list_of_host_key_value_write){writes, 5}, &moved, &error)) __builtin_trap();
  uint64_t put = moved->items[4].version;
  begin();
  add_number(moved->items[1].number);
  add(NGIXI_TEXT(" "));
  add_number(moved->items[2].number);
  write();
  show(NGIXI_TEXT("put"), put == find(NGIXI_TEXT("last"))->version);
  const host_key_value_write again[] = {writes[1], writes[4]};
  if (host_key_value_apply((ngixi_list_of_host_key_value_write){again, 2}, &moved, &error)) __builtin_trap();
  write_error(error);
  write_value(NGIXI_TEXT("a"));
}

static void tell(ngixi_text key, uint32_t size, ngixi_optional_int64 time) {
  static const uint8_t value[64];
  uint64_t version;
  host_key_value_error error;
  if (host_key_value_put(key, ngixi_bytes_of(value, size), time, ANY_VERSION, &version, &error)) write_text(NGIXI_TEXT("ok"));
  else write_error(error);
}

// Is told why: the host grants 2 keys, 100 bytes, and values of 50.
EXPORT("errors") void errors(void) {
  tell(NGIXI_TEXT(""), 1, FOR_EVER);
  tell(NGIXI_TEXT("line\nbreak"), 1, FOR_EVER);
  tell(NGIXI_TEXT("k"), 1, (ngixi_optional_int64){1, 0});
  tell(NGIXI_TEXT("k"), 51, FOR_EVER);
  tell(NGIXI_TEXT("k"), 50, FOR_EVER);
  tell(NGIXI_TEXT("l"), 50, FOR_EVER);
  int64_t sum;
  host_key_value_error error;
  host_key_value_set(NGIXI_TEXT("n"), bytes(NGIXI_TEXT("x")));
  if (host_key_value_increment(NGIXI_TEXT("n"), 1, FOR_EVER, &sum, &error)) __builtin_trap();
  write_error(error);
  host_key_value_set(NGIXI_TEXT("n"), bytes(NGIXI_TEXT("9223372036854775807")));
  if (host_key_value_increment(NGIXI_TEXT("n"), 1, FOR_EVER, &sum, &error)) __builtin_trap();
  write_error(error);
  const host_key_value_page *page;
  if (host_key_value_list(NGIXI_TEXT(""), (ngixi_text){0}, 0, &page, &error)) __builtin_trap();
  write_error(error);
}

EXPORT("setTooMuch") void set_too_much(void) {
  static const uint8_t value[51];
  host_key_value_set(NGIXI_TEXT("k"), ngixi_bytes_of(value, sizeof value));
}

EXPORT("describe") void describe(void) {
  const host_key_value_guarantees promise = *host_key_value_describe();
  host_key_value_error error;
  write_number(promise.consistency);
  show(NGIXI_TEXT("survives exit"), promise.survives_exit);
  show(NGIXI_TEXT("survives power loss"), promise.survives_power_loss);
  show(NGIXI_TEXT("shared"), promise.is_shared);
  write_number(promise.loss_window);
  show(NGIXI_TEXT("flushed"), host_key_value_flush(&error));
}
