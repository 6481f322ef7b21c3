// Where keys may be fetched from.
#ifndef PLENARY_SERVICES_OIDC_ADDRESS_H_
#define PLENARY_SERVICES_OIDC_ADDRESS_H_

#include "absl/strings/string_view.h"

namespace plenary::oidc {

// Whether `url` is https, or plain http on loopback ("http://localhost:3000", "http://127.0.0.1",
// "http://[::1]"). Addresses with a user's name in them are neither.
bool MayFetch(absl::string_view url);

// Whether `url` is plain http.
bool IsPlain(absl::string_view url);

}  // namespace plenary::oidc

#endif  // PLENARY_SERVICES_OIDC_ADDRESS_H_
