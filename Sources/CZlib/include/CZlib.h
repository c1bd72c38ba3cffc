// The system's zlib behind a handful of functions, so that nobody who imports Backprop needs zlib's header.
#ifndef BACKPROP_CZLIB_H
#define BACKPROP_CZLIB_H

#include <stddef.h>
#include <stdint.h>

/// What one call of `backprop_inflate` ended with.
enum backprop_inflate_status {
    BACKPROP_INFLATE_MORE = 0,     // give it more input or more room
    BACKPROP_INFLATE_END = 1,      // one gzip member is complete
    BACKPROP_INFLATE_CORRUPT = -1  // the data are not what gzip writes
};

typedef struct backprop_inflater backprop_inflater;

/// A decompressor for gzip data, or null when there is no memory for it.
backprop_inflater *backprop_inflater_create(void);

/// The same for data in zlib's own frame, as PNG files hold them.
backprop_inflater *backprop_inflater_create_zlib(void);
void backprop_inflater_destroy(backprop_inflater *inflater);

/// Makes the decompressor ready for the next gzip member.
void backprop_inflater_reset(backprop_inflater *inflater);

/// Decompresses from `input` to `output`; says how many bytes of each it used.
int backprop_inflate(backprop_inflater *inflater, const uint8_t *input, size_t input_count, uint8_t *output,
                     size_t output_count, size_t *consumed, size_t *produced);

/// The checksum of `count` bytes after those that gave `crc`; 0 to begin with.
uint32_t backprop_crc32(uint32_t crc, const uint8_t *bytes, size_t count);

/// The most bytes that `backprop_deflate` makes of `count`.
size_t backprop_deflate_bound(size_t count);

/// Compresses in zlib's own frame; says how many bytes came out, 0 when there is no memory or no room.
size_t backprop_deflate(const uint8_t *input, size_t input_count, uint8_t *output, size_t output_count);

#endif
