// Included by check.c: rows of cells that numbers and other things stand in, read on every instruction set, beside the
// C library's numbers and the text that bp_write_number makes of them.

enum { cell_room = 32, text_room = 1 << 16 };

// Writes a cell: most are numbers of up to 19 digits with a mark somewhere, some have zeros before them or an exponent.
static long make_cell(char *to) {
    const uint32_t kind = next() % 16;
    if (kind == 0) return 0;
    if (kind == 1) return sprintf(to, "%s", next() % 2 ? "word" : "-");
    if (kind == 2) return sprintf(to, "\"%d.5\"", (int)(next() % 1000));
    if (kind == 3) return sprintf(to, "%d.%03de%d", (int)(next() % 10), (int)(next() % 1000), (int)(next() % 40) - 20);
    // About 2^53 a number and its text are no longer one for one.
    const long digits = kind < 9 ? 15 + next() % 3 : 1 + next() % (kind < 12 ? 19 : 9);
    const long whole = kind % 2 ? digits : 1 + next() % digits;
    long length = sprintf(to, "%s", next() % 3 == 0 ? "-" : next() % 40 == 0 ? "+" : "");
    for (long i = 0; i < digits; i++) {
        if (i == whole) to[length++] = '.';
        to[length++] = (char)('0' + (i == 0 && next() % 8 ? 1 + next() % 9 : next() % 10));
    }
    return length;
}

// What must come out for a cell that is a number; quotes are left aside.
static void check_cell(const char *cell, long length, double value, uint8_t format) {
    char text[cell_room + 1] = {0};
    memcpy(text, cell, (size_t)length);
    const double right = strtod(text, NULL);
    uint8_t written[64];
    const long count = format <= BP_MAXIMUM_PLACES ? bp_write_number(value, format, '.', written) : 0;
    const int is_same = format > BP_MAXIMUM_PLACES || (count == length && memcmp(written, text, (size_t)count) == 0);
    const uint8_t wanted = bp_number_format((const uint8_t *)text, length, right, '.');
    if (memcmp(&right, &value, sizeof right) == 0 && is_same && format == wanted) return;
    printf("read_rows: %s became %.17g with format %d, not %.17g with %d\n", text, value, format, right, wanted);
    failures++;
}

static void check_reading(void) {
    const long width = 1 + next() % 6, rows = 1 + next() % 90;
    uint8_t *const bytes = calloc(text_room, 1);
    char cells[6 * 90][cell_room];
    long lengths[6 * 90], count = 0;
    for (long i = 0; i < rows * width; i++) {
        lengths[i] = make_cell(cells[i]);
        if (width == 1 && lengths[i] == 0) lengths[i] = sprintf(cells[i], "7");  // else the row is a blank line
        memcpy(bytes + count, cells[i], (size_t)lengths[i]);
        count += lengths[i];
        bytes[count++] = (i + 1) % width ? ',' : '\n';
    }
    uint8_t classes[256];
    uint64_t tokens[256] = {['-'] = 2}, numbers[256] = {0};
    for (int c = 0; c < 256; c++) {
        const int may_begin = (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.';
        classes[c] = may_begin ? bp_cell_number : c >= 'a' && c <= 'z' ? bp_cell_text : bp_cell_irregular;
        numbers[c] = may_begin ? 0x1FFFFFE & ~tokens[c] : 0;
    }
    uint64_t first = 0;
    for (int s = 0; s < 4; s++) {
        if (!bp_simd_select(sets[s])) continue;
        const uint64_t before = hash;
        bp_rows r = {.delimiter = ',', .decimal_mark = '.', .empty_is_missing = true, .classes = classes,
            .token_lengths = tokens, .number_lengths = numbers, .width = width, .longest_row = text_room,
            .text_capacity = text_room, .row_capacity = rows, .deferred_capacity = rows * width};
        uint8_t *const text = calloc(text_room + 128, 1);
        r.text = text + 64;
        r.starts = malloc(sizeof(uint32_t) * (size_t)rows), r.ends = malloc(sizeof(uint32_t) * (size_t)(rows * width));
        r.numbers = malloc(sizeof(double) * (size_t)(rows * width)), r.formats = malloc((size_t)(rows * width));
        r.deferred = malloc(sizeof(uint64_t) * (size_t)(rows * width)), r.counts = calloc((size_t)width, sizeof *r.counts);
        const long end = bp_read_rows(&r, bytes, count);
        if (end != count || r.row_count != rows) {
            printf("read_rows: %ld rows, not %ld\n", r.row_count, rows);
            failures++;
        }
        for (long i = 0; i < r.row_count * width; i++) {
            const double value = r.numbers[i % width * rows + i / width];
            const uint8_t format = r.formats[i % width * rows + i / width];
            const long quote = cells[i][0] == '"';
            if (value == value) check_cell(cells[i] + quote, lengths[i] - 2 * quote, value, format);
            const uint64_t number = value == value ? *(const uint64_t *)&value : 0;
            mix(&number, sizeof number), mix(&format, 1), mix(&r.ends[i], sizeof *r.ends);
        }
        mix(r.deferred, sizeof *r.deferred * (size_t)r.deferred_count), mix(r.counts, sizeof *r.counts * (size_t)width);
        if (first == 0) first = hash;
        if (hash != first) printf("read_rows: other results on %s\n", sets[s]), failures++;
        hash = before;
        free(text), free(r.starts), free(r.ends), free(r.numbers), free(r.formats), free(r.deferred), free(r.counts);
    }
    hash = first;
    free(bytes);
}
