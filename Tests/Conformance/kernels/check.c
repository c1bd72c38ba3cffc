// Compares every product of CKernels, bit for bit, with plain loops, and every other kernel with the first instruction
// set's, over many shapes, on every instruction set that this processor has and with several thread counts; then prints
// one hash over all results, which must be the same on every machine. Compile with the sources of CKernels (see
// aarch64/run and sanitizers/run).
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "CKernels.h"

static uint64_t state, hash = 14695981039346656037u;
static long failures;

// Elements on both sides of every array that no kernel may touch: an odd number, so that nothing is aligned.
enum { guard = 37 };

static uint32_t next(void) {  // PCG, 32 bits
    const uint64_t old = state;
    state = old * 6364136223846793005u + 1442695040888963407u;
    const uint32_t x = (uint32_t)(((old >> 18) ^ old) >> 27), turn = (uint32_t)(old >> 59);
    return x >> turn | x << (-turn & 31);
}

static void mix(const void *bytes, size_t count) {
    for (const unsigned char *p = bytes; count > 0; count--) hash = (hash ^ *p++) * 1099511628211u;
}

static const char *const sets[] = {"avx512", "avx2", "neon", "baseline"};
static const int thread_counts[] = {1, 2, 3, 5};

#define SCALAR float
#define BP(name) bp_##name##_f32
#define HERE(name) name##_f32
#define FMA fmaf
#include "check.h"
#include "images.h"
#include "elements.h"
#undef SCALAR
#undef BP
#undef HERE
#undef FMA
#define SCALAR double
#define BP(name) bp_##name##_f64
#define HERE(name) name##_f64
#define FMA fma
#include "check.h"
#include "images.h"
#include "elements.h"
#include "reading.h"

static void check(long rows, long inputs, long outputs) {
    check_f32(rows, inputs, outputs);
    check_f64(rows, inputs, outputs);
}

// Random words, whose definition is integers alone: the first instruction set's, of all.
static void check_words(void) {
    const uint64_t seed = next(), stream = (uint64_t)next() << 20, first = next();
    const long count = next() % 40;
    uint32_t expected[160], words[160];
    int is_first = 1;
    for (size_t s = 0; s < sizeof sets / sizeof *sets; s++) {
        if (!bp_simd_select(sets[s])) continue;
        memset(words, 0, sizeof words);
        bp_random_words(seed, stream, first, count, words);
        if (is_first) memcpy(expected, words, sizeof words), mix(words, sizeof words);
        if (memcmp(expected, words, sizeof words) != 0) printf("random_words: %s gives others\n", sets[s]), failures++;
        is_first = 0;
    }
}

// A window over images, and one of the same extent for pooling, whose border is smaller than its kernel.
static void check_images(void) {
    const long groups = next() % 3 == 0 ? 1 + next() % 3 : 1;
    bp_window g = {
        .rows = 1 + next() % 5, .in_height = 1 + next() % 8, .in_width = 1 + next() % 8,
        .in_channels = groups * (1 + next() % 20), .out_channels = groups * (1 + next() % 40),
        .kernel_height = 1 + next() % 3, .kernel_width = 1 + next() % 4, .stride_y = 1 + next() % 3, .stride_x = 1 + next() % 4,
        .top = 2 + next() % 3, .left = 3 + next() % 5, .dilation_y = 1 + next() % 2, .dilation_x = 1 + next() % 2, .groups = groups,
    };
    if (next() % 4 == 0) g.in_channels = g.out_channels = g.groups = 2 + next() % 40;  // every channel by itself
    if (next() % 5 == 0) {  // a first layer over shades of gray
        g.in_channels = g.groups = 1;
        g.kernel_height = g.kernel_width = 3;
    }
    bp_window pool = g;
    if (next() % 4 == 0) pool.stride_y = pool.kernel_height, pool.stride_x = pool.kernel_width;
    pool.top = next() % pool.kernel_height, pool.left = next() % pool.kernel_width, pool.dilation_y = pool.dilation_x = 1;
    bp_window *both[] = {&g, &pool};
    for (int i = 0; i < 2; i++) {
        bp_window *w = both[i];
        w->out_height = (w->in_height + 2 * w->top - (w->kernel_height - 1) * w->dilation_y - 1) / w->stride_y + 1;
        w->out_width = (w->in_width + 2 * w->left - (w->kernel_width - 1) * w->dilation_x - 1) / w->stride_x + 1;
    }
    if (pool.in_height + 2 * pool.top < pool.kernel_height || pool.in_width + 2 * pool.left < pool.kernel_width) return;
    check_images_f32(&g, &pool);
    check_images_f64(&g, &pool);
}

int main(int count, char **arguments) {
    bp_set_work_per_thread(500);  // so that small shapes are cut too
    const long shapes = count > 1 ? atol(arguments[1]) : 300;
    for (long i = 0; i < shapes; i++) {
        // Mostly around the vector widths; one or no element now and then.
        long sizes[3];
        for (int s = 0; s < 3; s++) sizes[s] = next() % 8 == 0 ? next() % 3 : 1 + next() % 70;
        check(sizes[0], sizes[1], sizes[2]);
        if (i % 4 != 0) continue;
        for (int s = 0; s < 3; s++) sizes[s] = 1 + next() % 20;
        const bp_activation activation = next() % bp_gelu;
        check_folds_f32(sizes[0], sizes[1], sizes[2], activation);
        check_folds_f64(sizes[0], sizes[1], sizes[2], activation);
    }
    for (long i = 0; i < shapes; i++) check_images();
    for (long i = 0; i < shapes; i++) check_reading();
    for (long i = 0; i < shapes; i++) {
        check_elements_f32(1 + next() % 9, 1 + next() % 70);
        check_elements_f64(1 + next() % 9, 1 + next() % 70);
        check_words();
    }
    check_elements_f32(40, 1100);  // cut into parts, and sums longer than one block
    check_elements_f64(40, 1100);
    bp_set_work_per_thread(0);
    check(3, 1100, 90);  // sums longer than one block
    check(40, 1100, 33);
    check(1100, 40, 33);
    check(600, 30, 5);
    check(33, 20, 1100);
    check(300, 65, 130);
    printf("%016llx\n", (unsigned long long)hash);
    return failures > 0;
}
