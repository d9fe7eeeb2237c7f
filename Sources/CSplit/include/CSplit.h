// Pre-tokenization by bit masks over blocks of 64 bytes.
//
// C, because Swift has neither a move-mask nor a prefetch instruction, nor functions compiled for an instruction set
// that is chosen at run time. The functions read only inside the bounds that they are given.
#pragma once

#include "CMerges.h"
#include "CPieces.h"

#include <stddef.h>
#include <stdint.h>

/// The parts in which the grammars differ; they mirror SplitGrammar.
enum {
    csplit_contractions_separate = 1 << 0,  // an alternative of their own
    csplit_contractions_lowercase = 1 << 1, // … in lower case only
    csplit_contractions_suffix = 1 << 2,    // a tail of a word
    csplit_lead_space_only = 1 << 3,        // ` ?` before letters, else any character but line ends, letters, digits
    csplit_word_cased = 1 << 4,
    csplit_word_wide = 1 << 5,
    csplit_marks_are_symbols = 1 << 6,      // else a mark is left to the caller
    csplit_digits_spaced = 1 << 7,          // ` ?\p{N}+`
    csplit_digits_three = 1 << 8,           // at most three together; without either: one at a time
    csplit_tail_line_ends = 1 << 9,         // symbols take line ends along
    csplit_tail_slashes = 1 << 10,          // … and slashes
    csplit_tail_one = 1 << 11,              // … or one line end
    csplit_line_ends_first = 1 << 12,       // white space up to its last line end is one piece
    csplit_word_tail = 1 << 13,             // `(?:[.,](?!\S)[\r\n]*)?` behind a word
    csplit_digits_lead = 1 << 14,           // with digits_three: ` ?\p{N}{1,3}`
};

/// Instruction sets, the better the higher.
enum { csplit_portable = 0, csplit_avx2 = 1, csplit_avx512 = 2 };

typedef struct {
    /// How many ends were written.
    uint32_t count;
    /// Where the last piece stopped being plain: the caller must walk from the last end until it is past this offset.
    /// Meaningless if `is_full`.
    uint32_t stop;
    /// Whether the room for ends ran out; the caller goes on from the last end.
    int32_t is_full;
} csplit_result;

/// The best instruction set of this machine.
int csplit_best(void);

/// Finds the ends of the pieces of a text whose first byte starts a piece.
///
/// Everything that bit algebra over a block cannot decide ends the search: white space, numbers beside others and (for
/// some grammars) marks outside ASCII, invalid UTF-8, white space longer than a block, the end of the text.
/// - classes: for each of the 0x110000 code points one bit, that of its UnicodeClass.
/// - ends: room for `capacity` offsets, at least 160; relative to `text`.
/// - count: below 2^31.
/// - joints: null, or a bit for each hash of the bytes at a space between words across which there is a token
///   (csplit_joint); with csplit_word_wide pieces are then cut at all other such spaces.
csplit_result csplit_find(const uint8_t *text, size_t count, const uint16_t *classes, uint32_t grammar, int set,
                          uint32_t *ends, size_t capacity, const uint64_t *joints);

/// In how many ways the bytes on both sides of a space are looked at: from the most bytes to the fewest.
enum { csplit_joint_levels = 8 };

/// How many bytes before and behind the space a level looks at.
static inline uint32_t csplit_joint_before(uint32_t level) { return 0x13123244u >> (4 * level) & 15; }
static inline uint32_t csplit_joint_behind(uint32_t level) { return 0x11323424u >> (4 * level) & 15; }

/// The number of a joint's bit, below 2^20.
///
/// - left: the four bytes before the space, the last one highest; - right: the four behind it, the first one lowest.
static inline uint32_t csplit_joint(uint32_t level, uint32_t left, uint32_t right) {
    const uint64_t before = left >> (32 - 8 * csplit_joint_before(level));
    const uint64_t behind = right & (uint32_t)((1ull << 8 * csplit_joint_behind(level)) - 1);
    return (uint32_t)(((before << 32 | behind) ^ (uint64_t)level << 29) * 0x9E3779B97F4A7C15ull >> 44);
}

/// Asks for huge pages behind a large table that is about to be filled.
void csplit_prepare(void *start, size_t bytes);

/// Memory full of zeros, from a multiple of 64 on; ends the process where there is none; never null. From 2 MiB on it
/// costs nothing until it is touched, and lies in huge pages where the system has them.
void *csplit_zeros(size_t bytes);

/// Gives such memory back; as many bytes as were asked for.
void csplit_release(void *start, size_t bytes);

/// What the plain scan must know of a normalization form.
typedef struct {
    /// For each of the 0x110000 code points, by 64: where its block of classes is.
    const uint16_t *blocks;
    /// The blocks, 64 classes each.
    const uint8_t *classes;
    /// The class of characters that the form leaves alone whatever stands around them.
    uint8_t stable;
    /// Whether all precomposed syllables are of that class; ASCII and U+4000 to U+9FFF always are.
    uint8_t has_syllables;
} csplit_plain_table;

/// The offset of the first character at or behind `start` that is not stable, or of the first byte there that is no
/// part of a well-formed character, or `count`.
/// - start: where a character starts.
/// - set: an instruction set, as csplit_best tells.
size_t csplit_plain(const uint8_t *text, size_t count, size_t start, const csplit_plain_table *table, int set);
