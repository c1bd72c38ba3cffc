// Rows of delimited text, for the instruction set of this inclusion: comparisons of 64 bytes at a time find the bytes
// that end cells and rows.
#include "decimal.h"

// A batch of rows whose cells are parsed column by column while their bytes are in the first-level cache.
enum { bp_batch_bytes = 1 << 14, bp_batch_rows = 512 };

#if REGISTER_BYTES >= 32
typedef uint8_t bp_bytes __attribute__((ext_vector_type(REGISTER_BYTES)));
#else
typedef uint8_t bp_bytes __attribute__((ext_vector_type(16)));
#endif

INLINE bp_bytes bp_load_bytes(const uint8_t *p) {
    bp_bytes v;
    memcpy(&v, p, sizeof v);
    return v;
}

// One bit for every byte that is not zero.
INLINE uint64_t bp_bits(bp_bytes v) {
#if REGISTER_BYTES == 64
    return _mm512_test_epi8_mask((__m512i)v, (__m512i)v);
#elif REGISTER_BYTES == 32
    return (uint32_t)_mm256_movemask_epi8((__m256i)v);
#elif defined(__SSE2__)
    typedef char sixteen __attribute__((vector_size(16)));
    return (uint32_t)__builtin_ia32_pmovmskb128((sixteen)v);
#else
    // Every byte keeps one bit of its own, which are then combined.
    typedef uint64_t pair __attribute__((ext_vector_type(2)));
    const pair words = (pair)(v & 1);
    const uint64_t gather = 0x0102040810204080;
    return (words[0] * gather >> 56) | (words[1] * gather >> 56) << 8;
#endif
}

// The bytes that end a cell, and those that may end or change a row: quote, line feed, carriage return.
INLINE void bp_delimiter_mask(const uint8_t *p, uint8_t delimiter, uint64_t *ends, uint64_t *specials) {
    *ends = *specials = 0;
    for (int i = 0; i < 64; i += (int)sizeof(bp_bytes)) {
        const bp_bytes v = bp_load_bytes(p + i);
        *ends |= bp_bits((bp_bytes)(v == delimiter)) << i;
        *specials |= bp_bits((bp_bytes)((v == '\n') | (v == '\r') | (v == '"'))) << i;
    }
}

// Writes the positions of the `count` bits of `marks`; up to seven more values are written if there is room.
INLINE void bp_put_places(uint32_t *to, const uint32_t *limit, uint64_t marks, long count, uint32_t base) {
    const uint64_t top = 1ull << 63;  // keeps the count of zeros defined when no bit is left
    long k = 0;
    for (; k < count && limit - to >= k + 8; k += 8)
        UNROLL for (int i = 0; i < 8; i++, marks &= marks - 1) to[k + i] = base + (uint32_t)__builtin_ctzll(marks | top);
    for (; k < count; k++, marks &= marks - 1) to[k] = base + (uint32_t)__builtin_ctzll(marks);
}

INLINE bool bp_is_blank(const uint8_t *p, const uint8_t *end) {
    while (p < end && (*p == ' ' || *p == '\t')) p++;
    return p == end;
}

// The position of the quote that closes a cell. NULL if it does not precede the end of the cell, or is not on this
// line.
INLINE const uint8_t *bp_closing_quote(const uint8_t *p, const uint8_t *end, uint8_t delimiter) {
    while (p < end && *p != '"' && *p != '\n' && *p != '\r') p++;
    if (end - p < 2 || *p != '"') return NULL;
    return p[1] == delimiter || p[1] == '\n' || p[1] == '\r' ? p : NULL;
}

// Takes note of the quotes in the middle of a cell, the row counted from the batch's first.
INLINE void bp_note_stray(bp_rows *rows, long row, long cell, long quotes) {
    if (quotes % 2 == 0 || rows->stray_row >= 0) return;
    rows->stray_row = rows->row_count + row;
    rows->stray_column = cell;
}

