// Numbers of a column, several rows at a time. The characters of each are in the lanes of two or three registers,
// right aligned, with zeros before them. Only a sign, digits and a mark are read this way; other cells are read one
// by one.

enum { bp_strip = 64, bp_lanes = REGISTER_BYTES / 8 };

typedef uint64_t bp_words __attribute__((ext_vector_type(REGISTER_BYTES / 8)));
typedef double bp_doubles __attribute__((ext_vector_type(REGISTER_BYTES / 8)));

typedef uint8_t bp_lane_bytes __attribute__((ext_vector_type(REGISTER_BYTES / 8)));

// The characters of up to 64 numbers, eight per word, the last ones in `word[2]`.
struct bp_strip_words {
    uint64_t word[3][bp_strip];
    uint64_t flags[bp_strip];  // the top bit for a minus, the lowest for a leading zero with more after it, the next
                               // for other irregular text: a plus, a needless zero, no digit before the mark
    uint64_t is_other;         // bit i: cell i is not a number, or is in another format
    bool is_long;              // a number has more than 16 characters
};

// The last n of 24 bytes: a window into zeros followed by ones.
static const uint8_t bp_kept_bytes[48] = {[24] = 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
                                          255,        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255};

// Eight characters that end `before` bytes before `end`. Those before a cell of `kept` characters, at most 24, are
// replaced by zeros.
INLINE uint64_t bp_kept_word(const uint8_t *end, long before, long kept) {
    const uint64_t mask = bp_load_word(bp_kept_bytes + kept + 16 - before);
    return (bp_load_word(end - 8 - before) & mask) | (bp_zeros & ~mask);
}

#if REGISTER_BYTES == 64
#include "reading_strip.h"
#else
// Loads the cells' last 16 characters, or 24. The text is readable for 24 bytes before its first cell.
INLINE void bp_load_strip(const bp_rows *rows, long column, long row, long count, struct bp_strip_words *strip) {
    long longest = 0;
    uint64_t other = 0;
    uint8_t kept[bp_strip];
    const uint8_t *ends[bp_strip];
    for (long i = 0; i < count; i++) {
        long length;
        const uint8_t *cell = bp_cell(rows, row + i, column, &length);
        const uint8_t first = cell[0];
        const long sign = (first == '-') | (first == '+');
        const long characters = length - sign;
        const uint8_t start = cell[sign];
        const bool is_number = (rows->number_lengths[first] >> (length & 63) & 1) & (length <= 24)
                               & (characters > (start - '0' >= 10u));
        other |= (uint64_t)!is_number << i;
        kept[i] = (uint8_t)(is_number ? characters : 0);
        longest = kept[i] > longest ? kept[i] : longest;
        ends[i] = cell + length;
        strip->word[1][i] = bp_kept_word(ends[i], 8, kept[i]);
        strip->word[2][i] = bp_kept_word(ends[i], 0, kept[i]);
        const bool zero = (start == '0') & (characters > 1), point = cell[sign + 1] == rows->decimal_mark;
        const bool is_other_text = (first == '+') | (zero & !point) | (start == rows->decimal_mark);
        strip->flags[i] = (uint64_t)(first == '-') << 63 | (uint64_t)is_other_text << 1 | zero;
    }
    strip->is_other = other;
    strip->is_long = longest > 16;
    if (!strip->is_long) return;
    for (long i = 0; i < count; i++) strip->word[0][i] = bp_kept_word(ends[i], 16, kept[i]);
}
#endif

INLINE bp_words bp_load_words(const uint64_t *p) {
    bp_words v;
    memcpy(&v, p, sizeof v);
    return v;
}

// All bits of a lane if its word is not zero.
INLINE bp_words bp_where(bp_words v) { return (bp_words)(v != 0); }

INLINE bp_words bp_lane_find_byte(bp_words v, uint8_t byte) {
    const bp_words ones = 0x0101010101010101;
    v ^= ones * byte;
    return (v - ones) & ~v & 0x8080808080808080;
}

INLINE bp_words bp_lane_eight_digits(bp_words digits) {
    digits -= bp_zeros;
    digits = (digits << 3) + (digits << 1) + (digits >> 8);
    const bp_words mask = 0x000000FF000000FF;
    return ((digits & mask) * (100 + (1000000ull << 32)) + ((digits >> 16) & mask) * (1 + (10000ull << 32))) >> 32;
}

// All bits of a lane unless all eight bytes are digits.
INLINE bp_words bp_lane_bad_digits(bp_words v) {
    return ((v + 0x4646464646464646) | (v - bp_zeros)) & 0x8080808080808080;
}

// Removes the mark from three words: the characters before it move by one. `above` counts the bytes after it.
INLINE void bp_lane_take_mark(bp_words word[3], uint8_t mark, bool is_long, bp_words *found, bp_words *above) {
    const bp_words ones = 0x0101010101010101;
    bp_words later = 0, behind = 0;  // all bits if a mark was found in a later word: this word moves as a whole
    for (int k = 2; k >= (is_long ? 0 : 1); k--) {
        const bp_words marks = bp_lane_find_byte(word[k], mark);
        const bp_words here = bp_where(marks) & ~later;
        const bp_words lowest = marks & -marks;
        const bp_words below = ((lowest >> 7) - 1) & here;
        const bp_words carry = k > (is_long ? 0 : 1) ? word[k - 1] >> 56 : (bp_words)0x30;
        const bp_words moved = below | later;
        const bp_words taken = (below << 8 | 0xFF) & (here | later);
        behind += ~(below | taken) & ~later & here & ones;
        word[k] = (word[k] & ~(moved | taken)) | (word[k] & moved) << 8 | (carry & (here | later));
        // Words after the mark count as a whole.
        if (k < 2) behind += here & ones * (uint64_t)(2 - k);
        later |= here;
    }
    *found = later;
    *above = (behind * ones) >> 56;
}

