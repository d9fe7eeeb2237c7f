// Looking up the ids of pieces: the part of encoding that every piece of a repeated text goes through.
//
// C for the same reasons as the splitting: prefetches, and instruction sets that are chosen at run time. The tables
// belong to Swift, which decides when they grow (PieceCache); what is read and written is here and in
// CMerges.h. An entry is found by all its bytes, so nothing depends on the hashes but time.
#pragma once

#include <stddef.h>
#include <stdint.h>

enum {
    /// The longest piece with an entry in the table of medium pieces, in bytes.
    csplit_medium_length = 40,
    /// The most ids that such an entry holds.
    csplit_medium_ids = 8,
    /// The most ids of an entry in the table of pieces of at most 16 bytes.
    csplit_short_ids = 6,
    /// What a record says instead of a count: that its third word tells it, and that the ids do not fit (those of short
    /// pieces are among the medium ones then, those of medium ones among the long ones).
    csplit_more_ids = 0,
    csplit_elsewhere = 7,
    /// How many sets, or places of medium pieces, one overflows into, itself included.
    csplit_neighbourhood = 4,
    /// Ids from here on do not fit an entry.
    csplit_id_limit = 1 << 20,
};

/// What a line is of; its address and this are one number, since lines start at multiples of 64 bytes.
enum csplit_line_kinds {
    /// Two entries of short pieces.
    csplit_short_line = 0,
    /// One of a medium piece.
    csplit_medium_line = 1,
    /// Nothing: the piece is longer.
    csplit_no_line = 2,
};

static inline const uint64_t *csplit_line(uintptr_t line) { return (const uint64_t *)(line & ~(uintptr_t)63); }
static inline uint64_t csplit_line_kind(uintptr_t line) { return line & 63; }

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
    /// The first piece that is not done.
    uint32_t next;
    /// Whether many pieces have more than 16 bytes: nothing but time depends on it.
    uint32_t is_mixed;
    /// Sets of two entries of four words: the key, then a record of two words; in the first of these the length modulo
    /// 16 stands above the ids. All zeros where vacant; without the highest bit where the ids do not fit.
    uint64_t *sets;
    uint64_t set_mask;
    /// Entries of eight words: the key, then a record of three words; in the last of these the length stands from bit
    /// 48. All zeros where vacant.
    uint64_t *medium;
    uint64_t medium_mask;
    /// Room for the line of each piece.
    uintptr_t *lines;
    /// Room for where each piece's record is. A record is three ids; three ids, their count from bit 60 and a one; and
    /// where the count says csplit_more_ids, two ids and their real count from bit 40.
    const uint64_t **records;
} csplit_pieces;

/// The number of ids of a record, if it has two words.
static inline uint64_t csplit_count(const uint64_t *record) { return record[1] >> 60 & 7; }

/// The number of ids of a record of three words, and its two last ids.
static inline uint64_t csplit_count_more(const uint64_t *record) { return record[2] >> 40 & 15; }
static inline uint64_t csplit_last_pair(const uint64_t *record) {
    return (record[2] & 0xFFFFF) | (record[2] << 12 & 0xFFFFFull << 32);
}

/// Passes on the ids of pieces from `next` on, until one has too many for a record: then that is `next`.
///
/// - out: room for eight ids for each piece; null if they are only to be counted.
/// Returns how many ids these pieces have.
uint32_t csplit_take_pieces(csplit_pieces *pieces, uint32_t *out, int set);

/// Whether both entries of a set are taken.
static inline int csplit_is_full(const uint64_t *set) { return set[7] >> 60 != 0; }

/// The first vacant entry of a set that is not full: the first of the two is taken first.
static inline uint64_t *csplit_vacant(uint64_t *set) { return set + (set[3] >> 60 ? 4 : 0); }

/// The entry of a piece of at most 16 bytes in its set or one beside it, or null.
///
/// - vacant: where it would be; null where there is no room.
static inline __attribute__((always_inline)) uint64_t *csplit_short_entry(
    uint64_t *sets, uint64_t place, csplit_key key, uint32_t length, uint64_t **vacant) {
    for (uint64_t beside = 0; beside < csplit_neighbourhood; beside++) {
        uint64_t *const set = sets + (place ^ beside) * 8;
        for (uint64_t way = 0; way < 8; way += 4) {
            uint64_t *const entry = set + way;
            if (!((entry[0] ^ key.low) | (entry[1] ^ key.high) | (entry[2] >> 60 ^ (length & 15))) && entry[3] >> 60)
                return entry;
        }
        if (!csplit_is_full(set)) {
            *vacant = csplit_vacant(set);
            return 0;
        }
    }
    *vacant = 0;
    return 0;
}

/// Makes room for an entry: in its set, or in the first of its neighbours with room, or in place of the set's older
/// one, which is the first.
///
/// So what is not found in a set with room is nowhere.
static inline uint64_t *csplit_vacate(uint64_t *sets, uint64_t place) {
    // Without a branch up to here: whether a set is full cannot be predicted.
    uint64_t *set = sets + (place ^ (uint64_t)csplit_is_full(sets + place * 8)) * 8;
    if (__builtin_expect(csplit_is_full(set), 0)) {
        uint64_t beside = 2;
        while (beside < csplit_neighbourhood && csplit_is_full(sets + (place ^ beside) * 8)) beside++;
        if (beside == csplit_neighbourhood) {
            set = sets + place * 8;
            __builtin_memcpy(set, set + 4, 4 * sizeof *set);
            return set + 4;
        }
        set = sets + (place ^ beside) * 8;
    }
    return csplit_vacant(set);
}

