// Numbers of passports and other documents of identity.
#ifndef PLENARY_SERVICES_BASE_DOCUMENT_NUMBER_H_
#define PLENARY_SERVICES_BASE_DOCUMENT_NUMBER_H_

#include <string>

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"

namespace plenary::base {

// A number as it is compared: in capitals, without spaces and hyphens. nullopt where anything but
// letters A–Z and digits is left, which are what a machine-readable zone has (ICAO Doc 9303, part
// 3), or nothing is. Safe from several threads.
absl::optional<std::string> NormalizedDocumentNumber(absl::string_view number);

}  // namespace plenary::base

#endif  // PLENARY_SERVICES_BASE_DOCUMENT_NUMBER_H_
