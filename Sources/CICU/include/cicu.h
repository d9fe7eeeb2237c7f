#ifndef MALMOI_CICU_H
#define MALMOI_CICU_H

/// The version of the ICU library that is linked, as "72.1".
const char *cicu_version(void);

#endif
