// The core of every product: a tile of C = start + A B that stays in registers for the whole sum.
//
// Lanes run across the columns of C. For each k in ascending order, every row of the tile broadcasts its A[m, k].
// It multiplies it with the vectors of B[k, :] and adds to its own sums. Each element is one fused chain. A is read in
// place, by strides in bytes, so the same code serves A and A transposed.

#include "tile_sizes.h"

struct NAME(tile) {
    const char *a;            // A[0, 0]
    long a_row, a_step;       // bytes from one row of A to the next, from one k to the next
    const SCALAR *b;          // B[0, 0]
    long b_step;              // elements from one k to the next
    long depth;               // number of k
    const SCALAR *start;      // initial values of the sums
    long start_row;           // elements from one row of it to the next
    SCALAR *c;                // C[0, 0]
    long c_row;               // elements from one row of C to the next
    long last;                // lanes in use in the tile's last vector, at least 1
};

// Multiplies one row of B with the elements of A in the same column, and adds the products to the sums of a tile.
//
// Seven rows share one base address with the offsets of an instruction: 0, 1, 2 and 4 times a register. If the compiler
// knew the relation of the registers, it would make one long chain of additions of them, so they are hidden from it.
INLINE void NAME(tile_step)(
    const int rows, const int vectors, const bool reads_all, VEC sum[HIGHEST][WIDEST], const char *a, const char *a7,
    long a_row, long a_row3, long a_row5, const SCALAR *b, long last) {
    VEC bs[WIDEST];
    UNROLL for (int v = 0; v < vectors; v++)
        bs[v] = v < vectors - 1 || reads_all ? NAME(load)(b + v * LANES) : NAME(load_n)(b + v * LANES, last);
    UNROLL for (int m = 0; m < rows; m++) {
        const char *base = m < 7 ? a : a7;
        const long offsets[7] = {0, a_row, 2 * a_row, a_row3, 4 * a_row, a_row5, 2 * a_row3};
        const VEC as = NAME(splat)(*(const SCALAR *)(base + offsets[m % 7]));
        UNROLL for (int v = 0; v < vectors; v++) sum[m][v] = NAME(fma)(as, bs[v], sum[m][v]);
    }
}

// `rows` and `vectors` are constants at every inlined call, so the loops over them unroll into registers. If masks
// cost nothing, tiles read only the used lanes of B; otherwise only tiles one vector wide do.
#if REGISTER_BYTES == 64
#define READS_ALL(vectors) false
#else
#define READS_ALL(vectors) ((vectors) > 1)
#endif
INLINE void NAME(tile)(const int rows, const int vectors, const struct NAME(tile) *t) {
    VEC sum[HIGHEST][WIDEST];
    const long last = t->last, a_row = t->a_row, a_step = t->a_step, b_step = t->b_step, c_row = t->c_row;
    const SCALAR *start = t->start;
    UNROLL for (int m = 0; m < rows; m++, start += t->start_row) UNROLL for (int v = 0; v < vectors; v++)
        sum[m][v] = v < vectors - 1 ? NAME(load)(start + v * LANES) : NAME(load_n)(start + v * LANES, last);
    const char *a = t->a, *a7 = a + 7 * a_row;
    long a_row3 = 3 * a_row, a_row5 = 5 * a_row;
    HIDE(a_row3);
    HIDE(a_row5);
    const SCALAR *b = t->b;
    // If C is not in the cache, it arrives during the whole sum.
    UNROLL for (int m = 0; m < rows; m++) UNROLL for (int v = 0; v < vectors; v++)
        __builtin_prefetch(t->c + m * c_row + v * LANES, 1, 3);
    for (long k = t->depth; k != 0; k--, a += a_step, a7 += a_step, b += b_step) {
        HIDE(a);
        HIDE(a7);
        NAME(tile_step)(rows, vectors, READS_ALL(vectors), sum, a, a7, a_row, a_row3, a_row5, b, last);
    }
    SCALAR *c = t->c;
    UNROLL for (int m = 0; m < rows; m++, c += c_row) UNROLL for (int v = 0; v < vectors; v++) {
        if (v < vectors - 1) NAME(store)(c + v * LANES, sum[m][v]);
        else NAME(store_n)(c + v * LANES, sum[m][v], last);
    }
}

#define DEFINE(rows, vectors) \
    static void NAME(tile_##rows##_##vectors)(const struct NAME(tile) *t) { NAME(tile)(rows, vectors, t); }
#define LIST(rows, vectors) [vectors][rows] = NAME(tile_##rows##_##vectors),
SIZES_TO_4(DEFINE)
static void (*const NAME(tiles)[WIDEST + 1][HIGHEST + 1])(const struct NAME(tile) *) = {SIZES_TO_4(LIST)};
#undef DEFINE
#undef LIST
