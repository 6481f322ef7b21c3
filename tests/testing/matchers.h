// Matchers of absl::Status and absl::StatusOr.
//   EXPECT_THAT(store.Open(), IsOk());
//   EXPECT_THAT(answer, StatusIs(absl::StatusCode::kNotFound));
//   EXPECT_THAT(answer, RefusedFor(v1::ERROR_REASON_ETAG_MISMATCH));
//   EXPECT_THAT(answer, IsOkAnd(Eq(3)));
#ifndef PLENARY_TESTS_TESTING_MATCHERS_H_
#define PLENARY_TESTS_TESTING_MATCHERS_H_

#include <ostream>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gmock/gmock.h"
#include "plenary/v1/error_reason.pb.h"
#include "services/base/errors.h"

namespace plenary::testing {

inline const absl::Status& StatusOf(const absl::Status& status) { return status; }
template <class T>
const absl::Status& StatusOf(const absl::StatusOr<T>& value) {
  return value.status();
}

MATCHER(IsOk, negation ? "is an error" : "is OK") {
  const absl::Status& status = StatusOf(arg);
  if (!status.ok()) *result_listener << status.ToString();
  return status.ok();
}

MATCHER_P(StatusIs, code,
          std::string(negation ? "has another code than " : "has code ") +
              absl::StatusCodeToString(code)) {
  const absl::Status& status = StatusOf(arg);
  *result_listener << status.ToString();
  return status.code() == code;
}

MATCHER_P(RefusedFor, reason,
          std::string(negation ? "is not refused for " : "is refused for ") +
              v1::ErrorReason_Name(reason)) {
  const absl::Status& status = StatusOf(arg);
  *result_listener << status.ToString();
  return !status.ok() && base::ReasonOf(status) == reason;
}

MATCHER_P(IsOkAnd, matcher, "is OK and its value matches") {
  if (!arg.ok()) {
    *result_listener << arg.status().ToString();
    return false;
  }
  return ::testing::ExplainMatchResult(matcher, *arg, result_listener);
}

}  // namespace plenary::testing

#endif  // PLENARY_TESTS_TESTING_MATCHERS_H_
