// Copies scattered rows of a large matrix to contiguous memory.
#include "kernels.h"

struct gathering {
    const char *from;
    const long *rows;
    char *to;
    long bytes;  // of a row
};

// Prefetches the next row while one row is copied, since processors cannot predict its address.
static void gather_range(void *context, long begin, long end) {
    const struct gathering *const g = context;
    for (long r = begin; r < end; r++) {
        if (r + 1 < end)
            for (long at = 0; at < g->bytes; at += 64) __builtin_prefetch(g->from + g->rows[r + 1] * g->bytes + at);
        memcpy(g->to + r * g->bytes, g->from + g->rows[r] * g->bytes, (size_t)g->bytes);
    }
}

void bp_gather_rows(const void *from, long row_bytes, const long *rows, long count, void *to, long threads) {
    struct gathering g = {from, rows, to, row_bytes};
    if (row_bytes > 0) bp_parallel_for(count, 32768 / row_bytes + 1, gather_range, &g, threads);
}
