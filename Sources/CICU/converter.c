#include "cicu_converter.h"

#include <stdlib.h>
#include <unicode/ucnv.h>
#include <unicode/ucnv_err.h>

enum { pivot_size = 4096 };

struct cicu_converter {
    UConverter *source;
    UConverter *utf8;
    UChar *pivot_source;
    UChar *pivot_target;
    UChar pivot[pivot_size];
};

cicu_converter *cicu_converter_open(const char *name) {
    cicu_converter *converter = calloc(1, sizeof *converter);
    if (!converter) return NULL;
    UErrorCode error = U_ZERO_ERROR;
    converter->source = ucnv_open(name, &error);
    converter->utf8 = ucnv_open("UTF-8", &error);
    if (U_SUCCESS(error)) ucnv_setToUCallBack(converter->source, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &error);
    if (U_SUCCESS(error)) ucnv_setFromUCallBack(converter->utf8, UCNV_FROM_U_CALLBACK_STOP, NULL, NULL, NULL, &error);
    if (U_FAILURE(error)) {
        cicu_converter_close(converter);
        return NULL;
    }
    converter->pivot_source = converter->pivot_target = converter->pivot;
    return converter;
}

cicu_conversion cicu_converter_to_utf8(
    cicu_converter *converter, const uint8_t *input, size_t input_size, uint8_t *output, size_t output_size,
    int flush) {
    const char *source = (const char *)input;
    char *target = (char *)output;
    UErrorCode error = U_ZERO_ERROR;
    ucnv_convertEx(
        converter->utf8, converter->source, &target, target + output_size, &source, source + input_size,
        converter->pivot, &converter->pivot_source, &converter->pivot_target, converter->pivot + pivot_size,
        0, (UBool)flush, &error);
    cicu_conversion result = {
        cicu_conversion_done, (size_t)(source - (const char *)input), (size_t)(target - (char *)output), 0};
    if (error == U_BUFFER_OVERFLOW_ERROR) {
        result.status = cicu_conversion_full;
    } else if (
        error == U_INVALID_CHAR_FOUND || error == U_ILLEGAL_CHAR_FOUND || error == U_TRUNCATED_CHAR_FOUND ||
        error == U_ILLEGAL_ESCAPE_SEQUENCE) {
        char bytes[32];
        int8_t length = sizeof bytes;
        UErrorCode ignored = U_ZERO_ERROR;
        ucnv_getInvalidChars(converter->source, bytes, &length, &ignored);
        result.status = cicu_conversion_invalid;
        result.invalid = U_SUCCESS(ignored) ? (size_t)length : 0;
    } else if (U_FAILURE(error)) {
        result.status = cicu_conversion_failed;
    }
    return result;
}

void cicu_converter_close(cicu_converter *converter) {
    if (converter->source) ucnv_close(converter->source);
    if (converter->utf8) ucnv_close(converter->utf8);
    free(converter);
}
