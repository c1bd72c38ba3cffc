// The three products of a dense layer in one form: C[m, n] = start[n] + sum over k of A[m, k] B[k, n]. They are cut
// into blocks that fit the caches, the blocks into tiles (tile.h), and the whole into a grid of ranges for the
// threads.

#define PACKED_BYTES (1 << 20)  // of packed B: half of a second-level cache
#define DEPTH_BLOCK 512         // maximum depth of a block; a tile's rows of A stay in a near cache
#define STREAM_BLOCK 128        // maximum depth if B comes from far memory, so that prefetching has time
#define ROW_BLOCK 126           // rows of A per block: a multiple of 14, 9 and 6
#define LINE (64 / (long)sizeof(SCALAR))

// Copies B[k0 ..< k0 + depth, n0 ..< n1] to a panel of `width` columns, with zeros beyond n1 up to a full vector.
static void NAME(pack)(const struct NAME(product) *p, long k0, long depth, long n0, long n1, long width, SCALAR *to) {
    const SCALAR *from = p->b + k0 * p->b_step + n0 * p->b_column;
    if (p->b_column != 1) {
        NAME(transposed)(from, p->b_column, n1 - n0, depth, to, width, true);
        return;
    }
    for (long k = 0; k < depth; k++, from += p->b_step, to += width)
        for (long v = 0; v < n1 - n0; v += LANES) NAME(store)(to + v, NAME(load_n)(from + v, n1 - n0 - v));
}

// The number of columns for the next panel, of `left` columns, for a C with `rows` rows. At most three vectors, or
// four for few rows, such that no single vector remains. If B is read in place, only full vectors or less than one.
static long NAME(panel)(long left, long rows, bool packs) {
    const bool any = packs || !READS_ALL(WIDEST);
    const long maximum = rows <= TALLEST(4) ? 4 : 3, vectors = any ? (left + LANES - 1) / LANES : left / LANES;
    const long take = vectors <= maximum ? (vectors < 1 ? 1 : vectors) : vectors == maximum + 1 ? maximum - 1 : maximum;
    return SMALLER(left, take * LANES);
}

// The next rows of B that are read in place, to prefetch a few cache lines at a time in the order of memory. Tiles go
// down panels, which hardware does not predict.
struct NAME(ahead) {
    const SCALAR *row;
    long step, columns, rows;  // remaining rows
    long column;               // of the next line
    long lines;                // lines per call
};

INLINE void NAME(prefetch_ahead)(struct NAME(ahead) *ahead) {
    for (long i = 0; i < ahead->lines && ahead->rows > 0; i++) {
        __builtin_prefetch(ahead->row + ahead->column, 0, 2);
        ahead->column += LINE;
        if (ahead->column >= ahead->columns) ahead->row += ahead->step, ahead->rows--, ahead->column = 0;
    }
}

// The tiles of one panel, top to bottom, of equal height if possible. `t` describes the panel.
static void NAME(tiles_of_panel)(struct NAME(tile) t, long rows, long columns,
                                 struct NAME(ahead) *ahead) {
    const long vectors = (columns + LANES - 1) / LANES, tallest = TALLEST(vectors);
    t.last = columns - (vectors - 1) * LANES;
    for (long count = (rows + tallest - 1) / tallest; count > 0; count--) {
        const long height = (rows + count - 1) / count;
        NAME(prefetch_ahead)(ahead);
        NAME(tiles)[vectors][height](&t);
        t.a += height * t.a_row;
        t.start += height * t.start_row;
        t.c += height * t.c_row;
        rows -= height;
    }
}

// The division of C[m0 ..< m1, n0 ..< n1] on one thread, and the memory for it.
struct NAME(plan) {
    bool packs, keeps;            // whether B is packed, and whether its panels are kept for more rows of A
    long depth, rows, columns;    // k, rows and columns per block
    SCALAR *packed, *transposed;      // panels of B; C before it is transposed
};

