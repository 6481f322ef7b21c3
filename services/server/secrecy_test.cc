// What somebody with the database alone finds in it, byte by byte.
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "google/longrunning/operations.pb.h"
#include "gtest/gtest.h"
#include "plenary/v1/delegations.pb.h"
#include "plenary/v1/directory.pb.h"
#include "plenary/v1/events.pb.h"
#include "plenary/v1/files.grpc.pb.h"
#include "plenary/v1/imports.pb.h"
#include "tests/testing/engines.h"
#include "tests/testing/matchers.h"
#include "tests/testing/protos.h"
#include "tests/testing/running_server.h"

namespace plenary::server {
namespace {

using ::plenary::testing::CallMethod;
using ::plenary::testing::FromGrpc;
using ::plenary::testing::IsOk;
using ::plenary::testing::Parse;
using ::plenary::testing::RefusedFor;
using ::testing::Contains;
using ::testing::IsEmpty;

constexpr char kDirectory[] = "plenary.v1.DirectoryService/";
constexpr char kDelegations[] = "plenary.v1.DelegationService/";
constexpr char kEvents[] = "plenary.v1.EventService/";

// Everything a file holds; empty where there is none.
std::string BytesOf(const std::string& path) {
  std::ostringstream bytes;
  bytes << std::ifstream(path, std::ios::binary).rdbuf();
  return bytes.str();
}

class SecrecyTest : public ::testing::TestWithParam<std::string> {
 protected:
  template <class Response, class Request>
  absl::StatusOr<Response> Call(const std::string& method, const Request& request) {
    Response response;
    const absl::Status status = CallMethod(*server_.channel(), method, request, response);
    if (!status.ok()) return status;
    return response;
  }
  absl::StatusOr<v1::Person> Create(const std::string& text) {
    return Call<v1::Person>(absl::StrCat(kDirectory, "CreatePerson"),
                            Parse<v1::CreatePersonRequest>(text));
  }

  std::string Upload(const std::string& list) {
    const auto stub = v1::FileService::NewStub(server_.channel());
    grpc::ClientContext context;
    v1::File file;
    const auto writer = stub->UploadFile(&context, &file);
    v1::UploadFileRequest piece;
    piece.mutable_header()->set_filename("list.csv");
    writer->Write(piece);
    piece.set_chunk(list);
    writer->Write(piece);
    writer->WritesDone();
    EXPECT_THAT(FromGrpc(writer->Finish()), IsOk());
    return file.name();
  }

  // An import of a list, once it has ended.
  v1::ImportResponse Import(const std::string& file) {
    v1::ImportParticipantsRequest request;
    request.set_parent("events/tibo");
    request.set_file(file);
    auto operation = Call<google::longrunning::Operation>(
        absl::StrCat(kDelegations, "ImportParticipants"), request);
    EXPECT_THAT(operation, IsOk());
    while (operation.ok() && !operation->done()) {
      google::longrunning::WaitOperationRequest wait;
      wait.set_name(operation->name());
      operation =
          Call<google::longrunning::Operation>("google.longrunning.Operations/WaitOperation", wait);
    }
    operation_ = operation->name();
    v1::ImportResponse response;
    EXPECT_TRUE(operation->response().UnpackTo(&response)) << operation->ShortDebugString();
    return response;
  }

  // Everything the database holds: of SQLite the bytes of its files; of PostgreSQL every row of
  // every table, with its bytes in hexadecimal digits.
  std::string Everything() {
    if (database_.engine() == "sqlite") {
      return absl::StrCat(BytesOf(database_.path()), BytesOf(database_.path() + "-wal"));
    }
    std::vector<std::string> tables;
    std::string all;
    EXPECT_THAT(storage::ReadAndWait(
                    server_.store(),
                    [&](storage::Tx& tx) -> absl::Status {
                      PLENARY_RETURN_IF_ERROR(tx.Run(
                          {"SELECT table_name::text FROM information_schema.tables "
                           "WHERE table_schema = current_schema() ORDER BY 1",
                           {},
                           [&](const storage::Row& row) { tables.emplace_back(row.Text(0)); }}));
                      for (const std::string& table : tables) {
                        const std::string sql = absl::StrCat("SELECT t::text FROM ", table, " t");
                        PLENARY_RETURN_IF_ERROR(tx.Run({sql, {}, [&](const storage::Row& row) {
                                                          absl::StrAppend(&all, row.Text(0), "\n");
                                                        }}));
                      }
                      return absl::OkStatus();
                    }),
                IsOk());
    return all;
  }

  // Which of `texts` the database tells, as they are, in small letters, or in hexadecimal digits.
  std::vector<std::string> Told(const std::vector<std::string>& texts) {
    const std::string all = Everything();
    std::vector<std::string> told;
    for (const std::string& text : texts) {
      if (absl::StrContains(all, text) || absl::StrContains(all, absl::AsciiStrToLower(text)) ||
          absl::StrContains(all, absl::BytesToHexString(text))) {
        told.push_back(text);
      }
    }
    return told;
  }

