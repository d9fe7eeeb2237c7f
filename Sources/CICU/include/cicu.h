#ifndef MALMOI_CICU_H
#define MALMOI_CICU_H

#include <stdint.h>

// ICU's functions carry a version suffix behind macros, which Swift cannot import: hence this fence.

/// The version of the ICU library that is linked, as "72.1".
const char *cicu_version(void);

#include "cicu_converter.h"
#include "cicu_normalization.h"
#include "cicu_regex.h"

#endif
