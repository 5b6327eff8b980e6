/* A program as users compile it, with wasi-libc: a few commands, of which its arguments name one. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

static int fail(const char *what) {
    printf("%s: %s\n", what, strerror(errno));
    return 1;
}

static int cat(const char *path) {
    char line[256];
    FILE *file = fopen(path, "r");
    if (!file)
        return fail(path);
    while (fgets(line, sizeof line, file))
        fputs(line, stdout);
    fclose(file);
    return 0;
}

static int write_text(const char *path, const char *mode, const char *text) {
    FILE *file = fopen(path, mode);
    if (!file)
        return fail(path);
    if (fputs(text, file) < 0 || fclose(file) != 0)
        return fail(path);
    return 0;
}

static int by_name(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

static int walk(const char *path) {
    char *names[64];
    size_t count = 0;
    DIR *directory = opendir(path);
    if (!directory)
        return fail(path);
    for (struct dirent *entry; (entry = readdir(directory));)
        if (strcmp(entry->d_name, ".") && strcmp(entry->d_name, ".."))
            names[count++] = strdup(entry->d_name);
    closedir(directory);
    qsort(names, count, sizeof *names, by_name);
    for (size_t i = 0; i < count; i++) {
        char full[512];
        struct stat status;
        snprintf(full, sizeof full, "%s/%s", path, names[i]);
        if (lstat(full, &status))
            return fail(full);
        if (S_ISDIR(status.st_mode)) {
            printf("%s/\n", full);
            walk(full);
        } else if (S_ISLNK(status.st_mode)) {
            char target[256];
            ssize_t length = readlink(full, target, sizeof target);
            printf("%s -> %.*s\n", full, (int)length, target);
        } else {
            printf("%s %lld\n", full, (long long)status.st_size);
        }
    }
    return 0;
}

/* What a libc offers for files, once. */
static int tour(const char *root) {
    char text[64] = {0};
    FILE *file;
    struct stat status;
    if (chdir(root))
        return fail(root);
    if (mkdir("made", 0777) || mkdir("made/deep", 0777))
        return fail("mkdir");
    if (write_text("made/a.txt", "w", "hello") || write_text("made/a.txt", "a", ", world\n"))
        return 1;
    file = fopen("made/a.txt", "r+");
    if (!file || fseek(file, 7, SEEK_SET) || fwrite("WORLD", 1, 5, file) != 5 || fseek(file, -6, SEEK_END) || ftell(file) != 7)
        return fail("r+");
    if (fread(text, 1, 5, file) != 5)
        return fail("fread");
    fclose(file);
    printf("read back %s\n", text);
    if (truncate("made/a.txt", 5) || stat("made/a.txt", &status))
        return fail("truncate");
    printf("cut to %lld\n", (long long)status.st_size);
    if (symlink("a.txt", "made/link") || link("made/a.txt", "made/deep/second") || rename("made/a.txt", "made/b.txt"))
        return fail("names");
    walk("made");
    cat("made/deep/second");
    puts("");
    if (cat("made/link") == 0)
        return 1;
    if (!mkdir("made/deep", 0777) || errno != EEXIST || !rmdir("made/deep") || errno != ENOTEMPTY || !unlink("made/deep"))
        return fail("refused");
    if (unlink("made/link") || unlink("made/deep/second") || rmdir("made/deep") || unlink("made/b.txt") || rmdir("made"))
        return fail("clean up");
    return walk(".");
}

static int open_many(const char *path) {
    int count = 0;
    while (open(path, O_RDONLY) >= 0)
        count++;
    printf("%d open, then: %s\n", count, strerror(errno));
    return 0;
}

/* Two files of one directory are two, whichever way one asks; a listing has their numbers, too. */
static int numbers(const char *path) {
    struct stat status[2], listed;
    ino_t seen = 0;
    int one = open(path, O_RDONLY | O_DIRECTORY);
    int file = openat(one, "one", O_RDONLY);
    DIR *directory = fdopendir(one);
    if (!directory || fstat(file, &status[0]) || fstatat(one, "two", &status[1], 0))
        return fail(path);
    if (status[0].st_dev != status[1].st_dev || status[0].st_ino == status[1].st_ino)
        return 1;
    for (struct dirent *entry; (entry = readdir(directory));) {
        if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, ".."))
            continue;
        if (fstatat(one, entry->d_name, &listed, AT_SYMLINK_NOFOLLOW) || listed.st_ino != entry->d_ino)
            return 1;
        seen ^= entry->d_ino;
    }
    if (seen != (status[0].st_ino ^ status[1].st_ino))
        return 1;
    printf("terminals:");
    for (int i = 0; i <= 2; i++)
        if (isatty(i))
            printf(" %d", i);
    puts(isatty(file) ? " and a file" : "");
    closedir(directory);
    return 0;
}

int main(int argc, char **argv) {
    const char *command = argc > 1 ? argv[1] : "";
    const char *path = argc > 2 ? argv[2] : "";
    if (!strcmp(command, "cat"))
        return cat(path);
    if (!strcmp(command, "write"))
        return write_text(path, "w", argv[3]);
    if (!strcmp(command, "walk"))
        return walk(path);
    if (!strcmp(command, "tour"))
        return tour(path);
    if (!strcmp(command, "numbers"))
        return numbers(path);
    if (!strcmp(command, "open-many"))
        return open_many(path);
    if (!strcmp(command, "sleep")) {
        sleep((unsigned)atoi(path));
        puts("awake");
        return 0;
    }
    if (!strcmp(command, "exit"))
        exit(atoi(path));
    if (!strcmp(command, "abort"))
        abort();
    if (!strcmp(command, "args")) {
        for (int i = 0; i < argc; i++)
            printf("%d: %s\n", i, argv[i]);
        for (char **variable = environ; *variable; variable++)
            puts(*variable);
        return 0;
    }
    if (!strcmp(command, "echo")) {
        char line[32];
        while (fgets(line, sizeof line, stdin))
            fputs(line, stdout);
        fputs("no end of line", stderr);
        return 0;
    }
    if (!strcmp(command, "time")) {
        printf("%lld\n", (long long)time(NULL));
        return 0;
    }
    return 2;
}
