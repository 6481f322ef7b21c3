#include "clients/cli/output.h"

#include <sstream>
#include <string>

#include "absl/strings/cord.h"
#include "clients/cli/refusals.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"
#include "plenary/v1/delegations.pb.h"
#include "plenary/v1/events.pb.h"

namespace plenary::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class OutputTest : public ::testing::Test {
 protected:
  template <class T>
  T Parsed(const std::string& text) {
    T message;
    EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message));
    return message;
  }
  std::string Printed(const google::protobuf::Message& answer, Format format,
                      const std::string& language = "en", bool in_detail = false) {
    Output output{terminal_, format, {}, false};
    output.style.language = language;
    out_.str("");
    PrintAnswer(output, answer, in_detail);
    return out_.str();
  }

  std::istringstream in_;
  std::ostringstream out_;
  std::ostringstream err_;
  Terminal terminal_{in_, out_, err_, false, {}};
};

const char kEvent[] = R"pb(
  name: "events/tibo-2023"
  kind: FORUM
  role: HOSTED
  time_zone: "Europe/Minsk"
  interval {
    start_time { seconds: 1681765200 }
    end_time { seconds: 1682110800 }
  }
  display_names { language: "ru" text: "ТИБО" }
  display_names { language: "en" text: "TIBO, the forum" }
  state: PUBLISHED)pb";

TEST_F(OutputTest, ATableShowsShortNamesAndTimesOfTheVenue) {
  EXPECT_EQ(Printed(Parsed<v1::Event>(kEvent), Format::kTable),
            "ID         NAME             KIND   ROLE    START             END               "
            "TIME ZONE     STATE\n"
            "tibo-2023  TIBO, the forum  forum  hosted  2023-04-18 00:00  2023-04-22 00:00  "
            "Europe/Minsk  published\n");
}

TEST_F(OutputTest, TheLanguageChoosesTheNameElseEnglishElseTheFirst) {
  v1::Event event = Parsed<v1::Event>(kEvent);
  EXPECT_THAT(Printed(event, Format::kTable, "ru"), HasSubstr("  ТИБО  "));
  EXPECT_THAT(Printed(event, Format::kTable, "zh"), HasSubstr("TIBO, the forum"));
  event.mutable_display_names()->RemoveLast();
  EXPECT_THAT(Printed(event, Format::kTable, "zh"), HasSubstr("  ТИБО  "));
}

TEST_F(OutputTest, CsvHasFullNamesAndInstantsForPrograms) {
  EXPECT_EQ(Printed(Parsed<v1::Event>(kEvent), Format::kCsv),
            "ID,NAME,KIND,ROLE,START,END,TIME ZONE,STATE\r\n"
            "events/tibo-2023,\"TIBO, the forum\",forum,hosted,2023-04-17T21:00:00Z,"
            "2023-04-21T21:00:00Z,Europe/Minsk,published\r\n");
}

TEST_F(OutputTest, JsonLinesHaveOneResourceALine) {
  const auto response = Parsed<v1::ListEventsResponse>(R"pb(events { name: "events/a" }
                                                            events { name: "events/b" }
                                                            next_page_token: "x")pb");
  EXPECT_EQ(Printed(response, Format::kJsonLines),
            "{\"name\":\"events/a\"}\n{\"name\":\"events/b\"}\n");
}

TEST_F(OutputTest, DetailsShowEveryFieldThatIsSet) {
  const auto participant = Parsed<v1::Participant>(R"pb(
    name: "events/e/participants/p"
    titles { language: "ru" text: "Советник" }
    functions: SPEAKER
    stay {
      arrival {
        time { seconds: 1681765200 }
        number: "XX 1"
      }
      needs: "interpreter"
    })pb");
  EXPECT_EQ(Printed(participant, Format::kTable, "en", true),
            "FIELD                VALUE\n"
            "name                 events/e/participants/p\n"
            "functions[0]         speaker\n"
            "titles[ru]           Советник\n"
            "stay.arrival.time    2023-04-17 21:00\n"
            "stay.arrival.number  XX 1\n"
            "stay.needs[0]        interpreter\n");
}

TEST_F(OutputTest, ARegistrationShowsTheDelegationAndItsParticipants) {
  const auto response =
      Parsed<v1::RegisterDelegationResponse>(
          R"pb(
            delegation { name: "events/e/delegations/kursk" state: FORMING }
            results {
              participant { name: "events/e/participants/p" display_name: "Примерова Анна" }
            })pb");
  const std::string text = Printed(response, Format::kTable);
  EXPECT_THAT(text, HasSubstr("forming"));
  EXPECT_THAT(text, HasSubstr("\n\nID"));
  EXPECT_THAT(text, HasSubstr("Примерова Анна"));
}

