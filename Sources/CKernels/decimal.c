// Decimal numbers without vector registers, once for all instruction sets.
#include "decimal.h"
#include "kernels.h"

bool bp_decimal(uint64_t significand, long exponent, bool negative, double *result) {
    return bp_to_double(significand, exponent, negative, result);
}

// Digits from `at` on, as long as fewer than 19 are significant. Returns their end, or -1.
static long digits(const uint8_t *text, long at, long count, uint64_t *value, int *significant) {
    for (; at < count && text[at] - '0' < 10u; at++) {
        // A twentieth could wrap the value around to zero, which would then not count.
        if (*significant == 19) return -1;
        *value = *value * 10 + (text[at] - '0');
        *significant += *value != 0;
    }
    return at;
}

// An exponent up to the end, or false. Beyond a million in either direction it exceeds every type.
static bool exponent(const uint8_t *text, long count, long *result) {
    const bool is_negative = count > 0 && text[0] == '-';
    long at = count > 0 && (text[0] == '-' || text[0] == '+');
    if (at == count) return false;
    long value = 0;
    for (; at < count; at++) {
        if (text[at] - '0' >= 10u) return false;
        value = SMALLER(1000000, value * 10 + (text[at] - '0'));
    }
    *result = is_negative ? -value : value;
    return true;
}

bool bp_any_number(const uint8_t *text, long count, uint8_t mark, struct bp_written *found) {
    int significant = 0;
    found->significand = 0;
    const long whole = digits(text, 0, count, &found->significand, &significant);
    if (whole < 0) return false;
    long at = whole, fraction = 0;
    if (at < count && text[at] == mark) {
        at = digits(text, whole + 1, count, &found->significand, &significant);
        if (at < 0) return false;
        fraction = at - whole - 1;
    }
    if (whole + fraction == 0) return false;
    found->is_whole = at == count && at == whole;
    found->has_leading_zero = whole > 1 && text[0] == '0';
    found->exponent = -fraction;
    found->has_power = at < count;
    if (at == count) return true;
    long power;
    if ((text[at] | 0x20) != 'e' || !exponent(text + at + 1, count - at - 1, &power)) return false;
    found->exponent += power;
    return true;
}

// The whole number nearest to |value| * 10^places, which is below 2^64: a product of 105 bits, rounded once.
static uint64_t scaled(double value, int places) {
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    const int biased = (int)(bits >> 52 & 0x7FF);
    const uint64_t fraction = bits & ((1ull << 52) - 1);
    bp_uint128 product = biased ? fraction | 1ull << 52 : fraction;
    for (int k = 0; k < places; k++) product *= 5;
    const int shift = 1075 - (biased ? biased : 1) - places;
    if (shift <= 0) return (uint64_t)product << -shift;
    return shift > 127 ? 0 : (uint64_t)((product + ((bp_uint128)1 << (shift - 1))) >> shift);
}

long bp_write_number(double value, uint8_t format, uint8_t mark, uint8_t *text) {
    uint8_t digits[32];
    uint64_t rest = scaled(value, format);
    long count = 0, length = 0;
    // Backwards, with at least one zero before the mark.
    for (; rest != 0 || count <= format; rest /= 10) digits[count++] = (uint8_t)('0' + rest % 10);
    if (__builtin_signbit(value)) text[length++] = '-';
    while (count > format) text[length++] = digits[--count];
    if (format > 0) text[length++] = mark;
    while (count > 0) text[length++] = digits[--count];
    return length;
}

uint8_t bp_number_format(const uint8_t *cell, long length, double value, uint8_t mark) {
    uint8_t written[32];
    if (length > 24) return BP_VERBATIM;
    const uint8_t *position = memchr(cell, mark, (size_t)length);
    const long places = position ? cell + length - position - 1 : 0;
    const double limit = 1e19;  // below 2^64, by more than the product's error
    if (places > BP_MAXIMUM_PLACES || !(__builtin_fabs(value) * bp_powers_of_ten[places] < limit)) return BP_VERBATIM;
    const long count = bp_write_number(value, (uint8_t)places, mark, written);
    return count == length && memcmp(written, cell, (size_t)length) == 0 ? (uint8_t)places : BP_VERBATIM;
}
