// Random words, for each instruction set: Philox4x32-10, as defined in Random/Philox.swift.

typedef uint64_t bp_wide __attribute__((ext_vector_type(8)));

// Eight blocks from `block` on, in the lanes of 64-bit integers with upper halves of zero.
INLINE void OF_SET(bp_philox)(uint64_t seed, uint64_t stream, uint64_t block, uint32_t words[32]) {
    const uint64_t low_half = 0xFFFFFFFF;
    const bp_wide zero = 0, counter = zero + block + (bp_wide){0, 1, 2, 3, 4, 5, 6, 7};
    bp_wide c0 = counter & low_half, c1 = counter >> 32, c2 = zero + (stream & low_half), c3 = zero + (stream >> 32);
    uint32_t key0 = (uint32_t)seed, key1 = (uint32_t)(seed >> 32);
    UNROLL for (int round = 0; round < 10; round++, key0 += 0x9E3779B9, key1 += 0xBB67AE85) {
        const bp_wide product0 = c0 * 0xD2511F53, product1 = c2 * 0xCD9E8D57;
        c0 = (product1 >> 32) ^ c1 ^ key0, c1 = product1 & low_half;
        c2 = (product0 >> 32) ^ c3 ^ key1, c3 = product0 & low_half;
    }
    const bp_wide first = c0 | c1 << 32, second = c2 | c3 << 32;  // two words each, the lower one first
    const bp_wide blocks[2] = {__builtin_shufflevector(first, second, 0, 8, 1, 9, 2, 10, 3, 11),
                               __builtin_shufflevector(first, second, 4, 12, 5, 13, 6, 14, 7, 15)};
    memcpy(words, blocks, sizeof blocks);
}

static void OF_SET(bp_random_words)(uint64_t seed, uint64_t stream, uint64_t first, long count, uint32_t *words) {
    uint32_t eight[32];
    for (long done = 0; done < count; done += 8) {
        const long here = SMALLER(8, count - done);
        OF_SET(bp_philox)(seed, stream, first + (uint64_t)done, eight);
        memcpy(words + 4 * done, eight, 16 * (size_t)here);
    }
}
