// Reports and briefs on a real server: who has them, and that a file with a position is had with a
// credential alone that is cleared for it.
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "google/longrunning/operations.pb.h"
#include "gtest/gtest.h"
#include "plenary/v1/access.pb.h"
#include "plenary/v1/directory.pb.h"
#include "plenary/v1/documents.pb.h"
#include "plenary/v1/files.grpc.pb.h"
#include "plenary/v1/negotiations.pb.h"
#include "plenary/v1/reports.pb.h"
#include "services/base/errors.h"
#include "services/documents/unzip.h"
#include "tests/testing/callers.h"
#include "tests/testing/engines.h"
#include "tests/testing/matchers.h"

namespace plenary::server {
namespace {

using ::plenary::testing::Administration;
using ::plenary::testing::Answered;
using ::plenary::testing::CallMethod;
using ::plenary::testing::FromGrpc;
using ::plenary::testing::IsOk;
using ::plenary::testing::Parse;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::RunningServer;
using ::testing::HasSubstr;
using ::testing::Not;
using Channel = std::shared_ptr<grpc::Channel>;

constexpr char kBrief[] =
    "kind: ROUND_BRIEF subject: 'negotiations/kursk' language_code: 'en' format: DOCX";

class PapersTest : public ::testing::TestWithParam<std::string> {
 protected:
  PapersTest() {
    administration_.Bind(administration_.User("nina"), v1::NEGOTIATOR);
    administration_.Bind("users/nina", v1::ADMINISTRATOR);
    Do<v1::UpdateUserRequest, v1::User>(server_.channel(), "AccessService/UpdateUser",
                                        "user { name: 'users/nina' clearance: SECRET } "
                                        "update_mask { paths: 'clearance' }");
    Do<v1::SetPasswordRequest, v1::User>(
        server_.channel(), "AccessService/SetPassword",
        "name: 'users/nina' new_password: 'a long word for a test'");
    // Signing in is worth all of the clearance, a token nothing of it unless it says so.
    cleared_ = server_.NewChannel(Do<v1::LoginRequest, v1::LoginResponse>(
                                      server_.channel(), "AccessService/Login",
                                      "name: 'users/nina' password: 'a long word for a test'")
                                      .secret());
    uncleared_ = server_.NewChannel(administration_.Token("users/nina").secret());
    Do<v1::CreateOrganizationRequest, v1::Organization>(
        cleared_, "DirectoryService/CreateOrganization",
        "organization_id: 'kursk' organization { type: REGION display_names { language: 'en' "
        "text: 'Kursk Region' } }");
    Do<v1::CreateNegotiationRequest, v1::Negotiation>(
        cleared_, "NegotiationService/CreateNegotiation",
        "negotiation_id: 'kursk' negotiation { counterpart: 'organizations/kursk' "
        "display_names { language: 'en' text: 'Kursk' } }");
    Do<v1::CreateTopicRequest, v1::Topic>(cleared_, "NegotiationService/CreateTopic",
                                          "parent: 'negotiations/kursk' topic_id: 'exchange' "
                                          "topic { titles { language: 'en' text: 'Exchange' } }");
    Do<v1::CreatePositionRequest, v1::Position>(
        cleared_, "NegotiationService/CreatePosition",
        "parent: 'negotiations/kursk/topics/exchange' position { side: OURS classification: SECRET "
        "texts { language: 'en' text: 'Hidden words' } }");
  }

  template <class Request, class Response>
  static Response Do(const Channel& channel, const std::string& method,
                     const std::string& request) {
    return Answered<Request, Response>(*channel, absl::StrCat("plenary.v1.", method), request);
  }
  // The file of a document, once it is made.
  static std::string Printed(const Channel& channel, const std::string& request) {
    const auto begun = Do<v1::RenderDocumentRequest, google::longrunning::Operation>(
        channel, "DocumentService/RenderDocument", request);
    google::longrunning::WaitOperationRequest wait;
    wait.set_name(begun.name());
    wait.mutable_timeout()->set_seconds(60);
    google::longrunning::Operation ended;
    EXPECT_THAT(CallMethod(*channel, "google.longrunning.Operations/WaitOperation", wait, ended),
                IsOk());
    v1::RenderDocumentResponse response;
    EXPECT_TRUE(ended.response().UnpackTo(&response)) << ended.ShortDebugString();
    return response.file();
  }
  static absl::Status Download(const Channel& channel, const std::string& file,
                               std::string& words) {
    const auto stub = v1::FileService::NewStub(channel);
    grpc::ClientContext context;
    v1::DownloadFileRequest request;
    request.set_name(file);
    const auto reader = stub->DownloadFile(&context, request);
    std::string bytes;
    v1::DownloadFileResponse response;
    while (reader->Read(&response)) bytes += response.chunk();
    const absl::Status status = FromGrpc(reader->Finish());
    std::vector<documents::TemplateProblem> problems;
    if (status.ok()) {
      for (const documents::Part& part : documents::Unzip(bytes, problems)) words += part.bytes;
    }
    return status;
  }
  static absl::Status GetFile(const Channel& channel, const std::string& file) {
    v1::File answer;
    return CallMethod(*channel, "plenary.v1.FileService/GetFile",
                      Parse<v1::GetFileRequest>(absl::StrCat("name: '", file, "'")), answer);
  }

  plenary::testing::Database database_{GetParam()};
  RunningServer server_{database_.uri()};
  Administration administration_{server_};
  Channel cleared_;  // both are of one user
  Channel uncleared_;
};
INSTANTIATE_TEST_SUITE_P(Engines, PapersTest, ::testing::ValuesIn(plenary::testing::Engines()),
                         plenary::testing::EngineName);

TEST_P(PapersTest, AFileWithAPositionIsHadWithACredentialAloneThatIsClearedForIt) {
  const std::string file = Printed(cleared_, kBrief);
  std::string words;
  EXPECT_THAT(Download(cleared_, file, words), IsOk());
  EXPECT_THAT(words, HasSubstr("Hidden words"));
  EXPECT_THAT(GetFile(cleared_, file), IsOk());
  std::string none;
  EXPECT_THAT(Download(uncleared_, file, none), RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(GetFile(uncleared_, file), RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
}

TEST_P(PapersTest, ABriefMadeWithACredentialThatIsNotClearedDoesNotHaveThePosition) {
  std::string words;
  EXPECT_THAT(Download(uncleared_, Printed(uncleared_, kBrief), words), IsOk());
  EXPECT_THAT(words, HasSubstr("Exchange"));
  EXPECT_THAT(words, Not(HasSubstr("Hidden words")));
}

TEST_P(PapersTest, TheReportOfAYearIsForWhoHoldsARoleOnTheInstallation) {
  const auto report = Do<v1::WriteReportRequest, v1::Report>(
      uncleared_, "ReportService/WriteReport", "year: 2023 language_codes: 'en'");
  EXPECT_EQ(report.sections_size(), 7);
  EXPECT_THAT(report.DebugString(), Not(HasSubstr("Hidden words")));
  const std::string focal_point = administration_.User("fedor");
  administration_.Bind(focal_point, v1::REGISTRAR,
                       administration_.Delegation(administration_.Event("forum"), "minsk"));
  const Channel other = server_.NewChannel(administration_.Token(focal_point).secret());
  v1::Report none;
  EXPECT_THAT(CallMethod(*other, "plenary.v1.ReportService/WriteReport",
                         Parse<v1::WriteReportRequest>("year: 2023"), none),
              RefusedFor(v1::ERROR_REASON_ROLE_REQUIRED));
}

}  // namespace
}  // namespace plenary::server
