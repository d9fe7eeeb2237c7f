#include "CMerges.h"

#include <string.h>

enum { first_syllable = 0xAC00, syllable_count = 11172, first_ideograph = 0x4E00 };
/// The number of what is no unit.
static const uint32_t no_unit = ~0u;

/// The number of the unit that a character is, or no_unit.
static inline uint32_t unit_of(const csplit_units *units, uint32_t character) {
    const uint32_t syllable = character - first_syllable, ideograph = character - first_ideograph;
    const uint32_t other = ideograph < units->ideographs ? 2 * syllable_count + ideograph : no_unit;
    return syllable < syllable_count ? syllable : other;
}

/// The number of the unit at the start of some bytes, or no_unit.
static inline uint32_t unit_at(const csplit_units *units, const uint8_t *bytes, size_t room) {
    if (room < 3 || (bytes[0] & 0xF0) != 0xE0 || (bytes[1] & 0xC0) != 0x80 || (bytes[2] & 0xC0) != 0x80) return no_unit;
    return unit_of(units, (uint32_t)((bytes[0] & 0xF) << 12 | (bytes[1] & 0x3F) << 6 | (bytes[2] & 0x3F)));
}

/// Whether a dangerous neighbour stands beside a unit, of which the filters say that one may.
static __attribute__((noinline)) int stands(const csplit_units *units, int32_t unit, const uint8_t *piece,
                                             size_t length, size_t start, size_t end) {
    for (int32_t i = units->starts[unit]; i < units->starts[unit + 1]; i++) {
        const csplit_neighbour *const one = units->neighbours + i;
        // Of longer tokens these are the 32,767 bytes next to the unit.
        const size_t size = (size_t)one->length;
        if (one->is_behind ? end + size > length : start < size) continue;
        const uint8_t *const place = one->is_behind ? piece + end : piece + start - size;
        if (*place == one->head && memcmp(place, units->bytes + one->start, size) == 0) return 1;
    }
    return 0;
}

/// Whether a dangerous neighbour stands beside a unit.
static inline int strikes(const csplit_units *units, uint32_t unit, const uint8_t *piece, size_t length, size_t start,
                          size_t end) {
    const csplit_unit *const entry = units->entries + unit;
    uint64_t may = 0;
    if (end < length) may = entry->behind >> csplit_behind(piece[end], end + 1 < length ? piece[end + 1] : 0);
    if (start > 0) may |= entry->before >> csplit_before(piece[start - 1]);
    return __builtin_expect(may & 1, 0) && stands(units, (int32_t)unit, piece, length, start, end);
}

/// Whether a unit may be started from where it stands.
static inline int is_safe(const csplit_units *units, uint32_t unit, const uint8_t *piece, size_t length, size_t start,
                          size_t end) {
    const uint64_t entry = units->entries[unit].tokens;
    if (!(entry >> 60 & 3)) return 0;
    if (entry >> 62 == csplit_space_danger) return start == 0 || piece[start - 1] != ' ';
    return entry >> 62 != csplit_listed_dangers || !strikes(units, unit, piece, length, start, end);
}

/// Writes the tokens of a unit, three ids whatever their number, which it returns.
static inline size_t put(uint64_t tokens, uint32_t *ids) {
    ids[0] = tokens & 0xFFFFF;
    ids[1] = tokens >> 20 & 0xFFFFF;
    ids[2] = tokens >> 40 & 0xFFFFF;
    return tokens >> 60 & 3;
}

