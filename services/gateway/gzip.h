// gzip (RFC 1952), within bounds.
#ifndef PLENARY_SERVICES_GATEWAY_GZIP_H_
#define PLENARY_SERVICES_GATEWAY_GZIP_H_

#include <cstddef>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace plenary::gateway {

// What is smaller gains nothing.
inline constexpr size_t kLeastToCompress = 1024;

std::string Gzip(absl::string_view plain);

// INVALID_ARGUMENT, MALFORMED_REQUEST where it is no gzip or goes on behind its end;
// RESOURCE_EXHAUSTED, MESSAGE_TOO_LARGE as soon as it turns out larger than `most`.
absl::StatusOr<std::string> Gunzip(absl::string_view compressed, size_t most);

}  // namespace plenary::gateway

#endif  // PLENARY_SERVICES_GATEWAY_GZIP_H_
