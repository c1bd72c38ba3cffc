// Pooling over images in channels-last order: lanes run across channels.

struct NAME(pooling) {
    const bp_window *g;
    const SCALAR *x, *dy;
    SCALAR *y, *dx;
    void *winners;
    const void *won;
    bool is_wide;  // whether an index of a maximum takes 32 bits instead of 8
    bool counts_padding;
};

// The indices of a vector's maxima in memory: a byte each, or 32 bits if windows have more than 256 positions.
typedef uint8_t NAME(indices8) __attribute__((ext_vector_type(LANES)));
typedef uint32_t NAME(indices32) __attribute__((ext_vector_type(LANES)));

INLINE IVEC NAME(load_places)(const void *p, bool is_wide, long at, long n) {
    if (n >= LANES && !is_wide) {
        NAME(indices8) bytes;
        memcpy(&bytes, (const uint8_t *)p + at, sizeof bytes);
        return __builtin_convertvector(bytes, IVEC);
    }
    const long count = SMALLER(n, LANES);
    NAME(indices8) bytes = 0;
    NAME(indices32) words = 0;
    if (is_wide) memcpy(&words, (const uint32_t *)p + at, (size_t)count * sizeof(uint32_t));
    else memcpy(&bytes, (const uint8_t *)p + at, (size_t)count);
    return is_wide ? __builtin_convertvector(words, IVEC) : __builtin_convertvector(bytes, IVEC);
}

INLINE void NAME(store_winners)(void *p, bool is_wide, long at, IVEC winners, long n) {
    if (n >= LANES && !is_wide) {
        const NAME(indices8) bytes = __builtin_convertvector(winners, NAME(indices8));
        memcpy((uint8_t *)p + at, &bytes, sizeof bytes);
        return;
    }
    const long count = SMALLER(n, LANES);
    const NAME(indices8) bytes = __builtin_convertvector(winners, NAME(indices8));
    const NAME(indices32) words = __builtin_convertvector(winners, NAME(indices32));
    if (is_wide) memcpy((uint32_t *)p + at, &words, (size_t)count * sizeof(uint32_t));
    else memcpy((uint8_t *)p + at, &bytes, (size_t)count);
}

// The part of a window inside the input: positions [first, end) of `kernel`, for the window that begins at `at`.
INLINE void NAME(inside)(long at, long kernel, long dilation, long extent, long *first, long *end) {
    *first = at >= 0 ? 0 : dilation == 1 ? -at : (-at + dilation - 1) / dilation;
    *end = at >= extent ? 0 : dilation == 1 ? extent - at : (extent - at + dilation - 1) / dilation;
    *end = SMALLER(*end, kernel);
}

struct NAME(window) {
    long r, r_end, q, q_end;   // the positions inside
    long corner;               // the offset of position (0, 0), inside the image or outside
};

INLINE struct NAME(window) NAME(window_at)(const bp_window *g, long v, long u) {
    struct NAME(window) w;
    const long i = v * g->stride_y - g->top, j = u * g->stride_x - g->left;
    NAME(inside)(i, g->kernel_height, g->dilation_y, g->in_height, &w.r, &w.r_end);
    NAME(inside)(j, g->kernel_width, g->dilation_x, g->in_width, &w.q, &w.q_end);
    w.corner = (i * g->in_width + j) * g->in_channels;
    return w;
}

// The maxima of a window and their positions. `rows` and `columns` are constants for common window sizes.
INLINE VEC NAME(largest)(const SCALAR *x, const long rows, const long columns, long down, long across, long first, long row, long n, IVEC *winner) {
    VEC best = NAME(splat)(-__builtin_inff());
    IVEC there = (IVEC)(NAME(int))first;
    for (long r = 0; r < rows; r++)
        for (long q = 0; q < columns; q++) {
            const VEC value = NAME(get)(x + r * down + q * across, n);
            const IVEC wins = (value > best) | (value != value);
            best = wins ? value : best;
            there = wins ? (IVEC)(NAME(int))(first + r * row + q) : there;
        }
    *winner = there;
    return best;
}

