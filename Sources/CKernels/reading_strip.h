// bp_load_strip for eight cells at a time. The positions of eight cells of a column in the text, without quotes.
// Cells beyond `count` are empty.
INLINE __m256i bp_eight_cells(const bp_rows *rows, long column, long row, long count, __m256i *end) {
    const __mmask8 used = (__mmask8)((1u << count) - 1);
    const __m256i nothing = _mm256_setzero_si256(), one = _mm256_set1_epi32(1);
    const __m256i position = _mm256_set1_epi32(~(int)BP_QUOTED);
    const __m256i indices = _mm256_mullo_epi32(_mm256_set_epi32(7, 6, 5, 4, 3, 2, 1, 0),
                                               _mm256_set1_epi32((int)rows->width));
    const uint32_t *const stops = rows->ends + row * rows->width + column;
    const __m256i stop = _mm256_mmask_i32gather_epi32(nothing, used, indices, stops, 4);
    const __m256i quote = _mm256_srli_epi32(stop, 31);
    __m256i from = _mm256_maskz_loadu_epi32(used, rows->starts + row);
    if (column > 0) {
        const __m256i before = _mm256_mmask_i32gather_epi32(nothing, used, indices, stops - 1, 4);
        from = _mm256_add_epi32(_mm256_and_si256(before, position), one);
    }
    *end = _mm256_maskz_sub_epi32(used, _mm256_and_si256(stop, position), quote);
    return _mm256_maskz_add_epi32(used, from, quote);
}

// Eight characters at each of eight positions. Single loads are faster than the instruction for it.
INLINE __m512i bp_pick(const int32_t *offsets, const uint8_t *text) {
    return _mm512_set_epi64((long long)bp_load_word(text + offsets[7]), (long long)bp_load_word(text + offsets[6]),
                            (long long)bp_load_word(text + offsets[5]), (long long)bp_load_word(text + offsets[4]),
                            (long long)bp_load_word(text + offsets[3]), (long long)bp_load_word(text + offsets[2]),
                            (long long)bp_load_word(text + offsets[1]), (long long)bp_load_word(text + offsets[0]));
}

// bp_kept_word of eight cells.
INLINE __m512i bp_eight_kept(const int32_t *end, const uint8_t *text, long before, __m512i kept) {
    const __m512i inside = _mm512_max_epi64(_mm512_min_epi64(_mm512_sub_epi64(kept, _mm512_set1_epi64(before)),
                                                             _mm512_set1_epi64(8)), _mm512_setzero_si512());
    const __m512i mask = _mm512_sllv_epi64(_mm512_set1_epi64(-1),
                                           _mm512_sub_epi64(_mm512_set1_epi64(64), _mm512_slli_epi64(inside, 3)));
    const __m512i word = bp_pick(end, text - 8 - before);
    // The word if the mask has ones, else zeros as characters.
    return _mm512_ternarylogic_epi64(mask, word, _mm512_set1_epi64((long long)bp_zeros), 0xCA);
}

// Loads the cells' last 16 characters, or 24. The text is readable for 24 bytes before its first cell.
INLINE void bp_load_strip(const bp_rows *rows, long column, long row, long count, struct bp_strip_words *strip) {
    const __m512i byte = _mm512_set1_epi64(255), zero_digit = _mm512_set1_epi64('0');
    const __m512i mark = _mm512_set1_epi64(rows->decimal_mark), one = _mm512_set1_epi64(1);
    int32_t ends[bp_strip / 8][8];
    __m512i kept[bp_strip / 8];
    uint64_t other = 0, longer = 0;
    for (long i = 0; i < count; i += 8) {
        __m256i end;
        const __m256i from = bp_eight_cells(rows, column, row + i, SMALLER(count - i, 8), &end);
        const __m512i length = _mm512_cvtepi32_epi64(_mm256_sub_epi32(end, from));
        int32_t begins[8], *const offsets = ends[i / 8];
        _mm256_storeu_si256((__m256i *)begins, from);
        _mm256_storeu_si256((__m256i *)offsets, end);
        const __m512i head = bp_pick(begins, rows->text), first = _mm512_and_si512(head, byte);
        const __mmask8 minus = _mm512_cmpeq_epi64_mask(first, _mm512_set1_epi64('-'));
        const __mmask8 plus = _mm512_cmpeq_epi64_mask(first, _mm512_set1_epi64('+'));
        const __m512i rest = _mm512_mask_srli_epi64(head, minus | plus, head, 8), start = _mm512_and_si512(rest, byte);
        const __m512i second = _mm512_and_si512(_mm512_srli_epi64(rest, 8), byte);
        const __m512i characters = _mm512_mask_sub_epi64(length, minus | plus, length, one);
        const __m512i lengths = _mm512_i64gather_epi64(first, rows->number_lengths, 8);
        const __mmask8 allowed = _mm512_test_epi64_mask(_mm512_srlv_epi64(lengths, length), one);
        const __mmask8 digit = _mm512_cmplt_epu64_mask(_mm512_sub_epi64(start, zero_digit), _mm512_set1_epi64(10));
        const __mmask8 enough = _mm512_cmpgt_epi64_mask(characters, _mm512_maskz_mov_epi64((__mmask8)~digit, one));
        const __mmask8 number = allowed & enough & _mm512_cmple_epi64_mask(length, _mm512_set1_epi64(24));
        const __mmask8 zero = _mm512_cmpeq_epi64_mask(start, zero_digit) & _mm512_cmpgt_epi64_mask(characters, one);
        const __mmask8 point = _mm512_cmpeq_epi64_mask(second, mark);
        const __mmask8 verbatim = plus | (zero & ~point) | _mm512_cmpeq_epi64_mask(start, mark);
        kept[i / 8] = _mm512_maskz_mov_epi64(number, characters);
        other |= (uint64_t)(uint8_t)~number << i;
        longer |= _mm512_cmpgt_epi64_mask(kept[i / 8], _mm512_set1_epi64(16));
        __m512i flags = _mm512_maskz_mov_epi64(zero, one);
        flags = _mm512_mask_or_epi64(flags, verbatim, flags, _mm512_set1_epi64(2));
        flags = _mm512_mask_or_epi64(flags, minus, flags, _mm512_set1_epi64((long long)(1ull << 63)));
        _mm512_storeu_si512(strip->flags + i, flags);
        _mm512_storeu_si512(strip->word[1] + i, bp_eight_kept(offsets, rows->text, 8, kept[i / 8]));
        _mm512_storeu_si512(strip->word[2] + i, bp_eight_kept(offsets, rows->text, 0, kept[i / 8]));
    }
    strip->is_other = other;
    strip->is_long = longer != 0;
    if (!strip->is_long) return;
    for (long i = 0; i < count; i += 8)
        _mm512_storeu_si512(strip->word[0] + i, bp_eight_kept(ends[i / 8], rows->text, 16, kept[i / 8]));
}
