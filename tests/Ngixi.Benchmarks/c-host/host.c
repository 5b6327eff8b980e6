// A host in C on the library that Wasmtime .NET brings. It checks what a guest passes as the generated glue does: each
// range against the memory's length, before anything is read.
//
//     host calls                        serves the workloads of imports over its input and output
//     host instances <module> <imports> makes instances; see instances.c
#include "host.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static struct {
  wasmtime_context_t *context;
  wasmtime_memory_t memory;
  uint64_t length;
  uint8_t *payload;
  uint32_t payload_length;
  bool is_utf16;
  int64_t calls;
  int64_t sum;
  int32_t counters[16];
  uint32_t counter_count;
} host;

static wasm_trap_t *const SUCCESS = NULL;

double nanoseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1e9 + now.tv_nsec;
}

void fail(const char *reason) {
  fprintf(stderr, "%s\n", reason);
  exit(1);
}

void check(wasmtime_error_t *error, wasm_trap_t *trap) {
  if (error) {
    wasm_name_t message;
    wasmtime_error_message(error, &message);
    fprintf(stderr, "%.*s\n", (int)message.size, message.data);
    exit(1);
  }
  if (trap) fail("the guest trapped");
}

uint8_t *read_file(const char *path, size_t *length) {
  FILE *file = fopen(path, "rb");
  if (!file) fail("a file cannot be read");
  fseek(file, 0, SEEK_END);
  *length = ftell(file);
  rewind(file);
  uint8_t *bytes = malloc(*length + 1);
  if (fread(bytes, 1, *length, file) != *length) fail("a file cannot be read");
  fclose(file);
  return bytes;
}

wasmtime_module_t *compile(wasm_engine_t *engine, const char *path) {
  size_t length;
  uint8_t *wasm = read_file(path, &length);
  wasmtime_module_t *module;
  check(wasmtime_module_new(engine, wasm, length, &module), NULL);
  free(wasm);
  return module;
}

void define(wasmtime_linker_t *linker, const char *name, size_t params, size_t results, wasmtime_func_unchecked_callback_t callback) {
  wasm_valtype_t *types[4] = {0};
  wasm_valtype_vec_t in, out;
  for (size_t i = 0; i < params; i++) types[i] = wasm_valtype_new(WASM_I32);
  wasm_valtype_vec_new(&in, params, types);
  for (size_t i = 0; i < results; i++) types[i] = wasm_valtype_new(WASM_I32);
  wasm_valtype_vec_new(&out, results, types);
  wasm_functype_t *type = wasm_functype_new(&in, &out);
  check(wasmtime_linker_define_func_unchecked(linker, "host", 4, name, strlen(name), type, callback, NULL, NULL), NULL);
  wasm_functype_delete(type);
}

static uint8_t *range(uint32_t pointer, uint32_t length) {
  uint64_t end = (uint64_t)pointer + length;
  if (end > host.length && end > (host.length = wasmtime_memory_data_size(host.context, &host.memory))) fail("out of bounds");
  return wasmtime_memory_data(host.context, &host.memory) + pointer;
}

#define IMPORT(name) static wasm_trap_t *name(void *data, wasmtime_caller_t *caller, wasmtime_val_raw_t *slots, size_t count)

IMPORT(nothing) {
  host.calls++;
  return SUCCESS;
}

IMPORT(add) {
  host.calls++;
  slots[0].i32 = slots[0].i32 + slots[1].i32;
  return SUCCESS;
}

IMPORT(view) {
  uint32_t length = slots[1].i32;
  uint8_t *bytes = range(slots[0].i32, length);
  host.calls++;
  host.sum += bytes[length - 1];
  return SUCCESS;
}

// What a host keeps of a string is a copy.
IMPORT(log_text) {
  uint32_t length = slots[1].i32;
  uint8_t *text = range(slots[0].i32, length);
  uint8_t *copy = malloc(length + 2);
  memcpy(copy, text, length);
  host.calls++;
  host.sum += copy[length - (host.is_utf16 ? 2 : 1)];
  free(copy);
  return SUCCESS;
}

IMPORT(result) {
  uint32_t pointer = slots[0].i32;
  uint32_t capacity = *(uint32_t *)range(pointer, 8);
  host.calls++;
  if (host.payload_length <= capacity) memcpy(range(pointer, 8 + host.payload_length) + 8, host.payload, host.payload_length);
  slots[0].i32 = host.payload_length;
  return SUCCESS;
}

