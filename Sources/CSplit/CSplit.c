#include "CMerges.h"
#include "CSplit.h"

#include <stdlib.h>
#include <string.h>

#if defined(__linux__) && __STDC_HOSTED__
#include <sys/mman.h>
#endif

#if defined(__x86_64__)
#include <immintrin.h>
#endif

// One algebra, compiled once for each instruction set: clang lowers the 64-byte vectors to whatever there is.
typedef uint8_t bytes64 __attribute__((ext_vector_type(64)));
typedef _Bool bits64 __attribute__((ext_vector_type(64)));

// The flags of some patterns, as MaskSplit makes them of their grammars.
enum {
    csplit_grammar_llama3 = csplit_contractions_separate | csplit_marks_are_symbols | csplit_digits_three |
                            csplit_tail_line_ends | csplit_line_ends_first,
    csplit_grammar_qwen2 = csplit_contractions_separate | csplit_marks_are_symbols | csplit_tail_line_ends |
                           csplit_line_ends_first,
    csplit_grammar_o200k = csplit_contractions_suffix | csplit_word_cased | csplit_digits_three |
                           csplit_tail_line_ends | csplit_tail_slashes | csplit_line_ends_first,
    csplit_grammar_malmoi_wide = csplit_word_wide | csplit_digits_three | csplit_digits_lead | csplit_tail_line_ends |
                                 csplit_tail_slashes | csplit_line_ends_first | csplit_word_tail,
};

/// The line of pieces that have none: what its record says of their ids is csplit_elsewhere.
static const uint64_t csplit_slow_line[8] __attribute__((aligned(64))) = {0, 0, 0, 0, 0, 0, 15ull << 60, 0};

// Bits of UnicodeClassSet.
enum {
    class_other = 1 << 0, class_space = 1 << 1, class_upper = 1 << 2, class_lower = 1 << 3, class_title = 1 << 4,
    class_modifier = 1 << 5, class_letter = 1 << 6, class_mark = 1 << 7, class_number = 1 << 8,
    class_punctuation = 1 << 9, class_symbol = 1 << 10,
};

/// Whether a token may lie across a space between two letters.
///
/// - before, behind: how many bytes may be read before the space, and from it on.
static inline int is_joint(const uint64_t *joints, const uint8_t *space, size_t before, size_t behind) {
    if (before < 4 || behind < 5) return 1;
    uint32_t left, right;
    memcpy(&left, space - 4, sizeof left);
    memcpy(&right, space + 1, sizeof right);
    uint64_t found = 0;
#pragma clang loop unroll(full)
    for (uint32_t level = 0; level < csplit_joint_levels; level++) {
        const uint32_t bit = csplit_joint(level, left, right);
        found |= joints[bit >> 6] >> (bit & 63);
    }
    return found & 1;
}

const uint8_t csplit_window[32] = {0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
                                   0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF};

#define SET_NAME(name) name##_portable
#define SET_TARGET
#define SET_COMPRESS 0
#define SET_DEPOSIT 0
#include "MaskSplit.inc"
#include "PieceProbe.inc"
#include "PieceIDs.inc"
#include "PairLookup.inc"
#include "PieceMerge.inc"
#include "PieceParts.inc"
#include "TokenMerge.inc"
#undef SET_NAME
#undef SET_TARGET
#undef SET_COMPRESS
#undef SET_DEPOSIT

#if defined(__x86_64__)
#define SET_NAME(name) name##_avx2
#define SET_TARGET __attribute__((target("avx2,bmi,bmi2,lzcnt,popcnt")))
#define SET_COMPRESS 0
#define SET_DEPOSIT 1
#include "MaskSplit.inc"
#include "PieceProbe.inc"
#include "PieceIDs.inc"
#include "PairLookup.inc"
#include "PieceMerge.inc"
#include "PieceParts.inc"
#include "TokenMerge.inc"
#undef SET_NAME
#undef SET_TARGET
#undef SET_COMPRESS
#undef SET_DEPOSIT

