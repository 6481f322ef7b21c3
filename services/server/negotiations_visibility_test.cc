// A secret position on a real server: for who is not cleared for it, whatever their roles, it is
// not there, however they ask.
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "google/longrunning/operations.pb.h"
#include "gtest/gtest.h"
#include "plenary/v1/access.pb.h"
#include "plenary/v1/audit.pb.h"
#include "plenary/v1/changes.grpc.pb.h"
#include "plenary/v1/directory.pb.h"
#include "plenary/v1/negotiations.pb.h"
#include "plenary/v1/personal_data.pb.h"
#include "tests/testing/callers.h"
#include "tests/testing/engines.h"
#include "tests/testing/matchers.h"

namespace plenary::server {
namespace {

using ::plenary::testing::Administration;
using ::plenary::testing::CallMethod;
using ::plenary::testing::IsOk;
using ::plenary::testing::Parse;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::RunningServer;
using ::testing::Contains;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;
using Channel = std::shared_ptr<grpc::Channel>;

constexpr char kNegotiation[] = "negotiations/kursk";
constexpr char kTopic[] = "negotiations/kursk/topics/edo";
constexpr char kDark[] = "Dark words";

// The method that takes a request: "plenary.v1.NegotiationService/GetPosition".
template <class Request>
std::string MethodOf() {
  const auto& type = *Request::descriptor();
  const std::string& name = type.name();
  return absl::StrCat(type.file()->service(0)->full_name(), "/",
                      name.substr(0, name.size() - std::string("Request").size()));
}

template <class Response, class Request>
absl::StatusOr<Response> Try(const Channel& channel, const Request& request) {
  Response response;
  const absl::Status status = CallMethod(*channel, MethodOf<Request>(), request, response);
  if (!status.ok()) return status;
  return response;
}
template <class Response, class Request>
Response Do(const Channel& channel, const std::string& text) {
  const auto response = Try<Response>(channel, Parse<Request>(text));
  if (!response.ok()) {
    throw std::runtime_error(absl::StrCat(text, ": ", response.status().ToString()));
  }
  return *response;
}

class NegotiationsVisibilityTest : public ::testing::TestWithParam<std::string> {
 protected:
  NegotiationsVisibilityTest() {
    head_ = Head();
    chief_ = Negotiator("chief", "SECRET");
    for (const char* id : {"kursk-region", "ministry"}) {
      Do<v1::Organization, v1::CreateOrganizationRequest>(
          admin(), absl::StrCat("organization_id: '", id,
                                "' organization { type: REGION display_names { language: 'en' "
                                "text: 'Somewhere' } }"));
    }
    MakeNegotiation("kursk");
    Do<v1::Topic, v1::CreateTopicRequest>(
        chief_,
        "parent: 'negotiations/kursk' topic_id: 'edo' topic { titles { language: 'en' "
        "text: 'Documents' } }");
    open_ = Write("OFFICIAL", "Open words");
    secret_ = Write("SECRET", kDark);
  }

  // As the first administrator, who is cleared for nothing.
  const Channel& admin() const { return server_.channel(); }

