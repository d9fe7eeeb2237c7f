// Looking up the ids of pieces: the part of encoding that every piece of a repeated text goes through.
//
// C for the same reasons as the splitting: prefetches, and instruction sets that are chosen at run time. The tables are
// filled and grown by Swift (PieceCache, MediumPieceCache); here they are only read. An entry is found by all its
// bytes, so nothing depends on the hashes but time.
#pragma once

#include <stddef.h>
#include <stdint.h>

enum {
    /// The longest piece with an entry in the table of medium pieces, in bytes.
    csplit_medium_length = 40,
    /// The most ids that such an entry holds.
    csplit_medium_ids = 8,
};

/// The bytes of a piece of at most 16, with zeros behind.
typedef struct {
    uint64_t low, high;
} csplit_key;

/// The bytes of a piece of at most 40, with zeros behind.
typedef struct {
    uint64_t words[5];
} csplit_medium_key;

/// A batch of pieces, and where to look them up.
typedef struct {
    const uint8_t *text;
    /// The end of what may be read.
    const uint8_t *limit;
    /// The ends of the pieces, relative to `text`.
    const uint32_t *ends;
    uint32_t count;
    /// The first piece that is not done, and where it starts.
    uint32_t next, from;
    /// Sets of two entries of four words: the key; three ids of 20 bits and the length modulo 16; three ids and their
    /// count (0: vacant, 7: among the medium ones).
    const uint64_t *sets;
    uint64_t set_mask;
    /// Entries of eight words: the key; three ids; three ids; two ids, from bit 40 the length and from bit 48 the count
    /// (0: vacant, above 8: elsewhere).
    const uint64_t *medium;
    uint64_t medium_mask;
    /// Room for a number for each piece.
    uint32_t *places;
} csplit_pieces;

/// Computes where each piece is, and asks for those cache lines.
void csplit_prepare_pieces(const csplit_pieces *pieces, int set);

/// Passes on the ids of pieces from `next` on, until one is not remembered: then that is `next`.
///
/// - out: room for eight ids for each piece; null if they are only to be counted.
/// Returns how many ids these pieces have.
uint32_t csplit_take_pieces(csplit_pieces *pieces, uint32_t *out, int set);

/// Sixteen bytes of ones, then sixteen of zeros.
extern const uint8_t csplit_window[32];

static inline uint64_t csplit_fold(uint64_t first, uint64_t second) {
    const unsigned __int128 product = (unsigned __int128)first * second;
    return (uint64_t)(product >> 64) ^ (uint64_t)product;
}

static inline uint64_t csplit_hash(csplit_key key, uint32_t length) {
    return csplit_fold(key.low ^ 0x9E3779B97F4A7C15ull, key.high ^ 0xA0761D6478BD642Full ^ length);
}

/// The key of a piece behind which 16 bytes cannot be read.
static inline csplit_key csplit_key_at_end(const uint8_t *piece, uint32_t length) {
    csplit_key key = {0, 0};
    __builtin_memcpy(&key, piece, length);
    return key;
}

static inline csplit_medium_key csplit_make_medium_key(const uint8_t *piece, uint32_t length, const uint8_t *limit) {
    csplit_medium_key key;
    if (piece + sizeof key <= limit) {
        __builtin_memcpy(&key, piece, sizeof key);
        const uint32_t last = length / 8;
        if (last < 5) {
            key.words[last] &= (1ull << length % 8 * 8) - 1;
            for (uint32_t i = last + 1; i < 5; i++) key.words[i] = 0;
        }
    } else {
        __builtin_memset(&key, 0, sizeof key);
        __builtin_memcpy(&key, piece, length);
    }
    return key;
}

static inline uint64_t csplit_medium_hash(const csplit_medium_key *key, uint32_t length) {
    const uint64_t first = csplit_fold(key->words[0] ^ 0x9E3779B97F4A7C15ull, key->words[1] ^ 0xA0761D6478BD642Full);
    const uint64_t second = csplit_fold(key->words[2] ^ 0xE7037ED1A0B428DBull, key->words[3] ^ 0x8EBC6AF09C88C6E3ull);
    return csplit_fold(first ^ key->words[4] ^ 0x589965CC75374CC3ull, second ^ length ^ 0x1D8E4E27C47D124Full);
}

static inline int csplit_is_medium(const uint64_t *entry, const csplit_medium_key *key, uint32_t length) {
    uint64_t difference = (entry[7] >> 40 & 0xFF) ^ length;
    for (int i = 0; i < 5; i++) difference |= entry[i] ^ key->words[i];
    return difference == 0;
}
