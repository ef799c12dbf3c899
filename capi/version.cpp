// The version of the library, as its headers say it.
#include "gemel/base.h"

int32_t gemel_version(void)
{
    return GEMEL_VERSION_MAJOR * 1000000 + GEMEL_VERSION_MINOR * 1000 + GEMEL_VERSION_PATCH;
}
