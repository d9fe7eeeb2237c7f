#include "CMerges.h"

#include <string.h>

size_t csplit_merge_tokens(const csplit_pairs *pairs, uint32_t *ids, uint32_t *ranks, size_t count) {
    if (count < 2) return count;
    for (size_t i = 0; i + 1 < count; i++) {
        const int are_few = (ids[i] | ids[i + 1]) < csplit_few_ids;
        ranks[i] = are_few ? pairs->few_ranks[ids[i] << 8 | ids[i + 1]] : csplit_rank(pairs, ids[i], ids[i + 1]);
    }
    for (;;) {
        // Two loops, the first of which needs no branch and goes several at a time.
        uint32_t lowest = csplit_no_rank;
        for (size_t i = 0; i + 1 < count; i++) lowest = ranks[i] < lowest ? ranks[i] : lowest;
        if (lowest == csplit_no_rank) return count;
        size_t best = 0;
        while (ranks[best] != lowest) best++;
        const uint32_t made = csplit_made(pairs, lowest);
        ids[best] = made;
        if (--count < 2) return count;
        memmove(ids + best + 1, ids + best + 2, (count - best - 1) * sizeof *ids);
        memmove(ranks + best, ranks + best + 1, (count - best - 1) * sizeof *ranks);
        if (best > 0) ranks[best - 1] = csplit_rank(pairs, ids[best - 1], made);
        if (best + 1 < count) ranks[best] = csplit_rank(pairs, made, ids[best + 1]);
    }
}

const uint32_t *csplit_merged_ids(const csplit_pieces *p, const csplit_merging *m, uint32_t missed, uint32_t index,
                                  uint32_t *count) {
    for (uint32_t low = 0, high = missed; low < high;) {
        const uint32_t middle = (low + high) / 2;
        const csplit_missed *const one = m->missed + middle;
        if (one->index == index && p->records[index] == one->record) {
            *count = one->count;
            return one->ids;
        }
        if (one->index < index) low = middle + 1;
        else high = middle;
    }
    return 0;
}

/// Remembers a piece of at most 16 bytes; returns whether an entry was made.
static int remember_short(uint64_t *sets, uint64_t place, csplit_key key, uint32_t length, const uint64_t *record) {
    const int fits = csplit_count(record) - 1 < csplit_short_ids;
    // Of a piece whose ids are elsewhere only these may have been forgotten.
    if (!fits && csplit_short_entry(sets, place, key, length)) return 0;
    uint64_t *const entry = csplit_vacate(sets, place);
    entry[0] = key.low;
    entry[1] = key.high;
    entry[2] = (fits ? record[0] : 0) | (uint64_t)length << 60;
    entry[3] = fits ? record[1] : (uint64_t)csplit_elsewhere << 60; // without the highest bit
    return 1;
}

/// Remembers a piece of at most csplit_medium_length bytes.
static void remember_medium(uint64_t *entries, uint64_t place, const csplit_medium_key *key, uint32_t length,
                            const uint64_t *record) {
    uint64_t *const entry = csplit_vacate_medium(entries, place);
    memcpy(entry, key, sizeof *key);
    entry[5] = record[0];
    entry[6] = record[1];
    entry[7] = record[2] | (uint64_t)length << 48;
}

csplit_remembered csplit_remember(const csplit_pieces *p, const csplit_merging *m, uint32_t missed) {
    csplit_remembered made = {0, 0, 0, 0};
    for (uint32_t i = 0; i < missed; i++) {
        const csplit_missed *const one = m->missed + i;
        const uint32_t length = p->ends[one->index] - one->from;
        const uint8_t *const piece = p->text + one->from;
        // E4 to E9 start U+4000 to U+9FFF.
        made.ideographs += !one->is_joined && length >= 3 && (uint8_t)(piece[length - 3] - 0xE4) < 6;
        made.merged += !one->is_joined;
        if (length <= 16) {
            const csplit_key key = csplit_make_key(piece, length, p->limit);
            made.in_short += (uint32_t)remember_short(p->sets, p->places[one->index], key, length, one->record);
            if (csplit_count(one->record) - 1 < csplit_short_ids) continue;
        }
        const csplit_medium_key key = csplit_make_medium_key(piece, length, p->limit);
        remember_medium(p->medium, csplit_medium_hash(&key, length) & p->medium_mask, &key, length, one->record);
        made.in_medium++;
    }
    return made;
}
