// Passes whatever pointer and count it is called with by the printed functions. What their types cannot have, as a flag that is 2,
// goes to the raw import.

#include "guest.h"

#include "nested.h"

#define POINTER(name, type) \
  EXPORT(#name) void name(const type *value) { host_nested_##name(value); }

POINTER(employee, host_employee)
POINTER(nullable_employee, host_employee)
POINTER(small_employee, host_employee)
POINTER(spot, host_spot)
POINTER(nullable_spot, host_spot)
POINTER(figure, host_figure)
POINTER(node, host_node)

#define PAIR(name, type)                                   \
  EXPORT(#name) void name(const void *start, uint32_t length) { \
    pair given = {start, length};                          \
    type value;                                            \
    ngixi_copy(&value, &given, sizeof value);              \
    host_nested_##name(value);                             \
  }

PAIR(employees, ngixi_list_of_host_employee)
PAIR(strings, ngixi_list_of_text)
PAIR(nullable_strings, ngixi_list_of_text)
PAIR(few_strings, ngixi_list_of_text)
PAIR(few_numbers, ngixi_int32s)
PAIR(booleans, ngixi_list_of_bool)
PAIR(levels, ngixi_list_of_host_level)
PAIR(ages, ngixi_list_of_optional_int32)
PAIR(matrix, ngixi_list_of_doubles)
PAIR(spots, ngixi_list_of_optional_host_spot)
PAIR(nodes, ngixi_list_of_host_node)
PAIR(dictionary, ngixi_map_of_int32)
PAIR(staff, ngixi_map_of_host_employee)
PAIR(by_number, ngixi_map_of_int32_by_int8)
PAIR(by_level, ngixi_map_of_int32_by_host_level)
PAIR(few_entries, ngixi_map_of_int32)

EXPORT("identifier") void identifier(const void *value) { ngixi_raw_nested_identifier(value); }
EXPORT("nullable_identifier") void nullable_identifier(const void *value) { ngixi_raw_nested_nullable__identifier(value); }

#define OPTIONAL(name, import) \
  EXPORT(name) void import(int32_t flag, int32_t value) { ngixi_raw_nested_##import(flag, value); }

OPTIONAL("optional_number", optional__number)
OPTIONAL("optional_level", optional__level)
OPTIONAL("optional_truth", optional__truth)
