#include "CPieces.h"

#include <string.h>

uint64_t *csplit_vacate(uint64_t *sets, uint64_t place) {
    // Without a branch up to here: whether a set is full cannot be predicted.
    uint64_t *set = sets + (place ^ (uint64_t)csplit_is_full(sets + place * 8)) * 8;
    if (__builtin_expect(csplit_is_full(set), 0)) {
        uint64_t beside = 2;
        while (beside < csplit_neighbourhood && csplit_is_full(sets + (place ^ beside) * 8)) beside++;
        set = sets + (beside < csplit_neighbourhood ? place ^ beside : place) * 8;
    }
    // A vacant entry is copied, too: then both are.
    memcpy(set + 4, set, 4 * sizeof *set);
    return set;
}

uint64_t *csplit_vacate_medium(uint64_t *entries, uint64_t place) {
    for (uint64_t beside = 0; beside < csplit_neighbourhood; beside++) {
        uint64_t *const entry = entries + (place ^ beside) * 8;
        if (!entry[7]) return entry;
    }
    uint64_t *const entry = entries + place * 8;
    memcpy(entries + (place ^ 1) * 8, entry, 8 * sizeof *entry);
    return entry;
}

const uint64_t *csplit_medium_beside(const csplit_pieces *p, uint64_t place, const csplit_medium_key *key,
                                     uint32_t length) {
    for (uint64_t beside = 1; beside < csplit_neighbourhood; beside++) {
        const uint64_t *const entry = p->medium + (place ^ beside) * 8;
        if (csplit_is_medium(entry, key, length)) return entry + 5;
        if (!entry[7]) return 0;
    }
    return 0;
}