// Whether windows are adjacent without gap, overlap or border, so that each input has at most one window.
INLINE bool NAME(is_tiled)(const bp_window *g) {
    return g->stride_y == g->kernel_height && g->stride_x == g->kernel_width && g->dilation_y == 1 && g->dilation_x == 1
        && g->top == 0 && g->left == 0 && g->out_height * g->kernel_height <= g->in_height
        && g->out_width * g->kernel_width <= g->in_width;
}

// The channels of one output. `rows`, `columns` and `asks`, whether indices are stored, are constants if that is
// faster.
INLINE void NAME(max_pool_window)(const struct NAME(pooling) *p, const SCALAR *x, long to, const long rows, const long columns,
                                  long first, const bool asks) {
    const bp_window *g = p->g;
    const long c = g->in_channels, down = g->dilation_y * g->in_width * c, across = g->dilation_x * c;
    IVEC winner;
    long o = 0;
    for (; o + LANES <= c; o += LANES) {
        NAME(store)(p->y + to + o, NAME(largest)(x + o, rows, columns, down, across, first, g->kernel_width, LANES, &winner));
        if (asks) NAME(store_winners)(p->winners, p->is_wide, to + o, winner, LANES);
    }
    if (o == c) return;
    NAME(store_n)(p->y + to + o, NAME(largest)(x + o, rows, columns, down, across, first, g->kernel_width, c - o, &winner), c - o);
    if (asks) NAME(store_winners)(p->winners, p->is_wide, to + o, winner, c - o);
}

// Output rows [begin, end) of all images.
static void NAME(max_pool_rows)(void *context, long begin, long end) {
    const struct NAME(pooling) *p = context;
    const bp_window *g = p->g;
    const long c = g->in_channels, down = g->dilation_y * g->in_width * c, across = g->dilation_x * c;
    const bool is_tiled = NAME(is_tiled)(g);
    for (long i = begin; i < end; i++) {
        const long v = i % g->out_height;
        const SCALAR *image = p->x + i / g->out_height * g->in_height * g->in_width * c;
        const SCALAR *const line = image + v * g->stride_y * g->in_width * c;
        for (long u = 0; u < g->out_width; u++) {
            const long to = (i * g->out_width + u) * c;
            if (is_tiled && g->kernel_height == 2 && g->kernel_width == 2) {
                const SCALAR *const x = line + u * 2 * c;
                if (p->winners) NAME(max_pool_window)(p, x, to, 2, 2, 0, true);
                else NAME(max_pool_window)(p, x, to, 2, 2, 0, false);
                continue;
            }
            const struct NAME(window) w = NAME(window_at)(g, v, u);
            NAME(max_pool_window)(p, image + w.corner + w.r * down + w.q * across, to, w.r_end - w.r, w.q_end - w.q,
                                  w.r * g->kernel_width + w.q, p->winners != NULL);
        }
    }
}

// Input row j of an image with adjacent windows: every value is written once.
static void NAME(max_pool_tiled)(const struct NAME(pooling) *p, long image, long j, SCALAR *to) {
    const bp_window *g = p->g;
    const long c = g->in_channels, width = g->kernel_width, v = j / g->kernel_height, first = j % g->kernel_height * width;
    const long outputs = v < g->out_height ? g->out_width : 0;
    for (long u = 0, from = (image * g->out_height + v) * g->out_width * c; u < outputs; u++, from += c)
        for (long o = 0; o < c; o += LANES) {
            const IVEC won = NAME(load_places)(p->won, p->is_wide, from + o, c - o);
            const VEC dy = NAME(get)(p->dy + from + o, c - o);
            for (long q = 0; q < width; q++) {
                const VEC here = won == (IVEC)(NAME(int))(first + q) ? dy : NAME(splat)(0);
                NAME(put)(to + (u * width + q) * c + o, NAME(splat)(0) + here, c - o);
            }
        }
    const long written = outputs * width;
    memset(to + written * c, 0, (size_t)((g->in_width - written) * c) * sizeof(SCALAR));
}

