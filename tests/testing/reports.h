// A small world for tests of reports: a ControlForum on 20 December 2023, with protocols, figures
// and the service of reports, called as the server calls them.
//
//   class ReportTest : public testing::ReportTest {};
//   PLENARY_ON_EVERY_ENGINE(ReportTest);
//
//   TEST_P(ReportTest, APlanIsToldOf) {
//     forum_.Approved(forum_.Plan());
//     EXPECT_THAT(forum_.Sentences(v1::ReportSection::PLANS), SizeIs(2));
//   }
#ifndef PLENARY_TESTS_TESTING_REPORTS_H_
#define PLENARY_TESTS_TESTING_REPORTS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "plenary/v1/protocols.pb.h"
#include "plenary/v1/reports.pb.h"
#include "services/protocols/service.h"
#include "services/reports/service.h"
#include "tests/testing/control.h"
#include "tests/testing/indicators.h"
#include "tests/testing/protos.h"
#include "tests/testing/vault.h"

namespace plenary::testing {

// What reports are written from in the world of a forum. Safe from several threads.
class ReportServices {
 public:
  // `forum` outlives it.
  explicit ReportServices(Forum& forum) : forum_(forum) {}

  const reports::Sources& sources() const { return sources_; }
  const reports::ReportService& service() const { return service_; }

 private:
  Forum& forum_;
  delegations::Consequences closing_{forum_.attendances()};
  const events::EventService events_{forum_.sealer(), closing_};
  const delegations::DelegationService delegations_{forum_.sealer(), TestVault(),
                                                    forum_.attendances()};
  const negotiations::NegotiationService negotiations_{forum_.sealer()};
  const protocols::ProtocolService protocols_{forum_.sealer()};
  const control::ActionPlanService plans_{forum_.sealer()};
  const indicators::IndicatorService indicators_{forum_.sealer()};
  const reports::Sources sources_{events_,    delegations_, negotiations_,
                                  protocols_, plans_,       indicators_};
  const reports::ReportService service_{sources_};
};

// Safe from several threads once it is made.
class ReportForum : public ControlForum {
 public:
  using Protocols = protocols::ProtocolService;

  explicit ReportForum(const std::string& engine) : ControlForum(engine) { SetDay(2023, 12, 20); }

  IndicatorCalls& indicators() { return indicators_; }
  const reports::Sources& sources() const { return services_.sources(); }

  // Noon in Minsk on that day and two hours more, as the text of an interval.
  static std::string On(int year, int month, int day) {
    const absl::Time noon =
        absl::FromCivil(absl::CivilSecond(year, month, day, 9, 0, 0), absl::UTCTimeZone());
    return absl::StrCat("interval { start_time ", InText(noon), " end_time ",
                        InText(noon + absl::Hours(2)), " } ");
  }
  // A record of conversation in the negotiation, approved on a day of 2023.
  std::string Record(const std::string& negotiation, const std::string& date) {
    v1::CreateProtocolRequest request;
    request.set_parent(negotiation);
    *request.mutable_protocol() = Parse<v1::Protocol>(
        absl::StrCat("type: RECORD_OF_CONVERSATION languages: 'ru' place: 'Minsk' titles { ",
                     "language: 'en' text: 'Record of ", date, "' }"));
    const std::string record =
        Value(storage::ChangeAndWait(store(), random(), CallOf<v1::CreateProtocolRequest>(),
                                     sources().protocols, &Protocols::CreateProtocol, request))
            .name();
    v1::CreateProtocolItemRequest item;
    item.set_parent(record);
    *item.mutable_protocol_item() =
        Parse<v1::ProtocolItem>("kind: DECISION texts { language: 'ru' text: 'Решили' }");
    Value(storage::ChangeAndWait(store(), random(), CallOf<v1::CreateProtocolItemRequest>(),
                                 sources().protocols, &Protocols::CreateProtocolItem, item));
    const auto approve = Parse<v1::ApproveProtocolRequest>(
        absl::StrCat("name: '", record, "' person: '", Who("anna"), "' date: '", date, "'"));
    Value(storage::ChangeAndWait(store(), random(), CallOf<v1::ApproveProtocolRequest>(),
                                 sources().protocols, &Protocols::ApproveProtocol, approve));
    return record;
  }
  std::string Project(const std::string& event, const std::string& organization) {
    return Value(Do(&Delegations::CreateProject,
                    absl::StrCat("parent: '", event, "' project { organization: '", organization,
                                 "' titles { language: 'en' text: 'Project' } }")))
        .name();
  }

  absl::StatusOr<v1::Report> Write(const std::string& request = "year: 2023") {
    return storage::ReadAndWait(store(), CallOf<v1::WriteReportRequest>(), services_.service(),
                                &reports::ReportService::WriteReport,
                                Parse<v1::WriteReportRequest>(request));
  }
  // What a section of the report of 2023 says in a language.
  std::vector<std::string> Sentences(v1::ReportSection::Kind kind,
                                     const std::string& language = "en") {
    const v1::Report report =
        Value(Write(absl::StrCat("year: 2023 language_codes: '", language, "'")));
    std::vector<std::string> texts;
    for (const v1::ReportSection& section : report.sections()) {
      if (section.kind() != kind) continue;
      for (const v1::ReportSentence& sentence : section.sentences()) {
        texts.push_back(sentence.texts(0).text());
      }
    }
    return texts;
  }

 private:
  IndicatorCalls indicators_{*this};
  const ReportServices services_{*this};
};

// Its fixture.
class ReportTest : public ::testing::TestWithParam<std::string> {
 protected:
  ReportForum forum_{GetParam()};
};

}  // namespace plenary::testing

#endif  // PLENARY_TESTS_TESTING_REPORTS_H_
