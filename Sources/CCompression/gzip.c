#include "ccompression.h"

#include <limits.h>
#include <stdlib.h>
#include <zlib.h>

struct ccomp_gzip {
    z_stream stream;
    int ended;
};

const char *ccomp_zlib_version(void) { return zlibVersion(); }

ccomp_gzip *ccomp_gzip_open(void) {
    ccomp_gzip *gzip = calloc(1, sizeof *gzip);
    if (!gzip) return NULL;
    // 15: the longest window; 16: gzip only, no zlib wrapper.
    if (inflateInit2(&gzip->stream, 15 + 16) != Z_OK) {
        free(gzip);
        return NULL;
    }
    return gzip;
}

ccomp_result ccomp_gzip_step(ccomp_gzip *gzip, const void *input, size_t input_size, void *output, size_t output_size) {
    z_stream *stream = &gzip->stream;
    if (gzip->ended) {
        inflateReset(stream);
        gzip->ended = 0;
    }
    // zlib counts in 32 bits.
    if (input_size > UINT_MAX) input_size = UINT_MAX;
    if (output_size > UINT_MAX) output_size = UINT_MAX;
    stream->next_in = (Bytef *)input;
    stream->avail_in = (uInt)input_size;
    stream->next_out = output;
    stream->avail_out = (uInt)output_size;
    int code = inflate(stream, Z_NO_FLUSH);
    ccomp_result result = {ccomp_more, input_size - stream->avail_in, output_size - stream->avail_out, NULL};
    switch (code) {
    case Z_OK:
    case Z_BUF_ERROR:  // no progress was possible: more input or room is needed
        break;
    case Z_STREAM_END:
        gzip->ended = 1;
        result.status = ccomp_finished;
        break;
    case Z_MEM_ERROR:
        result.status = ccomp_memory;
        break;
    default:
        result.status = ccomp_corrupt;
        result.message = stream->msg;
    }
    return result;
}

void ccomp_gzip_close(ccomp_gzip *gzip) {
    inflateEnd(&gzip->stream);
    free(gzip);
}
