// Read before everything else where ThreadSanitizer is on. Protobuf's maps have two more members
// then, which Debian's library, built without it, doesn't know of: whatever it does with a map
// (text format, reflection) would read the wrong ones.
#pragma push_macro("__SANITIZE_THREAD__")
#undef __SANITIZE_THREAD__
#include "google/protobuf/map_field.h"
#pragma pop_macro("__SANITIZE_THREAD__")
