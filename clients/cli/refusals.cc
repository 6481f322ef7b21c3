#include "clients/cli/refusals.h"

#include <map>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "plenary/status.h"

namespace plenary::cli {

int ExitCodeOf(const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kOk:
      return kDone;
    case absl::StatusCode::kFailedPrecondition:
    case absl::StatusCode::kPermissionDenied:
    case absl::StatusCode::kOutOfRange:
      return kRefused;
    case absl::StatusCode::kInvalidArgument:
      return kUsage;
    case absl::StatusCode::kNotFound:
      return kNotFound;
    case absl::StatusCode::kUnavailable:
    case absl::StatusCode::kDeadlineExceeded:
    case absl::StatusCode::kResourceExhausted:
      return kUnavailable;
    case absl::StatusCode::kAlreadyExists:
    case absl::StatusCode::kAborted:
      return kConflict;
    default:
      return kFault;
  }
}

std::string ExitCodesHelp() {
  return R"(Exit codes of plenary:
  0  done
  1  refused by a rule: the reason says which, and what would help; in a batch row by row also
     when some rows were refused
  2  the command line or a value in it is wrong; every bad field is listed
  3  there is no such resource
  4  the server cannot be reached, is busy, or took too long: repeat later; with --request-id
     repeating is safe even where the first try was cut off
  5  it exists already, or changed meanwhile: read it again, then decide
  6  a fault of the server: tell its operator
)";
}

std::string AdviceOn(const absl::Status& status) {
  static const auto* const kByReason = new std::map<v1::ErrorReason, std::string>{
      {v1::ERROR_REASON_REGISTRATION_CLOSED,
       "the secretariat can do it with --reason; see the windows with `plenary event get`"},
      {v1::ERROR_REASON_DELEGATION_QUOTA_EXHAUSTED,
       "wait in line with --when-full wait, take the overflow category with --when-full "
       "use-overflow, or raise the limit with `plenary quota set`"},
      {v1::ERROR_REASON_CATEGORY_LIMIT_REACHED,
       "wait in line with --when-full wait, or raise the limit with `plenary category update`"},
      {v1::ERROR_REASON_QUOTA_BELOW_USE,
       "say why with --overbooking-reason, or withdraw somebody first"},
      {v1::ERROR_REASON_PERSON_ALREADY_PARTICIPATES,
       "see the participation named above with `plenary participant get`"},
      {v1::ERROR_REASON_HEAD_REQUIRED,
       "name another head first with `plenary delegation set-head`"},
      {v1::ERROR_REASON_REASON_REQUIRED, "say why with --reason"},
      {v1::ERROR_REASON_ETAG_MISMATCH, "read it again, and repeat with its new --etag"},
      {v1::ERROR_REASON_RESOURCE_DELETED, "bring it back first with the verb undelete"},
      {v1::ERROR_REASON_RESOURCE_NOT_FOUND,
       "look it up with the verb list; short names need --event where they lie in an event"},
      {v1::ERROR_REASON_RESUME_TOKEN_EXPIRED, "list again, and watch from there (list --watch)"},
      {v1::ERROR_REASON_REQUEST_ID_REUSED, "give another --request-id"},
      {v1::ERROR_REASON_TOO_MUCH_CONTENTION, "repeat the command"},
      {v1::ERROR_REASON_COMMIT_FATE_UNKNOWN,
       "look whether it was done, or repeat with the same --request-id"},
  };
  if (const auto found = kByReason->find(ReasonOf(status)); found != kByReason->end()) {
    return found->second;
  }
  switch (ExitCodeOf(status)) {
    case kUnavailable:
      return "is plenaryd running there? --server or PLENARY_SERVER names another address";
    case kFault:
      return "tell the operator of the server, whose log has the details";
    default:
      return "";
  }
}

int PrintRefusal(const Terminal& terminal, const std::string& where, const absl::Status& status) {
  terminal.err << where << ": "
               << (status.message().empty() ? absl::StatusCodeToString(status.code())
                                            : std::string(status.message()))
               << "\n";
  for (const auto& violation : FieldViolations(status)) {
    terminal.err << "  field " << violation.field() << ": " << violation.description() << "\n";
  }
  if (const std::string reason = ReasonName(ReasonOf(status)); !reason.empty()) {
    const std::map<std::string, std::string> metadata = MetadataOf(status);
    terminal.err << "  reason: " << reason;
    if (!metadata.empty()) {
      terminal.err << " (" << absl::StrJoin(metadata, ", ", absl::PairFormatter("=")) << ")";
    }
    terminal.err << "\n";
  }
  if (const std::string advice = AdviceOn(status); !advice.empty()) {
    terminal.err << "  next: " << advice << "\n";
  }
  return ExitCodeOf(status);
}

}  // namespace plenary::cli
