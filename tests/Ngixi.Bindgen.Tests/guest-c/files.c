// Uses handles that it did not get, and those that it gave back.

#include "guest.h"

#include "files.h"

static host_file file_of(int32_t handle) {
  host_file file = {handle};
  return file;
}

EXPORT("create") int32_t create(void) { return host_files_create(NGIXI_TEXT("a.txt")).handle; }

EXPORT("mark") int32_t mark(void) { return host_files_mark().handle; }

EXPORT("path") int32_t path(int32_t handle) { return (int32_t)host_file_path(file_of(handle)).length; }

EXPORT("join") int32_t join(int32_t first, int32_t second) { return (int32_t)host_files_join(file_of(first), file_of(second)).length; }

EXPORT("clone") int32_t clone(int32_t handle) { return host_file_clone(file_of(handle)).handle; }

EXPORT("free")
int32_t release(int32_t handle) {
  host_file file = file_of(handle);
  host_file_free(&file);
  return file.handle;
}

EXPORT("end")
int32_t end(int32_t handle) {
  host_mark place = {handle};
  host_mark_end(&place);
  return place.handle;
}
