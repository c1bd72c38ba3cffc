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
void backprop_inflater_destroy(backprop_inflater *inflater);

/// Makes the decompressor ready for the next gzip member.
void backprop_inflater_reset(backprop_inflater *inflater);

/// Decompresses from `input` to `output`; says how many bytes of each it used.
int backprop_inflate(backprop_inflater *inflater, const uint8_t *input, size_t input_count, uint8_t *output,
                     size_t output_count, size_t *consumed, size_t *produced);

#endif
