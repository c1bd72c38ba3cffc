// The common form of all products: C[m, n] = start[n] + sum over k of A[m, k] B[k, n]. And C of a single row, the
// product of online training and of one prediction: it has too little arithmetic for tiles, so B is streamed.

struct NAME(product) {
    long rows, columns, depth;
    const SCALAR *a;                 // A[0, 0]
    long a_row, a_step;              // elements from one row to the next, from one k to the next
    const SCALAR *b;                 // B[0, 0]
    long b_step, b_column;           // elements from one k to the next, from one column to the next; one is 1
    const SCALAR *start;             // per column, or NULL for zeros
    SCALAR *c;                       // C[0, 0]
    bool is_transposed;              // whether C[m, n] lies at c[m + n * c_row] instead of c[m * c_row + n]
    long c_row;
    SCALAR *y;                       // activation(C), in the layout of C, may be C
    bp_activation activation;
    SCALAR alpha;
    const SCALAR *summed;            // sums over k of summed[k, j] go to sums[j], or NULL
    SCALAR *sums;
    long summed_columns;
    long grid_rows, grid_columns;    // the number of ranges of rows and of columns for the threads
};

INLINE void NAME(activate_all)(const SCALAR *z, SCALAR *y, long count, bp_activation activation, SCALAR alpha) {
    for (long n = 0; n < count; n += LANES)
        NAME(store_n)(y + n, NAME(activate)(NAME(load_n)(z + n, count - n), activation, alpha), count - n);
}

// One vector of c = start + a[0] b[0, :] + ... + a[depth - 1] b[depth - 1, :], of which the first n lanes exist.
INLINE void NAME(add_rows_at)(const int depth, const SCALAR *a, const SCALAR *b, long b_step, const SCALAR *start,
                              SCALAR *c, long n) {
    VEC sum = start ? NAME(load_n)(start, n) : NAME(splat)(0);
    UNROLL for (int k = 0; k < depth; k++) sum = NAME(fma)(NAME(splat)(a[k]), NAME(load_n)(b + k * b_step, n), sum);
    NAME(store_n)(c, sum, n);
}

INLINE void NAME(add_rows)(const int depth, const SCALAR *a, const SCALAR *b, long b_step, const SCALAR *start,
                           SCALAR *c, long columns) {
    long n = 0;
    for (; n + LANES <= columns; n += LANES)
        NAME(add_rows_at)(depth, a, b + n, b_step, start ? start + n : NULL, c + n, LANES);
    if (n < columns) NAME(add_rows_at)(depth, a, b + n, b_step, start ? start + n : NULL, c + n, columns - n);
}

// c[n] = start[n] + sum over k of a[k] b[k, n], for contiguous rows of B. One vector of sums stays in its register.
// Several go through memory, eight rows of B at a time, so that B is read in the order of memory.
INLINE void NAME(row_by_rows)(const SCALAR *a, const SCALAR *b, long b_step, const SCALAR *start, SCALAR *c,
                              long columns, long depth) {
    if (columns <= LANES) {
        VEC sum = start ? NAME(load_n)(start, columns) : NAME(splat)(0);
        for (long k = 0; k < depth; k++) sum = NAME(fma)(NAME(splat)(a[k]), NAME(load_n)(b + k * b_step, columns), sum);
        NAME(store_n)(c, sum, columns);
        return;
    }
    long k = 0;
    if (depth < 8) NAME(add_rows)(0, a, b, b_step, start, c, columns), start = c;
    for (; k + 8 <= depth; k += 8, start = c) NAME(add_rows)(8, a + k, b + k * b_step, b_step, start, c, columns);
    for (; k < depth; k++) NAME(add_rows)(1, a + k, b + k * b_step, b_step, c, c, columns);
}

// The product from 0, for contiguous columns of B: squares of B are transposed in registers. Shorter columns are
// summed one by one.
INLINE void NAME(row_by_columns)(const SCALAR *a, const SCALAR *b, long b_column, SCALAR *c, long columns, long depth) {
    if (depth < 6) {
        for (long n = 0; n < columns; n++, b += b_column) {
            SCALAR sum = 0;
            for (long k = 0; k < depth; k++) sum = __builtin_elementwise_fma(a[k], b[k], sum);
            c[n] = sum;
        }
        return;
    }
    for (long n = 0; n < columns; n += LANES, b += LANES * b_column) {
        VEC sum = NAME(splat)(0), r[LANES];
        long k = 0;
        for (; n + LANES <= columns && k + LANES <= depth; k += LANES) {
            UNROLL for (int l = 0; l < LANES; l++) r[l] = NAME(load)(b + l * b_column + k);
            NAME(transpose)(r);
            UNROLL for (int l = 0; l < LANES; l++) sum = NAME(fma)(NAME(splat)(a[k + l]), r[l], sum);
        }
        for (; k < depth; k += LANES) {
            for (int l = 0; l < LANES; l++)
                r[l] = n + l < columns ? NAME(load_n)(b + l * b_column + k, depth - k) : NAME(splat)(0);
            NAME(transpose)(r);
            for (int l = 0; l < SMALLER(depth - k, LANES); l++) sum = NAME(fma)(NAME(splat)(a[k + l]), r[l], sum);
        }
        NAME(store_n)(c + n, sum, columns - n);
    }
}

// dw[i, :] = x[i] dz and db = dz: the weight gradient of a single row.
INLINE void NAME(outer_product)(const SCALAR *x, const SCALAR *dz, SCALAR *dw, SCALAR *db, long inputs, long outputs) {
    for (long i = 0; i < inputs; i++) NAME(add_rows)(1, x + i, dz, 0, NULL, dw + i * outputs, outputs);
    for (long o = 0; db && o < outputs; o += LANES)
        NAME(store_n)(db + o, NAME(splat)(0) + NAME(load_n)(dz + o, outputs - o), outputs - o);
}
