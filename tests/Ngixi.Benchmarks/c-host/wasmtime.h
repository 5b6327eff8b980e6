// The part of Wasmtime's C API that the C host uses, declared by hand: the package of Wasmtime .NET brings the library
// and no headers. The layouts are those of Wasmtime 50 on 64-bit machines.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct wasm_engine_t wasm_engine_t;
typedef struct wasm_config_t wasm_config_t;
typedef struct wasm_functype_t wasm_functype_t;
typedef struct wasm_valtype_t wasm_valtype_t;
typedef struct wasm_trap_t wasm_trap_t;
typedef struct wasmtime_store wasmtime_store_t;
typedef struct wasmtime_context wasmtime_context_t;
typedef struct wasmtime_module wasmtime_module_t;
typedef struct wasmtime_linker wasmtime_linker_t;
typedef struct wasmtime_caller wasmtime_caller_t;
typedef struct wasmtime_error wasmtime_error_t;
typedef struct wasmtime_instance_pre wasmtime_instance_pre_t;
typedef struct wasmtime_pooling_allocation_config wasmtime_pooling_allocation_config_t;

typedef struct { size_t size; wasm_valtype_t **data; } wasm_valtype_vec_t;
typedef struct { size_t size; char *data; } wasm_name_t;
typedef struct { uint64_t store; size_t index; } wasmtime_instance_t;
typedef struct { uint64_t store; void *private; } wasmtime_func_t;
typedef struct { uint64_t words[3]; } wasmtime_memory_t;

typedef struct {
  uint8_t kind;
  union { wasmtime_func_t func; wasmtime_memory_t memory; uint64_t words[3]; } of;
} wasmtime_extern_t;

typedef union { int32_t i32; int64_t i64; uint64_t words[2]; } wasmtime_val_raw_t;

enum { WASM_I32 = 0 };

typedef wasm_trap_t *(*wasmtime_func_unchecked_callback_t)(void *data, wasmtime_caller_t *caller, wasmtime_val_raw_t *slots, size_t count);

wasm_config_t *wasm_config_new(void);
wasm_engine_t *wasm_engine_new_with_config(wasm_config_t *config);
wasm_valtype_t *wasm_valtype_new(uint8_t kind);
void wasm_valtype_vec_new(wasm_valtype_vec_t *out, size_t size, wasm_valtype_t *const types[]);
wasm_functype_t *wasm_functype_new(wasm_valtype_vec_t *params, wasm_valtype_vec_t *results);
void wasm_functype_delete(wasm_functype_t *type);

wasmtime_store_t *wasmtime_store_new(wasm_engine_t *engine, void *data, void (*finalizer)(void *));
void wasmtime_store_delete(wasmtime_store_t *store);
wasmtime_context_t *wasmtime_store_context(wasmtime_store_t *store);
wasmtime_error_t *wasmtime_module_new(wasm_engine_t *engine, const uint8_t *wasm, size_t length, wasmtime_module_t **out);
void wasmtime_error_message(const wasmtime_error_t *error, wasm_name_t *message);

wasmtime_linker_t *wasmtime_linker_new(wasm_engine_t *engine);
void wasmtime_linker_delete(wasmtime_linker_t *linker);
wasmtime_error_t *wasmtime_linker_define_func_unchecked(
    wasmtime_linker_t *linker, const char *module, size_t module_length, const char *name, size_t name_length,
    const wasm_functype_t *type, wasmtime_func_unchecked_callback_t callback, void *data, void (*finalizer)(void *));
wasmtime_error_t *wasmtime_linker_instantiate(
    const wasmtime_linker_t *linker, wasmtime_context_t *context, const wasmtime_module_t *module, wasmtime_instance_t *out, wasm_trap_t **trap);
wasmtime_error_t *wasmtime_linker_instantiate_pre(
    const wasmtime_linker_t *linker, const wasmtime_module_t *module, wasmtime_instance_pre_t **out);
wasmtime_error_t *wasmtime_instance_pre_instantiate(
    const wasmtime_instance_pre_t *pre, wasmtime_context_t *context, wasmtime_instance_t *out, wasm_trap_t **trap);
bool wasmtime_instance_export_get(wasmtime_context_t *context, const wasmtime_instance_t *instance, const char *name, size_t length, wasmtime_extern_t *out);

wasmtime_error_t *wasmtime_func_call_unchecked(
    wasmtime_context_t *context, const wasmtime_func_t *function, wasmtime_val_raw_t *slots, size_t count, wasm_trap_t **trap);
uint8_t *wasmtime_memory_data(const wasmtime_context_t *context, const wasmtime_memory_t *memory);
size_t wasmtime_memory_data_size(const wasmtime_context_t *context, const wasmtime_memory_t *memory);

wasmtime_pooling_allocation_config_t *wasmtime_pooling_allocation_config_new(void);
void wasmtime_pooling_allocation_strategy_set(wasm_config_t *config, const wasmtime_pooling_allocation_config_t *pool);
