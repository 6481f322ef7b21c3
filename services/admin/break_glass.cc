#include "services/admin/break_glass.h"

#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "google/protobuf/util/time_util.h"
#include "services/access/bootstrap.h"
#include "services/access/secret_file.h"
#include "services/base/errors.h"
#include "services/base/ids.h"
#include "services/storage/resource.h"
#include "services/storage/store.h"

namespace plenary::admin {
namespace {

std::string TokenFile(const Order& order) {
  if (!order.file.empty()) return order.file;
  absl::string_view path = order.database;
  if (absl::ConsumePrefix(&path, "sqlite:")) return absl::StrCat(path, ".break-glass-token");
  return "/var/lib/plenary/break-glass-token";
}

}  // namespace

absl::Status BreakGlass(const Order& order, const base::Clock& clock, Report& report) {
  storage::StoreOptions options;
  options.create = false;
  PLENARY_ASSIGN_OR_RETURN(const std::unique_ptr<storage::Store> store,
                           storage::OpenStore(order.database, clock, options));
  report.set_file(TokenFile(order));
  PLENARY_ASSIGN_OR_RETURN(access::SecretFile file, access::SecretFile::Create(report.file()));
  base::SystemRandom random;
  PLENARY_ASSIGN_OR_RETURN(const access::BreakGlass made,
                           access::MakeBreakGlassToken(*store, random));
  PLENARY_RETURN_IF_ERROR(file.Write(made.secret));
  report.set_token(made.token);
  *report.mutable_token_expire_time() = storage::ToTimestamp(made.expire);
  return absl::OkStatus();
}

std::string BreakGlassInWords(const Report& report) {
  return absl::StrCat("wrote ", report.file(), ": an administrator's token, ", report.token(),
                      ", that works until ",
                      google::protobuf::util::TimeUtil::ToString(report.token_expire_time()),
                      "; the record of access says that it was made\n");
}

}  // namespace plenary::admin
