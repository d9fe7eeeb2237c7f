#include "CSplit.h"

#if defined(__linux__) && __STDC_HOSTED__
#include <sys/mman.h>
#endif

#if defined(__x86_64__)
#include <immintrin.h>
#endif

// One algebra, compiled once for each instruction set: clang lowers the 64-byte vectors to whatever there is.
typedef uint8_t bytes64 __attribute__((ext_vector_type(64)));
typedef _Bool bits64 __attribute__((ext_vector_type(64)));

// Bits of UnicodeClassSet.
enum {
    class_other = 1 << 0, class_space = 1 << 1, class_upper = 1 << 2, class_lower = 1 << 3, class_title = 1 << 4,
    class_modifier = 1 << 5, class_letter = 1 << 6, class_mark = 1 << 7, class_number = 1 << 8,
    class_punctuation = 1 << 9, class_symbol = 1 << 10,
};

#define SET_NAME(name) name##_portable
#define SET_TARGET
#define SET_COMPRESS 0
#include "MaskSplit.inc"
#undef SET_NAME
#undef SET_TARGET
#undef SET_COMPRESS

#if defined(__x86_64__)
#define SET_NAME(name) name##_avx2
#define SET_TARGET __attribute__((target("avx2,bmi,bmi2,lzcnt,popcnt")))
#define SET_COMPRESS 0
#include "MaskSplit.inc"
#undef SET_NAME
#undef SET_TARGET
#undef SET_COMPRESS

#define SET_NAME(name) name##_avx512
#define SET_TARGET \
    __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx512vbmi,avx512vbmi2,bmi,bmi2,lzcnt,popcnt"), \
                   min_vector_width(512)))
#define SET_COMPRESS 1
#include "MaskSplit.inc"
#undef SET_NAME
#undef SET_TARGET
#undef SET_COMPRESS
#endif

int csplit_best(void) {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
        __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vbmi") &&
        __builtin_cpu_supports("avx512vbmi2") && __builtin_cpu_supports("bmi2"))
        return csplit_avx512;
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2")) return csplit_avx2;
#endif
    return csplit_portable;
}

csplit_result csplit_find(const uint8_t *text, size_t count, const uint16_t *classes, uint32_t grammar, int set,
                          uint32_t *ends, size_t capacity) {
#if defined(__x86_64__)
    if (set == csplit_avx512) return find_avx512(text, count, classes, grammar, ends, capacity);
    if (set == csplit_avx2) return find_avx2(text, count, classes, grammar, ends, capacity);
#endif
    return find_portable(text, count, classes, grammar, ends, capacity);
}

void csplit_prepare(void *start, size_t bytes) {
#if defined(__linux__) && __STDC_HOSTED__
    const uintptr_t page = 1 << 21;
    const uintptr_t first = ((uintptr_t)start + page - 1) & ~(page - 1), end = ((uintptr_t)start + bytes) & ~(page - 1);
    if (first < end) madvise((void *)first, end - first, MADV_HUGEPAGE);
#else
    (void)start, (void)bytes;
#endif
}