  testing::Database database_{GetParam()};
  testing::RunningServer server_{database_.uri()};
  std::string operation_;
};
INSTANTIATE_TEST_SUITE_P(Engines, SecrecyTest, ::testing::ValuesIn(testing::Engines()),
                         testing::EngineName);

// A date as a message of protobuf has it.
std::string Serialized(int year, int month, int day) {
  google::type::Date date;
  date.set_year(year);
  date.set_month(month);
  date.set_day(day);
  return date.SerializeAsString();
}

TEST_P(SecrecyTest, TheDatabaseAloneTellsNoPassportBirthDateOrPrivateContact) {
  const std::string protected_data =
      "birth_date { year: 1975 month: 4 day: 12 } "
      "passport { number: 'MP 765 4321' personal_number: '7120475A001PB7' authority: 'Obrazets "
      "ROVD' } "
      "private_contacts { phone: '+375 29 765-43-21' address: 'Primernaya 7-21' } ";
  const auto created =
      Create(absl::StrCat("person { names { language: 'en' family_name: 'Visiblename' } ",
                          protected_data, "} request_id: 'create-1'"));
  ASSERT_THAT(created, IsOk());
  // The same again gives the first answer; other bytes under the same id are refused.
  EXPECT_THAT(Create("person { names { language: 'en' family_name: 'Visiblename' } "
                     "passport { number: 'QQ1112223' } } request_id: 'create-1'"),
              RefusedFor(v1::ERROR_REASON_REQUEST_ID_REUSED));
  // A call that fails once the person was looked at.
  EXPECT_THAT(Create("person { names { language: 'en' family_name: 'Other' } organization: "
                     "'organizations/none' passport { number: 'WW3334445' } } request_id: 'f'"),
              RefusedFor(v1::ERROR_REASON_RESOURCE_NOT_FOUND));
  v1::UpdatePersonRequest update;
  *update.mutable_person() = Parse<v1::Person>(
      "passport { number: 'KH9988776' } private_contacts { email: 'home@primer.example' }");
  update.mutable_person()->set_name(created->name());
  update.mutable_update_mask()->add_paths("passport");
  update.mutable_update_mask()->add_paths("private_contacts");
  update.set_request_id("update-1");
  ASSERT_THAT(Call<v1::Person>(absl::StrCat(kDirectory, "UpdatePerson"), update), IsOk());

  EXPECT_THAT(Told({"Visiblename"}), Contains("Visiblename"));
  EXPECT_THAT(
      Told({"MP 765 4321", "MP7654321", "7120475A001PB7", "Obrazets ROVD", "+375 29 765-43-21",
            "375297654321", "Primernaya 7-21", "1975-04-12", "12.04.1975", Serialized(1975, 4, 12),
            "QQ1112223", "WW3334445", "KH9988776", "home@primer.example"}),
      IsEmpty());
}

TEST_P(SecrecyTest, AListIsSealedFromItsUploadToItsRejects) {
  ASSERT_THAT(Call<v1::Event>(
                  absl::StrCat(kEvents, "CreateEvent"),
                  Parse<v1::CreateEventRequest>(
                      "event_id: 'tibo' event { kind: FORUM role: HOSTED time_zone: "
                      "'Europe/Minsk' display_names { language: 'en' text: 'TIBO' } interval { "
                      "start_time { seconds: 4102444800 } end_time { seconds: 4102704000 } } }")),
              IsOk());
  v1::PublishEventRequest publish;
  publish.set_name("events/tibo");
  ASSERT_THAT(Call<v1::Event>(absl::StrCat(kEvents, "PublishEvent"), publish), IsOk());
  ASSERT_THAT(Call<v1::Category>(absl::StrCat(kEvents, "CreateCategory"),
                                 Parse<v1::CreateCategoryRequest>(
                                     "parent: 'events/tibo' category_id: 'guests' category { "
                                     "display_names { language: 'en' text: 'Guests' } }")),
              IsOk());
  const std::string file = Upload(
      "Family name;Given name;Date of birth\n"
      "Visiblename;Ivan;13.05.1976\n"
      "Rejectedname;Anna;32.05.1977\n");
  EXPECT_THAT(Told({"Visiblename", "13.05.1976", "32.05.1977"}), IsEmpty());

  const v1::ImportResponse response = Import(file);
  EXPECT_EQ(response.counts().created(), 1) << response.ShortDebugString();
  EXPECT_EQ(response.counts().rejected(), 1);
  EXPECT_THAT(Told({"Visiblename"}), Contains("Visiblename"));
  EXPECT_THAT(Told({"13.05.1976", "1976-05-13", Serialized(1976, 5, 13), "32.05.1977"}), IsEmpty());
  v1::ListImportRejectsRequest request;
  request.set_parent(operation_);
  const auto rejects =
      Call<v1::ListImportRejectsResponse>(absl::StrCat(kDelegations, "ListImportRejects"), request);
  ASSERT_THAT(rejects, IsOk());
  EXPECT_THAT(rejects->rejects(), ::testing::SizeIs(1));
}

}  // namespace
}  // namespace plenary::server
