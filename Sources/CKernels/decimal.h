// From decimal to binary, and from characters to decimal.
//
// D. Lemire, "Number Parsing at a Gigabyte per Second", Software: Practice and Experience 51 (2021), after an
// algorithm by M. Eisel; W. Clinger, "How to read floating point numbers accurately", PLDI 1990, for short ones.
#ifndef DECIMAL_H
#define DECIMAL_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "powers_of_five.h"

typedef unsigned __int128 bp_uint128;

// A number as written: significand * 10^exponent, with a significand below 10^19.
struct bp_written {
    uint64_t significand;
    long exponent;
    bool is_negative;
    bool is_whole;           // without mark and exponent
    bool has_leading_zero;   // as in 007
    bool has_power;          // as in 7e3
};

// The exact ones, and more entries, so that five bits always index one.
static const double bp_powers_of_ten[32] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                            1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

static const uint64_t bp_small_powers[20] = {1u,
                                             10u,
                                             100u,
                                             1000u,
                                             10000u,
                                             100000u,
                                             1000000u,
                                             10000000u,
                                             100000000u,
                                             1000000000u,
                                             10000000000u,
                                             100000000000u,
                                             1000000000000u,
                                             10000000000000u,
                                             100000000000000u,
                                             1000000000000000u,
                                             10000000000000000u,
                                             100000000000000000u,
                                             1000000000000000000u,
                                             10000000000000000000u};

// Lemire's section 5: the product with a power of five of 128 bits, of which 55 bits are kept and rounded.
static inline bool bp_nearest_double(uint64_t w, long q, bool negative, double *result) {
    if (w == 0) {
        *result = negative ? -0.0 : 0.0;
        return true;
    }
    if (q < -342 || q > 308) return false;
    const int zeros = __builtin_clzll(w);
    w <<= zeros;
    const uint64_t *power = bp_powers_of_five[q + 342];
    bp_uint128 product = (bp_uint128)w * power[0];
    uint64_t high = (uint64_t)(product >> 64), low = (uint64_t)product;
    if ((high & 0x1FF) == 0x1FF) {
        const uint64_t more = (uint64_t)((bp_uint128)w * power[1] >> 64);
        low += more;
        high += low < more;
        if (low == UINT64_MAX && (q < -27 || q > 55)) return false;
    }
    const int top = (int)(high >> 63);
    uint64_t mantissa = high >> (top + 9);
    // floor(q log2(10)), exactly, in this range.
    long biased = ((217706 * q) >> 16) + 63 + top - zeros + 1023;
    if (biased <= 0) return false;
    const bool is_middle = low <= 1 && q >= -4 && q <= 23 && (mantissa & 3) == 1 && mantissa << (top + 9) == high;
    if (is_middle) mantissa &= ~(uint64_t)1;
    mantissa = (mantissa + (mantissa & 1)) >> 1;
    if (mantissa >> 53) {
        mantissa >>= 1;
        biased += 1;
    }
    if (biased >= 0x7FF) return false;
    const uint64_t bits = (mantissa & ~(1ull << 52)) | (uint64_t)biased << 52 | (uint64_t)negative << 63;
    memcpy(result, &bits, sizeof bits);
    return true;
}

static inline bool bp_to_double(uint64_t w, long q, bool negative, double *result) {
    if (w >> 53 == 0 && q >= -22 && q <= 22) {
        // Both are exact, so one operation rounds once.
        double value = (double)w;
        value = q < 0 ? value / bp_powers_of_ten[-q] : value * bp_powers_of_ten[q];
        *result = negative ? -value : value;
        return true;
    }
    return bp_nearest_double(w, q, negative, result);
}

static const uint64_t bp_zeros = 0x3030303030303030;

static inline uint64_t bp_load_word(const uint8_t *p) {
    uint64_t word;
    memcpy(&word, p, sizeof word);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    return word;
}

static inline bool bp_are_digits(uint64_t a, uint64_t b) {
    const uint64_t ones = 0x0101010101010101;
    return (((a + 0x46 * ones) | (a - bp_zeros) | (b + 0x46 * ones) | (b - bp_zeros)) & (0x80 * ones)) == 0;
}

