#include "services/storage/resume_token.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "services/base/errors.h"

namespace plenary::storage {
namespace {

std::string Purpose(absl::string_view partition) { return absl::StrCat("resume\n", partition); }

}  // namespace

std::string MakeResumeToken(const base::TokenSealer& sealer, absl::string_view partition,
                            int64_t number) {
  // Every token is as long as any other: its length must not tell how much has changed.
  return sealer.Seal(absl::StrCat(absl::Dec(number, absl::kZeroPad20)), Purpose(partition));
}

absl::StatusOr<int64_t> ReadResumeToken(const base::TokenSealer& sealer,
                                        absl::string_view partition, absl::string_view token) {
  const absl::StatusOr<std::string> content = sealer.Open(token, Purpose(partition));
  int64_t number = 0;
  if (!content.ok() || !absl::SimpleAtoi(*content, &number)) {
    return base::Refuse(absl::StatusCode::kInvalidArgument, v1::ERROR_REASON_INVALID_RESUME_TOKEN,
                        absl::StrCat("the resume token is damaged or was given for another stream "
                                     "than ",
                                     partition, "; list again and watch from the list's token"));
  }
  return number;
}

}  // namespace plenary::storage
