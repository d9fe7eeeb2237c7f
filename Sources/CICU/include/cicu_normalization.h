#ifndef MALMOI_CICU_NORMALIZATION_H
#define MALMOI_CICU_NORMALIZATION_H

#include <stdint.h>

/// The version of Unicode whose properties the linked ICU carries, as "15.0".
const char *cicu_unicode_version(void);

/// The four standard normalization forms.
enum __attribute__((enum_extensibility(closed))) cicu_normalization_form {
    cicu_nfc,
    cicu_nfkc,
    cicu_nfd,
    cicu_nfkd,
};

// What `cicu_normalization_classes` writes for a code point; 1 to 240 is a combining class.

/// A starter that the form leaves alone whatever stands around it.
#define CICU_CLASS_STABLE 0
/// Nothing before it matters, but the form changes it.
#define CICU_CLASS_CHANGES 253
/// It may change, or change what stands before it.
#define CICU_CLASS_INTERACTS 254

/// Writes one class byte for each of `count` code points from `first`, so that Swift can build a table in a few
/// calls instead of asking four questions per code point.
void cicu_normalization_classes(
    enum cicu_normalization_form form, uint32_t first, uint32_t count, uint8_t *classes);

/// The canonical combining class of a code point.
uint8_t cicu_combining_class(uint32_t scalar);

/// The most code points that a decomposition has (U+FDFA in NFKD has 18).
#define CICU_MAX_DECOMPOSITION 32

/// Writes the full decomposition of `scalar` (canonical, or with `compatibility` the compatibility one) and
/// returns its length, or 0 when it decomposes to itself.
int32_t cicu_decompose(uint32_t scalar, int32_t compatibility, uint32_t scalars[CICU_MAX_DECOMPOSITION]);

/// The character that a full-width or halfwidth one (decomposition type wide or narrow) is a form of, or -1.
int32_t cicu_fold_width(uint32_t scalar);

/// The primary composite of two code points, or -1.
int32_t cicu_compose_pair(uint32_t first, uint32_t second);

/// ICU's own normalization of a whole UTF-16 string; returns the length, also when it is above `capacity`, or -1.
/// Only tests call it: it is what Malmoi's normalizer must agree with.
int32_t cicu_normalize_utf16(
    enum cicu_normalization_form form, const uint16_t *source, int32_t length, uint16_t *result, int32_t capacity);

#endif
