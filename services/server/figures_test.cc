// Figures on a real server: who reads and writes them, and a file that becomes figures.
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "google/longrunning/operations.pb.h"
#include "gtest/gtest.h"
#include "plenary/v1/audit.pb.h"
#include "plenary/v1/files.grpc.pb.h"
#include "plenary/v1/indicators.pb.h"
#include "services/base/errors.h"
#include "tests/testing/callers.h"
#include "tests/testing/engines.h"
#include "tests/testing/matchers.h"

namespace plenary::server {
namespace {

using ::plenary::testing::Administration;
using ::plenary::testing::Answered;
using ::plenary::testing::CallMethod;
using ::plenary::testing::IsOk;
using ::plenary::testing::Parse;
using ::plenary::testing::RefusedFor;
using ::plenary::testing::RunningServer;
using ::testing::SizeIs;
using Channel = std::shared_ptr<grpc::Channel>;

constexpr char kFigure[] =
    "parent: 'indicators/ict' figure { country: 'RU' period { kind: YEAR year: 2023 } kind: ACTUAL "
    "source: 'Belstat' status: FINAL value: '120.50' }";

class FiguresServiceTest : public ::testing::TestWithParam<std::string> {
 protected:
  FiguresServiceTest() {
    negotiator_ = Somebody("nina", v1::NEGOTIATOR);
    Do<v1::CreateIndicatorRequest, v1::Indicator>(
        negotiator_, "CreateIndicator",
        "indicator_id: 'ict' indicator { unit: 'USD million' decimals: 2 "
        "display_names { language: 'en' text: 'Export of ICT services' } }");
  }

  Channel Somebody(const std::string& id, v1::Role role, const std::string& on = "") {
    const std::string user = administration_.User(id);
    administration_.Bind(user, role, on);
    return server_.NewChannel(administration_.Token(user).secret());
  }
  template <class Request, class Response>
  static Response Do(const Channel& channel, const std::string& verb, const std::string& request) {
    return Answered<Request, Response>(*channel, absl::StrCat("plenary.v1.IndicatorService/", verb),
                                       request);
  }
  template <class Request, class Response>
  static absl::Status Try(const Channel& channel, const std::string& verb,
                          const std::string& request) {
    Response response;
    return CallMethod(*channel, absl::StrCat("plenary.v1.IndicatorService/", verb),
                      Parse<Request>(request), response);
  }
  // The name of a file that `channel` uploaded.
  static std::string Upload(const Channel& channel, const std::string& bytes) {
    const auto stub = v1::FileService::NewStub(channel);
    grpc::ClientContext context;
    v1::File file;
    const auto writer = stub->UploadFile(&context, &file);
    v1::UploadFileRequest header;
    header.mutable_header()->set_filename("Экспорт.csv");
    header.mutable_header()->set_size_bytes(static_cast<int64_t>(bytes.size()));
    v1::UploadFileRequest chunk;
    chunk.set_chunk(bytes);
    EXPECT_TRUE(writer->Write(header) && writer->Write(chunk) && writer->WritesDone());
    EXPECT_TRUE(writer->Finish().ok());
    return file.name();
  }

