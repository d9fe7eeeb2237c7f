#include "ccompression.h"

#include <zlib.h>

const char *ccomp_zlib_version(void) { return zlibVersion(); }
