/*
 * Keeps beside a directory what a power cut would leave of it: a twin that holds of each file what it held when it was last
 * synced, and nothing that never was. Preloaded into the process that is to be killed:
 *
 *   LD_PRELOAD=durable.so OUTCRY_STORE=/data OUTCRY_DURABLE=/twin java ...
 *
 * fsync and fdatasync copy the whole file, msync the mapped range, before the caller hears that it is synced. Names follow a
 * journaling file system: a file's name is durable with its first sync, a removal or a new name at once. Everything else,
 * a write, a store to mapped memory, a new length, is lost unless a sync follows. A way of syncing that is not intercepted
 * here would make a file seem older than it is, never newer.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *next(const char *name) {
    void *found = dlsym(RTLD_NEXT, name);
    if (!found) {
        abort();
    }
    return found;
}

static void broken(const char *what, const char *path) {
    fprintf(stderr, "durable.c: cannot %s %s\n", what, path);
    abort();
}

/* The twin's name of a path inside the store; 0 for paths outside of it. */
static int twin_of(const char *path, char *twin) {
    const char *store = getenv("OUTCRY_STORE"), *durable = getenv("OUTCRY_DURABLE");
    size_t length = store ? strlen(store) : 0;
    if (!length || !durable || strncmp(path, store, length) || path[length] != '/') {
        return 0;
    }
    return snprintf(twin, PATH_MAX, "%s%s", durable, path + length) < PATH_MAX;
}

static void make_parents(char *path) {
    for (char *at = strchr(path + 1, '/'); at; at = strchr(at + 1, '/')) {
        *at = 0;
        mkdir(path, 0777);
        *at = '/';
    }
}

/* Copies bytes from..to of a file into its twin; a length of -1 is the whole file and its length. */
static void keep(const char *path, off_t from, off_t length) {
    char twin[PATH_MAX], buffer[1 << 16];
    struct stat is;
    if (!twin_of(path, twin)) {
        return;
    }
    int in = open(path, O_RDONLY | O_CLOEXEC);
    if (in < 0) {
        return; /* removed meanwhile */
    }
    if (fstat(in, &is) || !S_ISREG(is.st_mode)) {
        close(in);
        return;
    }
    make_parents(twin);
    int out = open(twin, O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
    if (out < 0) {
        broken("open", twin);
    }
    off_t end = length < 0 ? is.st_size : from + length;
    for (off_t at = from; at < end;) {
        size_t wanted = end - at < (off_t)sizeof buffer ? (size_t)(end - at) : sizeof buffer;
        ssize_t got = pread(in, buffer, wanted, at);
        if (got <= 0) {
            break;
        }
        if (pwrite(out, buffer, got, at) != got) {
            broken("write", twin);
        }
        at += got;
    }
    if (length < 0 && ftruncate(out, is.st_size)) {
        broken("cut", twin);
    }
    close(out);
    close(in);
}

static int synced(const char *how, int fd) {
    int (*sync)(int) = next(how);
    int result = sync(fd);
    if (result == 0) {
        char link[64], path[PATH_MAX];
        snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
        ssize_t length = readlink(link, path, sizeof path - 1);
        if (length > 0) {
            path[length] = 0;
            pthread_mutex_lock(&lock);
            keep(path, 0, -1);
            pthread_mutex_unlock(&lock);
        }
    }
    return result;
}

int fsync(int fd) {
    return synced("fsync", fd);
}

int fdatasync(int fd) {
    return synced("fdatasync", fd);
}

int msync(void *address, size_t length, int flags) {
    int (*sync)(void *, size_t, int) = next("msync");
    int result = sync(address, length, flags);
    FILE *maps = result == 0 && (flags & MS_SYNC) ? fopen("/proc/self/maps", "re") : NULL;
    if (maps) {
        char line[PATH_MAX + 128], path[PATH_MAX];
        unsigned long from, to, offset, first = (unsigned long)address, last = first + length;
        pthread_mutex_lock(&lock);
        while (fgets(line, sizeof line, maps)) {
            path[0] = 0;
            if (sscanf(line, "%lx-%lx %*s %lx %*s %*s %4095[^\n]", &from, &to, &offset, path) == 4 && from < last
                && first < to) {
                unsigned long start = first > from ? first : from, stop = last < to ? last : to;
                keep(path, (off_t)(offset + (start - from)), (off_t)(stop - start));
            }
        }
        pthread_mutex_unlock(&lock);
        fclose(maps);
    }
    return result;
}

static void forget(const char *path) {
    int (*remove_file)(const char *) = next("unlink");
    char twin[PATH_MAX];
    if (twin_of(path, twin)) {
        remove_file(twin);
    }
}

int unlink(const char *path) {
    int (*unlinking)(const char *) = next("unlink");
    int result = unlinking(path);
    if (result == 0) {
        forget(path);
    }
    return result;
}

int remove(const char *path) {
    int (*removing)(const char *) = next("remove");
    int result = removing(path);
    if (result == 0) {
        forget(path);
    }
    return result;
}

int rename(const char *from, const char *to) {
    int (*renaming)(const char *, const char *) = next("rename");
    int result = renaming(from, to);
    char twin_from[PATH_MAX], twin_to[PATH_MAX];
    if (result == 0 && twin_of(from, twin_from) && twin_of(to, twin_to)) {
        make_parents(twin_to);
        renaming(twin_from, twin_to);
    }
    return result;
}
