// Threads and scratch memory that exist as long as the process or the thread.
#if defined(__linux__) && !defined(_GNU_SOURCE)
#define _GNU_SOURCE  // for the number of usable processors
#endif
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "kernels.h"

int bp_processor_count(void) {
#if defined(__linux__)
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) == 0 && CPU_COUNT(&set) > 0) return CPU_COUNT(&set);
#endif
    const long online = sysconf(_SC_NPROCESSORS_ONLN);
    return online > 0 ? (int)online : 1;
}

// About ten microseconds of one thread.
enum { measured_work_per_thread = 400000 };
static atomic_long work_per_thread = measured_work_per_thread;

long bp_work_per_thread(void) { return atomic_load_explicit(&work_per_thread, memory_order_relaxed); }

void bp_set_work_per_thread(long multiply_adds) {
    atomic_store(&work_per_thread, multiply_adds > 0 ? multiply_adds : measured_work_per_thread);
}

enum { maximum_workers = 255 };
static const long spin_nanoseconds = 50000;

// One job at a time. Its ranges are numbered, and the thread that claims a number runs that range. The fields before
// `unclaimed` are written before it is set, and do not change until `unfinished` is 0. So every thread with a claimed
// range may read them. A worker that wakes late finds either nothing to claim or the next job complete.
static struct {
    void (*body)(void *, long, long);
    void *context;
    long count;
    int ranges;
    atomic_int unclaimed, unfinished;
    atomic_flag is_taken;
    int workers;  // guarded by is_taken
    atomic_int sleepers;
    pthread_mutex_t mutex;
    pthread_cond_t work, done;
    atomic_bool caller_sleeps;
} pool = {
    .is_taken = ATOMIC_FLAG_INIT,
    .mutex = PTHREAD_MUTEX_INITIALIZER,
    .work = PTHREAD_COND_INITIALIZER,
    .done = PTHREAD_COND_INITIALIZER,
};

static _Thread_local bool is_inside_body;

static inline void relax(void) {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ volatile("isb");
#endif
}

static long nanoseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000000L + now.tv_nsec;
}

// Waits up to spin_nanoseconds for `value` to become zero or not zero; returns whether it did.
static bool spin(atomic_int *value, bool until_zero) {
    for (long end = nanoseconds() + spin_nanoseconds;;) {
        for (int i = 0; i < 16; i++, relax())
            if ((atomic_load_explicit(value, memory_order_acquire) == 0) == until_zero) return true;
        if (nanoseconds() > end) return false;
    }
}

// Runs one range of the current job; returns false if none is left.
static bool run_one(void) {
    int range = atomic_load_explicit(&pool.unclaimed, memory_order_relaxed);
    do
        if (range == 0) return false;
    while (!atomic_compare_exchange_weak_explicit(&pool.unclaimed, &range, range - 1, memory_order_acquire,
                                                  memory_order_relaxed));
    range--;
    const long size = pool.count / pool.ranges, longer = pool.count % pool.ranges;
    const long begin = range * size + (range < longer ? range : longer);
    pool.body(pool.context, begin, begin + size + (range < longer));
    if (atomic_fetch_sub(&pool.unfinished, 1) == 1 && atomic_load(&pool.caller_sleeps)) {
        pthread_mutex_lock(&pool.mutex);
        pthread_cond_signal(&pool.done);
        pthread_mutex_unlock(&pool.mutex);
    }
    return true;
}

static void *work(void *unused) {
    is_inside_body = true;
    for (;;) {
        while (run_one()) {}
        if (spin(&pool.unclaimed, false)) continue;
        pthread_mutex_lock(&pool.mutex);
        atomic_fetch_add(&pool.sleepers, 1);
        while (atomic_load(&pool.unclaimed) == 0) pthread_cond_wait(&pool.work, &pool.mutex);
        atomic_fetch_sub(&pool.sleepers, 1);
        pthread_mutex_unlock(&pool.mutex);
    }
    return unused;
}

