// Makes instances of a module with any number of imports, pre-instantiated, on the allocator that is asked for.
#include "host.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static wasm_trap_t *import(void *data, wasmtime_caller_t *caller, wasmtime_val_raw_t *slots, size_t count) { return NULL; }

static long resident_bytes(void) {
  long size = 0, resident = 0;
  FILE *file = fopen("/proc/self/statm", "r");
  if (file) {
    if (fscanf(file, "%ld %ld", &size, &resident) != 2) resident = 0;
    fclose(file);
  }
  return resident * sysconf(_SC_PAGESIZE);
}

static wasm_engine_t *new_engine(bool is_pooled) {
  wasm_config_t *config = wasm_config_new();
  if (is_pooled) wasmtime_pooling_allocation_strategy_set(config, wasmtime_pooling_allocation_config_new());
  return wasm_engine_new_with_config(config);
}

/** The bytes of memory that a number of instances take which are kept. */
static long hold(wasm_engine_t *engine, wasmtime_instance_pre_t *pre, long count) {
  long before = resident_bytes();
  for (long i = 0; i < count; i++) {
    wasmtime_store_t *store = wasmtime_store_new(engine, NULL, NULL);
    wasmtime_instance_t instance;
    wasm_trap_t *trap = NULL;
    check(wasmtime_instance_pre_instantiate(pre, wasmtime_store_context(store), &instance, &trap), trap);
  }
  return resident_bytes() - before;
}

int serve_instances(void) {
  wasm_engine_t *engine = NULL;
  wasmtime_instance_pre_t *pre = NULL;
  char line[8192], allocator[16], path[4000];
  while (fgets(line, sizeof line, stdin)) {
    int imports;
    long count;
    if (sscanf(line, "prepare %15s %d %3999[^\n]", allocator, &imports, path) == 3) {
      engine = new_engine(strcmp(allocator, "pooling") == 0);
      wasmtime_linker_t *linker = wasmtime_linker_new(engine);
      for (int i = 0; i < imports; i++) {
        char name[32];
        snprintf(name, sizeof name, "import%d", i);
        define(linker, name, 2, 1, import);
      }
      check(wasmtime_linker_instantiate_pre(linker, compile(engine, path), &pre), NULL);
      puts("ready");
    } else if (sscanf(line, "run %ld", &count) == 1) {
      double begin = nanoseconds();
      for (long i = 0; i < count; i++) {
        wasmtime_store_t *store = wasmtime_store_new(engine, NULL, NULL);
        wasmtime_instance_t instance;
        wasm_trap_t *trap = NULL;
        check(wasmtime_instance_pre_instantiate(pre, wasmtime_store_context(store), &instance, &trap), trap);
        wasmtime_store_delete(store);
      }
      printf("%.0f %ld 0 0\n", nanoseconds() - begin, count);
    } else if (sscanf(line, "hold %ld", &count) == 1) {
      printf("%ld\n", hold(engine, pre, count));
    } else {
      fail("not understood");
    }
    fflush(stdout);
  }
  return 0;
}