// One bit for every lane whose word is not zero.
INLINE uint64_t bp_lane_bits(bp_words v) {
#if REGISTER_BYTES == 64
    return _mm512_test_epi64_mask((__m512i)v, (__m512i)v);
#else
    return (uint64_t)_mm256_movemask_pd((__m256d)(v != 0));
#endif
}

// The double nearest to value / power, if that is certain. The quotient q and the remainder of the division are both
// exact, and give a correction of q with a relative error of 2^-50. If the sum is equal slightly below and above, it
// is correct.
//
// `far` gets the lanes in which value is not the whole number nearest to the quotient times the power.
INLINE bp_doubles bp_lane_quotient(bp_words value, bp_doubles power, bp_words *unsure, bp_words *far) {
    const bp_doubles high = __builtin_convertvector(value & ~0x7FFull, bp_doubles);
    const bp_doubles low = __builtin_convertvector(value & 0x7FFull, bp_doubles);
    const bp_doubles quotient = high / power;
    const bp_doubles rest = __builtin_elementwise_fma(-quotient, power, high) + low;
    const bp_doubles correction = rest / power;
    const bp_doubles lower = quotient + correction * (1 - 0x1p-46), upper = quotient + correction * (1 + 0x1p-46);
    const bp_doubles missed = __builtin_elementwise_abs(__builtin_elementwise_fma(-lower, power, high) + low);
    *far = (bp_words)(missed > 0.5);
    *unsure = (bp_words)(lower != upper) | (bp_words)(__builtin_elementwise_abs(missed - 0.5) < 0.01);
    return lower;
}

// The numbers in some lanes. `wrong` gets the lanes without a number and those that need the slow path. `format` gets
// the format of the text, which differs from the number's own if `is_verbatim` is set.
INLINE bp_doubles bp_lane_numbers(bp_words word[3], bp_words starts_with_zero, bp_words is_verbatim, uint8_t mark,
                                  bool is_long, bp_words *wrong, bp_words *format) {
    bp_words found, fraction;
    bp_lane_take_mark(word, mark, is_long, &found, &fraction);
    bp_words bad = bp_lane_bad_digits(word[1]) | bp_lane_bad_digits(word[2]) | (starts_with_zero & ~found);
    bp_words value = bp_lane_eight_digits(word[1]) * 100000000 + bp_lane_eight_digits(word[2]);
    if (is_long) {
        const bp_words top = bp_lane_eight_digits(word[0]);
        bad |= bp_lane_bad_digits(word[0]) | (bp_words)(top >= 1000) | (bp_words)(fraction > 22);
        value += top * 10000000000000000;
    }
    bp_doubles power;
    for (int k = 0; k < bp_lanes; k++) power[k] = bp_powers_of_ten[fraction[k] & 31];
    // Below 2^53 both are exact, so that one division rounds once.
    bp_doubles quotient = __builtin_convertvector(value, bp_doubles) / power;
    const bp_words is_big = bp_where(value >> 52);
    is_verbatim |= found & (bp_words)(fraction == 0);
    if (bp_lane_bits(is_big)) {
        bp_words unsure, far;
        const bp_doubles longer = bp_lane_quotient(value, power, &unsure, &far);
        is_verbatim |= is_big & far;
        quotient = (bp_doubles)(((bp_words)longer & is_big) | ((bp_words)quotient & ~is_big));
        // A whole number that large needs the slow path.
        bad |= is_big & (unsure | ~found);
    }
    *wrong = bad;
    *format = fraction | is_verbatim;
    return quotient;
}

// Reads a strip's numbers and returns the cells that are left.
static uint64_t bp_parse_strip(const bp_rows *rows, long column, long row, long count, double *numbers,
                               uint8_t *formats, bp_column_counts *counts) {
    struct bp_strip_words strip;
    const uint64_t all = count == 64 ? ~0ull : (1ull << count) - 1;
    bp_load_strip(rows, column, row, count, &strip);
    uint64_t left = strip.is_other & all;
    if (left == all) return all;
    for (long i = 0; i < count; i += bp_lanes) {
        bp_words word[3], wrong, format;
        for (int k = 0; k < 3; k++) word[k] = bp_load_words(strip.word[k] + i);
        const bp_words flags = bp_load_words(strip.flags + i), zero = flags & 1;
        const bp_words verbatim = bp_where(flags & 2);
        bp_doubles values = strip.is_long ? bp_lane_numbers(word, zero, verbatim, rows->decimal_mark, true, &wrong, &format)
                                          : bp_lane_numbers(word, zero, verbatim, rows->decimal_mark, false, &wrong, &format);
        values = (bp_doubles)((bp_words)values | (flags & 1ull << 63));
        left |= bp_lane_bits(wrong) << i;
        const bp_lane_bytes places = __builtin_convertvector(format, bp_lane_bytes);
        memcpy(numbers + row + i, &values, sizeof(double) * (size_t)SMALLER(count - i, (long)bp_lanes));
        memcpy(formats + row + i, &places, (size_t)SMALLER(count - i, (long)bp_lanes));
    }
    left &= all;
    counts->numbers += __builtin_popcountll(all & ~left);
    return left;
}