// Input row j of an image: sums the gradients of the windows that cover it.
static void NAME(max_pool_gathered)(const struct NAME(pooling) *p, long image, long j, SCALAR *to) {
    const bp_window *g = p->g;
    const long c = g->in_channels;
    memset(to, 0, (size_t)(g->in_width * c) * sizeof(SCALAR));
    for (long r = g->kernel_height - 1; r >= 0; r--) {
        const long at = j + g->top - r * g->dilation_y, v = at / g->stride_y;
        if (at < 0 || at % g->stride_y != 0 || v >= g->out_height) continue;
        for (long u = 0; u < g->out_width; u++) {
            long q, q_end;
            const long left = u * g->stride_x - g->left, from = ((image * g->out_height + v) * g->out_width + u) * c;
            NAME(inside)(left, g->kernel_width, g->dilation_x, g->in_width, &q, &q_end);
            for (; q < q_end; q++)
                for (long o = 0; o < c; o += LANES) {
                    SCALAR *const sum = to + (left + q * g->dilation_x) * c + o;
                    const IVEC won = NAME(load_places)(p->won, p->is_wide, from + o, c - o);
                    const IVEC is_here = won == (IVEC)(NAME(int))(r * g->kernel_width + q);
                    const VEC here = is_here ? NAME(get)(p->dy + from + o, c - o) : NAME(splat)(0);
                    NAME(put)(sum, NAME(get)(sum, c - o) + here, c - o);
                }
        }
    }
}

// Input rows [begin, end) of all images.
static void NAME(max_pool_back)(void *context, long begin, long end) {
    const struct NAME(pooling) *p = context;
    const bp_window *g = p->g;
    const bool is_tiled = NAME(is_tiled)(g);
    for (long i = begin; i < end; i++) {
        SCALAR *const to = p->dx + i * g->in_width * g->in_channels;
        (is_tiled ? NAME(max_pool_tiled) : NAME(max_pool_gathered))(p, i / g->in_height, i % g->in_height, to);
    }
}

INLINE SCALAR NAME(pool_share)(const struct NAME(pooling) *p, const struct NAME(window) *w) {
    const long all = p->g->kernel_height * p->g->kernel_width, there =
        w->r < w->r_end && w->q < w->q_end ? (w->r_end - w->r) * (w->q_end - w->q) : 0;
    return there > 0 ? (SCALAR)1 / (SCALAR)(p->counts_padding ? all : there) : 0;
}

static void NAME(average_pool_rows)(void *context, long begin, long end) {
    const struct NAME(pooling) *p = context;
    const bp_window *g = p->g;
    const long c = g->in_channels, down = g->dilation_y * g->in_width * c, across = g->dilation_x * c;
    for (long i = begin; i < end; i++) {
        const SCALAR *image = p->x + i / g->out_height * g->in_height * g->in_width * c;
        for (long u = 0; u < g->out_width; u++) {
            const struct NAME(window) w = NAME(window_at)(g, i % g->out_height, u);
            const SCALAR share = NAME(pool_share)(p, &w);
            for (long o = 0; o < c; o += LANES) {
                VEC sum = NAME(splat)(0);
                for (long r = w.r; r < w.r_end; r++)
                    for (long q = w.q; q < w.q_end; q++) sum += NAME(get)(image + w.corner + r * down + q * across + o, c - o);
                NAME(put)(p->y + (i * g->out_width + u) * c + o, sum * share, c - o);
            }
        }
    }
}

