// The built application, from a folder: /, /assets/…, and every page of it.
#ifndef PLENARY_SERVICES_GATEWAY_APPLICATION_FILES_H_
#define PLENARY_SERVICES_GATEWAY_APPLICATION_FILES_H_

#include <string>

#include "absl/status/statusor.h"
#include "services/gateway/http.h"

namespace plenary::gateway {

// Safe from several threads. Files are read as they are asked for, so that a folder that is built
// anew serves at once.
class ApplicationFiles {
 public:
  // The files of `folder`, or none where it is empty. NOT_FOUND where there is no such folder.
  static absl::StatusOr<ApplicationFiles> In(const std::string& folder);

  // The file at a normal path (route_rules.h), compressed as its neighbour with .br or .gz is where
  // the browser takes that; for a page of the application, whose last name has no dot, its
  // index.html.
  Answer Find(const RequestHead& head, const std::string& path) const;

 private:
  explicit ApplicationFiles(std::string root) : root_(std::move(root)) {}

  const std::string root_;  // without symbolic links; empty: there is none
};

}  // namespace plenary::gateway

#endif  // PLENARY_SERVICES_GATEWAY_APPLICATION_FILES_H_
