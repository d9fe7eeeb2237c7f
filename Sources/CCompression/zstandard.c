#include "ccompression.h"

#include <stdlib.h>
#include <zstd.h>
#include <zstd_errors.h>

struct ccomp_zstd {
    ZSTD_DStream *stream;
};

const char *ccomp_zstd_version(void) { return ZSTD_versionString(); }

ccomp_zstd *ccomp_zstd_open(int window_log) {
    ccomp_zstd *zstd = calloc(1, sizeof *zstd);
    if (!zstd) return NULL;
    zstd->stream = ZSTD_createDStream();
    if (!zstd->stream || ZSTD_isError(ZSTD_DCtx_setParameter(zstd->stream, ZSTD_d_windowLogMax, window_log))) {
        ccomp_zstd_close(zstd);
        return NULL;
    }
    return zstd;
}

ccomp_result ccomp_zstd_step(ccomp_zstd *zstd, const void *input, size_t input_size, void *output, size_t output_size) {
    ZSTD_inBuffer in = {input, input_size, 0};
    ZSTD_outBuffer out = {output, output_size, 0};
    size_t code = ZSTD_decompressStream(zstd->stream, &out, &in);
    ccomp_result result = {code == 0 ? ccomp_finished : ccomp_more, in.pos, out.pos, NULL};
    if (ZSTD_isError(code)) {
        result.message = ZSTD_getErrorName(code);
        switch (ZSTD_getErrorCode(code)) {
        case ZSTD_error_frameParameter_windowTooLarge: result.status = ccomp_window; break;
        case ZSTD_error_memory_allocation: result.status = ccomp_memory; break;
        default: result.status = ccomp_corrupt;
        }
    }
    return result;
}

void ccomp_zstd_close(ccomp_zstd *zstd) {
    ZSTD_freeDStream(zstd->stream);
    free(zstd);
}