/// Makes room for an entry: in its place, or in the first vacant one beside it; else what is in its place goes into the
/// place beside it, and what was there is forgotten.
static inline uint64_t *csplit_vacate_medium(uint64_t *entries, uint64_t place) {
    for (uint64_t beside = 0; beside < csplit_neighbourhood; beside++) {
        uint64_t *const entry = entries + (place ^ beside) * 8;
        if (!entry[7]) return entry;
    }
    uint64_t *const entry = entries + place * 8;
    __builtin_memcpy(entries + (place ^ 1) * 8, entry, 8 * sizeof *entry);
    return entry;
}

/// Moves all entries into a larger table, whose further lines are zeros: another one, or the same memory.
///
/// - old: the table of `count` sets, whose contents are lost.
/// Returns how many entries there are.
uint64_t csplit_grow(uint64_t *old, uint64_t count, uint64_t *sets, uint64_t set_mask);

/// The same for medium pieces.
uint64_t csplit_grow_medium(uint64_t *old, uint64_t count, uint64_t *entries, uint64_t mask);

/// Sixteen bytes of ones, then sixteen of zeros.
extern const uint8_t csplit_window[32];

static inline uint64_t csplit_fold(uint64_t first, uint64_t second) {
    const unsigned __int128 product = (unsigned __int128)first * second;
    return (uint64_t)(product >> 64) ^ (uint64_t)product;
}

static inline uint64_t csplit_hash(csplit_key key) {
    return csplit_fold(key.low ^ 0x9E3779B97F4A7C15ull, key.high ^ 0xA0761D6478BD642Full);
}

/// The number of the set of a short piece.
static inline uint64_t csplit_place(const csplit_pieces *pieces, uint32_t index) {
    return (uint64_t)(csplit_line(pieces->lines[index]) - pieces->sets) / 8;
}

/// The key of a piece behind which 16 bytes cannot be read.
static inline csplit_key csplit_key_at_end(const uint8_t *piece, uint32_t length) {
    csplit_key key = {0, 0};
    __builtin_memcpy(&key, piece, length);
    return key;
}

/// The first 16 bytes of a piece with zeros behind its end.
static inline csplit_key csplit_make_key(const uint8_t *piece, uint32_t length, const uint8_t *limit) {
    if (piece + 16 > limit) return csplit_key_at_end(piece, length);
    csplit_key key;
    uint64_t mask[2];
    __builtin_memcpy(&key, piece, 16);
    __builtin_memcpy(mask, csplit_window + 16 - length, 16);
    key.low &= mask[0];
    key.high &= mask[1];
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
    uint64_t difference = (entry[7] >> 48) ^ length;
    for (int i = 0; i < 5; i++) difference |= entry[i] ^ key->words[i];
    return difference == 0;
}

/// The entry of a piece of at most csplit_medium_length bytes in its place or one beside it, or null.
///
/// - vacant: where it would be; null where there is no room.
static inline uint64_t *csplit_medium_entry(uint64_t *entries, uint64_t place, const csplit_medium_key *key,
                                            uint32_t length, uint64_t **vacant) {
    for (uint64_t beside = 0; beside < csplit_neighbourhood; beside++) {
        uint64_t *const entry = entries + (place ^ beside) * 8;
        if (csplit_is_medium(entry, key, length)) return entry;
        if (!entry[7]) {
            *vacant = entry;
            return 0;
        }
    }
    *vacant = 0;
    return 0;
}

/// Makes an entry whose record is still to be written; returns where that goes.
static inline uint64_t *csplit_make_short(uint64_t *entry, csplit_key key, uint32_t length) {
    entry[0] = key.low;
    entry[1] = key.high;
    entry[2] = (uint64_t)length << 60;
    entry[3] = 1ull << 63;
    return entry + 2;
}

/// The same for a medium piece.
static inline uint64_t *csplit_make_medium(uint64_t *entry, const csplit_medium_key *key, uint32_t length) {
    __builtin_memcpy(entry, key, sizeof *key);
    entry[7] = (uint64_t)length << 48;
    return entry + 5;
}

/// Writes the record of a short piece; returns whether its ids fit: else it says that they are elsewhere.
static inline int csplit_write_short(uint64_t *place, const uint64_t *record) {
    const int fits = csplit_count(record) - 1 < csplit_short_ids;
    place[0] = (place[0] >> 60 << 60) | (fits ? record[0] : 0);
    place[1] = fits ? record[1] : (uint64_t)csplit_elsewhere << 60; // without the highest bit
    return fits;
}

/// The same for a medium piece.
static inline int csplit_write_medium(uint64_t *place, const uint64_t *record) {
    place[0] = record[0];
    place[1] = record[1];
    place[2] = (place[2] >> 48 << 48) | record[2];
    return csplit_count(record) != csplit_elsewhere;
}
