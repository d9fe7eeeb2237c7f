#include "cicu_normalization.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/utf16.h>

const char *cicu_unicode_version(void) { return U_UNICODE_VERSION; }

static const UNormalizer2 *instance(enum cicu_normalization_form form) {
    UErrorCode status = U_ZERO_ERROR;
    switch (form) {
    case cicu_nfc: return unorm2_getNFCInstance(&status);
    case cicu_nfkc: return unorm2_getNFKCInstance(&status);
    case cicu_nfd: return unorm2_getNFDInstance(&status);
    case cicu_nfkd: return unorm2_getNFKDInstance(&status);
    }
    return 0;
}

static UProperty quick_check_property(enum cicu_normalization_form form) {
    switch (form) {
    case cicu_nfc: return UCHAR_NFC_QUICK_CHECK;
    case cicu_nfkc: return UCHAR_NFKC_QUICK_CHECK;
    case cicu_nfd: return UCHAR_NFD_QUICK_CHECK;
    case cicu_nfkd: return UCHAR_NFKD_QUICK_CHECK;
    }
    return UCHAR_NFC_QUICK_CHECK;
}

void cicu_normalization_classes(
    enum cicu_normalization_form form, uint32_t first, uint32_t count, uint8_t *classes) {
    const UNormalizer2 *normalizer = instance(form);
    UProperty property = quick_check_property(form);
    for (uint32_t i = 0; i < count; i++) {
        UChar32 c = (UChar32)(first + i);
        int normal = u_getIntPropertyValue(c, property) == UNORM_YES;
        uint8_t combining = u_getCombiningClass(c);
        int boundary = unorm2_hasBoundaryBefore(normalizer, c);
        if (normal && combining != 0) {
            classes[i] = combining;
        } else if (boundary && combining == 0) {
            classes[i] = normal ? CICU_CLASS_STABLE : CICU_CLASS_CHANGES;
        } else {
            classes[i] = CICU_CLASS_INTERACTS;
        }
    }
}

uint8_t cicu_combining_class(uint32_t scalar) { return u_getCombiningClass((UChar32)scalar); }

int32_t cicu_decompose(uint32_t scalar, int32_t compatibility, uint32_t scalars[CICU_MAX_DECOMPOSITION]) {
    UChar units[2 * CICU_MAX_DECOMPOSITION];
    UErrorCode status = U_ZERO_ERROR;
    int32_t length = unorm2_getDecomposition(
        instance(compatibility ? cicu_nfkc : cicu_nfc), (UChar32)scalar, units, 2 * CICU_MAX_DECOMPOSITION, &status);
    if (length <= 0 || U_FAILURE(status)) return 0;
    int32_t count = 0;
    for (int32_t i = 0; i < length && count < CICU_MAX_DECOMPOSITION;) {
        UChar32 c;
        U16_NEXT(units, i, length, c);
        scalars[count++] = (uint32_t)c;
    }
    return count;
}

int32_t cicu_fold_width(uint32_t scalar) {
    int32_t type = u_getIntPropertyValue((UChar32)scalar, UCHAR_DECOMPOSITION_TYPE);
    if (type != U_DT_WIDE && type != U_DT_NARROW) return -1;
    UChar units[4];
    UErrorCode status = U_ZERO_ERROR;
    int32_t length = unorm2_getRawDecomposition(instance(cicu_nfkc), (UChar32)scalar, units, 4, &status);
    if (U_FAILURE(status) || length != 1) return -1;
    return units[0];
}

int32_t cicu_compose_pair(uint32_t first, uint32_t second) {
    return unorm2_composePair(instance(cicu_nfc), (UChar32)first, (UChar32)second);
}

int32_t cicu_normalize_utf16(
    enum cicu_normalization_form form, const uint16_t *source, int32_t length, uint16_t *result, int32_t capacity) {
    UErrorCode status = U_ZERO_ERROR;
    int32_t written = unorm2_normalize(
        instance(form), (const UChar *)source, length, (UChar *)result, capacity, &status);
    return status == U_BUFFER_OVERFLOW_ERROR || U_SUCCESS(status) ? written : -1;
}
