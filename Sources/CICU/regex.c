#include "cicu_regex.h"

#include <stdlib.h>
#include <unicode/uregex.h>
#include <unicode/utext.h>

struct cicu_regex {
    URegularExpression *expression;
    UText *text;
    int32_t step_limit;
    int32_t stack_limit;
    /// Of the steps that all matches of one text may take together, those that are left.
    int64_t steps_left;
};

static enum cicu_regex_status status_of(UErrorCode status) {
    switch (status) {
    case U_REGEX_TIME_OUT:
    case U_REGEX_STOPPED_BY_CALLER: return cicu_regex_too_slow;
    case U_REGEX_STACK_OVERFLOW: return cicu_regex_too_deep;
    default: return cicu_regex_failed;
    }
}

// ICU calls this once in ten thousand steps of a match.
static UBool U_CALLCONV count_steps(const void *context, int32_t steps) {
    cicu_regex *regex = (cicu_regex *)context;
    (void)steps;
    return --regex->steps_left > 0;
}

// Sets the limits, which a clone does not take over from its original.
static cicu_regex *wrap(URegularExpression *expression, int32_t step_limit, int32_t stack_limit) {
    UErrorCode status = U_ZERO_ERROR;
    cicu_regex *regex = calloc(1, sizeof *regex);
    if (regex) {
        regex->expression = expression;
        regex->step_limit = step_limit;
        regex->stack_limit = stack_limit;
        uregex_setTimeLimit(expression, step_limit, &status);
        uregex_setStackLimit(expression, stack_limit, &status);
        uregex_setMatchCallback(expression, count_steps, regex, &status);
        if (U_SUCCESS(status)) return regex;
        free(regex);
    }
    uregex_close(expression);
    return 0;
}

cicu_regex *cicu_regex_open(
    const uint16_t *pattern, int32_t length, int32_t step_limit, int32_t stack_limit, int32_t *error_offset) {
    UErrorCode status = U_ZERO_ERROR;
    UParseError place = {.line = -1, .offset = -1};
    // Line ends are line feeds alone, and ^ and $ look at every one of them, as in Oniguruma.
    uint32_t flags = UREGEX_MULTILINE | UREGEX_UNIX_LINES;
    URegularExpression *expression = uregex_open((const UChar *)pattern, length, flags, &place, &status);
    *error_offset = place.offset;
    if (U_FAILURE(status)) return 0;
    return wrap(expression, step_limit, stack_limit);
}

cicu_regex *cicu_regex_copy(const cicu_regex *regex) {
    UErrorCode status = U_ZERO_ERROR;
    URegularExpression *expression = uregex_clone(regex->expression, &status);
    if (U_FAILURE(status)) return 0;
    return wrap(expression, regex->step_limit, regex->stack_limit);
}

void cicu_regex_close(cicu_regex *regex) {
    if (!regex) return;
    uregex_close(regex->expression);
    utext_close(regex->text);
    free(regex);
}

enum cicu_regex_status cicu_regex_set_text(cicu_regex *regex, const uint8_t *text, int64_t length) {
    UErrorCode status = U_ZERO_ERROR;
    // Longer texts have more matches, but none of them is worth more than a step of the limit for some bytes.
    regex->steps_left = regex->step_limit + length / 256;
    regex->text = utext_openUTF8(regex->text, (const char *)text, length, &status);
    uregex_setUText(regex->expression, regex->text, &status);
    return U_FAILURE(status) ? status_of(status) : cicu_regex_found;
}

enum cicu_regex_status cicu_regex_find(cicu_regex *regex, int64_t from, int64_t *start, int64_t *end) {
    UErrorCode status = U_ZERO_ERROR;
    UBool found = uregex_find64(regex->expression, from, &status);
    if (U_FAILURE(status)) return status_of(status);
    if (!found) return cicu_regex_not_found;
    *start = uregex_start64(regex->expression, 0, &status);
    *end = uregex_end64(regex->expression, 0, &status);
    return U_FAILURE(status) ? status_of(status) : cicu_regex_found;
}
