// A guest written by hand from docs/abi.md and docs/types.md alone, which proves that the ABI needs no AssemblyScript: no
// library, no allocator of the host's knowledge, text in UTF-8.
//
// For each type it takes a value from the host and gives it back. A result that is a block has offsets from its start for
// pointers; what goes to the host has addresses. So the same structs serve for both, and what lies between is to add the
// address of the block to each pointer.

typedef unsigned char u8;
typedef unsigned int u32;
typedef unsigned long long u64;

#define IMPORT(module, name) __attribute__((import_module(module), import_name(name)))
#define EXPORT(name) __attribute__((export_name(name)))

IMPORT("ngixi", "take") void take(void *destination, u32 length);

// Results land here: a capacity, 0 for UTF-8, and so many bytes of payload.
#define CAPACITY 256

static struct {
  u32 capacity;
  u32 encoding;
  u8 payload[CAPACITY] __attribute__((aligned(8)));
} area __attribute__((aligned(8))) = {CAPACITY, 0, {0}};

// What does not fit is parked, and taken to the memory behind everything else, which the next call uses again.
extern u8 __heap_base;

static u8 *room(u32 size) {
  u32 start = ((u32)&__heap_base + 7) & ~7u;
  u32 pages = (u32)(((u64)start + size + 65535) / 65536);
  u32 present = __builtin_wasm_memory_size(0);
  if (pages > present && __builtin_wasm_memory_grow(0, pages - present) == (unsigned long)-1) __builtin_trap();
  return (u8 *)start;
}

// The payload of a result of that many bytes.
static void *result(int status) {
  if ((u32)status <= CAPACITY) return area.payload;
  u8 *block = room((u32)status);
  take(block, (u32)status);
  return block;
}

// Values in memory, as C lays them out.

typedef struct { u32 start, length; } sequence;
typedef struct { double x, y; } point;

typedef struct {
  sequence name;
  int age;
  sequence nickname;
  point home;
  u32 work;
  sequence languages;
  u32 manager;
} person;

typedef struct {
  sequence name, children;
  u32 next;
} tree;

typedef struct { u32 kind, value; } shape;
typedef struct { sequence corners, name; } polygon;
typedef struct { shape first; u32 second; } group;

typedef struct { sequence key; int value; } number_entry;
typedef struct { sequence key, value; } text_entry;
typedef struct { sequence key; person value; } person_entry;

_Static_assert(sizeof(person) == 56 && __builtin_offsetof(person, home) == 24, "docs/types.md");
_Static_assert(sizeof(person_entry) == 64 && sizeof(tree) == 20, "docs/types.md");

// Pointers of a block become addresses. Null is 0, and no offset is: the root stands there.

static void *at(u32 *pointer, u32 block) {
  if (*pointer != 0) *pointer += block;
  return (void *)*pointer;
}

static void place_texts(sequence *list, u32 block) {
  sequence *texts = at(&list->start, block);
  for (u32 i = 0; i < list->length; i++) at(&texts[i].start, block);
}

static void place_person(person *value, u32 block) {
  at(&value->name.start, block);
  at(&value->nickname.start, block);
  at(&value->work, block);
  place_texts(&value->languages, block);
  person *manager = at(&value->manager, block);
  if (manager) place_person(manager, block);
}

static void place_tree(tree *value, u32 block) {
  at(&value->name.start, block);
  tree *children = at(&value->children.start, block);
  for (u32 i = 0; i < value->children.length; i++) place_tree(&children[i], block);
  tree *next = at(&value->next, block);
  if (next) place_tree(next, block);
}

enum { CIRCLE, POLYGON, GROUP, EMPTY };

static void place_shape(shape *value, u32 block) {
  void *item = at(&value->value, block);
  if (value->kind == POLYGON) {
    polygon *sides = item;
    at(&sides->corners.start, block);
    at(&sides->name.start, block);
  } else if (value->kind == GROUP) {
    group *both = item;
    place_shape(&both->first, block);
    shape *second = at(&both->second, block);
    if (second) place_shape(second, block);
  }
}

// Scalars are the wasm result and the argument.

