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

csplit_remembered csplit_remember(const csplit_pieces *p, const csplit_merging *m) {
    csplit_remembered made = *m->made;
    for (uint32_t i = 0; i < made.late; i++) {
        const csplit_missed *const one = m->missed + m->order[i];
        const uint32_t length = p->ends[one->index] - one->from;
        const uint8_t *const piece = p->text + one->from;
        if (length <= 16) {
            const csplit_key key = csplit_make_key(piece, length, p->limit);
            const uint64_t set = csplit_place(p, one->index);
            uint64_t *vacant;
            // Of a piece whose ids are elsewhere only these may have been forgotten.
            if (!csplit_short_entry(p->sets, set, key, length, &vacant)) {
                csplit_write_short(csplit_make_short(csplit_vacate(p->sets, set), key, length), one->record);
                made.in_short++;
            }
            if (csplit_count(one->record) - 1 < csplit_short_ids) continue;
        }
        const csplit_medium_key key = csplit_make_medium_key(piece, length, p->limit);
        const uint64_t place = csplit_medium_hash(&key, length) & p->medium_mask;
        uint64_t *vacant;
        // A piece that found no room may come several times in a batch.
        if (csplit_medium_entry(p->medium, place, &key, length, &vacant)) continue;
        uint64_t *const entry = csplit_vacate_medium(p->medium, place);
        csplit_write_medium(csplit_make_medium(entry, &key, length), one->record);
        made.in_medium++;
    }
    return made;
}
