// The core of every convolution: a tile of C = start + A B that stays in registers for a sum over three indices.
//
// As in tile.h, lanes run across the columns of C, and each element is one fused chain. Here the sum runs over
// `outer` x `inner` x `depth` in that order, with separate steps of A and B for each. So a convolution reads its
// input in place, row by row of the window, without unfolding it.

struct NAME(patch) {
    const SCALAR *a, *b;                   // A[0, 0], B[0, 0]
    long a_row;                            // elements from one row of A to the next
    long depth, a_step, b_step;            // the innermost index
    long inner, a_inner, b_inner;          // the next
    long outer, a_outer, b_outer;          // the outermost
    const SCALAR *start;                   // initial values of the sums, or NULL for zeros
    long start_row;                        // elements from one row of it to the next
    SCALAR *c;
    long c_row;
    long last;                             // lanes in use in the tile's last vector, at least 1
    bool is_rectified;                     // whether relu is applied to the sums
};

// As in tile.h, `rows` and `vectors` are constants here.
INLINE void NAME(patch)(const int rows, const int vectors, const struct NAME(patch) *t) {
    VEC sum[HIGHEST][WIDEST];
    const long last = t->last, size = (long)sizeof(SCALAR), a_row = t->a_row * size;
    const long a_step = t->a_step * size, b_step = t->b_step;
    const SCALAR *start = t->start;
    UNROLL for (int m = 0; m < rows; m++, start += t->start_row) UNROLL for (int v = 0; v < vectors; v++)
        sum[m][v] = v < vectors - 1 ? NAME(load)(start + v * LANES) : NAME(load_n)(start + v * LANES, last);
    long a_row3 = 3 * a_row, a_row5 = 5 * a_row;
    HIDE(a_row3);
    HIDE(a_row5);
    for (long i = 0; i < t->outer; i++)
        for (long j = 0; j < t->inner; j++) {
            const char *a = (const char *)(t->a + i * t->a_outer + j * t->a_inner), *a7 = a + 7 * a_row;
            const SCALAR *b = t->b + i * t->b_outer + j * t->b_inner;
            for (long k = t->depth; k != 0; k--, a += a_step, a7 += a_step, b += b_step) {
                HIDE(a);
                HIDE(a7);
                NAME(tile_step)(rows, vectors, false, sum, a, a7, a_row, a_row3, a_row5, b, last);
            }
        }
    SCALAR *c = t->c;
    const bool is_rectified = t->is_rectified;
    UNROLL for (int m = 0; m < rows; m++, c += t->c_row) UNROLL for (int v = 0; v < vectors; v++) {
        const VEC value = is_rectified ? NAME(activate)(sum[m][v], bp_relu, 0) : sum[m][v];
        if (v < vectors - 1) NAME(store)(c + v * LANES, value);
        else NAME(store_n)(c + v * LANES, value, last);
    }
}

#define DEFINE(rows, vectors) \
    static void NAME(patch_##rows##_##vectors)(const struct NAME(patch) *t) { NAME(patch)(rows, vectors, t); }
#define LIST(rows, vectors) [vectors][rows] = NAME(patch_##rows##_##vectors),
SIZES_TO_3(DEFINE)
static void (*const NAME(patches)[4][HIGHEST + 1])(const struct NAME(patch) *) = {SIZES_TO_3(LIST)};
#undef DEFINE
#undef LIST

static const SCALAR NAME(zeros_to_start)[3 * LANES];

// C[0 ..< rows, 0 ..< columns] in tiles of equal height if possible, one to three vectors wide.
static void NAME(patch_all)(const struct NAME(patch) *whole, long rows, long columns) {
    for (long n = 0, width; n < columns; n += width) {
        const long left = (columns - n + LANES - 1) / LANES, vectors = left <= 3 ? left : left == 4 ? 2 : 3;
        width = SMALLER(vectors * LANES, columns - n);
        struct NAME(patch) t = *whole;
        t.b += n, t.c += n;
        if (whole->start) t.start += n;
        else t.start = NAME(zeros_to_start), t.start_row = 0;
        t.last = width - (vectors - 1) * LANES;
        const long tallest = TALLEST(vectors);
        for (long m = 0, count = (rows + tallest - 1) / tallest; count > 0; count--) {
            const long height = (rows - m + count - 1) / count;
            NAME(patches)[vectors][height](&t);
            t.a += height * t.a_row;
            t.start += height * t.start_row;
            t.c += height * t.c_row;
            m += height;
        }
    }
}
