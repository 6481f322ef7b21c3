// Which part of the gateway answers a request.
#ifndef PLENARY_SERVICES_GATEWAY_ROUTE_RULES_H_
#define PLENARY_SERVICES_GATEWAY_ROUTE_RULES_H_

#include <string>

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"

namespace plenary::gateway {

enum class Place {
  kMethod,          // subject: "plenary.v1.EventService/GetEvent"
  kSession,         // /session
  kSessionLink,     // /session/link
  kSessionOptions,  // /session/options
  kOidcStart,       // /session/oidc/start
  kOidcCallback,    // /session/oidc/callback
  kUpload,          // /files
  kDownload,        // /files/{file}; subject: "files/{file}"
  kCalendar,        // /calendars/{secret}.ics; subject: the secret
  kMetrics,         // /metrics
  kHealth,          // /healthz
  kReadiness,       // /readyz
  kApplication,     // anything else; subject: the normal path, "/assets/x.js"
};

struct Route {
  Place place = Place::kApplication;
  std::string subject;
  std::string query;  // what stands behind '?'
};

// Of a request's target; nullopt where its path is malformed or leads upwards.
absl::optional<Route> RouteOf(absl::string_view target);

}  // namespace plenary::gateway

#endif  // PLENARY_SERVICES_GATEWAY_ROUTE_RULES_H_