// After a fork the child has no workers and discards the state of its parent's workers.
static void forget_workers(void) {
    pool.workers = 0;
    atomic_store(&pool.unclaimed, 0);
    atomic_store(&pool.unfinished, 0);
    atomic_store(&pool.sleepers, 0);
    pthread_mutex_init(&pool.mutex, NULL);
    pthread_cond_init(&pool.work, NULL);
    pthread_cond_init(&pool.done, NULL);
    atomic_store(&pool.caller_sleeps, false);
    atomic_flag_clear(&pool.is_taken);
}

static void watch_forks(void) { pthread_atfork(NULL, NULL, forget_workers); }

// Starts workers until there are enough. If the system refuses a thread, the caller runs its share.
static void hire(int enough) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    if (pool.workers >= enough) return;
    pthread_once(&once, watch_forks);
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);  // signals are for the program's own threads
    for (pthread_t thread; pool.workers < enough && pthread_create(&thread, NULL, work, NULL) == 0; pool.workers++)
        pthread_detach(thread);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
}

void bp_parallel_for(long count, long grain, void (*body)(void *context, long begin, long end), void *context,
                     long threads) {
    if (count <= 0) return;
    const long maximum = grain > 1 ? (count + grain - 1) / grain : count;
    int ranges = (int)SMALLER(SMALLER(threads, maximum), maximum_workers + 1);
    if (ranges <= 1 || is_inside_body || atomic_flag_test_and_set_explicit(&pool.is_taken, memory_order_acquire)) {
        body(context, 0, count);
        return;
    }
    hire(ranges - 1);
    pool.body = body, pool.context = context, pool.count = count, pool.ranges = ranges;
    atomic_store_explicit(&pool.unfinished, ranges, memory_order_relaxed);
    atomic_store(&pool.unclaimed, ranges);
    if (atomic_load(&pool.sleepers) > 0) {
        pthread_mutex_lock(&pool.mutex);
        for (int i = 1; i < ranges; i++) pthread_cond_signal(&pool.work);
        pthread_mutex_unlock(&pool.mutex);
    }
    is_inside_body = true;
    while (run_one()) {}
    is_inside_body = false;
    if (!spin(&pool.unfinished, true)) {
        pthread_mutex_lock(&pool.mutex);
        atomic_store(&pool.caller_sleeps, true);
        while (atomic_load(&pool.unfinished) != 0) pthread_cond_wait(&pool.done, &pool.mutex);
        atomic_store(&pool.caller_sleeps, false);
        pthread_mutex_unlock(&pool.mutex);
    }
    atomic_flag_clear_explicit(&pool.is_taken, memory_order_release);
}

struct indices {
    void (*body)(void *, long);
    void *context;
    long count;
    atomic_long next;
};

static void take_indices(void *context, long begin, long end) {
    (void)begin, (void)end;
    struct indices *indices = context;
    for (;;) {
        const long index = atomic_fetch_add_explicit(&indices->next, 1, memory_order_relaxed);
        if (index >= indices->count) return;
        indices->body(indices->context, index);
    }
}

void bp_parallel_each(long count, void (*body)(void *context, long index), void *context, long threads) {
    struct indices indices = {.body = body, .context = context, .count = count};
    bp_parallel_for(threads < count ? threads : count, 1, take_indices, &indices, threads);
}

// MARK: Scratch memory

struct scratch {
    void *memory;
    size_t size;
};
static pthread_key_t scratch_key;
static pthread_once_t scratch_once = PTHREAD_ONCE_INIT;
static _Thread_local struct scratch scratch;

static void free_scratch(void *memory) { free(memory); }
static void make_scratch_key(void) { pthread_key_create(&scratch_key, free_scratch); }

void *bp_scratch(size_t bytes) {
    if (bytes <= scratch.size) return scratch.memory;
    pthread_once(&scratch_once, make_scratch_key);
    bytes = (bytes + 4095) / 4096 * 4096;
    free(scratch.memory);
    if (posix_memalign(&scratch.memory, 4096, bytes) != 0) abort();  // a few megabytes at most
    pthread_setspecific(scratch_key, scratch.memory);
    scratch.size = bytes;
    return scratch.memory;
}