// The number of eight digits: neighbours are combined to pairs, pairs to fours, fours to the whole.
static inline uint64_t bp_eight_digits(uint64_t digits) {
    digits -= bp_zeros;
    digits = digits * 10 + (digits >> 8);
    const uint64_t mask = 0x000000FF000000FF;
    return ((digits & mask) * (100 + (1000000ull << 32)) + (digits >> 16 & mask) * (1 + (10000ull << 32))) >> 32;
}

// The number of up to 16 characters, of which the unused first ones are zero bytes.
static inline bool bp_sixteen_digits(bp_uint128 x, long digits, uint64_t *value) {
    const bp_uint128 zeros = (bp_uint128)bp_zeros << 64 | bp_zeros;
    x |= zeros >> 8 * (digits - 1) >> 8;
    const uint64_t first = (uint64_t)x, second = (uint64_t)(x >> 64);
    *value = bp_eight_digits(first) * 100000000 + bp_eight_digits(second);
    return bp_are_digits(first, second);
}

// The top bit of the first byte that equals `byte`, and perhaps of bytes after it, or 0 if there is none.
static inline uint64_t bp_find_byte(uint64_t word, uint8_t byte) {
    const uint64_t ones = 0x0101010101010101;
    word ^= ones * byte;
    return (word - ones) & ~word & (0x80 * ones);
}

// At most 16 characters after the sign. The mark is removed, and the digits before it move up.
static inline bool bp_short_number(const uint8_t *text, long count, uint8_t mark, struct bp_written *found) {
    bp_uint128 x = ((bp_uint128)bp_load_word(text + 8) << 64 | bp_load_word(text)) << 8 * (16 - count);
    const uint64_t low = bp_find_byte((uint64_t)x, mark), high = bp_find_byte((uint64_t)(x >> 64), mark);
    long digits = count, fraction = 0;
    found->is_whole = (low | high) == 0;
    found->has_power = false;
    if (!found->is_whole) {
        const int position = (low ? __builtin_ctzll(low) : 64 + __builtin_ctzll(high)) - 7;
        const bp_uint128 before = x & (((bp_uint128)1 << position) - 1);
        x = (x >> position >> 8) << position << 8 | before << 8;
        digits -= 1;
        fraction = 15 - position / 8;
        if (digits == 0) return false;
    }
    found->exponent = -fraction;
    found->has_leading_zero = digits - fraction > 1 && text[0] == '0';
    return bp_sixteen_digits(x, digits, &found->significand);
}

// More than 16 characters after the sign: the mark is among the first eight, and at most 16 digits follow it.
static inline bool bp_long_number(const uint8_t *text, long count, uint8_t mark, struct bp_written *found) {
    const uint64_t word = bp_load_word(text);
    const uint64_t marks = bp_find_byte(word, mark);
    if (marks == 0) return false;
    const long before = __builtin_ctzll(marks) / 8, after = count - before - 1;
    if (after > 16 || before + after > 19) return false;
    const uint64_t first = before == 0 ? bp_zeros : word << 8 * (8 - before) | bp_zeros >> 8 * before;
    const uint8_t *rest = text + before + 1;
    uint64_t fraction;
    const bp_uint128 x = ((bp_uint128)bp_load_word(rest + 8) << 64 | bp_load_word(rest)) << 8 * (16 - after);
    if (!bp_sixteen_digits(x, after, &fraction) || !bp_are_digits(first, first)) return false;
    found->significand = bp_eight_digits(first) * bp_small_powers[after] + fraction;
    found->exponent = -after;
    found->is_whole = false;
    found->has_power = false;
    found->has_leading_zero = before > 1 && text[0] == '0';
    return true;
}

// Any number of at most 19 digits, without leading zeros, and with an exponent, character by character.
bool bp_any_number(const uint8_t *text, long count, uint8_t mark, struct bp_written *found);

// Reads a number without blanks around it from memory that is readable for 32 bytes beyond its end. Returns false if
// it is not a number, or has too many digits.
static inline bool bp_read_number(const uint8_t *text, long count, uint8_t mark, struct bp_written *found) {
    found->is_negative = text[0] == '-';
    const long sign = found->is_negative | (text[0] == '+');
    text += sign;
    count -= sign;
    if (count <= 0) return false;
    if (count <= 16 ? bp_short_number(text, count, mark, found) : bp_long_number(text, count, mark, found)) return true;
    return bp_any_number(text, count, mark, found);
}

#endif
