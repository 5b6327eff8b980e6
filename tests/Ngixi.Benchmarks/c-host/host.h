// What the parts of the C host share.
#pragma once

#include "wasmtime.h"

double nanoseconds(void);
void fail(const char *reason);
void check(wasmtime_error_t *error, wasm_trap_t *trap);
wasmtime_module_t *compile(wasm_engine_t *engine, const char *path);
void define(wasmtime_linker_t *linker, const char *name, size_t params, size_t results, wasmtime_func_unchecked_callback_t callback);

int serve_instances(void);
