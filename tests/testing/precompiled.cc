// The source of the target whose precompiled header is precompiled.h.