/// The tokens of a piece of nothing but units behind at most one ASCII character; 0 where it is another, or where a
/// filter says that a dangerous neighbour may stand beside a unit.
///
/// All filters are looked at: which units have dangers cannot be predicted.
static inline size_t start_plain(const csplit_vocabulary *v, const uint8_t *piece, size_t length, uint32_t *ids) {
    const csplit_units *const units = &v->units;
    uint32_t last = piece[0];
    const size_t is_ascii = last < 0x80, is_space = last == ' ';
    // A space is taken together with a syllable; another character stands before the first unit.
    uint32_t shift = is_space ? syllable_count : 0;
    uint64_t behind = 0, before = is_ascii & ~is_space ? ~0ull : 0, is_bad = (length - is_ascii) % 3;
    ids[0] = v->byte_ids[last];
    size_t count = is_ascii & ~is_space;
    for (size_t at = is_ascii; at + 3 <= length; at += 3) {
        uint16_t head;
        memcpy(&head, piece + at, sizeof head);
        const uint32_t bytes = head | (uint32_t)piece[at + 2] << 16;
        uint32_t unit = unit_of(units, (bytes & 0xF) << 12 | (bytes >> 2 & 0xFC0) | (bytes >> 16 & 0x3F));
        is_bad |= ((bytes & 0xC0C0F0) ^ 0x8080E0) | (unit == no_unit) | ((shift != 0) & (unit >= syllable_count));
        if (is_bad) return 0;
        unit += shift;
        const csplit_unit *const entry = units->entries + unit;
        const size_t many = put(entry->tokens, ids + count);
        // What stands before meets this unit, and this unit what stands before.
        is_bad |= behind >> csplit_behind(bytes & 0xFF, bytes >> 8 & 0xFF) & 1;
        is_bad |= (entry->before & before) >> csplit_before((uint8_t)last) & 1;
        is_bad |= many == 0;
        count += many;
        behind = entry->behind;
        before = ~0ull;
        last = bytes >> 16;
        shift = 0;
    }
    return is_bad ? 0 : count;
}

/// The length of a character that is not ASCII, as its first byte has it; 0 where the bytes behind do not fit.
static size_t character_length(const uint8_t *bytes, size_t room) {
    const uint8_t lead = bytes[0];
    const size_t length = lead < 0xC0 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF8 ? 4 : 0;
    if (length > room) return 0;
    for (size_t i = 1; i < length; i++)
        if ((bytes[i] & 0xC0) != 0x80) return 0;
    return length;
}

static size_t start_from_bytes(const uint32_t *byte_ids, const uint8_t *piece, size_t length, uint32_t *ids) {
    for (size_t i = 0; i < length; i++) ids[i] = byte_ids[piece[i]];
    return length;
}

size_t csplit_start(const csplit_vocabulary *v, const uint8_t *piece, size_t length, uint32_t *ids) {
    const csplit_units *const units = &v->units;
    const uint32_t *const byte_ids = v->byte_ids;
    if (!length || !units->entries) return start_from_bytes(byte_ids, piece, length, ids);
    size_t at = 0, count = start_plain(v, piece, length, ids);
    if (count) return count;
    while (at < length) {
        const uint8_t byte = piece[at];
        const size_t space = byte == ' ';
        uint32_t unit = byte < 0x80 && !space ? no_unit : unit_at(units, piece + at + space, length - at - space);
        if (unit == no_unit) {
            // Any other character goes in as its bytes; bytes that are none could be anything to their neighbours.
            const size_t size = byte < 0x80 ? 1 : character_length(piece + at, length - at);
            if (!size) return start_from_bytes(byte_ids, piece, length, ids);
            count += start_from_bytes(byte_ids, piece + at, size, ids + count);
            at += size;
            continue;
        }
        size_t size = 3;
        if (space) {
            // Never behind ASCII: other spaces would merge with this one first.
            const int may_join = unit < syllable_count && (at == 0 || piece[at - 1] >= 0x80);
            if (may_join && is_safe(units, unit + syllable_count, piece, length, at, at + 4)) {
                unit += syllable_count;
                size = 4;
            } else {
                // The space by itself then: what stands behind it alone has fewer dangers.
                ids[count++] = byte_ids[' '];
                at++;
            }
        }
        if (size == 3 && !is_safe(units, unit, piece, length, at, at + 3)) {
            count += start_from_bytes(byte_ids, piece + at, 3, ids + count);
            at += 3;
            continue;
        }
        // Each unit has at least as many bytes as the three ids written.
        count += put(units->entries[unit].tokens, ids + count);
        at += size;
    }
    return count;
}
