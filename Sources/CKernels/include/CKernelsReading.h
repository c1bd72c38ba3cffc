// Reading delimited text: from bytes to cells and numbers, many rows per call.
//
// These functions take the plain way only: rows of one line, cells without quotes or in quotes that hold none,
// numbers of at most 19 digits. They stop before a row of another kind, which the caller reads another way, and
// list the cells about which more must be found out. What they produce is the same on every instruction set and
// however the text is cut into calls.
#ifndef CKERNELS_READING_H
#define CKERNELS_READING_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// How a cell's text follows from its number. Up to BP_MOST_PLACES: digits without needless zeros before them, a minus
// where the number has its sign set, and so many digits behind the decimal mark, which is left out where there are none.
enum { BP_MOST_PLACES = 22, BP_EMPTY = 254, BP_ASIDE = 255 };  // nothing; text that must be kept

// In bp_rows.ends: the cell stands in quotes, the first and the last of its bytes.
#define BP_QUOTED 0x80000000u

// What a cell is, judged by its first byte.
typedef enum {
    bp_cell_number,  // a number, if anything
    bp_cell_text,    // text for certain, unless it ends with a blank or a no-break space
    bp_cell_odd      // the caller has to look at it
} bp_cell_class;

// Why bp_read_rows returned.
typedef enum {
    bp_rows_end,   // what is left is no whole row
    bp_rows_full,  // there is no room for another row, or for another batch's odd cells
    bp_rows_other  // the next row is of another kind or damaged
} bp_rows_stop;

// A column's cells so far. Odd ones are not counted.
typedef struct {
    long numbers, texts, missing;
    long first_text;  // row of the first text, or -1
} bp_column_counts;

typedef struct {
    // How the text is laid out.
    uint8_t delimiter, decimal_mark;
    bool empty_is_missing;
    bool drops_last;               // one more cell ends every row, of blanks alone, which is left out
    const uint8_t *classes;          // [256] for every first byte: bp_cell_...
    const uint64_t *token_lengths;   // [256] for every first byte: bit n set where a cell of n bytes may be a token
                                     // for "missing"; bit 63 stands for all lengths from 63 on
    const uint64_t *number_lengths;  // [256] the same where it may be a number and is no token, up to n = 24
    long width;                    // cells per row
    long longest_row;

    // Where the rows go, those of earlier calls before them.
    uint8_t *text;                 // the rows' bytes as they stood; memory that can be read for 24 bytes before them
                                   // and 64 beyond
    uint32_t *starts;              // [rows] where each row begins in `text`
    uint32_t *ends;                // [rows, width] where each cell ends in `text`, with BP_QUOTED
    double *numbers;               // [width, row_capacity] every cell's number, NaN where it has none
    uint8_t *shapes;               // [width, row_capacity] how every cell's text follows from its number
    bp_column_counts *counts;      // [width]
    uint64_t *odd;                 // row << 32 | column
    long text_count, text_capacity, row_count, row_capacity, odd_count, odd_capacity;
    bp_rows_stop stop;
    // The first cell without quotes around it that has an odd number of them in its middle, or -1; a row that was not
    // taken in may be named.
    long stray_row, stray_column;
} bp_rows;

// Takes in rows from `bytes`, which begin with a row and can be read for 64 bytes beyond `count`. Returns how many
// bytes those rows take; the call ends before the first byte of a row. A call may leave fewer than `width` places of
// `odd` free: it then takes in nothing.
long bp_read_rows(bp_rows *rows, const uint8_t *bytes, long count);

// How many bytes are equal to `byte`.
long bp_count_bytes(const uint8_t *bytes, long count, uint8_t byte);

// How many bytes from the start on lie between 1 and 0x7F.
long bp_plain_bytes(const uint8_t *bytes, long count);

// The double nearest to (-1)^negative * significand * 10^exponent, ties to even; false, and nothing written, where it
// would not be normal, or lies too close to the middle of two doubles for 128 bits to tell.
bool bp_decimal(uint64_t significand, long exponent, bool negative, double *result);

// The shape of a cell that is written as a number's text would be, or BP_ASIDE.
uint8_t bp_shape(const uint8_t *cell, long length, double value, uint8_t decimal_mark);

// Writes a number of a shape up to BP_MOST_PLACES as it stood, at most 32 bytes. Returns how many.
long bp_write_number(double value, uint8_t shape, uint8_t decimal_mark, uint8_t *text);

// Puts a value in a place that several threads use, and returns what was there. No order with anything else.
static inline long bp_exchange(long *place, long value) {
    long old = __atomic_load_n(place, __ATOMIC_RELAXED);
    if (old != value) __atomic_store_n(place, value, __ATOMIC_RELAXED);
    return old;
}

#ifdef __cplusplus
}
#endif

#endif
