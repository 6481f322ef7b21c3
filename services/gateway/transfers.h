// Files and calendars as a browser and a calendar program fetch them: /files, /calendars.
#ifndef PLENARY_SERVICES_GATEWAY_TRANSFERS_H_
#define PLENARY_SERVICES_GATEWAY_TRANSFERS_H_

#include <string>

#include "services/gateway/backend.h"
#include "services/gateway/http.h"
#include "services/gateway/route_rules.h"

namespace plenary::gateway {

// Safe from several threads.
class Transfers {
 public:
  // `backend` outlives it and every call.
  Transfers(Backend& backend, std::string public_url);

  // POST /files?filename=…: takes the body as a file, as it comes.
  void Upload(const ExchangePtr& exchange, const Route& route) const;
  // GET /files/{file}: gives a file, always to be kept rather than shown.
  void Download(const ExchangePtr& exchange, const Route& route) const;
  // GET /calendars/{secret}.ics: whoever has the secret reads the calendar.
  void Calendar(const ExchangePtr& exchange, const Route& route) const;

 private:
  class Uploading;
  class Downloading;

  Backend& backend_;
  const std::string public_url_;
};

}  // namespace plenary::gateway

#endif  // PLENARY_SERVICES_GATEWAY_TRANSFERS_H_
