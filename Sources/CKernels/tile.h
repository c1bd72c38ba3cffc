// The heart of every product: a tile of C = start + A B that stays in registers for the whole sum.
//
// Lanes run across the columns of C. For each k in ascending order, every row of the tile multiplies its
// A[m, k], spread over the lanes, with the vectors of B[k, :] and adds to its own sums: one fused chain per
// element. A is read where it lies, by strides in bytes, so the same code serves A and A transposed.

struct NAME(tile) {
    const char *a;            // A[0, 0]
    long a_row, a_step;       // bytes from one row of A to the next, from one k to the next
    const SCALAR *b;          // B[0, 0]
    long b_step;              // elements from one k to the next
    long depth;               // how many k
    const SCALAR *start;      // what the sums begin with
    long start_row;           // elements from one row of it to the next
    bool start_is_zeros;      // whether `start` is zeros for any column
    SCALAR *c;                // C[0, 0]
    long c_row;               // elements from one row of C to the next
    long last;                // lanes in use in the tile's last vector, at least 1
};

// How many rows a tile has at most: as many as the registers hold with TILE_VECTORS vectors of sums each, or
// with FEW_VECTORS when there are FEW_ROWS rows at most. Enough chains to hide the latency of a
// multiply-add, and few enough loads per multiply-add.
#if REGISTER_BYTES == 64
#define TILE_ROWS 14
#define TILE_VECTORS 2
#define FEW_ROWS 6
#elif REGISTER_BYTES == 32
#define TILE_ROWS 6
#define TILE_VECTORS 2
#define FEW_ROWS 2
#else
#define TILE_ROWS 6
#define TILE_VECTORS 4
#define FEW_ROWS 6
#endif
#define FEW_VECTORS 4

// `rows` and `vectors` are constants where this is inlined, so that the loops over them unroll into registers.
// A tile one vector wide reads only the lanes in use of B; wider ones read all lanes.
INLINE void NAME(tile)(const int rows, const int vectors, const struct NAME(tile) *t) {
    VEC sum[TILE_ROWS][FEW_VECTORS];
    const long last = t->last, a_row = t->a_row, a_step = t->a_step, b_step = t->b_step, c_row = t->c_row;
    const SCALAR *start = t->start;
    UNROLL for (int m = 0; m < rows; m++, start += t->start_row) UNROLL for (int v = 0; v < vectors; v++)
        sum[m][v] = v < vectors - 1 ? NAME(load)(start + v * LANES) : NAME(load_n)(start + v * LANES, last);
    // Seven rows are reached from one address by what an instruction can add to it: 0, 1, 2, 4 times a register.
    // The compiler must not see how the registers relate, or it makes one long chain of additions of them.
    const char *a = t->a, *a7 = a + 7 * a_row;
    long a_row3 = 3 * a_row, a_row5 = 5 * a_row;
    HIDE(a_row3);
    HIDE(a_row5);
    const SCALAR *b = t->b;
    for (long k = t->depth; k > 0; k--, a += a_step, a7 += a_step, b += b_step) {
        HIDE(a);
        HIDE(a7);
        VEC bs[FEW_VECTORS];
        UNROLL for (int v = 0; v < vectors; v++)
            bs[v] = vectors > 1 ? NAME(load)(b + v * LANES) : NAME(load_n)(b, last);
        UNROLL for (int m = 0; m < rows; m++) {
            const char *base = m < 7 ? a : a7;
            const long offsets[7] = {0, a_row, 2 * a_row, a_row3, 4 * a_row, a_row5, 2 * a_row3};
            const VEC as = NAME(splat)(*(const SCALAR *)(base + offsets[m % 7]));
            UNROLL for (int v = 0; v < vectors; v++) sum[m][v] = NAME(fma)(as, bs[v], sum[m][v]);
        }
    }
    SCALAR *c = t->c;
    UNROLL for (int m = 0; m < rows; m++, c += c_row) UNROLL for (int v = 0; v < vectors; v++) {
        if (v < vectors - 1) NAME(store)(c + v * LANES, sum[m][v]);
        else NAME(store_n)(c + v * LANES, sum[m][v], last);
    }
}

#define TILE(rows, vectors) \
    static void NAME(tile_##rows##_##vectors)(const struct NAME(tile) *t) { NAME(tile)(rows, vectors, t); }
#define TILES(rows) {NAME(tile_##rows##_1), NAME(tile_##rows##_2), NULL}
#define FEW_TILES(rows) {NAME(tile_##rows##_1), NAME(tile_##rows##_2), NAME(tile_##rows##_4)}
#define NARROW(rows) TILE(rows, 1) TILE(rows, 2)
#define WIDE(rows) NARROW(rows) TILE(rows, 4)
WIDE(1) WIDE(2)
#if FEW_ROWS >= 6
WIDE(3) WIDE(4) WIDE(5) WIDE(6)
#else
NARROW(3) NARROW(4) NARROW(5) NARROW(6)
#endif
#if TILE_ROWS >= 14
NARROW(7) NARROW(8) NARROW(9) NARROW(10) NARROW(11) NARROW(12) NARROW(13) NARROW(14)
#endif

// By rows, then by vectors: 1, 2 or 4.
static void (*const NAME(tiles)[TILE_ROWS + 1][3])(const struct NAME(tile) *) = {
    {NULL}, FEW_TILES(1), FEW_TILES(2),
#if FEW_ROWS >= 6
    FEW_TILES(3), FEW_TILES(4), FEW_TILES(5), FEW_TILES(6),
#else
    TILES(3), TILES(4), TILES(5), TILES(6),
#endif
#if TILE_ROWS >= 14
    TILES(7), TILES(8), TILES(9), TILES(10), TILES(11), TILES(12), TILES(13), TILES(14),
#endif
};
#undef TILE
#undef TILES
#undef FEW_TILES
#undef NARROW
#undef WIDE