#define RELAY_SCALAR(id, type, import)                               \
  IMPORT("conformance", "give_" import) type give_##id(void);        \
  IMPORT("conformance", "take_" import) void take_##id(type value);  \
  EXPORT(#id) void relay_##id(void) { take_##id(give_##id()); }

RELAY_SCALAR(boolean, int, "boolean")
RELAY_SCALAR(sByte, int, "s_byte")
RELAY_SCALAR(byte, int, "byte")
RELAY_SCALAR(int16, int, "int16")
RELAY_SCALAR(uInt16, int, "u_int16")
RELAY_SCALAR(char, int, "char")
RELAY_SCALAR(int32, int, "int32")
RELAY_SCALAR(uInt32, u32, "u_int32")
RELAY_SCALAR(int64, long long, "int64")
RELAY_SCALAR(uInt64, u64, "u_int64")
RELAY_SCALAR(single, float, "single")
RELAY_SCALAR(double, double, "double")
RELAY_SCALAR(enumeration, int, "enumeration")
RELAY_SCALAR(flags, int, "flags")
RELAY_SCALAR(wideEnum, long long, "wide_enum")
RELAY_SCALAR(wideFlags, u64, "wide_flags")
RELAY_SCALAR(instant, long long, "instant")
RELAY_SCALAR(duration, long long, "duration")

// Text and numbers are the payload, and a pointer and a length. The status -1 is null. What is empty has an address too, so
// that it is not null.

#define RELAY_SEQUENCE(id, import, size)                                          \
  IMPORT("conformance", "give_" import) int give_##id(void *out);                 \
  IMPORT("conformance", "take_" import) void take_##id(void *start, u32 length);  \
  EXPORT(#id) void relay_##id(void) {                                             \
    int status = give_##id(&area);                                                \
    if (status == -1) take_##id(0, 0);                                            \
    else take_##id(result(status), (u32)status / (size));                         \
  }

RELAY_SEQUENCE(text, "text", 1)
RELAY_SEQUENCE(nullableText, "nullable_text", 1)
RELAY_SEQUENCE(characters, "characters", 1)
RELAY_SEQUENCE(bytes, "bytes", 1)
RELAY_SEQUENCE(nullableBytes, "nullable_bytes", 1)
RELAY_SEQUENCE(byteSpan, "byte_span", 1)
RELAY_SEQUENCE(int16s, "int16s", 2)
RELAY_SEQUENCE(int32s, "int32s", 4)
RELAY_SEQUENCE(doubles, "doubles", 8)
RELAY_SEQUENCE(nullableNumberList, "nullable_number_list", 8)

// An optional number is its payload, and a flag with a value.

#define RELAY_OPTIONAL(id, type, import)                                     \
  IMPORT("conformance", "give_" import) int give_##id(void *out);            \
  IMPORT("conformance", "take_" import) void take_##id(int has, type value); \
  EXPORT(#id) void relay_##id(void) {                                        \
    if (give_##id(&area) == -1) take_##id(0, 0);                             \
    else take_##id(1, *(type *)area.payload);                                \
  }

RELAY_OPTIONAL(optionalInt32, int, "optional_int32")
RELAY_OPTIONAL(optionalInt64, long long, "optional_int64")
RELAY_OPTIONAL(optionalDouble, double, "optional_double")
RELAY_OPTIONAL(optionalInstant, long long, "optional_instant")

// Records, unions and GUIDs are passed by pointer.

#define RELAY_POINTER(id, type, import, place)                        \
  IMPORT("conformance", "give_" import) int give_##id(void *out);     \
  IMPORT("conformance", "take_" import) void take_##id(void *value);  \
  EXPORT(#id) void relay_##id(void) {                                 \
    int status = give_##id(&area);                                    \
    type *value = status == -1 ? 0 : result(status);                  \
    if (value) place(value, (u32)value);                              \
    take_##id(value);                                                 \
  }

static void place_nothing(void *value, u32 block) { (void)value, (void)block; }

RELAY_POINTER(identifier, u8, "identifier", place_nothing)
RELAY_POINTER(optionalIdentifier, u8, "optional_identifier", place_nothing)
RELAY_POINTER(recordStruct, point, "record_struct", place_nothing)
RELAY_POINTER(nullableRecordStruct, point, "nullable_record_struct", place_nothing)
RELAY_POINTER(record, person, "record", place_person)
RELAY_POINTER(nullableRecord, person, "nullable_record", place_person)
RELAY_POINTER(recursive, tree, "recursive", place_tree)
RELAY_POINTER(union, shape, "union", place_shape)
RELAY_POINTER(nullableUnion, shape, "nullable_union", place_shape)

// Lists and dictionaries are tables.

#define RELAY_TABLE(id, type, import, place)                                      \
  IMPORT("conformance", "give_" import) int give_##id(void *out);                 \
  IMPORT("conformance", "take_" import) void take_##id(void *start, u32 length);  \
  EXPORT(#id) void relay_##id(void) {                                             \
    int status = give_##id(&area);                                                \
    if (status == -1) {                                                           \
      take_##id(0, 0);                                                            \
      return;                                                                     \
    }                                                                             \
    sequence *list = result(status);                                              \
    type *items = at(&list->start, (u32)list);                                    \
    for (u32 i = 0; i < list->length; i++) place(&items[i], (u32)list);           \
    take_##id(items, list->length);                                               \
  }

static void place_text(sequence *value, u32 block) { at(&value->start, block); }
static void place_number_entry(number_entry *entry, u32 block) { at(&entry->key.start, block); }
static void place_text_entry(text_entry *entry, u32 block) { at(&entry->key.start, block), at(&entry->value.start, block); }
static void place_person_entry(person_entry *entry, u32 block) { at(&entry->key.start, block), place_person(&entry->value, block); }

static void place_person_pointer(u32 *pointer, u32 block) {
  person *value = at(pointer, block);
  if (value) place_person(value, block);
}

RELAY_TABLE(booleans, u8, "booleans", place_nothing)
RELAY_TABLE(identifiers, u8, "identifiers", place_nothing)
RELAY_TABLE(strings, sequence, "strings", place_text)
RELAY_TABLE(nullableStrings, sequence, "nullable_strings", place_text)
RELAY_TABLE(nullableStringList, sequence, "nullable_string_list", place_text)
RELAY_TABLE(optionalNumbers, u64, "optional_numbers", place_nothing)
RELAY_TABLE(matrix, sequence, "matrix", place_text)
RELAY_TABLE(nestedLists, sequence, "nested_lists", place_texts)
RELAY_TABLE(records, person, "records", place_person)
RELAY_TABLE(recordStructs, point, "record_structs", place_nothing)
RELAY_TABLE(nullableRecords, u32, "nullable_records", place_person_pointer)
RELAY_TABLE(unions, shape, "unions", place_shape)
RELAY_TABLE(dictionary, number_entry, "dictionary", place_number_entry)
RELAY_TABLE(nullableDictionary, text_entry, "nullable_dictionary", place_text_entry)
RELAY_TABLE(dictionaryOfRecords, person_entry, "dictionary_of_records", place_person_entry)
