// The three products of a dense layer, as one: C[m, n] = start[n] + sum over k of A[m, k] B[k, n], cut into
// blocks that fit the caches, the blocks into tiles (tile.h), the whole into a grid of ranges for the threads.

#define PACKED_BYTES (1 << 20)        // of B, packed: half of a second-level cache
#ifndef DEPTH_BLOCK
#define DEPTH_BLOCK (2048 / (long)sizeof(SCALAR))  // k in one go, so that a tile's part of A stays near
#endif
#define ROW_BLOCK 252                 // rows of A in one go: a multiple of 14, 9, 6 and 4

// Copies B[k0 ..< k0 + depth, n0 ..< n1] to a panel `width` columns wide, zeros beyond n1 up to a full vector.
static void NAME(pack)(const struct NAME(product) *p, long k0, long depth, long n0, long n1, long width, SCALAR *to) {
    const SCALAR *from = p->b + k0 * p->b_step + n0 * p->b_column;
    if (p->b_column != 1) {
        NAME(transposed)(from, p->b_column, n1 - n0, depth, to, width, true);
        return;
    }
    for (long k = 0; k < depth; k++, from += p->b_step, to += width)
        for (long v = 0; v < n1 - n0; v += LANES) NAME(store)(to + v, NAME(load_n)(from + v, n1 - n0 - v));
}

// How many columns the next panel takes of `left`, of a C with so many rows: at most three vectors (four, if the
// rows are few), not leaving a single one; only full vectors or less than one where B is read as it lies.
static long NAME(panel)(long left, long rows, bool packs) {
    const long most = rows <= TALLEST(4) ? 4 : 3, vectors = packs ? (left + LANES - 1) / LANES : left / LANES;
    const long take = vectors <= most ? (vectors < 1 ? 1 : vectors) : vectors == most + 1 ? most - 1 : most;
    return SMALLER(left, take * LANES);
}

// The tiles of one panel, top to bottom, as high as each other if possible. `t` describes the panel.
static void NAME(tiles_of_panel)(struct NAME(tile) t, long rows, long columns) {
    const long vectors = (columns + LANES - 1) / LANES, tallest = TALLEST(vectors);
    t.last = columns - (vectors - 1) * LANES;
    for (long count = (rows + tallest - 1) / tallest; count > 0; count--) {
        const long height = (rows + count - 1) / count;
        NAME(tiles)[vectors][height](&t);
        t.a += height * t.a_row;
        t.start += height * t.start_row;
        t.c += height * t.c_row;
        rows -= height;
    }
}

