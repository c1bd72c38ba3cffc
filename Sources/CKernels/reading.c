// The parts of reading that need no registers, once for all instruction sets.
#include "decimal.h"
#include "kernels.h"

bool bp_decimal(uint64_t significand, long exponent, bool negative, double *result) {
    return bp_to_double(significand, exponent, negative, result);
}

// Digits from `at` on, as long as fewer than 19 are significant. Returns where they end, or -1.
static long digits(const uint8_t *text, long at, long count, uint64_t *value, int *significant) {
    for (; at < count && text[at] - '0' < 10u; at++) {
        // A twentieth might bring the value round to zero, which would then not count.
        if (*significant == 19) return -1;
        *value = *value * 10 + (text[at] - '0');
        *significant += *value != 0;
    }
    return at;
}

// An exponent up to the end, or false. Beyond a million either way no type goes.
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
    if (at == count) return true;
    long power;
    if ((text[at] | 0x20) != 'e' || !exponent(text + at + 1, count - at - 1, &power)) return false;
    found->exponent += power;
    return true;
}
