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
    case absl::StatusCode::kUnauthenticated:
      return kNotSignedIn;
    default:
      return kFault;
  }
}

std::string ReasonsHelp(const Words& words) {
  std::string help;
  const auto& reasons = *v1::ErrorReason_descriptor();
  for (int i = 1; i < reasons.value_count(); ++i) {
    const std::string name = ReasonName(static_cast<v1::ErrorReason>(reasons.value(i)->number()));
    absl::StrAppend(&help, name, "\n  ", words.Find(absl::StrCat("reason.", name)).value_or(""),
                    "\n");
  }
  return help;
}

std::string AdviceOn(const absl::Status& status, const Words& words) {
  const std::string reason = ReasonName(ReasonOf(status));
  if (auto advice = words.Find(absl::StrCat("advice.", reason))) return *std::move(advice);
  switch (ExitCodeOf(status)) {
    case kUnavailable:
      return words.Say("advice.unavailable");
    case kFault:
      return words.Say("advice.fault");
    case kNotSignedIn:
      return words.Say("advice.sign-in");
    default:
      return "";
  }
}

namespace {

// What a refusal means in the reader's language, where that is not the one of its message.
std::string Meaning(const absl::Status& status, const Words& words) {
  if (words.language() == Words::Language::kEnglish) return "";
  const std::string reason = ReasonName(ReasonOf(status));
  if (auto meaning = words.Find(absl::StrCat("reason.", reason))) return *std::move(meaning);
  return words.Find(absl::StrCat("code.", absl::StatusCodeToString(status.code()))).value_or("");
}

}  // namespace

int PrintRefusal(const Terminal& terminal, const std::string& where, const absl::Status& status) {
  const Words words(terminal.environment);
  const std::string message = status.message().empty() ? absl::StatusCodeToString(status.code())
                                                       : std::string(status.message());
  const std::string meaning = Meaning(status, words);
  terminal.err << where << ": " << (meaning.empty() ? "" : meaning + "\n  ") << message << "\n";
  for (const auto& violation : FieldViolations(status)) {
    terminal.err << "  " << words.Say("refusal.field", violation.field(), violation.description())
                 << "\n";
  }
  if (const std::string reason = ReasonName(ReasonOf(status)); !reason.empty()) {
    const std::map<std::string, std::string> metadata = MetadataOf(status);
    terminal.err << "  " << words.Say("refusal.reason", reason);
    if (!metadata.empty()) {
      terminal.err << " (" << absl::StrJoin(metadata, ", ", absl::PairFormatter("=")) << ")";
    }
    terminal.err << "\n";
  }
  if (const std::string advice = AdviceOn(status, words); !advice.empty()) {
    terminal.err << "  " << words.Say("refusal.next", advice) << "\n";
  }
  return ExitCodeOf(status);
}

}  // namespace plenary::cli
