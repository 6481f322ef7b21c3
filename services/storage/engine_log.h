// The words of an engine are for the operator's log, never for a caller.
#ifndef PLENARY_SERVICES_STORAGE_ENGINE_LOG_H_
#define PLENARY_SERVICES_STORAGE_ENGINE_LOG_H_

#include "absl/strings/string_view.h"

namespace plenary::storage {

// Writes one line of JSON to standard error: which engine, what it was asked to do, its own code
// and words. Neither may hold values of rows. At most ten lines a second are written, the next one
// says how many were left out: on a full disk every write fails. Safe from several threads.
void LogEngineError(absl::string_view engine, absl::string_view asked, absl::string_view code,
                    absl::string_view words);

}  // namespace plenary::storage

#endif  // PLENARY_SERVICES_STORAGE_ENGINE_LOG_H_