#define TAG 0x80000000u

typedef struct { uint32_t pointer, length; } text_t;
typedef struct { int32_t id; text_t name; int64_t stock; double price; text_t code; } product_t;

// Copies a text that a guest points to, and gives its last character out.
static uint8_t *copy_text(text_t text, uint32_t *last) {
  uint32_t length = text.length & ~TAG;
  uint8_t *bytes = range(text.pointer, length);
  uint8_t *copy = malloc(length + 2);
  memcpy(copy, bytes, length);
  *last = copy[length - (host.is_utf16 ? 2 : 1)];
  return copy;
}

// Writes the host's text behind what a block has, and says where it stands.
static text_t write_text(uint8_t *block, uint32_t *end) {
  text_t text = {*end, host.payload_length | (host.is_utf16 ? TAG : 0)};
  memcpy(block + *end, host.payload, host.payload_length);
  *end += host.payload_length;
  return text;
}

static uint8_t *block_of(uint32_t area, uint32_t length) {
  uint32_t capacity = *(uint32_t *)range(area, 8);
  if (length > capacity) fail("the area is too small");
  return range(area, 8 + length) + 8;
}

IMPORT(save) {
  product_t product = *(product_t *)range(slots[0].i32, sizeof(product_t));
  uint32_t name_end, code_end;
  uint8_t *name = copy_text(product.name, &name_end);
  uint8_t *code = copy_text(product.code, &code_end);
  host.calls++;
  host.sum += product.id + name_end + product.stock + (int64_t)product.price + code_end;
  free(name);
  free(code);
  return SUCCESS;
}

IMPORT(load) {
  uint32_t end = sizeof(product_t);
  product_t *product = (product_t *)block_of(slots[0].i32, end + 2 * host.payload_length);
  host.calls++;
  product->id = 7;
  product->name = write_text((uint8_t *)product, &end);
  product->stock = 1000000;
  product->price = 2.5;
  product->code = write_text((uint8_t *)product, &end);
  slots[0].i32 = end;
  return SUCCESS;
}

IMPORT(save_all) {
  uint32_t length = slots[1].i32, last = 0;
  if (length > 1u << 20) fail("too many items");
  text_t *table = (text_t *)range(slots[0].i32, length * sizeof(text_t));
  uint8_t **names = malloc(length * sizeof(uint8_t *));
  for (uint32_t i = 0; i < length; i++) names[i] = copy_text(table[i], &last);
  host.calls++;
  host.sum += length + last;
  for (uint32_t i = 0; i < length; i++) free(names[i]);
  free(names);
  return SUCCESS;
}

IMPORT(load_all) {
  uint32_t length = 100, end = (length + 1) * sizeof(text_t);
  uint8_t *block = block_of(slots[0].i32, end + length * host.payload_length);
  text_t *table = (text_t *)block;
  host.calls++;
  table[0] = (text_t){sizeof(text_t), length};
  for (uint32_t i = 1; i <= length; i++) table[i] = write_text(block, &end);
  slots[0].i32 = end;
  return SUCCESS;
}

IMPORT(fail_on_demand) {
  host.calls++;
  slots[0].i32 = -2 - (slots[0].i32 & 1);
  return SUCCESS;
}

IMPORT(open_counter) {
  if (host.counter_count == 16) host.counter_count = 0;
  host.counters[host.counter_count++] = 0;
  slots[0].i32 = host.counter_count;
  return SUCCESS;
}

IMPORT(counter_add) {
  uint32_t index = slots[0].i32 - 1;
  if (index >= host.counter_count) fail("no such counter");
  host.calls++;
  slots[0].i32 = host.counters[index] += slots[1].i32;
  return SUCCESS;
}

IMPORT(free_counter) { return SUCCESS; }

static void define_imports(wasmtime_linker_t *linker) {
  define(linker, "nothing", 0, 0, nothing);
  define(linker, "add", 2, 1, add);
  define(linker, "view", 2, 0, view);
  define(linker, "log", 2, 0, log_text);
  define(linker, "bytes", 1, 1, result);
  define(linker, "text", 1, 1, result);
  define(linker, "save", 1, 0, save);
  define(linker, "load", 1, 1, load);
  define(linker, "save_all", 2, 0, save_all);
  define(linker, "load_all", 1, 1, load_all);
  define(linker, "fail", 1, 1, fail_on_demand);
  define(linker, "open_counter", 0, 1, open_counter);
  define(linker, "counter_add", 2, 1, counter_add);
  define(linker, "counter_free", 1, 0, free_counter);
}

