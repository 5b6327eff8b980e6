/* A program as users write it, around SQLite's amalgamation: it keeps rows in a database. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sqlite3.h"

static sqlite3 *database;

static int fail(const char *what) {
    printf("%s: %s\n", what, sqlite3_errmsg(database));
    return 1;
}

static int print_row(void *label, int count, char **values, char **names) {
    (void)names;
    printf("%s:", (const char *)label);
    for (int i = 0; i < count; i++)
        printf(" %s", values[i]);
    puts("");
    return 0;
}

static int run(const char *sql) { return sqlite3_exec(database, sql, NULL, NULL, NULL); }

static int print(const char *label, const char *sql) { return sqlite3_exec(database, sql, print_row, (void *)label, NULL); }

static int insert(sqlite3_stmt *statement, int number) {
    char text[128];
    snprintf(text, sizeof text, "%d: %0100d", number, number);
    sqlite3_bind_int(statement, 1, number);
    sqlite3_bind_text(statement, 2, text, -1, SQLITE_TRANSIENT);
    int result = sqlite3_step(statement);
    sqlite3_reset(statement);
    return result == SQLITE_DONE ? SQLITE_OK : SQLITE_ERROR;
}

/* Adds rows from a number on in one transaction; without an end, it says when it is far into it. */
static int add(int first, int count) {
    sqlite3_stmt *statement;
    if (run("BEGIN") || run("UPDATE rows SET text = text || '!'"))
        return fail("begin");
    if (sqlite3_prepare_v2(database, "INSERT INTO rows VALUES (?, ?)", -1, &statement, NULL))
        return fail("prepare");
    for (int i = 0; count < 0 || i < count; i++) {
        if (insert(statement, first + i))
            return fail("insert");
        if (count < 0 && i == 2000) {
            puts("far into it");
            fflush(stdout);
        }
    }
    sqlite3_finalize(statement);
    return run("COMMIT") ? fail("commit") : 0;
}

/* Usage: database <file> <command> [number] [number] */
int main(int argc, char **argv) {
    const char *command = argv[2];
    if (argc < 3 || sqlite3_open(argv[1], &database))
        return fail("open");
    /* A small cache: what is changed goes to the file long before the end, and what was there before to the journal. */
    if (run("PRAGMA cache_size = 10") || run("CREATE TABLE IF NOT EXISTS rows (id INTEGER PRIMARY KEY, text TEXT NOT NULL)"))
        return fail("open");
    int failed = 2;
    if (!strcmp(command, "add"))
        failed = add(atoi(argv[3]), atoi(argv[4]));
    if (!strcmp(command, "show"))
        failed = print("rows", "SELECT count(*), sum(id), sum(length(text)) FROM rows")
            || print("check", "PRAGMA integrity_check") || print("journal", "PRAGMA journal_mode");
    if (!strcmp(command, "vacuum"))
        failed = run("DELETE FROM rows WHERE id % 2 = 0") || run("VACUUM");
    if (failed == 1)
        fail(command);
    sqlite3_close(database);
    return failed;
}