// Finds the cells of the next rows, no more than a batch. Returns the position after them.
static long bp_find_rows(bp_rows *rows, const uint8_t *bytes, long from, long count) {
    const long last = rows->width - 1 + rows->drops_last;
    const uint8_t delimiter = rows->delimiter;
    const long room = rows->row_capacity - rows->row_count;
    const long row_limit = SMALLER(room, (long)bp_batch_rows);
    const long shift = rows->text_count - from;
    uint32_t *ends = rows->ends + rows->row_count * rows->width;
    const uint32_t *const limit = rows->ends + rows->row_capacity * rows->width;
    uint32_t *starts = rows->starts + rows->row_count;
    long at = from, row_start = from, cell_start = from, cell = 0, row = 0;
    long stray_row = -1, stray_cell = -1, strays = 0;
    uint32_t quoted = 0;
    rows->stop = bp_rows_end;
    if (row_limit == 0) {
        rows->stop = bp_rows_full;
        return from;
    }
    while (at < count) {
        uint64_t delimiters, specials;
        bp_delimiter_mask(bytes + at, delimiter, &delimiters, &specials);
        if (count - at < 64) delimiters &= (1ull << (count - at)) - 1, specials &= (1ull << (count - at)) - 1;
        const long block = at;
        at += 64;
        while (delimiters | specials) {
            // All cells up to the next special byte.
            const uint64_t before = delimiters & (specials ? (specials & -specials) - 1 : ~0ull);
            if (before) {
                const long found = __builtin_popcountll(before);
                if (cell + found > last) goto other;
                bp_put_places(ends + cell, limit, before, found, (uint32_t)(block + shift));
                ends[cell] |= quoted;
                cell += found;
                cell_start = block + 64 - __builtin_clzll(before);
                quoted = 0;
                delimiters &= ~before;
            }
            if (!specials) break;
            const long position = block + __builtin_ctzll(specials);
            const uint8_t byte = bytes[position];
            specials &= specials - 1;
            if (byte == '"') {
                if (position != cell_start) {
                    if (bp_is_blank(bytes + cell_start, bytes + position)) goto other;
                    if (row != stray_row || cell != stray_cell) {
                        bp_note_stray(rows, stray_row, stray_cell, strays);
                        stray_row = row, stray_cell = cell, strays = 0;
                    }
                    strays++;
                    continue;
                }
                const uint8_t *close = bp_closing_quote(bytes + position + 1, bytes + count, delimiter);
                if (!close) goto other;
                quoted = BP_QUOTED;
                at = close - bytes + 1;
                break;
            } else {
                long next = position + 1;
                if (byte == '\r') {
                    if (next == count) goto done;
                    if (bytes[next] == '\n') next += 1;
                }
                if (cell != last || position - row_start > rows->longest_row) goto other;
                const bool is_blank = !quoted && bp_is_blank(bytes + cell_start, bytes + position);
                if (rows->drops_last ? !is_blank : last == 0 && is_blank) goto other;
                if (!rows->drops_last) ends[cell] = (uint32_t)(position + shift) | quoted;
                starts[row++] = (uint32_t)(row_start + shift);
                ends += rows->width;
                cell = 0;
                quoted = 0;
                row_start = cell_start = next;
                if (row == row_limit || next - from >= bp_batch_bytes) goto done;
                if (next != position + 1) {
                    at = next;
                    break;
                }
            }
        }
    }
    goto done;
other:
    rows->stop = bp_rows_other;
done:
    bp_note_stray(rows, stray_row, stray_cell, strays);
    rows->row_count += row;
    return row_start;
}

INLINE void bp_defer_cell(bp_rows *rows, long row, long column) {
    rows->deferred[rows->deferred_count++] = (uint64_t)row << 32 | (uint64_t)column;
}

// The format of a number's text. Below 2^52, only one number of so many decimal places is so near to its double.
INLINE uint8_t bp_format_of_number(const bp_rows *rows, const uint8_t *cell, long length,
                                   const struct bp_written *number, double value) {
    const uint8_t *text = cell + number->is_negative;
    const long places = -number->exponent, whole = length - number->is_negative - places - (places > 0);
    if (cell[0] == '+' || number->has_power || (places == 0 && !number->is_whole)) return BP_VERBATIM;
    if (places > BP_MAXIMUM_PLACES || whole < 1 || (text[0] == '0' && whole > 1)) return BP_VERBATIM;
    if (number->significand >> 52 == 0) return (uint8_t)places;
    return bp_number_format(cell, length, value, rows->decimal_mark);
}