static int32_t call_sum(wasmtime_func_t *function, int32_t left, int32_t right) {
  wasmtime_val_raw_t slots[2] = {{.i32 = left}, {.i32 = right}};
  wasm_trap_t *trap = NULL;
  check(wasmtime_func_call_unchecked(host.context, function, slots, 2, &trap), trap);
  return slots[0].i32;
}

// Passes the payload as text, in a block in the guest's area, and copies what comes back.
static int32_t call_echo(wasmtime_func_t *function, uint32_t block) {
  text_t *argument = (text_t *)range(block, sizeof(text_t) + host.payload_length);
  *argument = (text_t){sizeof(text_t), host.payload_length | (host.is_utf16 ? TAG : 0)};
  memcpy(argument + 1, host.payload, host.payload_length);
  wasmtime_val_raw_t slots[1] = {{.i32 = sizeof(text_t) + host.payload_length}};
  wasm_trap_t *trap = NULL;
  check(wasmtime_func_call_unchecked(host.context, function, slots, 1, &trap), trap);
  uint32_t last;
  free(copy_text((text_t){slots[0].i64 >> 32, slots[0].i64}, &last));
  return last;
}

static int serve_calls(void) {
  wasm_engine_t *engine = wasm_engine_new_with_config(wasm_config_new());
  wasmtime_linker_t *linker = wasmtime_linker_new(engine);
  wasmtime_store_t *store = NULL;
  wasmtime_func_t loop;
  int32_t loop_length = 0;
  char line[8192], export[64], module_path[4000], payload_path[4000];
  define_imports(linker);
  while (fgets(line, sizeof line, stdin)) {
    int length, is_utf16;
    long calls;
    if (sscanf(line, "prepare %63s %d %d %3999[^\t]\t%3999[^\n]", export, &length, &is_utf16, module_path, payload_path) == 5) {
      if (store) wasmtime_store_delete(store);
      store = wasmtime_store_new(engine, NULL, NULL);
      host.context = wasmtime_store_context(store);
      host.length = 0;
      size_t payload_length;
      free(host.payload);
      host.payload = read_file(payload_path, &payload_length);
      host.payload_length = payload_length;
      host.is_utf16 = is_utf16;
      loop_length = length;

      wasmtime_instance_t instance;
      wasmtime_extern_t item;
      wasm_trap_t *trap = NULL;
      check(wasmtime_linker_instantiate(linker, host.context, compile(engine, module_path), &instance, &trap), trap);
      if (!wasmtime_instance_export_get(host.context, &instance, "memory", 6, &item)) fail("no memory");
      host.memory = item.of.memory;
      if (!wasmtime_instance_export_get(host.context, &instance, export, strlen(export), &item)) fail("no export");
      loop = item.of.func;
      puts("ready");
    } else if (sscanf(line, "run %ld", &calls) == 1 && (strcmp(export, "sum") == 0 || strcmp(export, "echo") == 0)) {
      bool is_sum = strcmp(export, "sum") == 0;
      int32_t sum = 0;
      double begin = nanoseconds();
      for (long i = 0; i < calls; i++)
        sum += is_sum ? call_sum(&loop, i, calls) : call_echo(&loop, loop_length);
      printf("%.0f 0 0 %d\n", nanoseconds() - begin, sum);
    } else if (sscanf(line, "run %ld", &calls) == 1) {
      wasmtime_val_raw_t slots[2] = {{.i32 = (int32_t)calls}, {.i32 = loop_length}};
      wasm_trap_t *trap = NULL;
      int64_t calls_before = host.calls, sum_before = host.sum;
      double begin = nanoseconds();
      wasmtime_error_t *error = wasmtime_func_call_unchecked(host.context, &loop, slots, 2, &trap);
      double elapsed = nanoseconds() - begin;
      check(error, trap);
      printf("%.0f %ld %ld %d\n", elapsed, host.calls - calls_before, host.sum - sum_before, slots[0].i32);
    } else {
      fail("not understood");
    }
    fflush(stdout);
  }
  return 0;
}

int main(int count, char **arguments) {
  if (count == 2 && strcmp(arguments[1], "calls") == 0) return serve_calls();
  if (count >= 2 && strcmp(arguments[1], "instances") == 0) return serve_instances();
  fprintf(stderr, "usage: host calls | host instances\n");
  return 2;
}
