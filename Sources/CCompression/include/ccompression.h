#ifndef MALMOI_CCOMPRESSION_H
#define MALMOI_CCOMPRESSION_H

#include <stddef.h>

/// The version of zlib that is linked (`ZLIB_VERSION` is a macro and would name the headers').
const char *ccomp_zlib_version(void);

/// The version of libzstd that is linked, for the same reason.
const char *ccomp_zstd_version(void);

/// What a step of decompression came to.
typedef enum __attribute__((enum_extensibility(closed))) ccomp_status {
    /// More input, or more room for output, is needed.
    ccomp_more,
    /// A gzip member or zstd frame has just ended, and all its output has been given.
    ccomp_finished,
    /// The input is not what the format allows.
    ccomp_corrupt,
    /// A zstd frame needs a longer window than was allowed.
    ccomp_window,
    /// Memory ran out.
    ccomp_memory,
} ccomp_status;

typedef struct ccomp_result {
    ccomp_status status;
    size_t consumed;
    size_t produced;
    /// The library's words for an error, or NULL.
    const char *message;
} ccomp_result;

/// A gzip decoder; the type exists because `z_stream` must not move once initialized, and
/// `inflateInit2` is a macro that Swift cannot call.
typedef struct ccomp_gzip ccomp_gzip;

/// NULL if memory ran out.
ccomp_gzip *ccomp_gzip_open(void);

/// One step. After `ccomp_finished` the next call begins a new member (the reset is done here, since
/// zlib by itself stops at the end of the first).
ccomp_result ccomp_gzip_step(ccomp_gzip *stream, const void *input, size_t input_size, void *output, size_t output_size);

void ccomp_gzip_close(ccomp_gzip *stream);

/// A zstd decoder; a type of its own so that the zstd header stays behind this fence.
typedef struct ccomp_zstd ccomp_zstd;

/// A decoder that accepts windows up to 2^`window_log` bytes (zstd's own default is 27, and files made with
/// `--long=31` need 31). NULL if memory ran out.
ccomp_zstd *ccomp_zstd_open(int window_log);

/// One step; frames that follow each other, skippable ones too, are decoded as one stream.
ccomp_result ccomp_zstd_step(ccomp_zstd *stream, const void *input, size_t input_size, void *output, size_t output_size);

void ccomp_zstd_close(ccomp_zstd *stream);

#endif
