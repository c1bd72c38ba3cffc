#include "CZlib.h"

#include <limits.h>
#include <stdlib.h>
#include <zlib.h>

struct backprop_inflater {
    z_stream stream;
};

// 15 bits of window, and 16 for "gzip header and trailer, nothing else".
static const int window_bits = 15 + 16;

static backprop_inflater *create(int bits) {
    backprop_inflater *inflater = calloc(1, sizeof *inflater);
    if (inflater && inflateInit2(&inflater->stream, bits) != Z_OK) {
        free(inflater);
        return NULL;
    }
    return inflater;
}

backprop_inflater *backprop_inflater_create(void) { return create(window_bits); }

backprop_inflater *backprop_inflater_create_zlib(void) { return create(15); }

backprop_inflater *backprop_inflater_create_raw(void) { return create(-15); }

void backprop_inflater_destroy(backprop_inflater *inflater) {
    if (!inflater) return;
    inflateEnd(&inflater->stream);
    free(inflater);
}

void backprop_inflater_reset(backprop_inflater *inflater) { inflateReset(&inflater->stream); }

static uInt clamped(size_t count) { return count > UINT_MAX ? UINT_MAX : (uInt)count; }

int backprop_inflate(backprop_inflater *inflater, const uint8_t *input, size_t input_count, uint8_t *output,
                     size_t output_count, size_t *consumed, size_t *produced) {
    z_stream *stream = &inflater->stream;
    stream->next_in = (Bytef *)input;
    stream->avail_in = clamped(input_count);
    stream->next_out = output;
    stream->avail_out = clamped(output_count);
    int status = inflate(stream, Z_NO_FLUSH);
    *consumed = (size_t)(stream->next_in - input);
    *produced = (size_t)(stream->next_out - output);
    if (status == Z_STREAM_END) return BACKPROP_INFLATE_END;
    return status == Z_OK || status == Z_BUF_ERROR ? BACKPROP_INFLATE_MORE : BACKPROP_INFLATE_CORRUPT;
}