  void MakeNegotiation(const std::string& id) {
    Do<v1::Negotiation, v1::CreateNegotiationRequest>(
        chief_, absl::StrCat("negotiation_id: '", id,
                             "' negotiation { counterpart: 'organizations/kursk-region' "
                             "display_names { language: 'en' text: 'Region' } }"));
  }
  void Clear(const std::string& id, const std::string& clearance) {
    Do<v1::User, v1::UpdateUserRequest>(
        admin(), absl::StrCat("user { name: 'users/", id, "' clearance: ", clearance,
                              " } update_mask { paths: 'clearance' }"));
  }
  // Somebody with a role, and a token that is worth all of the clearance.
  Channel Somebody(const std::string& id, v1::Role role, const std::string& clearance,
                   const std::string& on = "") {
    const std::string user = administration_.User(id);
    Clear(id, clearance);
    administration_.Bind(user, role, on);
    const auto made = Do<v1::CreateApiTokenResponse, v1::CreateApiTokenRequest>(
        head_, absl::StrCat("parent: '", user, "' api_token { clearance: SECRET }"));
    return server_.NewChannel(made.secret());
  }
  // An administrator who is cleared for everything and has signed in: nobody makes a token that is
  // cleared for more than what it is made with.
  Channel Head() {
    administration_.Bind(administration_.User("head"), v1::ADMINISTRATOR);
    Clear("head", "SECRET");
    Do<v1::User, v1::SetPasswordRequest>(
        admin(), "name: 'users/head' new_password: 'a long word for a test'");
    return server_.NewChannel(Do<v1::LoginResponse, v1::LoginRequest>(
                                  admin(), "name: 'users/head' password: 'a long word for a test'")
                                  .secret());
  }
  Channel Negotiator(const std::string& id, const std::string& clearance) {
    return Somebody(id, v1::NEGOTIATOR, clearance);
  }
  std::string Write(const std::string& classification, const std::string& words) {
    return Do<v1::Position, v1::CreatePositionRequest>(
               chief_, absl::StrCat("parent: '", kTopic,
                                    "' position { side: OURS classification: ", classification,
                                    " texts { language: 'en' text: '", words, "' } }"))
        .name();
  }
  void ExpectTellsNothing(const google::protobuf::Message& answer) {
    const std::string text = answer.DebugString();
    EXPECT_FALSE(absl::StrContains(text, secret_)) << text;
    EXPECT_FALSE(absl::StrContains(text, kDark)) << text;
  }
  // What is refused of the secret one must be refused in the same words of one that is not there.
  template <class Response, class Request>
  void ExpectMissing(const Channel& channel, const std::string& text) {
    const std::string missing = absl::StrCat(kTopic, "/positions/", std::string(24, 'a'));
    const auto real =
        Try<Response>(channel, Parse<Request>(absl::StrReplaceAll(text, {{"$NAME", secret_}})));
    const auto none =
        Try<Response>(channel, Parse<Request>(absl::StrReplaceAll(text, {{"$NAME", missing}})));
    EXPECT_FALSE(real.ok()) << text;
    EXPECT_EQ(absl::StrReplaceAll(real.status().ToString(), {{secret_, missing}}),
              none.status().ToString())
        << text;
    EXPECT_EQ(base::ReasonOf(real.status()), v1::ERROR_REASON_RESOURCE_NOT_FOUND) << text;
  }
  void ExpectSecretIsMissing(const Channel& channel) {
    ExpectMissing<v1::Position, v1::GetPositionRequest>(channel, "name: '$NAME'");
    ExpectMissing<v1::ListPositionRevisionsResponse, v1::ListPositionRevisionsRequest>(
        channel, "parent: '$NAME'");
    for (const char* dry : {"", "validate_only: true"}) {
      ExpectMissing<v1::Position, v1::UpdatePositionRequest>(
          channel, absl::StrCat("position { name: '$NAME' side: THEIRS etag: 'r7' } ", dry));
      ExpectMissing<v1::Position, v1::DeletePositionRequest>(channel,
                                                             absl::StrCat("name: '$NAME' ", dry));
      ExpectMissing<v1::Position, v1::UndeletePositionRequest>(channel,
                                                               absl::StrCat("name: '$NAME' ", dry));
    }
  }
  // What a stream of the negotiation shows from its beginning up to an update of `name`.
  static std::vector<v1::Change> ChangesUpTo(const Channel& channel, const std::string& name) {
    grpc::ClientContext context;
    v1::WatchChangesRequest request;
    request.set_parent(kNegotiation);
    request.set_from_beginning(true);
    const auto reader = v1::ChangeService::NewStub(channel)->WatchChanges(&context, request);
    std::vector<v1::Change> changes;
    v1::WatchChangesResponse response;
    bool is_over = false;
    while (!is_over && reader->Read(&response)) {
      for (const v1::Change& change : response.changes()) {
        changes.push_back(change);
        is_over = change.resource_name() == name && change.kind() == v1::Change::UPDATED;
      }
    }
    context.TryCancel();
    return changes;
  }
  static std::set<std::string> NamesOf(const std::vector<v1::Change>& changes) {
    std::set<std::string> names;
    for (const v1::Change& change : changes) names.insert(change.resource_name());
    return names;
  }
  void Touch(const std::string& position) {
    Do<v1::Position, v1::UpdatePositionRequest>(
        chief_, absl::StrCat("position { name: '", position, "' side: THEIRS }"));
  }