static struct NAME(plan) NAME(plan)(const struct NAME(product) *p, long rows, long columns) {
    struct NAME(plan) plan = {.rows = SMALLER(rows, ROW_BLOCK), .columns = (columns + LANES - 1) / LANES * LANES};
    // B is packed to transpose it, or if its rows would map to the same few sets of the caches.
    plan.packs = p->b_column != 1 || (rows > 4 * HIGHEST && p->b_step * sizeof(SCALAR) % 4096 == 0);
    // C returns to memory after every block of k, so if it is large compared with A, blocks are long.
    const long maximum = plan.packs || rows > p->depth ? DEPTH_BLOCK : STREAM_BLOCK;
    const long blocks = (p->depth + maximum - 1) / maximum;
    plan.depth = blocks > 0 ? (p->depth + blocks - 1) / blocks : 1;
    plan.keeps = plan.packs && blocks == 1 && plan.rows < rows;
    if (!plan.packs && !p->is_transposed) return plan;
    const long unit = 3 * WIDEST * LANES, fit = PACKED_BYTES / (long)sizeof(SCALAR) / plan.depth / unit * unit;
    plan.columns = SMALLER(plan.columns, fit < unit ? unit : fit);
    const long panels = plan.packs ? plan.depth * (plan.keeps ? plan.columns : WIDEST * LANES) : 0;
    const long transposed = p->is_transposed ? plan.columns * plan.rows : 0;
    plan.packed = bp_scratch((size_t)(panels + transposed) * sizeof(SCALAR));
    plan.transposed = plan.packed + panels;
    return plan;
}

// C[m0 ..< m1, n0 ..< n1] plus the products over k0 ..< k0 + plan->depth, or from the start if k0 is 0.
static void NAME(block)(const struct NAME(product) *p, const struct NAME(plan) *plan, long m0, long m1, long n0,
                        long n1, long k0, bool is_first) {
    static const SCALAR zeros[WIDEST * LANES];
    SCALAR *const c = p->is_transposed ? plan->transposed : p->c + m0 * p->c_row + n0;
    struct NAME(tile) t = {
        .a = (const char *)(p->a + m0 * p->a_row + k0 * p->a_step),
        .a_row = p->a_row * (long)sizeof(SCALAR),
        .a_step = p->a_step * (long)sizeof(SCALAR),
        .b_step = p->b_step,
        .depth = SMALLER(plan->depth, p->depth - k0),
        .start = zeros,
        .c_row = p->is_transposed ? plan->columns : p->c_row,
    };
    const long next = k0 + t.depth;
    struct NAME(ahead) ahead = {.row = p->b + next * p->b_step + n0, .step = p->b_step, .columns = n1 - n0};
    if (!plan->packs && is_first) {
        const long tiles = ((m1 - m0 + 8) / 9) * ((n1 - n0 + 3 * LANES - 1) / (3 * LANES));
        ahead.rows = SMALLER(plan->depth, p->depth - next);
        ahead.lines = ahead.rows * ((n1 - n0 + LINE - 1) / LINE) / tiles + 1;
    }
    for (long n = n0, end; n < n1; n = end) {
        // Kept panels have the widths of the first rows of A, for all later rows.
        end = n + NAME(panel)(n1 - n, plan->keeps ? plan->rows : m1 - m0, plan->packs);
        t.b = p->b + k0 * p->b_step + n;
        if (plan->packs) {
            SCALAR *const panel = plan->packed + (plan->keeps ? (n - n0) * plan->depth : 0);
            t.b_step = (end - n + LANES - 1) / LANES * LANES;
            if (is_first || !plan->keeps) NAME(pack)(p, k0, t.depth, n, end, t.b_step, panel);
            t.b = panel;
        }
        t.c = c + n - n0;
        if (k0 > 0) t.start = t.c, t.start_row = t.c_row;
        else if (p->start) t.start = p->start + n;
        NAME(tiles_of_panel)(t, m1 - m0, end - n, &ahead);
    }
}

