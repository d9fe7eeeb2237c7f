#include "CMerges.h"

#include <string.h>

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
