// Reading delimited text: from bytes to cells and numbers, many rows per call.
//
// These functions read plain rows only: rows of one line, cells without quotes or in quotes that contain none, numbers
// of at most 19 digits. They stop before a row of another kind, which the caller reads by other means, and list the
// irregular cells. The result depends neither on the instruction set nor on the division of the text into calls.
#ifndef CKERNELS_READING_H
#define CKERNELS_READING_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// The format that turns a cell's number into its text. Up to BP_MAXIMUM_PLACES, it is the number of digits after the
// decimal mark, which is omitted if there are none. There are no needless leading zeros, and a minus if the sign is set.
enum { BP_MAXIMUM_PLACES = 22, BP_EMPTY = 254, BP_VERBATIM = 255 };  // nothing; text that must be kept

// In bp_rows.ends: the cell is in quotes, its first and last bytes.
#define BP_QUOTED 0x80000000u

// The kind of a cell according to its first byte.
typedef enum {
    bp_cell_number,    // a number, or irregular
    bp_cell_text,      // certainly text, unless it ends with a blank or a no-break space
    bp_cell_irregular  // irregular: left to the caller
} bp_cell_class;

// The reason for the return of bp_read_rows.
typedef enum {
    bp_rows_end,   // the rest is not a whole row
    bp_rows_full,  // there is no room for another row, or for the irregular cells of another batch
    bp_rows_other  // the next row is of another kind or damaged
} bp_rows_stop;

// The numbers of a column's cells so far, without irregular ones.
typedef struct {
    long numbers, texts, missing;
    long first_text;  // row of the first text, or -1
} bp_column_counts;

typedef struct {
    // The layout of the text.
    uint8_t delimiter, decimal_mark;
    bool empty_is_missing;
    bool drops_last;               // every row ends with one more cell, of blanks alone, which is omitted
    const uint8_t *classes;          // [256] for every first byte: bp_cell_...
    const uint64_t *token_lengths;   // [256] for every first byte: bit n is set if a cell of n bytes may be a token
                                     // for "missing"; bit 63 represents all lengths from 63 on
    const uint64_t *number_lengths;  // [256] likewise for cells that may be numbers and are not tokens, up to n = 24
    long width;                    // cells per row
    long longest_row;

    // The destination of the rows, after those of earlier calls.
    uint8_t *text;                 // the rows' bytes, unchanged; memory that is readable for 24 bytes before them
                                   // and 64 beyond
    uint32_t *starts;              // [rows] the offset of each row in `text`
    uint32_t *ends;                // [rows, width] the end of each cell in `text`, with BP_QUOTED
    double *numbers;               // [width, row_capacity] every cell's number, NaN if it has none
    uint8_t *formats;              // [width, row_capacity] the format of every cell's text
    bp_column_counts *counts;      // [width]
    uint64_t *deferred;            // the cells left to the caller, row << 32 | column
    long text_count, text_capacity, row_count, row_capacity, deferred_count, deferred_capacity;
    bp_rows_stop stop;
    // The first cell without quotes around it that has an odd number of them in its middle, or -1. Its row may be one
    // that was not taken in.
    long stray_row, stray_column;
} bp_rows;

// Reads rows from `bytes`, which begin with a row and are readable for 64 bytes beyond `count`. Returns the number of
// bytes of those rows; the call ends before the first byte of a row. If fewer than `width` entries of `deferred` are
// free, it reads nothing.
long bp_read_rows(bp_rows *rows, const uint8_t *bytes, long count);

// The number of bytes that equal `byte`.
long bp_count_bytes(const uint8_t *bytes, long count, uint8_t byte);

// The number of bytes from the start on that are between 1 and 0x7F.
long bp_plain_bytes(const uint8_t *bytes, long count);

// The double nearest to (-1)^negative * significand * 10^exponent, ties to even. Returns false, without
// writing, if it would not be normal, or is too close to the middle of two doubles for 128 bits.
bool bp_decimal(uint64_t significand, long exponent, bool negative, double *result);

// The format of a cell whose text follows from its number, or BP_VERBATIM.
uint8_t bp_number_format(const uint8_t *cell, long length, double value, uint8_t decimal_mark);

// Writes the text of a number in a format up to BP_MAXIMUM_PLACES. Returns the number of bytes, at most 32.
long bp_write_number(double value, uint8_t format, uint8_t decimal_mark, uint8_t *text);

// Stores a value that several threads use and returns the previous one, without ordering other accesses.
static inline long bp_exchange(long *location, long value) {
    long old = __atomic_load_n(location, __ATOMIC_RELAXED);
    if (old != value) __atomic_store_n(location, value, __ATOMIC_RELAXED);
    return old;
}

#ifdef __cplusplus
}
#endif

#endif