// Completes C[m0 ..< m1, n0 ..< n1] when its sums are complete.
static void NAME(finish)(const struct NAME(product) *p, const struct NAME(plan) *plan, long m0, long m1, long n0, long n1) {
    if (p->is_transposed)
        NAME(transposed)(plan->transposed, plan->columns, m1 - m0, n1 - n0, p->c + m0 + n0 * p->c_row, p->c_row, false);
    if (p->y == p->c && p->activation == bp_linear) return;
    const bool is_whole = n1 - n0 == p->c_row;  // whether rows are contiguous
    for (long m = m0; m < m1; m += is_whole ? m1 - m0 : 1) {
        const long at = m * p->c_row + n0, count = (n1 - n0) * (is_whole ? m1 - m0 : 1);
        NAME(activate_all)(p->c + at, p->y + at, count, p->activation, p->alpha);
    }
}

// C[m0 ..< m1, n0 ..< n1], on one thread.
static void NAME(range)(const struct NAME(product) *p, long m0, long m1, long n0, long n1) {
    if (m0 >= m1 || n0 >= n1) return;
    if (p->rows == 1 && !p->is_transposed) {
        if (p->b_column == 1)
            NAME(row_by_rows)(p->a, p->b + n0, p->b_step, p->start ? p->start + n0 : NULL, p->c + n0, n1 - n0, p->depth);
        else
            NAME(row_by_columns)(p->a, p->b + n0 * p->b_column, p->b_column, p->c + n0, n1 - n0, p->depth);
        NAME(finish)(p, NULL, 0, 1, n0, n1);
        return;
    }
    const struct NAME(plan) plan = NAME(plan)(p, m1 - m0, n1 - n0);
    for (long n = n0; n < n1; n += plan.columns) {
        const long n_end = SMALLER(n1, n + plan.columns);
        for (long m = m0; m < m1; m += plan.rows) {
            const long m_end = SMALLER(m1, m + plan.rows);
            for (long k = 0; k == 0 || k < p->depth; k += plan.depth)
                NAME(block)(p, &plan, m, m_end, n, n_end, k, m == m0);
            NAME(finish)(p, &plan, m, m_end, n, n_end);
        }
    }
}

// sums[j] = sum over k of summed[k, j], for j0 <= j < j1.
static void NAME(sum_rows)(const struct NAME(product) *p, long j0, long j1) {
    for (long j = j0; j < j1; j += LANES) {
        VEC sum = NAME(splat)(0);
        for (long k = 0; k < p->depth; k++) sum += NAME(load_n)(p->summed + k * p->summed_columns + j, j1 - j);
        NAME(store_n)(p->sums + j, sum, j1 - j);
    }
}

// Range `index` of `count` of n items, in multiples of `unit`.
INLINE long NAME(cut)(long n, long unit, long index, long count) {
    const long units = (n + unit - 1) / unit, each = units / count, more = units % count;
    return SMALLER(n, (index * each + SMALLER(index, more)) * unit);
}

static void NAME(cells)(void *context, long begin, long end) {
    const struct NAME(product) *p = context;
    for (long cell = begin; cell < end; cell++) {
        const long i = cell / p->grid_columns, j = cell % p->grid_columns;
        const long m0 = NAME(cut)(p->rows, 1, i, p->grid_rows), m1 = NAME(cut)(p->rows, 1, i + 1, p->grid_rows);
        const long n0 = NAME(cut)(p->columns, LANES, j, p->grid_columns);
        const long n1 = NAME(cut)(p->columns, LANES, j + 1, p->grid_columns);
        NAME(range)(p, m0, m1, n0, n1);
        if (p->summed && !p->is_transposed && i == 0) NAME(sum_rows)(p, n0, n1);
        if (p->summed && p->is_transposed && j == 0) NAME(sum_rows)(p, m0, m1);
    }
}