// C[m0 ..< m1, n0 ..< n1], on one thread.
static void NAME(block)(const struct NAME(product) *p, long m0, long m1, long n0, long n1) {
    static const SCALAR zeros[WIDEST * LANES];
    if (m0 >= m1 || n0 >= n1) return;
    if (p->rows == 1 && !p->is_transposed) {
        if (p->b_column == 1)
            NAME(row_by_rows)(p->a, p->b + n0, p->b_step, p->start ? p->start + n0 : NULL, p->c + n0, n1 - n0, p->depth);
        else
            NAME(row_by_columns)(p->a, p->b + n0 * p->b_column, p->b_column, p->c + n0, n1 - n0, p->depth);
        if (p->y != p->c || p->activation != bp_linear)
            NAME(activate_all)(p->c + n0, p->y + n0, n1 - n0, p->activation, p->alpha);
        return;
    }
    const bool packs = p->b_column != 1 || m1 - m0 >= PACK_ROWS;
    const long widest = WIDEST * LANES;
    const long k_blocks = packs && p->depth > DEPTH_BLOCK ? (p->depth + DEPTH_BLOCK - 1) / DEPTH_BLOCK : 1;
    const long depth = p->depth > 0 ? (p->depth + k_blocks - 1) / k_blocks : 1;
    const long rows = SMALLER(m1 - m0, ROW_BLOCK);
    // A packed panel that more rows will come back for is kept.
    const long keeps = rows < m1 - m0 && k_blocks == 1;
    long columns = (n1 - n0 + LANES - 1) / LANES * LANES;
    if (packs || p->is_transposed) {
        const long most = PACKED_BYTES / (long)sizeof(SCALAR) / depth / (3 * widest) * (3 * widest);
        columns = SMALLER(columns, most < 3 * widest ? 3 * widest : most);
    }
    SCALAR *packed = NULL, *turned = NULL;
    if (packs || p->is_transposed) {
        const long panels = packs ? depth * (keeps ? columns : widest) : 0;
        packed = bp_scratch((size_t)(panels + (p->is_transposed ? columns * rows : 0)) * sizeof(SCALAR));
        turned = packed + panels;
    }
    for (long n = n0; n < n1; n += columns) {
        const long n_end = SMALLER(n1, n + columns);
        for (long m = m0; m < m1; m += rows) {
            const long m_end = SMALLER(m1, m + rows);
            SCALAR *const c = p->is_transposed ? turned : p->c + m * p->c_row + n;
            const long c_row = p->is_transposed ? columns : p->c_row;
            for (long k = 0; k == 0 || k < p->depth; k += depth) {
                struct NAME(tile) t = {
                    .a = (const char *)(p->a + m * p->a_row + k * p->a_step),
                    .a_row = p->a_row * (long)sizeof(SCALAR), .a_step = p->a_step * (long)sizeof(SCALAR),
                    .b_step = p->b_step, .depth = SMALLER(depth, p->depth - k),
                    .start = zeros, .start_is_zeros = true, .c_row = c_row,
                };
                for (long j = n, j_end; j < n_end; j = j_end) {
                    j_end = j + NAME(panel)(n_end - j, m_end - m, packs);
                    SCALAR *const panel = packed + (keeps ? (j - n) * depth : 0);
                    if (packs) t.b_step = (j_end - j + LANES - 1) / LANES * LANES;
                    if (packs && (m == m0 || !keeps)) NAME(pack)(p, k, t.depth, j, j_end, t.b_step, panel);
                    t.b = packs ? panel : p->b + k * p->b_step + j;
                    t.c = c + j - n;
                    if (k > 0) t.start = t.c, t.start_row = c_row, t.start_is_zeros = false;
                    else if (p->start) t.start = p->start + j, t.start_is_zeros = false;
                    NAME(tiles_of_panel)(t, m_end - m, j_end - j);
                }
            }
            if (p->is_transposed)
                NAME(transposed)(turned, columns, m_end - m, n_end - n, p->c + m + n * p->c_row, p->c_row, false);
            if (p->y != p->c || p->activation != bp_linear)
                for (long r = m; r < m_end; r++) {
                    const bool is_whole = n_end - n == p->c_row;  // rows that follow each other
                    NAME(activate_all)(p->c + r * p->c_row + n, p->y + r * p->c_row + n,
                                       (is_whole ? m_end - m : 1) * (n_end - n), p->activation, p->alpha);
                    if (is_whole) break;
                }
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

// Range `index` of `count` when n things are dealt in multiples of `unit`.
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
        NAME(block)(p, m0, m1, n0, n1);
        if (p->summed && !p->is_transposed && i == 0) NAME(sum_rows)(p, n0, n1);
        if (p->summed && p->is_transposed && j == 0) NAME(sum_rows)(p, m0, m1);
    }
}

// Deals C to the threads in a grid of ranges: the grid whose largest range is smallest.
static void NAME(run)(struct NAME(product) *p, int threads) {
    const long panels = (p->columns + LANES - 1) / LANES;
    const double work = (double)p->rows * (double)p->columns * (double)p->depth;
    p->grid_rows = p->grid_columns = 1;
    if (threads > 1 && work > WORK_WORTH_A_THREAD) {
        const int useful = work / WORK_WORTH_A_THREAD < threads ? (int)(work / WORK_WORTH_A_THREAD) + 1 : threads;
        long least = p->rows * panels;
        for (long columns = 1; columns <= useful; columns++) {
            const long rows = useful / columns;
            const long largest = ((p->rows + rows - 1) / rows) * ((panels + columns - 1) / columns);
            if (largest <= least) least = largest, p->grid_rows = rows, p->grid_columns = columns;
        }
    }
    const long cells = p->grid_rows * p->grid_columns;
    if (cells == 1) NAME(cells)(p, 0, 1);
    else bp_parallel_for(cells, 1, NAME(cells), p, threads);
}

static void NAME(affine)(const SCALAR *x, const SCALAR *w, const SCALAR *bias, SCALAR *z, SCALAR *y, long rows,
                         long inputs, long outputs, bp_activation activation, SCALAR alpha, int threads) {
    if (rows == 1 && inputs * outputs < ROW_WORTH_A_THREAD) {
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
                                 long outputs, int threads) {
    if (rows == 1 && inputs * outputs < ROW_WORTH_A_THREAD) {
        NAME(row_by_columns)(dz, w, outputs, dx, inputs, outputs);
        return;
    }
    // Lanes need w or dz transposed: whichever is less to turn, the result included.
    struct NAME(product) p = {.depth = outputs, .c = dx, .y = dx};
    if (rows >= 4 && (double)rows * (double)(inputs + outputs) < (double)inputs * (double)outputs) {
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
                                  long inputs, long outputs, int threads) {
    if (rows == 1) {
        NAME(outer_product)(x, dz, dw, db, inputs, outputs);
        return;
    }
    struct NAME(product) p = {.depth = rows, .c = dw, .y = dw, .summed = db ? dz : NULL, .sums = db, .summed_columns = outputs};
    if (outputs < LANES && inputs > outputs) {
        // Few outputs would leave lanes empty: run them across the inputs, and turn the result.
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
