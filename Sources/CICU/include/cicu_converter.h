#ifndef MALMOI_CICU_CONVERTER_H
#define MALMOI_CICU_CONVERTER_H

#include <stddef.h>
#include <stdint.h>

/// A converter of a legacy encoding to UTF-8, fed in pieces; a type of its own because ICU's functions have
/// a version in their names behind macros, and the conversion needs a UTF-16 pivot buffer that persists.
typedef struct cicu_converter cicu_converter;

/// What a piece of conversion came to.
typedef enum __attribute__((enum_extensibility(closed))) cicu_conversion_status {
    /// All input was taken (bytes of a character that is not complete are kept inside).
    cicu_conversion_done,
    /// The output is full: call again with the rest of the input.
    cicu_conversion_full,
    /// The input has bytes that the encoding does not know, or ends inside a character.
    cicu_conversion_invalid,
    /// ICU failed otherwise (out of memory).
    cicu_conversion_failed,
} cicu_conversion_status;

typedef struct cicu_conversion {
    cicu_conversion_status status;
    size_t consumed;
    size_t produced;
    /// For `invalid`: how many bytes before `consumed` the invalid sequence begins.
    size_t invalid;
} cicu_conversion;

/// NULL if ICU does not know the name.
cicu_converter *cicu_converter_open(const char *name);

/// Converts a piece; `flush` is 1 with the last piece. Nothing is ever replaced: invalid input stops.
cicu_conversion cicu_converter_to_utf8(
    cicu_converter *converter, const uint8_t *input, size_t input_size, uint8_t *output, size_t output_size, int flush);

void cicu_converter_close(cicu_converter *converter);

#endif