#define SET_NAME(name) name##_avx512
#define SET_TARGET \
    __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx512vbmi,avx512vbmi2,bmi,bmi2,lzcnt,popcnt"), \
                   min_vector_width(512)))
#define SET_COMPRESS 1
#define SET_DEPOSIT 1
#include "MaskSplit.inc"
#include "PieceProbe.inc"
#include "PieceIDs.inc"
#include "PairLookup.inc"
#include "PieceMerge.inc"
#include "PieceParts.inc"
#include "TokenMerge.inc"
#undef SET_NAME
#undef SET_TARGET
#undef SET_COMPRESS
#undef SET_DEPOSIT
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
                          uint32_t *ends, size_t capacity, const uint64_t *joints) {
#if defined(__x86_64__)
    if (set == csplit_avx512) return find_avx512(text, count, classes, grammar, ends, capacity, joints);
    if (set == csplit_avx2) return find_avx2(text, count, classes, grammar, ends, capacity, joints);
#endif
    return find_portable(text, count, classes, grammar, ends, capacity, joints);
}

uint32_t csplit_take_pieces(csplit_pieces *pieces, uint32_t *out, int set) {
#if defined(__x86_64__)
    if (set == csplit_avx512) return out ? take_avx512(pieces, out) : tally_avx512(pieces);
    if (set == csplit_avx2) return out ? take_avx2(pieces, out) : tally_avx2(pieces);
#endif
    return out ? take_portable(pieces, out) : tally_portable(pieces);
}

uint32_t csplit_find_pieces(const csplit_pieces *pieces, const csplit_vocabulary *vocabulary,
                            const csplit_merging *merging, int set) {
#if defined(__x86_64__)
    if (set == csplit_avx512) return find_pieces_avx512(pieces, vocabulary, merging);
    if (set == csplit_avx2) return find_pieces_avx2(pieces, vocabulary, merging);
#endif
    return find_pieces_portable(pieces, vocabulary, merging);
}

size_t csplit_merge_tokens(const csplit_pairs *pairs, uint32_t *ids, size_t count, int set) {
#if defined(__x86_64__)
    if (set == csplit_avx512) return merge_tokens_avx512(pairs, ids, count);
    if (set == csplit_avx2) return merge_tokens_avx2(pairs, ids, count);
#endif
    return merge_tokens_portable(pairs, ids, count);
}

enum { huge_page = 1 << 21, line = 64 };

void csplit_prepare(void *start, size_t bytes) {
#if defined(__linux__) && __STDC_HOSTED__
    const uintptr_t page = huge_page;
    const uintptr_t first = ((uintptr_t)start + page - 1) & ~(page - 1), end = ((uintptr_t)start + bytes) & ~(page - 1);
    if (first < end) madvise((void *)first, end - first, MADV_HUGEPAGE);
#else
    (void)start, (void)bytes;
#endif
}

void *csplit_zeros(size_t bytes) {
#if defined(__linux__) && __STDC_HOSTED__
    if (bytes >= huge_page) {
        // The system's pages are zeros already; what lies before the first huge page and behind the last is given back.
        char *const start = mmap(0, bytes + huge_page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (start == MAP_FAILED) abort();
        const size_t before = -(uintptr_t)start & (huge_page - 1);
        if (before) munmap(start, before);
        const size_t whole = (bytes + 65535) & ~(size_t)65535;
        munmap(start + before + whole, huge_page - before + bytes - whole);
        csplit_prepare(start + before, bytes);
        return start + before;
    }
#endif
    void *start;
    if (posix_memalign(&start, line, bytes)) abort();
    memset(start, 0, bytes);
    return start;
}

void csplit_release(void *start, size_t bytes) {
#if defined(__linux__) && __STDC_HOSTED__
    if (bytes >= huge_page) {
        munmap(start, bytes);
        return;
    }
#endif
    (void)bytes;
    free(start);
}