  testing::Database database_{GetParam()};
  RunningServer server_{database_.uri()};
  Administration administration_{server_};
  Channel head_;
  Channel chief_;
  std::string open_;
  std::string secret_;
};
INSTANTIATE_TEST_SUITE_P(Engines, NegotiationsVisibilityTest,
                         ::testing::ValuesIn(testing::Engines()), testing::EngineName);

TEST_P(NegotiationsVisibilityTest, NoRoleTakesThePlaceOfAClearance) {
  ExpectSecretIsMissing(admin());
  ExpectSecretIsMissing(Negotiator("clerk", "CONFIDENTIAL"));
  EXPECT_THAT((Try<v1::Position>(
                  chief_, Parse<v1::GetPositionRequest>(absl::StrCat("name: '", secret_, "'")))),
              IsOk());
}

TEST_P(NegotiationsVisibilityTest, AProgramReadsNothingClassifiedUnlessItsTokenSaysSo) {
  const Channel program = server_.NewChannel(administration_.Token("users/chief").secret());
  ExpectSecretIsMissing(program);
}

TEST_P(NegotiationsVisibilityTest, ListsAndBriefingsTellNothing) {
  const auto list = Do<v1::ListPositionsResponse, v1::ListPositionsRequest>(
      admin(), absl::StrCat("parent: '", kTopic, "' page_size: 1"));
  ASSERT_THAT(list.positions(), SizeIs(1));
  EXPECT_EQ(list.positions(0).name(), open_);
  EXPECT_THAT(list.next_page_token(), IsEmpty());
  ExpectTellsNothing(Do<v1::ListPositionsResponse, v1::ListPositionsRequest>(
      admin(), absl::StrCat("parent: '", kNegotiation, "/topics/-' show_deleted: true")));
  ExpectTellsNothing(Do<v1::Briefing, v1::GetBriefingRequest>(
      admin(), absl::StrCat("name: '", kNegotiation, "'")));
  EXPECT_THAT((Do<v1::ListPositionsResponse, v1::ListPositionsRequest>(
                   chief_, absl::StrCat("parent: '", kTopic, "'")))
                  .positions(),
              SizeIs(2));
}

TEST_P(NegotiationsVisibilityTest, AStreamOfChangesPassesOverIt) {
  Touch(secret_);
  Touch(open_);
  const auto shown = ChangesUpTo(Negotiator("clerk", "OFFICIAL"), open_);
  EXPECT_THAT(NamesOf(shown), UnorderedElementsAre(kNegotiation, kTopic, open_));
  for (const v1::Change& change : shown) {
    ExpectTellsNothing(change);
    EXPECT_EQ(change.number(), 0);
    EXPECT_THAT(change.hash(), IsEmpty());
    EXPECT_THAT(change.caller(), Not(IsEmpty()));
  }
  const auto all = ChangesUpTo(chief_, open_);
  EXPECT_THAT(NamesOf(all), Contains(secret_));
  EXPECT_EQ(all.back().number(), static_cast<int64_t>(all.size()));
}

TEST_P(NegotiationsVisibilityTest, ALoweredClassificationDoesNotOpenWhatWasWrittenBefore) {
  Do<v1::Position, v1::UpdatePositionRequest>(
      chief_, absl::StrCat("position { name: '", secret_,
                           "' classification: OFFICIAL texts { language: 'en' text: 'Mild' } } "
                           "update_mask { paths: 'classification' paths: 'texts' }"));
  const auto shown = ChangesUpTo(Negotiator("clerk", "OFFICIAL"), secret_);
  ASSERT_THAT(shown, Not(IsEmpty()));
  EXPECT_EQ(shown.back().resource_name(), secret_);
  for (const v1::Change& change : shown) {
    EXPECT_FALSE(absl::StrContains(change.DebugString(), kDark)) << change.DebugString();
  }
}

TEST_P(NegotiationsVisibilityTest, PagesOfChangesAreFullWithoutIt) {
  for (int i = 0; i < 3; ++i) Touch(secret_);
  Touch(open_);
  std::vector<v1::Change> shown;
  std::string token;
  do {
    const auto page = Do<v1::ListChangesResponse, v1::ListChangesRequest>(
        admin(),
        absl::StrCat("parent: '", kNegotiation, "' page_size: 2 page_token: '", token, "'"));
    ExpectTellsNothing(page);
    shown.insert(shown.end(), page.changes().begin(), page.changes().end());
    token = page.next_page_token();
    EXPECT_THAT(page.changes(), SizeIs(2));
  } while (!token.empty());
  ASSERT_THAT(shown, SizeIs(4));
  EXPECT_EQ(shown.back().resource_name(), open_);
}

TEST_P(NegotiationsVisibilityTest, TheAuditNamesItToTheClearedAloneAndTheChainStillVerifies) {
  Touch(secret_);
  const std::string text = absl::StrCat("filter: 'partition = \"", kNegotiation, "\"'");
  const auto entries = Do<v1::ListEntriesResponse, v1::ListEntriesRequest>(admin(), text);
  ExpectTellsNothing(entries);
  EXPECT_THAT(entries.entries(), SizeIs(3));
  const Channel auditor = Somebody("auditor", v1::AUDITOR, "SECRET");
  EXPECT_THAT((Do<v1::ListEntriesResponse, v1::ListEntriesRequest>(auditor, text)).entries(),
              SizeIs(5));

  const std::string parent = absl::StrCat("parent: '", kNegotiation, "'");
  const auto part = Do<v1::ListChainResponse, v1::ListChainRequest>(admin(), parent);
  const auto whole = Do<v1::ListChainResponse, v1::ListChainRequest>(auditor, parent);
  ExpectTellsNothing(part);
  ASSERT_EQ(part.entries_size(), whole.entries_size());
  int withheld = 0;
  for (int i = 0; i < part.entries_size(); ++i) {
    EXPECT_EQ(part.entries(i).change().number(), i + 1);
    EXPECT_EQ(part.entries(i).change().hash(), whole.entries(i).change().hash());
    EXPECT_FALSE(whole.entries(i).withheld());
    if (!part.entries(i).withheld()) continue;
    ++withheld;
    EXPECT_THAT(part.entries(i).change().caller(), IsEmpty());
    EXPECT_THAT(part.entries(i).commitment(), IsEmpty());
  }
  EXPECT_EQ(withheld, 2);

  const auto begun = Do<google::longrunning::Operation, v1::VerifyChainRequest>(admin(), parent);
  google::longrunning::WaitOperationRequest wait;
  wait.set_name(begun.name());
  google::longrunning::Operation ended;
  ASSERT_THAT(CallMethod(*admin(), "google.longrunning.Operations/WaitOperation", wait, ended),
              IsOk());
  ExpectTellsNothing(ended);
  v1::VerifyChainResponse verified;
  ASSERT_TRUE(ended.response().UnpackTo(&verified)) << ended.DebugString();
  EXPECT_EQ(verified.verified(), 5);
  EXPECT_THAT(verified.faults(), IsEmpty());
}

TEST_P(NegotiationsVisibilityTest, AnAnswerIsNotGivenAgainToWhoIsNoLongerCleared) {
  const auto request = Parse<v1::UpdatePositionRequest>(
      absl::StrCat("position { name: '", secret_, "' side: THEIRS } request_id: 'once'"));
  EXPECT_EQ((Try<v1::Position>(chief_, request))->texts(0).text(), kDark);
  EXPECT_EQ((Try<v1::Position>(chief_, request))->revision(), 2);
  // Even where the position itself may be read by now.
  const Channel other = Negotiator("other", "SECRET");
  Do<v1::Position, v1::UpdatePositionRequest>(
      other, absl::StrCat("position { name: '", secret_,
                          "' classification: OFFICIAL texts { language: 'en' text: 'Mild' } } "
                          "update_mask { paths: 'classification' paths: 'texts' }"));
  EXPECT_EQ((Try<v1::Position>(chief_, request))->texts(0).text(), kDark);
  Clear("chief", "OFFICIAL");
  EXPECT_THAT((Try<v1::Position>(chief_, request)),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT((Try<v1::Position>(
                  chief_, Parse<v1::GetPositionRequest>(absl::StrCat("name: '", secret_, "'")))),
              IsOk());
}

TEST_P(NegotiationsVisibilityTest, WhoCanSeeItIsToldToWhoCan) {
  ExpectMissing<v1::WhoCanSeeResponse, v1::WhoCanSeeRequest>(admin(), "name: '$NAME'");
  Negotiator("clerk", "CONFIDENTIAL");
  const auto told =
      Do<v1::WhoCanSeeResponse, v1::WhoCanSeeRequest>(head_, absl::StrCat("name: '", secret_, "'"));
  std::vector<std::string> viewers;
  for (const auto& viewer : told.viewers()) viewers.push_back(viewer.caller());
  EXPECT_THAT(viewers, UnorderedElementsAre("users/chief", "users/head"));
}

TEST_P(NegotiationsVisibilityTest, AnExportOfAPersonHoldsNoPosition) {
  const std::string person =
      Do<v1::Person, v1::CreatePersonRequest>(
          admin(), "person { names { language: 'en' family_name: 'Ivanov' } }")
          .name();
  Do<v1::Round, v1::CreateRoundRequest>(
      chief_, absl::StrCat("parent: '", kNegotiation, "' round { topics: '", kTopic,
                           "' participants { person: '", person, "' side: THEIRS } }"));
  const Channel officer = Somebody("officer", v1::ACCREDITATION_OFFICER, "OFFICIAL");
  ExpectTellsNothing(Do<v1::PersonExport, v1::ExportPersonRequest>(
      officer, absl::StrCat("name: '", person, "' purpose: 'asked for it'")));
}

TEST_P(NegotiationsVisibilityTest, WhoIsBoundOnANegotiationSeesThatOneWhileItIsThere) {
  MakeNegotiation("tula");
  const Channel bound = Somebody("bound", v1::NEGOTIATOR, "SECRET", kNegotiation);
  EXPECT_THAT(
      (Do<v1::ListNegotiationsResponse, v1::ListNegotiationsRequest>(bound, "")).negotiations(),
      SizeIs(1));
  const auto get = Parse<v1::GetPositionRequest>(absl::StrCat("name: '", secret_, "'"));
  EXPECT_THAT(Try<v1::Position>(bound, get), IsOk());
  EXPECT_EQ(
      (Try<v1::Negotiation>(bound, Parse<v1::GetNegotiationRequest>("name: 'negotiations/tula'")))
          .status(),
      base::NotFound("negotiations/tula"));
  Do<v1::Negotiation, v1::DeleteNegotiationRequest>(chief_,
                                                    absl::StrCat("name: '", kNegotiation, "'"));
  // Who somebody is and what they hold is trusted for some seconds.
  server_.clock().Forward(absl::Seconds(6));
  EXPECT_FALSE(Try<v1::Position>(bound, get).ok());
}

TEST_P(NegotiationsVisibilityTest, AFocalPointFindsNoNegotiation) {
  const std::string delegation =
      administration_.Delegation(administration_.Event("forum"), "tula-region");
  const Channel focal_point = Somebody("focal", v1::REGISTRAR, "SECRET", delegation);
  EXPECT_THAT((Do<v1::ListNegotiationsResponse, v1::ListNegotiationsRequest>(focal_point, ""))
                  .negotiations(),
              IsEmpty());
  for (const char* name : {kNegotiation, "negotiations/none"}) {
    EXPECT_EQ((Try<v1::Negotiation>(focal_point, Parse<v1::GetNegotiationRequest>(
                                                     absl::StrCat("name: '", name, "'"))))
                  .status(),
              base::NotFound(name));
  }
  ExpectMissing<v1::Position, v1::GetPositionRequest>(focal_point, "name: '$NAME'");
}

}  // namespace
}  // namespace plenary::server