TEST_F(OutputTest, AnAnswerWhoseRowsWereAllRefusedShowsNone) {
  const auto response = Parsed<v1::BatchChangeParticipantsResponse>(
      R"pb(results { error { code: 9 message: "no seat" } })pb");
  EXPECT_EQ(Printed(response, Format::kTable), "");
}

TEST_F(OutputTest, ColourAppearsOnlyWhereItIsWanted) {
  const v1::Event event = Parsed<v1::Event>(kEvent);
  EXPECT_THAT(Printed(event, Format::kTable), Not(HasSubstr("\033")));
  PrintAnswer({terminal_, Format::kTable, {}, true}, event, false);
  EXPECT_THAT(out_.str(), HasSubstr("\033[1m"));
}

TEST_F(OutputTest, AChangeIsOneLineWithWhatItChanged) {
  v1::Change change;
  change.set_number(7);
  change.set_kind(v1::Change::UPDATED);
  change.set_resource_name("events/tibo-2023");
  change.mutable_change_time()->set_seconds(1681765200);
  change.mutable_resource()->PackFrom(Parsed<v1::Event>(kEvent));
  PrintChange({terminal_, Format::kTable, {}, false}, change);
  EXPECT_EQ(out_.str(),
            "7  2023-04-17 21:00  updated  events/tibo-2023  TIBO, the forum  forum  hosted  "
            "2023-04-18 00:00  2023-04-22 00:00  Europe/Minsk  published\n");
}

TEST_F(OutputTest, ARefusalSaysWhyAndWhatToDo) {
  absl::Status status =
      absl::FailedPreconditionError("TIBO-2023 has no seat left for Kursk Region");
  google::rpc::ErrorInfo info;
  info.set_reason("DELEGATION_QUOTA_EXHAUSTED");
  (*info.mutable_metadata())["seatsLeft"] = "0";
  status.SetPayload("type.googleapis.com/google.rpc.ErrorInfo",
                    absl::Cord(info.SerializeAsString()));
  EXPECT_EQ(PrintRefusal(terminal_, "plenary", status), 1);
  EXPECT_EQ(err_.str(),
            "plenary: TIBO-2023 has no seat left for Kursk Region\n"
            "  reason: DELEGATION_QUOTA_EXHAUSTED (seatsLeft=0)\n"
            "  next: wait in line with --when-full wait, take the overflow category with "
            "--when-full use-overflow, or raise the limit with `plenary quota set`\n");
}

TEST_F(OutputTest, EveryBadFieldHasALineOfItsOwn) {
  absl::Status status = absl::InvalidArgumentError("2 fields are wrong");
  google::rpc::BadRequest bad_request;
  for (const char* field : {"event.kind", "event.interval"}) {
    auto& violation = *bad_request.add_field_violations();
    violation.set_field(field);
    violation.set_description("is required");
  }
  status.SetPayload("type.googleapis.com/google.rpc.BadRequest",
                    absl::Cord(bad_request.SerializeAsString()));
  EXPECT_EQ(PrintRefusal(terminal_, "plenary", status), 2);
  EXPECT_EQ(err_.str(),
            "plenary: 2 fields are wrong\n"
            "  field event.kind: is required\n"
            "  field event.interval: is required\n");
}

TEST_F(OutputTest, EveryCodeHasAnExitCode) {
  EXPECT_EQ(ExitCodeOf(absl::OkStatus()), 0);
  EXPECT_EQ(ExitCodeOf(absl::FailedPreconditionError("")), 1);
  EXPECT_EQ(ExitCodeOf(absl::InvalidArgumentError("")), 2);
  EXPECT_EQ(ExitCodeOf(absl::NotFoundError("")), 3);
  EXPECT_EQ(ExitCodeOf(absl::UnavailableError("")), 4);
  EXPECT_EQ(ExitCodeOf(absl::DeadlineExceededError("")), 4);
  EXPECT_EQ(ExitCodeOf(absl::ResourceExhaustedError("")), 4);
  EXPECT_EQ(ExitCodeOf(absl::AlreadyExistsError("")), 5);
  EXPECT_EQ(ExitCodeOf(absl::AbortedError("")), 5);
  EXPECT_EQ(ExitCodeOf(absl::InternalError("")), 6);
}

}  // namespace
}  // namespace plenary::cli
