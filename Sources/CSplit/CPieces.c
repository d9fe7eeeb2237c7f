#include "CPieces.h"

#include <string.h>

uint64_t *csplit_vacate(uint64_t *sets, uint64_t place) {
    uint64_t *entry = sets + place * 8;
    if (entry[7] >> 60) {
        uint64_t *const beside = sets + (place ^ 1) * 8;
        if (!(beside[7] >> 60)) entry = beside;
    }
    if (entry[3] >> 60) memcpy(entry + 4, entry, 4 * sizeof *entry);
    return entry;
}

uint64_t *csplit_vacate_medium(uint64_t *entries, uint64_t place) {
    uint64_t *const entry = entries + place * 8;
    if (!entry[7]) return entry;
    uint64_t *const beside = entries + (place ^ 1) * 8;
    if (!beside[7]) return beside;
    memcpy(beside, entry, 8 * sizeof *entry);
    return entry;
}