// Divides C among the threads by the grid of ranges whose largest range is smallest.
static void NAME(run)(struct NAME(product) *p, long threads) {
    const long panels = (p->columns + LANES - 1) / LANES;
    const double work = (double)p->rows * (double)p->columns * (double)p->depth;
    p->grid_rows = p->grid_columns = 1;
    const double worth = p->rows == 1 ? (double)bp_work_per_thread() / 8 : (double)bp_work_per_thread();
    if (threads > 1 && work > worth) {
        const long useful = work / worth < threads ? (long)(work / worth) + 1 : threads;
        long minimum = p->rows * panels;
        for (long columns = 1; columns <= useful; columns++) {
            const long rows = useful / columns;
            const long largest = ((p->rows + rows - 1) / rows) * ((panels + columns - 1) / columns);
            if (largest <= minimum) minimum = largest, p->grid_rows = rows, p->grid_columns = columns;
        }
    }
    const long cells = p->grid_rows * p->grid_columns;
    if (cells == 1) NAME(cells)(p, 0, 1);
    else bp_parallel_for(cells, 1, NAME(cells), p, threads);
}

static void NAME(affine)(const SCALAR *x, const SCALAR *w, const SCALAR *bias, SCALAR *z, SCALAR *y, long rows,
                         long inputs, long outputs, bp_activation activation, SCALAR alpha, long threads) {
    if (rows == 1 && (threads <= 1 || inputs * outputs <= bp_work_per_thread() / 8)) {
        SCALAR *const c = z ? z : y;
        NAME(row_by_rows)(x, w, outputs, bias, c, outputs, inputs);
        if (z || activation != bp_linear) NAME(activate_all)(c, y, outputs, activation, alpha);
        return;
    }
    struct NAME(product) p = {
        .rows = rows, .columns = outputs, .depth = inputs,
        .a = x, .a_row = inputs, .a_step = 1,
        .b = w, .b_step = outputs, .b_column = 1,
        .start = bias,
        .c = z ? z : y, .c_row = outputs,
        .y = y, .activation = activation, .alpha = alpha,
    };
    NAME(run)(&p, threads);
}

static void NAME(input_gradient)(const SCALAR *dz, const SCALAR *w, SCALAR *dx, long rows, long inputs,
                                 long outputs, long threads) {
    if (rows == 1 && (threads <= 1 || inputs * outputs <= bp_work_per_thread() / 8)) {
        NAME(row_by_columns)(dz, w, outputs, dx, inputs, outputs);
        return;
    }
    // Lanes need w or dz transposed. If there are few rows, dz and the result are much smaller than w, which is then
    // read in short pieces. Measurements show a gain from a third on.
    struct NAME(product) p = {.depth = outputs, .c = dx, .y = dx};
    if (rows >= 4 && 3 * (double)rows * (double)(inputs + outputs) < (double)inputs * (double)outputs) {
        p.rows = inputs, p.columns = rows;
        p.a = w, p.a_row = outputs, p.a_step = 1;
        p.b = dz, p.b_step = 1, p.b_column = outputs;
        p.c_row = inputs, p.is_transposed = true;
    } else {
        p.rows = rows, p.columns = inputs;
        p.a = dz, p.a_row = outputs, p.a_step = 1;
        p.b = w, p.b_step = 1, p.b_column = outputs;
        p.c_row = inputs;
    }
    NAME(run)(&p, threads);
}

static void NAME(weight_gradient)(const SCALAR *x, const SCALAR *dz, SCALAR *dw, SCALAR *db, long rows,
                                  long inputs, long outputs, long threads) {
    if (rows == 1) {
        NAME(outer_product)(x, dz, dw, db, inputs, outputs);
        return;
    }
    struct NAME(product) p = {.depth = rows, .c = dw, .y = dw, .summed = db ? dz : NULL, .sums = db, .summed_columns = outputs};
    if (3 * outputs < 2 * ((outputs + LANES - 1) / LANES * LANES) && inputs > outputs) {
        // The outputs would leave a third of the lanes empty, so lanes run across the inputs, and the result is
        // transposed.
        p.rows = outputs, p.columns = inputs;
        p.a = dz, p.a_row = 1, p.a_step = outputs;
        p.b = x, p.b_step = inputs, p.b_column = 1;
        p.c_row = outputs, p.is_transposed = true;
    } else {
        p.rows = inputs, p.columns = outputs;
        p.a = x, p.a_row = 1, p.a_step = inputs;
        p.b = dz, p.b_step = outputs, p.b_column = 1;
        p.c_row = outputs;
    }
    NAME(run)(&p, threads);
}
