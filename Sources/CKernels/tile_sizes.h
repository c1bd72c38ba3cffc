// The sizes of tiles, for tile.h and patch.h: they depend on the registers alone, not on the scalar.
//
// Tiles are one to four vectors wide. Their height is the largest for which the sums, one row of B and an element of
// A fit into the registers. Several tiles have enough chains to hide the latency of a multiply-add. Of these, tiles
// three vectors wide need the fewest loads per multiply-add; four vectors serve for few rows.
#ifndef TILE_SIZES
#define TILE_SIZES

#define WIDEST 4
#define TO2(X, vectors) X(1, vectors) X(2, vectors)
#define TO4(X, vectors) TO2(X, vectors) X(3, vectors) X(4, vectors)
#define TO6(X, vectors) TO4(X, vectors) X(5, vectors) X(6, vectors)
#define TO8(X, vectors) TO6(X, vectors) X(7, vectors) X(8, vectors)
#define TO9(X, vectors) TO8(X, vectors) X(9, vectors)
#define TO14(X, vectors) TO9(X, vectors) X(10, vectors) X(11, vectors) X(12, vectors) X(13, vectors) X(14, vectors)

#if REGISTER_BYTES == 64 || defined(__aarch64__)  // 32 registers
#define HIGHEST 14
#define TALLEST(vectors) ((vectors) <= 2 ? 14 : (vectors) == 3 ? 9 : 6)
#define SIZES_TO_3(X) TO14(X, 1) TO14(X, 2) TO9(X, 3)
#define SIZES_TO_4(X) SIZES_TO_3(X) TO6(X, 4)
#else  // 16 registers
#define HIGHEST 8
#define TALLEST(vectors) ((vectors) == 1 ? 8 : (vectors) == 2 ? 6 : (vectors) == 3 ? 4 : 2)
#define SIZES_TO_3(X) TO8(X, 1) TO6(X, 2) TO4(X, 3)
#define SIZES_TO_4(X) SIZES_TO_3(X) TO2(X, 4)
#endif

#endif
