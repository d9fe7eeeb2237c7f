#include "CPieces.h"

#include <string.h>

// What is in a group of neighbours goes, when a table grows, into the groups that have the same number modulo the old
// size: into none that another old group goes to. So a table grows where it is, group by group.
enum { group_words = csplit_neighbourhood * 8 };

uint64_t csplit_grow(uint64_t *old, uint64_t count, uint64_t *sets, uint64_t set_mask) {
    uint64_t found = 0, group[group_words];
    for (uint64_t base = 0; base < count; base += csplit_neighbourhood) {
        memcpy(group, old + base * 8, sizeof group);
        memset(old + base * 8, 0, sizeof group);
        // The older entries first, so that they stay in front.
        for (uint64_t way = 0; way < 8; way += 4) {
            for (const uint64_t *entry = group + way; entry < group + group_words; entry += 8) {
                if (!(entry[3] >> 60)) continue;
                const csplit_key key = {entry[0], entry[1]};
                const uint64_t place = csplit_hash(key) & set_mask;
                memcpy(csplit_vacate(sets, place), entry, 4 * sizeof *entry);
                found++;
            }
        }
    }
    return found;
}

uint64_t csplit_grow_medium(uint64_t *old, uint64_t count, uint64_t *entries, uint64_t mask) {
    uint64_t found = 0, group[group_words];
    for (uint64_t base = 0; base < count; base += csplit_neighbourhood) {
        memcpy(group, old + base * 8, sizeof group);
        memset(old + base * 8, 0, sizeof group);
        for (const uint64_t *entry = group; entry < group + group_words; entry += 8) {
            if (!entry[7]) continue;
            csplit_medium_key key;
            memcpy(&key, entry, sizeof key);
            const uint64_t place = csplit_medium_hash(&key, (uint32_t)(entry[7] >> 48)) & mask;
            memcpy(csplit_vacate_medium(entries, place), entry, 8 * sizeof *entry);
            found++;
        }
    }
    return found;
}