static void NAME(average_pool_back)(void *context, long begin, long end) {
    const struct NAME(pooling) *p = context;
    const bp_window *g = p->g;
    const long c = g->in_channels;
    for (long i = begin; i < end; i++) {
        const long image = i / g->in_height, j = i % g->in_height;
        SCALAR *const to = p->dx + i * g->in_width * c;
        memset(to, 0, (size_t)(g->in_width * c) * sizeof(SCALAR));
        for (long r = g->kernel_height - 1; r >= 0; r--) {
            const long at = j + g->top - r * g->dilation_y, v = at / g->stride_y;
            if (at < 0 || at % g->stride_y != 0 || v >= g->out_height) continue;
            for (long u = 0; u < g->out_width; u++) {
                const struct NAME(window) w = NAME(window_at)(g, v, u);
                const VEC share = NAME(splat)(NAME(pool_share)(p, &w));
                const SCALAR *const from = p->dy + ((image * g->out_height + v) * g->out_width + u) * c;
                for (long q = w.q; q < w.q_end; q++) {
                    SCALAR *const sum = to + (u * g->stride_x - g->left + q * g->dilation_x) * c;
                    for (long o = 0; o < c; o += LANES) {
                        const VEC more = NAME(fma)(NAME(get)(from + o, c - o), share, NAME(get)(sum + o, c - o));
                        NAME(put)(sum + o, more, c - o);
                    }
                }
            }
        }
    }
}

INLINE long NAME(pool_grain)(const bp_window *g) { return MAP_GRAIN / (g->in_width * g->in_channels) + 1; }

static void NAME(max_pool)(const bp_window *g, const SCALAR *x, SCALAR *y, void *winners, long threads) {
    struct NAME(pooling) p = {.g = g, .x = x, .y = y, .winners = winners, .is_wide = bp_winner_size(g) > 1};
    bp_parallel_for(g->rows * g->out_height, NAME(pool_grain)(g), NAME(max_pool_rows), &p, threads);
}

static void NAME(max_pool_gradient)(const bp_window *g, const SCALAR *dy, const void *winners, SCALAR *dx, long threads) {
    struct NAME(pooling) p = {.g = g, .dy = dy, .dx = dx, .won = winners, .is_wide = bp_winner_size(g) > 1};
    bp_parallel_for(g->rows * g->in_height, NAME(pool_grain)(g), NAME(max_pool_back), &p, threads);
}

static void NAME(average_pool)(const bp_window *g, const SCALAR *x, SCALAR *y, bool counts_padding, long threads) {
    struct NAME(pooling) p = {.g = g, .x = x, .y = y, .counts_padding = counts_padding};
    bp_parallel_for(g->rows * g->out_height, NAME(pool_grain)(g), NAME(average_pool_rows), &p, threads);
}

static void NAME(average_pool_gradient)(const bp_window *g, const SCALAR *dy, SCALAR *dx, bool counts_padding, long threads) {
    struct NAME(pooling) p = {.g = g, .dy = dy, .dx = dx, .counts_padding = counts_padding};
    bp_parallel_for(g->rows * g->in_height, NAME(pool_grain)(g), NAME(average_pool_back), &p, threads);
}

// MARK: Channels first and last

struct NAME(matrices) {
    const SCALAR *x;
    SCALAR *y;
    long rows, columns;
};

static void NAME(transpose_matrices)(void *context, long begin, long end) {
    const struct NAME(matrices) *p = context;
    const long size = p->rows * p->columns;
    for (long i = begin; i < end; i++) {
        if (p->rows == 1 || p->columns == 1) memcpy(p->y + i * size, p->x + i * size, (size_t)size * sizeof(SCALAR));
        else NAME(transposed)(p->x + i * size, p->columns, p->rows, p->columns, p->y + i * size, p->rows, false);
    }
}

static void NAME(transpose_all)(const SCALAR *x, SCALAR *y, long matrices, long rows, long columns, long threads) {
    struct NAME(matrices) p = {.x = x, .y = y, .rows = rows, .columns = columns};
    bp_parallel_for(matrices, MAP_GRAIN / (rows * columns) + 1, NAME(transpose_matrices), &p, threads);
}
