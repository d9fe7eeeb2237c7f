// Merging the pieces that no cache knows, all of a batch side by side.
//
// C for the reasons that CPieces.h gives. The tables belong to Swift (MergeTable, MergeUnits, MergeUnitDangers,
// TokenLookup, CharacterBorders), which builds and checks them; here they are only read.
#pragma once

#include "CPieces.h"

enum {
    /// Ids of pairs have so many bits, their ranks the rest of 64 but for the two ids.
    csplit_id_bits = 21,
    csplit_rank_bits = 22,
    /// What stands for "these two do not merge".
    csplit_no_rank = (1 << csplit_rank_bits) - 1,
    /// An id that no token has: two of them would be the key of a vacant entry.
    csplit_no_id = (1 << csplit_id_bits) - 2,
    /// The ranks of pairs of lower ids are in a table of their own.
    csplit_few_ids = 256,
    /// The filter has so many words: a power of two.
    csplit_filter_words = 1 << 14,
    /// The tokens of a row: of one that starts from at most so many, and of one that may start from
    /// csplit_medium_length. Powers of two; the last token of a long row is never used.
    csplit_short_row = 16,
    csplit_long_row = 64,
    /// Characters that start with this byte and the ten above it have three bytes; syllables and ideographs are among
    /// them.
    csplit_first_lead = 0xE3,
    csplit_lead_count = 11,
    /// How many parts pieces are cut into, and how many bytes these have, at the most; what is more is not cut.
    csplit_parts_count = 2048,
    csplit_parts_bytes = csplit_parts_count * 8,
    /// Up to so many tokens are merged by csplit_merge_tokens, with AVX-512 in registers: a multiple of 16, and no more
    /// than 128, as two words of bits tell where a rank is.
    csplit_window_tokens = 128,
    /// The bits of csplit_borders, by their logarithm.
    csplit_border_bits = 19,
};

/// From two neighbouring ids to the rank of their merge.
typedef struct {
    /// The left id, the right id and the rank, from the highest bit down; all ones where vacant.
    const uint64_t *entries;
    /// Their number is a power of two: less one, and 64 less its logarithm.
    uint64_t mask;
    uint32_t shift;
    /// What is added to a rank to get the token that its merge makes, unless `results` says it.
    uint32_t result_offset;
    const uint32_t *results;
    /// Of each pair that there is two bits of one word: an eighth of a megabyte, which the second cache holds.
    const uint64_t *filter;
    /// The ranks of all pairs of ids below csplit_few_ids, which the bytes mostly have; the left id counts more.
    const uint32_t *few_ranks;
} csplit_pairs;

/// A token that must not stand beside a unit.
typedef struct {
    /// Where its bytes are.
    int32_t start;
    int16_t length;
    /// The first of them.
    uint8_t head;
    uint8_t is_behind;
} csplit_neighbour;

/// What must not stand beside a unit: nothing is forbidden; the list tells; a space before it.
enum csplit_dangers { csplit_no_danger = 0, csplit_listed_dangers = 1, csplit_space_danger = 2 };

/// A unit: half a cache line, since all of it is read together.
typedef struct {
    /// Three ids of 20 bits; bits 60 and 61 count them, the two bits above are one of csplit_dangers.
    uint64_t tokens;
    /// A bit for each csplit_behind of a neighbour that must not stand behind it, and for each csplit_before of one
    /// before it, where the list tells.
    uint64_t behind, before;
    uint64_t unused;
} csplit_unit;

/// The tokens of syllables, alone and behind a space, and of ideographs, and what must not stand beside them.
typedef struct {
    /// Null: there are no units.
    const csplit_unit *entries;
    /// Where each unit's neighbours start, and at last their end.
    const int32_t *starts;
    const csplit_neighbour *neighbours;
    const uint8_t *bytes;
    /// How many ideographs from U+4E00 on are units, behind the syllables.
    uint32_t ideographs;
} csplit_units;

/// The number of the bit for what is behind a unit, from its first two bytes; - second: 0 where there is only one.
static inline uint32_t csplit_behind(uint8_t first, uint8_t second) { return (first & 7u) << 3 | (second >> 3 & 7u); }

/// The number of the bit for what is before a unit, from its last byte.
static inline uint32_t csplit_before(uint8_t last) { return last & 63u; }

