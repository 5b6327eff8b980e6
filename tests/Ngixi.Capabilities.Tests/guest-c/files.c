// A guest that has files, and logs what it is told.

#include "lines.h"

static ngixi_bytes bytes(ngixi_text text) { return ngixi_bytes_of_text(text); }

static void show(ngixi_text what, host_file_error error) {
  begin();
  add(what);
  add(NGIXI_TEXT(": "));
  add_number(error);
  add(NGIXI_TEXT(" "));
  add(ngixi_last_error());
  write();
}

static host_file_error error;

static ngixi_bytes read(ngixi_text path) {
  ngixi_bytes content;
  check(host_files_read(path, &content, &error));
  return content;
}

static void put(ngixi_text path, ngixi_text content) { check(host_files_write(path, bytes(content), &error)); }

static host_open_file open(ngixi_text path, host_file_opening opening) {
  host_open_file file;
  check(host_files_open(path, opening, &file, &error));
  return file;
}

// Writes a file and reads it, as a whole.
EXPORT("whole") void whole(void) {
  put(NGIXI_TEXT("/work/greeting.txt"), NGIXI_TEXT("hello"));
  host_log_write(ngixi_text_of_bytes(read(NGIXI_TEXT("/work/greeting.txt"))));
  put(NGIXI_TEXT("/work/greeting.txt"), NGIXI_TEXT("hi"));
  host_log_write(ngixi_text_of_bytes(read(NGIXI_TEXT("/work//greeting.txt"))));
  put(NGIXI_TEXT("/work/empty"), NGIXI_TEXT(""));
  write_number(read(NGIXI_TEXT("/work/empty")).length);
}

static int32_t count_lines(ngixi_text path) {
  host_open_file file;
  host_file_error error;
  if (!host_files_open(path, HOST_FILE_OPENING_READ, &file, &error)) return -1;
  uint8_t buffer[1024];
  int32_t lines = 0, read;
  while ((read = host_open_file_read(file, ngixi_bytes_buffer_of(buffer, sizeof buffer))) > 0) {
    for (int32_t i = 0; i < read; i++) lines += buffer[i] == '\n';
  }
  host_open_file_free(&file);
  return lines;
}

// Uses what an open file has.
EXPORT("pieces") void pieces(void) {
  host_open_file file =
      open(NGIXI_TEXT("/work/log"), HOST_FILE_OPENING_READ | HOST_FILE_OPENING_WRITE | HOST_FILE_OPENING_CREATE);
  check(host_open_file_write(file, bytes(NGIXI_TEXT("one\n")), &error));
  check(host_open_file_write(file, bytes(NGIXI_TEXT("two\n")), &error));
  check(host_open_file_append(file, bytes(NGIXI_TEXT("three\n")), &error));
  check(host_open_file_write_at(file, 0, bytes(NGIXI_TEXT("ONE")), &error));
  check(host_open_file_flush(file, &error));
  uint8_t buffer[16];
  ngixi_bytes_buffer all = ngixi_bytes_buffer_of(buffer, sizeof buffer);
  int32_t count = host_open_file_read(file, all);
  host_log_write(ngixi_text_of((const char *)buffer, (size_t)count));
  count = host_open_file_read_at(file, 1, all);
  host_log_write(ngixi_text_of((const char *)buffer, (size_t)count));
  write_number(host_open_file_read(file, all));
  check(host_open_file_set_length(file, 5, &error));
  const host_file_status *status;
  check(host_open_file_status(file, &status, &error));
  write_number(status->length);
  host_open_file_free(&file);
  write_number(count_lines(NGIXI_TEXT("/work/log")));
}

static void list_all(ngixi_text path) {
  host_open_directory directory;
  check(host_files_open_directory(path, &directory, &error));
  const ngixi_list_of_host_file_entry *page;
  int64_t position = 0;
  for (;;) {
    check(host_open_directory_list(directory, position, 2, &page, &error));
    if (page->count == 0) break;
    for (uint32_t i = 0; i < page->count; i++) {
      begin();
      add(page->items[i].name);
      if (page->items[i].kind == HOST_FILE_KIND_DIRECTORY) add(NGIXI_TEXT("/"));
      write();
    }
    position = page->items[page->count - 1].next;
  }
  host_open_directory_free(&directory);
}

EXPORT("folders") void folders(void) {
  check(host_files_create_directory(NGIXI_TEXT("/work/a"), &error));
  check(host_files_create_directory(NGIXI_TEXT("/work/a/deep"), &error));
  put(NGIXI_TEXT("/work/a/0"), NGIXI_TEXT("x"));
  put(NGIXI_TEXT("/work/a/1"), NGIXI_TEXT("x"));
  put(NGIXI_TEXT("/work/a/2"), NGIXI_TEXT("x"));
  put(NGIXI_TEXT("/work/a/3"), NGIXI_TEXT("x"));
  list_all(NGIXI_TEXT("/work/a"));
  check(host_files_rename(NGIXI_TEXT("/work/a/0"), NGIXI_TEXT("/work/b"), &error));
  check(host_files_remove_file(NGIXI_TEXT("/work/a/1"), &error));
  check(host_files_remove_directory(NGIXI_TEXT("/work/a/deep"), &error));
  const host_file_status *status;
  check(host_files_status(NGIXI_TEXT("/work/a"), true, &status, &error));
  write_number(status->kind);
  check(host_files_status(NGIXI_TEXT("/work/b"), false, &status, &error));
  begin();
  add_number(status->kind);
  add(NGIXI_TEXT(" "));
  add_number(status->length);
  write();
  host_log_write(status->written > 1700000000000000000LL ? NGIXI_TEXT("now") : NGIXI_TEXT("once"));
}

EXPORT("errors") void errors(void) {
  ngixi_bytes content;
  check(!host_files_read(NGIXI_TEXT("/etc/passwd"), &content, &error));
  show(NGIXI_TEXT("read"), error);
  host_open_file file;
  check(!host_files_open(NGIXI_TEXT("/work/none"), HOST_FILE_OPENING_READ, &file, &error));
  show(NGIXI_TEXT("open"), error);
  check(!host_files_write(NGIXI_TEXT("/fixed/a"), bytes(NGIXI_TEXT("b")), &error));
  show(NGIXI_TEXT("write"), error);
  host_open_directory directory;
  check(!host_files_open_directory(NGIXI_TEXT("/fixed/a"), &directory, &error));
  show(NGIXI_TEXT("open directory"), error);
  check(!host_files_rename(NGIXI_TEXT("/fixed/a"), NGIXI_TEXT("/work/a"), &error));
  show(NGIXI_TEXT("rename"), error);
  const host_file_status *status;
  check(!host_files_status(NGIXI_TEXT("work"), true, &status, &error));
  show(NGIXI_TEXT("status"), error);
  file = open(NGIXI_TEXT("/fixed/a"), HOST_FILE_OPENING_READ);
  check(!host_open_file_write(file, bytes(NGIXI_TEXT("b")), &error));
  show(NGIXI_TEXT("write"), error);
  uint8_t buffer[1];
  begin();
  add(NGIXI_TEXT("read: "));
  add_number(host_open_file_read_at(file, -1, ngixi_bytes_buffer_of(buffer, 1)));
  write();
  host_open_file_free(&file);
}
