// Transposition of squares of LANES x LANES in registers.

// One step swaps the off-diagonal halves of squares of 2h x 2h. In the upper row, lane l comes from the upper row if
// bit h of l is clear, else from the lower row. In the lower row it is the reverse.
#define UPPER(l, h) ((l) & (h) ? LANES + (l) - (h) : (l))
#define LOWER(l, h) ((l) & (h) ? LANES + (l) : (l) + (h))
#define FROM2(pick, l, h) pick(l, h), pick(l + 1, h)
#define FROM4(pick, l, h) FROM2(pick, l, h), FROM2(pick, l + 2, h)
#define FROM8(pick, l, h) FROM4(pick, l, h), FROM4(pick, l + 4, h)
#define FROM16(pick, l, h) FROM8(pick, l, h), FROM8(pick, l + 8, h)
#define SWAP_(from, h)                                                              \
    UNROLL for (int i = 0; i < LANES; i++) if (!(i & (h))) {                        \
        const VEC a = r[i], b = r[i + (h)];                                         \
        r[i] = __builtin_shufflevector(a, b, from(UPPER, 0, h));                    \
        r[i + (h)] = __builtin_shufflevector(a, b, from(LOWER, 0, h));              \
    }

INLINE void NAME(transpose)(VEC r[LANES]) {
#if REGISTER_BYTES == 64 && !IS_F64
    SWAP_(FROM16, 8) SWAP_(FROM16, 4) SWAP_(FROM16, 2) SWAP_(FROM16, 1)
#elif REGISTER_BYTES * (2 - IS_F64) == 64
    SWAP_(FROM8, 4) SWAP_(FROM8, 2) SWAP_(FROM8, 1)
#elif REGISTER_BYTES * (2 - IS_F64) == 32
    SWAP_(FROM4, 2) SWAP_(FROM4, 1)
#else
    SWAP_(FROM2, 1)
#endif
}
#undef UPPER
#undef LOWER
#undef FROM2
#undef FROM4
#undef FROM8
#undef FROM16
#undef SWAP_

// to[j, i] = from[i, j] for i < rows, j < columns: matrices with `from_row` and `to_row` elements from one row to the
// next. With `pads`, rows of `to` are filled with zeros up to a multiple of LANES.
static void NAME(transposed)(const SCALAR *from, long from_row, long rows, long columns, SCALAR *to, long to_row,
                             bool pads) {
    for (long i = 0; i < rows; i += LANES)
        for (long j = 0; j < columns; j += LANES) {
            VEC r[LANES];
            const long height = rows - i < LANES ? rows - i : LANES, width = columns - j < LANES ? columns - j : LANES;
            if (height == LANES && width == LANES) {
                UNROLL for (int l = 0; l < LANES; l++) r[l] = NAME(load)(from + (i + l) * from_row + j);
                NAME(transpose)(r);
                UNROLL for (int l = 0; l < LANES; l++) NAME(store)(to + (j + l) * to_row + i, r[l]);
                continue;
            }
            for (int l = 0; l < LANES; l++)
                r[l] = l < height ? NAME(load_n)(from + (i + l) * from_row + j, width) : NAME(splat)(0);
            NAME(transpose)(r);
            for (int l = 0; l < width; l++) NAME(store_n)(to + (j + l) * to_row + i, r[l], pads ? LANES : height);
        }
}
