#ifndef MALMOI_CICU_REGEX_H
#define MALMOI_CICU_REGEX_H

#include <stdint.h>

/// A compiled regular expression with the text that it is being matched against; one thread at a time.
/// A fence because ICU's functions have its version in their names, and because UTF-8 text needs a UText.
typedef struct cicu_regex cicu_regex;

/// How an operation ended.
enum __attribute__((enum_extensibility(closed))) cicu_regex_status {
    cicu_regex_found,
    cicu_regex_not_found,
    /// The match took more steps than the limit allows.
    cicu_regex_too_slow,
    /// Backtracking needed more memory than the limit allows.
    cicu_regex_too_deep,
    /// Anything else that ICU reports.
    cicu_regex_failed,
};

/// Compiles a pattern given in UTF-16; `^` and `$` match at line feeds. NULL where ICU refuses it, with the offset of
/// the error in `error_offset` (-1 where it is not known).
///
/// `step_limit` bounds the matches of a text together, in ICU's own units of ten thousand steps or about a
/// millisecond (a text of many bytes may take more, in proportion); `stack_limit` bounds the memory of one in bytes.
cicu_regex *cicu_regex_open(
    const uint16_t *pattern, int32_t length, int32_t step_limit, int32_t stack_limit, int32_t *error_offset);

/// A second matcher of the same pattern, for another thread.
cicu_regex *cicu_regex_copy(const cicu_regex *regex);

void cicu_regex_close(cicu_regex *regex);

/// Sets the text. It is not copied, and must stay where it is until the last match.
enum cicu_regex_status cicu_regex_set_text(cicu_regex *regex, const uint8_t *text, int64_t length);

/// Finds the first match that starts at `from` or behind it; look-behind sees what is before.
enum cicu_regex_status cicu_regex_find(cicu_regex *regex, int64_t from, int64_t *start, int64_t *end);

#endif