  plenary::testing::Database database_{GetParam()};
  RunningServer server_{database_.uri()};
  Administration administration_{server_};
  Channel negotiator_;
};
INSTANTIATE_TEST_SUITE_P(Engines, FiguresServiceTest,
                         ::testing::ValuesIn(plenary::testing::Engines()),
                         plenary::testing::EngineName);

TEST_P(FiguresServiceTest, WhoHoldsARoleOnTheInstallationReadsFiguresAndWhoNegotiatesWritesThem) {
  const std::string figure =
      Do<v1::CreateFigureRequest, v1::Figure>(negotiator_, "CreateFigure", kFigure).name();
  const std::string by_name = absl::StrCat("name: '", figure, "'");
  const Channel viewer = Somebody("vera", v1::VIEWER);
  EXPECT_EQ((Do<v1::GetFigureRequest, v1::Figure>(viewer, "GetFigure", by_name)).value(), "120.50");
  EXPECT_THAT((Try<v1::CreateFigureRequest, v1::Figure>(viewer, "CreateFigure", kFigure)),
              RefusedFor(v1::ERROR_REASON_ROLE_REQUIRED));
  const std::string event = administration_.Event("forum");
  const Channel focal_point =
      Somebody("fedor", v1::REGISTRAR, administration_.Delegation(event, "kursk"));
  EXPECT_THAT((Try<v1::GetFigureRequest, v1::Figure>(focal_point, "GetFigure", by_name)),
              RefusedFor(v1::ERROR_REASON_ROLE_REQUIRED));
  EXPECT_THAT(
      (Try<v1::ListResultsRequest, v1::ListResultsResponse>(focal_point, "ListResults", "")),
      RefusedFor(v1::ERROR_REASON_ROLE_REQUIRED));
  const Channel controller = Somebody("kira", v1::CONTROLLER);
  EXPECT_THAT(
      (Try<v1::ReviseFigureRequest, v1::Figure>(
          controller, "ReviseFigure", absl::StrCat(by_name, " value: '121' status: FINAL"))),
      IsOk());
}

TEST_P(FiguresServiceTest, AFileBecomesFiguresAndTellsOnlyItsOwnerWhatWasNotTaken) {
  const std::string file =
      Upload(negotiator_, "Страна;2022 год;2023 год\nРоссия;100,5;120,6\nАтлантида;1;2\n");
  const auto begun = Do<v1::ImportFiguresRequest, google::longrunning::Operation>(
      negotiator_, "ImportFigures",
      absl::StrCat("parent: 'indicators/ict' file: '", file,
                   "' defaults { kind: ACTUAL source: 'Belstat' status: ILLUSTRATIVE }"));
  google::longrunning::WaitOperationRequest wait;
  wait.set_name(begun.name());
  wait.mutable_timeout()->set_seconds(60);
  google::longrunning::Operation ended;
  ASSERT_THAT(CallMethod(*negotiator_, "google.longrunning.Operations/WaitOperation", wait, ended),
              IsOk());
  v1::ImportFiguresResponse counts;
  ASSERT_TRUE(ended.done() && ended.response().UnpackTo(&counts)) << ended.ShortDebugString();
  EXPECT_EQ(counts.created(), 2);
  EXPECT_EQ(counts.rejected(), 1);
  const std::string of_operation = absl::StrCat("operation: '", begun.name(), "'");
  const auto rejects = Do<v1::ListFigureImportRejectsRequest, v1::ListFigureImportRejectsResponse>(
      negotiator_, "ListFigureImportRejects", of_operation);
  ASSERT_THAT(rejects.rejects(), SizeIs(1));
  EXPECT_EQ(rejects.rejects(0).line(), 3);
  EXPECT_EQ(rejects.rejects(0).cell(), "Атлантида");
  const Channel other = Somebody("oleg", v1::NEGOTIATOR);
  EXPECT_THAT((Try<v1::ListFigureImportRejectsRequest, v1::ListFigureImportRejectsResponse>(
                  other, "ListFigureImportRejects", of_operation)),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  const auto compared = Do<v1::CompareFiguresRequest, v1::CompareFiguresResponse>(
      other, "CompareFigures", "indicators: 'indicators/ict' period { kind: YEAR year: 2023 }");
  EXPECT_EQ(compared.comparisons(0).rows(0).growth_percent(), "120.0");
}

TEST_P(FiguresServiceTest, WhoAddedAndRevisedFiguresIsOnRecord) {
  const std::string figure =
      Do<v1::CreateFigureRequest, v1::Figure>(negotiator_, "CreateFigure", kFigure).name();
  const auto entries = Answered<v1::ListEntriesRequest, v1::ListEntriesResponse>(
      *server_.channel(), "plenary.v1.AuditService/ListEntries",
      absl::StrCat("filter: 'resource_name = \"", figure, "\"'"));
  ASSERT_THAT(entries.entries(), SizeIs(1));
  EXPECT_EQ(entries.entries(0).method(), "plenary.v1.IndicatorService/CreateFigure");
}

}  // namespace
}  // namespace plenary::server
