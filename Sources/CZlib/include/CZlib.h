// A few functions around the system's zlib, so that programs that import Backprop do not need zlib's header.
#ifndef BACKPROP_CZLIB_H
#define BACKPROP_CZLIB_H

#include <stddef.h>
#include <stdint.h>

/// The result of one call of `backprop_inflate`.
enum backprop_inflate_status {
    BACKPROP_INFLATE_MORE = 0,     // it needs more input or more room
    BACKPROP_INFLATE_END = 1,      // one gzip member is complete
    BACKPROP_INFLATE_CORRUPT = -1  // the data are not valid
};

typedef struct backprop_inflater backprop_inflater;

/// Returns a decompressor for gzip data, or null if there is no memory for it.
backprop_inflater *backprop_inflater_create(void);

/// Returns a decompressor for data in zlib's own format, as in PNG files.
backprop_inflater *backprop_inflater_create_zlib(void);

/// Returns a decompressor for data without header and trailer, as in zip archives.
backprop_inflater *backprop_inflater_create_raw(void);
void backprop_inflater_destroy(backprop_inflater *inflater);

/// Prepares the decompressor for the next gzip member.
void backprop_inflater_reset(backprop_inflater *inflater);

/// Decompresses from `input` to `output`, and reports the number of bytes used of each.
int backprop_inflate(backprop_inflater *inflater, const uint8_t *input, size_t input_count, uint8_t *output,
                     size_t output_count, size_t *consumed, size_t *produced);

/// Returns the checksum of `count` bytes after those with the checksum `crc`; 0 to begin with.
uint32_t backprop_crc32(uint32_t crc, const uint8_t *bytes, size_t count);

/// Returns the maximum number of bytes that `backprop_deflate` makes of `count`.
size_t backprop_deflate_bound(size_t count);

/// Compresses in zlib's own format. Returns the number of bytes written, or 0 if there is no memory or no room.
size_t backprop_deflate(const uint8_t *input, size_t input_count, uint8_t *output, size_t output_count);

#endif
