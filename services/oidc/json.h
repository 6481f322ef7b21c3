// JSON (RFC 8259) as the identity provider sends it.
#ifndef PLENARY_SERVICES_OIDC_JSON_H_
#define PLENARY_SERVICES_OIDC_JSON_H_

#include <jansson.h>

#include <memory>
#include <utility>

#include "absl/strings/string_view.h"

namespace plenary::oidc {

struct JsonRelease {
  void operator()(json_t* json) const { json_decref(json); }
};
using Json = std::unique_ptr<json_t, JsonRelease>;

// The object that `text` is; nullptr where it is anything else, holds a name twice, or is no UTF-8.
inline Json ParseObject(absl::string_view text) {
  Json json(json_loadb(text.data(), text.size(), JSON_REJECT_DUPLICATES, nullptr));
  return json_is_object(json.get()) ? std::move(json) : nullptr;
}

// The text of a member; empty where there is none, or something else.
inline absl::string_view TextOf(const json_t* object, const char* name) {
  const json_t* value = json_object_get(object, name);
  if (!json_is_string(value)) return {};
  return {json_string_value(value), json_string_length(value)};
}

}  // namespace plenary::oidc

#endif  // PLENARY_SERVICES_OIDC_JSON_H_
