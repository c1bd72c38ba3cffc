extension CFunctions {
    /// The search for categories.
    static let categories: [SourceFunction] = [
        SourceFunction(
            name: "category",
            text: """
                /* A category and its position; lists are in the order of bytes. */
                struct category { const char *text; long position; };
                """),
        SourceFunction(
            name: "decimal",
            text: """
                /* A number as digits times a power of ten, and the position of its category. */
                struct decimal { int is_negative; uint64_t digits; long exponent, position; };
                """),
        SourceFunction(
            name: "is_blank",
            text: """
                static int $is_blank(const char *text)
                {
                    while (*text == ' ' || *text == '\\t')
                        text++;
                    return *text == 0;
                }
                """),
        SourceFunction(
            name: "find_text",
            text: """
                /* The position of the first bytes of a text, or -1. */
                static long $find_text(const char *text, long length, const struct $category *list, long count)
                {
                    long low = 0, high = count;
                    while (low < high) {
                        const long middle = (low + high) / 2;
                        const unsigned char *const label = (const unsigned char *)list[middle].text;
                        long i = 0;
                        while (i < length && label[i] != 0 && label[i] == (unsigned char)text[i])
                            i++;
                        if (i == length && label[i] == 0)
                            return list[middle].position;
                        if (i == length || (label[i] != 0 && (unsigned char)text[i] < label[i]))
                            high = middle;
                        else
                            low = middle + 1;
                    }
                    return -1;
                }
                """),
        SourceFunction(
            name: "find_category",
            text: """
                /* The position of a text, whose blanks at both ends do not count, or -1. */
                static long $find_category(const char *text, const struct $category *list, long count)
                {
                    const unsigned char *const bytes = (const unsigned char *)text;
                    long first = 0, last = 0, position;
                    while (text[last] != 0)
                        last++;
                    position = $find_text(text, last, list, count);
                    if (position >= 0)
                        return position;
                    for (;;) {
                        if (first < last && (bytes[first] == ' ' || bytes[first] == '\\t'))
                            first++;
                        else if (first + 1 < last && bytes[first] == 0xC2 && bytes[first + 1] == 0xA0)
                            first += 2;
                        else
                            break;
                    }
                    for (;;) {
                        if (first < last && (bytes[last - 1] == ' ' || bytes[last - 1] == '\\t'))
                            last--;
                        else if (first + 1 < last && bytes[last - 2] == 0xC2 && bytes[last - 1] == 0xA0)
                            last -= 2;
                        else
                            break;
                    }
                    return $find_text(text + first, last - first, list, count);
                }
                """),
        SourceFunction(
            name: "find_number",
            text: """
                /* The position of a number of at most 15 digits, however it is written, or -1. */
                static long $find_number(const char *text, const struct $decimal *list, long count)
                {
                    int is_negative = 0, is_negative_power = 0, digits = 0, significant = 0, has_point = 0;
                    uint64_t value = 0;
                    long exponent = 0, power = 0, i;
                    while (*text == ' ' || *text == '\\t')
                        text++;
                    if (*text == '+' || *text == '-')
                        is_negative = *text++ == '-';
                    for (; (*text >= '0' && *text <= '9') || (*text == '.' && !has_point); text++) {
                        if (*text == '.') {
                            has_point = 1;
                            continue;
                        }
                        digits = 1;
                        if (significant > 0 || *text != '0')
                            significant++;
                        if (significant > 15)
                            return -1;
                        value = value * 10 + (uint64_t)(*text - '0');
                        exponent -= has_point;
                    }
                    if (!digits)
                        return -1;
                    if (*text == 'e' || *text == 'E') {
                        text++;
                        if (*text == '+' || *text == '-')
                            is_negative_power = *text++ == '-';
                        if (*text < '0' || *text > '9')
                            return -1;
                        for (; *text >= '0' && *text <= '9'; text++)
                            power = power < 100000 ? power * 10 + (*text - '0') : power;
                        exponent += is_negative_power ? -power : power;
                    }
                    if (!$is_blank(text))
                        return -1;
                    for (; value != 0 && value % 10 == 0; value /= 10) {
                        exponent++;
                        significant--;
                    }
                    if (value == 0 || significant + exponent < -323) {
                        value = 0;
                        exponent = 0;
                        is_negative = 0;
                    }
                    for (i = 0; i < count; i++)
                        if (list[i].digits == value && list[i].exponent == exponent
                            && list[i].is_negative == is_negative)
                            return list[i].position;
                    return -1;
                }
                """),
    ]
}