/// From bytes to the token that they are, for vocabularies that take such pieces whole.
typedef struct {
    /// Half a hash and the id; all ones where vacant. Null: pieces are always merged.
    const uint64_t *slots;
    uint64_t mask;
    const uint8_t *bytes;
    const uint32_t *offsets;
} csplit_tokens;

/// The borders between two characters of three bytes that some token lies across, or may.
typedef struct {
    /// A bit for each csplit_border of the three bytes on both sides. Null: pieces are not cut.
    const uint64_t *bits;
    /// Of sixteen, by the lead behind a border, less csplit_first_lead: a bit for the last six before it, where all are
    /// meant.
    const uint64_t *edges;
} csplit_borders;

/// What merging must know of a vocabulary.
typedef struct {
    /// Without entries where ids do not fit records: nothing is looked up and merged side by side then.
    csplit_pairs pairs;
    csplit_units units;
    csplit_tokens tokens;
    csplit_borders borders;
    /// The ids of the 256 bytes.
    const uint32_t *byte_ids;
} csplit_vocabulary;

/// A piece that no cache knows.
typedef struct {
    /// Its number in the batch, and where it starts.
    uint32_t index, from;
    /// Its ids; null until it has some.
    uint32_t *ids;
    uint32_t count;
    /// Whether they are those of its parts.
    uint32_t is_joined;
    uint64_t hash;
    /// Where its record goes: into an entry that was made as it was missed. Null where there was no room.
    uint64_t *place;
    /// Its record.
    uint64_t record[3];
} csplit_missed;

/// What became of the pieces that no cache knew: how many entries were made in each cache; how many pieces were merged,
/// and how many of these end with an ideograph; how many are still to be remembered.
typedef struct {
    uint32_t in_short, in_medium, merged, ideographs, late;
} csplit_remembered;

typedef struct csplit_parts csplit_parts;

/// Memory to merge in; for n pieces of a batch:
///
/// A row is a piece that is being merged: its tokens, then csplit_no_id; and as many numbers for the rank of each with
/// its right neighbour, then csplit_no_rank.
typedef struct {
    /// n entries, in the order of the pieces, and how many tokens each has.
    csplit_missed *missed;
    uint32_t *counts;
    /// n rows of csplit_short_row, and of csplit_long_row; at multiples of 64 bytes.
    uint32_t *short_rows, *long_rows;
    /// What became of these. Those still to be remembered are in `order` then.
    csplit_remembered *made;
    /// n numbers each, and one more in `order`: the rows at work, and where in each the last merge was.
    uint32_t *order, *long_order, *places;
    /// csplit_pair_room of n: pairs whose ranks are asked for, and these.
    uint32_t *left, *right, *ranks;
    /// As many: those of the pairs that may be there, their slots, and their numbers.
    uint64_t *keys;
    uint32_t *slots, *numbers;
    /// Where pieces are cut into parts; null: they are not.
    csplit_parts *parts;
} csplit_merging;

/// Pieces that no cache knows, cut where no token lies across; the parts are looked up as pieces are, in tables of
/// their own: a part is never taken whole.
struct csplit_parts {
    /// The bytes of the pieces behind one another, with room for csplit_parts_bytes and 64 more.
    uint8_t *text;
    /// The parts: room for csplit_parts_count of them, and for eight more in `ends`, which are written behind the last.
    uint32_t *ends;
    csplit_pieces pieces;
    /// As many: what the parts that no cache knows are merged in. How many there are.
    const csplit_merging *merging;
    uint32_t missed;
    /// Of each piece its number among those that were missed, and its first part; one more at the end.
    uint32_t *owners, *firsts;
    /// All ids, and where those of each part start; room for eight for each part, and for one more.
    uint32_t *ids, *starts;
};

/// Whether pieces that are tokens are these, whatever the merges say; parts of pieces are merged.
static inline int csplit_takes_whole(const csplit_vocabulary *vocabulary, const csplit_merging *merging) {
    return vocabulary->tokens.slots && merging->parts;
}

/// For how many pairs there must be room where n pieces may be merged.
static inline size_t csplit_pair_room(size_t n) { return n * csplit_medium_length + csplit_long_row; }

/// Finds the records of a batch of pieces; what no cache knows is merged. Longer pieces than csplit_medium_length are
/// left out: theirs say csplit_elsewhere.
///
/// Entries are made for these where there is room; nothing is moved or driven out, so that records stay where they are.
/// Returns how many pieces are in `missed`.
uint32_t csplit_find_pieces(const csplit_pieces *pieces, const csplit_vocabulary *vocabulary,
                            const csplit_merging *merging, int set);

