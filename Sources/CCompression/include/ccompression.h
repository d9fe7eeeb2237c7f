#ifndef MALMOI_CCOMPRESSION_H
#define MALMOI_CCOMPRESSION_H

/// The version of zlib that is linked.
const char *ccomp_zlib_version(void);

#endif
