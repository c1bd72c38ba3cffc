#include "CZlib.h"

#include <limits.h>
#include <zlib.h>

uint32_t backprop_crc32(uint32_t crc, const uint8_t *bytes, size_t count) {
    while (count > 0) {
        uInt part = count > UINT_MAX ? UINT_MAX : (uInt)count;
        crc = (uint32_t)crc32(crc, bytes, part);
        bytes += part;
        count -= part;
    }
    return crc;
}

size_t backprop_deflate_bound(size_t count) { return compressBound((uLong)count); }

size_t backprop_deflate(const uint8_t *input, size_t input_count, uint8_t *output, size_t output_count) {
    uLongf produced = (uLongf)output_count;
    int status = compress2(output, &produced, input, (uLong)input_count, 9);
    return status == Z_OK ? (size_t)produced : 0;
}