/// Remembers the pieces that were missed and found no room; records of the batch are no longer to be used then.
///
/// There must have been some that were missed.
csplit_remembered csplit_remember(const csplit_pieces *pieces, const csplit_merging *merging);

/// The ids of a piece whose record says csplit_elsewhere, where it was merged with the batch; else null.
const uint32_t *csplit_merged_ids(const csplit_pieces *pieces, const csplit_merging *merging, uint32_t missed,
                                  uint32_t index, uint32_t *count);

/// Merges tokens until no rule applies, the lowest rank first, of equal ones the leftmost; O(n²).
///
/// - count: at most csplit_window_tokens; - set: the instruction set.
/// Returns how many tokens are left.
size_t csplit_merge_tokens(const csplit_pairs *pairs, uint32_t *ids, size_t count, int set);

/// The tokens that a piece may be merged from: those of its units where the theorem of Documentation/Encoding.md
/// holds, else those of its bytes.
///
/// - ids: room for as many ids as the piece has bytes.
/// Returns how many there are.
size_t csplit_start(const csplit_vocabulary *vocabulary, const uint8_t *piece, size_t length, uint32_t *ids);

#define csplit_border_factor 0x9E3779B97F4A7C15ull

/// The number of the bit of a border; - window: the three bytes before it, lowest first, then the three behind it.
static inline uint32_t csplit_border(uint64_t window) {
    return (uint32_t)((window & 0xFFFFFFFFFFFFull) * csplit_border_factor >> (64 - csplit_border_bits));
}

static inline uint64_t csplit_pair_key(uint32_t left, uint32_t right) {
    return (uint64_t)left << csplit_id_bits | right;
}

/// Fibonacci hashing; the left id is spread first, since neighbouring pairs share it.
static inline uint64_t csplit_pair_hash(uint64_t key) { return (key ^ key >> 29) * 0x9E3779B97F4A7C15ull; }

/// The word of the filter that a pair's bits are in, and those bits.
static inline uint64_t csplit_filter_place(uint64_t hash) { return hash >> 50; }
static inline uint64_t csplit_filter_bits(uint64_t hash) {
    return 1ull << (hash >> 44 & 63) | 1ull << (hash >> 38 & 63);
}

/// The rank of the merge of two ids, or csplit_no_rank.
static inline uint32_t csplit_rank(const csplit_pairs *pairs, uint32_t left, uint32_t right) {
    const uint64_t key = csplit_pair_key(left, right), hash = csplit_pair_hash(key);
    // All ones where the filter knows that there is no such pair; a choice that takes no branch.
    const uint64_t is_out = -(uint64_t)((~pairs->filter[csplit_filter_place(hash)] & csplit_filter_bits(hash)) != 0);
    uint64_t slot = hash >> pairs->shift, entry = pairs->entries[slot & ~is_out] | is_out;
    while (entry >> csplit_rank_bits != key && entry != ~0ull) entry = pairs->entries[++slot & pairs->mask];
    return (uint32_t)entry & csplit_no_rank;
}

/// The same; quicker for the lowest ids, those of bytes in most vocabularies.
static inline uint32_t csplit_rank_of_any(const csplit_pairs *pairs, uint32_t left, uint32_t right) {
    if ((left | right) < csplit_few_ids) return pairs->few_ranks[left << 8 | right];
    return csplit_rank(pairs, left, right);
}

/// The token that the merge of a rank makes.
static inline uint32_t csplit_made(const csplit_pairs *pairs, uint32_t rank) {
    return pairs->results ? pairs->results[rank] : rank + pairs->result_offset;
}

/// The hash of a token's bytes, eight at a step.
static inline uint64_t csplit_token_hash(const uint8_t *bytes, size_t length) {
    uint64_t state = 0x9E3779B97F4A7C15ull ^ length, tail = 0;
    for (; length >= 8; bytes += 8, length -= 8) {
        uint64_t word;
        __builtin_memcpy(&word, bytes, 8);
        state = csplit_fold(state ^ word, 0xA0761D6478BD642Full);
    }
    for (; length > 0; bytes++, length--) tail = tail << 8 | *bytes;
    return csplit_fold(state ^ tail, 0xA0761D6478BD642Full);
}
