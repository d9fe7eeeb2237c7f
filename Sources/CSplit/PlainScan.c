// The scan that finds out that a text is normal already: 64 bytes at a time, by masks.

#include "CSplit.h"

typedef uint8_t bytes64 __attribute__((ext_vector_type(64)));
typedef _Bool bits64 __attribute__((ext_vector_type(64)));

static inline int is_tail(uint8_t byte) { return (byte & 0xC0) == 0x80; }

/// The class of the character at `at`, and its length; a length of 0 where bytes are not well-formed.
static inline uint8_t class_at(const uint8_t *text, size_t count, size_t at, const csplit_plain_table *table,
                               unsigned *length) {
    const uint8_t *const b = text + at;
    const size_t room = count - at;
    uint32_t code = b[0];
    *length = 0;
    if (code >= 0xE0 && code < 0xF0) {
        if (room < 3 || !is_tail(b[1]) || !is_tail(b[2])) return 0;
        code = (code & 0x0F) << 12 | (b[1] & 0x3Fu) << 6 | (b[2] & 0x3Fu);
        if (code < 0x800 || (code & 0xF800) == 0xD800) return 0;
        *length = 3;
    } else if (code >= 0xC2 && code < 0xE0) {
        if (room < 2 || !is_tail(b[1])) return 0;
        code = (code & 0x1F) << 6 | (b[1] & 0x3Fu);
        *length = 2;
    } else if (code >= 0xF0 && code < 0xF5) {
        if (room < 4 || !is_tail(b[1]) || !is_tail(b[2]) || !is_tail(b[3])) return 0;
        code = (code & 0x07) << 18 | (b[1] & 0x3Fu) << 12 | (b[2] & 0x3Fu) << 6 | (b[3] & 0x3Fu);
        if (code < 0x10000 || code >= 0x110000) return 0;
        *length = 4;
    } else {
        if (code >= 0x80) return 0;
        *length = 1;
    }
    return table->classes[table->blocks[code >> 6] << 6 | (code & 63)];
}

#define SET_NAME(name) name##_portable
#define SET_TARGET
#include "PlainScan.inc"
#undef SET_NAME
#undef SET_TARGET

#if defined(__x86_64__)
#define SET_NAME(name) name##_avx2
#define SET_TARGET __attribute__((target("avx2,bmi,bmi2,lzcnt,popcnt")))
#include "PlainScan.inc"
#undef SET_NAME
#undef SET_TARGET

#define SET_NAME(name) name##_avx512
#define SET_TARGET \
    __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,bmi,bmi2,lzcnt,popcnt"), min_vector_width(512)))
#include "PlainScan.inc"
#undef SET_NAME
#undef SET_TARGET
#endif

size_t csplit_plain(const uint8_t *text, size_t count, size_t start, const csplit_plain_table *table, int set) {
#if defined(__x86_64__)
    if (set == csplit_avx512) return plain_avx512(text, count, start, table);
    if (set == csplit_avx2) return plain_avx2(text, count, start, table);
#endif
    return plain_portable(text, count, start, table);
}
