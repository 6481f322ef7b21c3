// Messages in tests: written as text, compared with a difference that people can read.
//   const auto category = Parse<v1::Category>("limit: 5");
//   EXPECT_THAT(answer, IsOkAnd(EqualsProto(first_answer)));
//   EXPECT_THAT(BadFields(answer), ElementsAre("participant.person"));
#ifndef PLENARY_TESTS_TESTING_PROTOS_H_
#define PLENARY_TESTS_TESTING_PROTOS_H_

#include <stdexcept>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "google/protobuf/timestamp.pb.h"
#include "google/protobuf/util/message_differencer.h"
#include "google/protobuf/util/time_util.h"
#include "google/rpc/error_details.pb.h"
#include "services/base/errors.h"
#include "tests/testing/matchers.h"

namespace plenary::testing {

// A message from its text form. Throws where the text is none.
template <class Message>
Message Parse(const std::string& text) {
  Message message;
  if (google::protobuf::TextFormat::ParseFromString(text, &message)) return message;
  throw std::runtime_error(absl::StrCat("not a ", Message::descriptor()->full_name(), ": ", text));
}

// The same with `rest` on top: a valid one, but…
template <class Message>
Message Parse(const std::string& text, const std::string& rest) {
  Message message = Parse<Message>(text);
  message.MergeFrom(Parse<Message>(rest));
  return message;
}

// An instant as the text of a Timestamp: "{ seconds: 1685577600 nanos: 0 }".
inline std::string InText(absl::Time time) {
  const int64_t micros = absl::ToUnixMicros(time);
  return absl::StrCat("{ seconds: ", micros / 1'000'000, " nanos: ", micros % 1'000'000 * 1000,
                      " }");
}

// The instant of a Timestamp, to the microsecond.
inline absl::Time TimeOf(const google::protobuf::Timestamp& time) {
  return absl::FromUnixMicros(google::protobuf::util::TimeUtil::TimestampToMicroseconds(time));
}

// The paths of the fields that a refusal complains of, in its order.
inline std::vector<std::string> BadFields(const absl::Status& status) {
  std::vector<std::string> fields;
  const google::rpc::Status refusal = base::ToRpcStatus(status);
  for (const auto& detail : refusal.details()) {
    google::rpc::BadRequest bad;
    if (!detail.UnpackTo(&bad)) continue;
    for (const auto& violation : bad.field_violations()) fields.push_back(violation.field());
  }
  return fields;
}
template <class T>
std::vector<std::string> BadFields(const absl::StatusOr<T>& answer) {
  return BadFields(answer.status());
}

MATCHER_P(EqualsProto, expected, "equals " + expected.ShortDebugString()) {
  google::protobuf::util::MessageDifferencer differencer;
  std::string difference;
  differencer.ReportDifferencesToString(&difference);
  const bool equal = differencer.Compare(expected, arg);
  *result_listener << difference;
  return equal;
}

}  // namespace plenary::testing

#endif  // PLENARY_TESTS_TESTING_PROTOS_H_