// The number in a cell, or NaN if it is not a number or is irregular.
INLINE double bp_parse_cell(bp_rows *rows, const uint8_t *cell, long length, long row, long column,
                            bp_column_counts *counts) {
    const double nothing = __builtin_nan("");
    uint8_t *format = rows->formats + column * rows->row_capacity + row;
    *format = length == 0 ? BP_EMPTY : BP_VERBATIM;
    if (length == 0) {
        if (rows->empty_is_missing)
            counts->missing += 1;
        else
            bp_defer_cell(rows, row, column);
        return nothing;
    }
    const uint8_t first = cell[0], class = rows->classes[first];
    const bool may_be_token = rows->token_lengths[first] >> SMALLER(length, 63) & 1;
    if (class == bp_cell_number && !may_be_token) {
        struct bp_written number;
        double value;
        if (bp_read_number(cell, length, rows->decimal_mark, &number)
            && !(number.is_whole && (number.has_leading_zero || number.significand > 1ull << 53))
            && bp_to_double(number.significand, number.exponent, number.is_negative, &value)) {
            counts->numbers += 1;
            *format = bp_format_of_number(rows, cell, length, &number, value);
            return value;
        }
    } else if (class == bp_cell_text && !may_be_token) {
        const uint8_t end = cell[length - 1];
        // The last bytes of no-break spaces, too.
        if (end != ' ' && end != '\t' && end != 0xA0 && end != 0xAF) {
            if (counts->texts++ == 0) counts->first_text = row;
            return nothing;
        }
    }
    bp_defer_cell(rows, row, column);
    return nothing;
}

// The start and the length of a cell, without quotes.
INLINE const uint8_t *bp_cell(const bp_rows *rows, long row, long column, long *length) {
    const uint32_t *stop = rows->ends + row * rows->width + column;
    const long quote = *stop >> 31;
    const long from = (column ? (stop[-1] & ~BP_QUOTED) + 1 : rows->starts[row]) + quote;
    *length = (*stop & ~BP_QUOTED) - quote - from;
    return rows->text + from;
}

#if REGISTER_BYTES >= 32
#include "reading_lanes.h"
#endif

static void bp_look_at_column(bp_rows *rows, long column, long first, long end) {
    double *numbers = rows->numbers + column * rows->row_capacity;
    bp_column_counts counts = rows->counts[column];
    long row = first;
#if REGISTER_BYTES >= 32
    for (; row < end; row += bp_strip) {
        uint64_t left = bp_parse_strip(rows, column, row, SMALLER(end - row, (long)bp_strip), numbers,
                                       rows->formats + column * rows->row_capacity, &counts);
        for (; left; left &= left - 1) {
            const long next = row + __builtin_ctzll(left);
            long length;
            const uint8_t *cell = bp_cell(rows, next, column, &length);
            numbers[next] = bp_parse_cell(rows, cell, length, next, column, &counts);
        }
    }
#endif
    for (; row < end; row++) {
        long length;
        const uint8_t *cell = bp_cell(rows, row, column, &length);
        numbers[row] = bp_parse_cell(rows, cell, length, row, column, &counts);
    }
    rows->counts[column] = counts;
}

static long OF_SET(bp_read_rows)(bp_rows *rows, const uint8_t *bytes, long count) {
    long at = 0;
    while (at < count) {
        const long first = rows->row_count;
        // There must be room for all cells of a batch, in case they are all irregular.
        const long deferred_room = (rows->deferred_capacity - rows->deferred_count) / rows->width;
        const long capacity = rows->row_capacity;
        rows->row_capacity = SMALLER(capacity, first + deferred_room);
        long next = bp_find_rows(rows, bytes, at, count);
        rows->row_capacity = capacity;
        if (next == at) break;
        if (rows->text_count + (next - at) > rows->text_capacity) {
            rows->row_count = first;
            rows->stop = bp_rows_full;
            break;
        }
        memcpy(rows->text + rows->text_count, bytes + at, (size_t)(next - at));
        rows->text_count += next - at;
        for (long column = 0; column < rows->width; column++) bp_look_at_column(rows, column, first, rows->row_count);
        at = next;
        if (rows->stop == bp_rows_other) break;
    }
    return at;
}

static long OF_SET(bp_count_bytes)(const uint8_t *bytes, long count, uint8_t byte) {
    long result = 0, at = 0;
    for (; at + (long)sizeof(bp_bytes) <= count; at += (long)sizeof(bp_bytes))
        result += __builtin_popcountll(bp_bits((bp_bytes)(bp_load_bytes(bytes + at) == byte)));
    for (; at < count; at++) result += bytes[at] == byte;
    return result;
}

static long OF_SET(bp_plain_bytes)(const uint8_t *bytes, long count) {
    long at = 0;
    for (; at + (long)sizeof(bp_bytes) <= count; at += (long)sizeof(bp_bytes)) {
        const bp_bytes v = bp_load_bytes(bytes + at);
        if (bp_bits((bp_bytes)((v == 0) | (v > 0x7F)))) break;
    }
    while (at < count && (uint8_t)(bytes[at] - 1) < 0x7F) at++;
    return at;
}
